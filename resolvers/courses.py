"""courses: those with a text in their code or title."""

from enrollment.catalogue import Course
from enrollment.paging import Page
from resolvers.arguments import check_printable, page_request
from resolvers.context import Context
from resolvers.permissions import signed_in
from resolvers.validation import trimmed_text


async def courses(context: Context, search: str | None, first: int, after: str | None) -> Page[Course]:
    """A page of the courses that have this text in their code or title, by code; all without one."""
    signed_in(context)
    page = page_request(first, after)
    text = trimmed_text(search)
    check_printable("search", text)
    return await context.services.catalogue.courses_page(text, page)
