"""What belongs to a group: a page of its roster."""

from datetime import datetime

from enrollment.catalogue import Enrollment
from enrollment.paging import Page
from resolvers.arguments import page_request
from resolvers.context import Context


async def roster_of_group(
    context: Context, group_id: int, at: datetime | None, first: int, after: str | None
) -> Page[Enrollment]:
    """A page of those who are enrolled, or were `at` an instant, by their codes: for staff everyone, for a student
    themselves alone."""
    return await context.loaders.roster_of_group(group_id, page_request(first, after), at)
