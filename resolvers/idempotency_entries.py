"""idempotencyEntries: idempotency keys as the database has them."""

from dataclasses import replace

from enrollment.paging import Page
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from enrollment.text import normalized
from resolvers.context import Context, Role
from resolvers.errors import BadArgument, page_request
from resolvers.permissions import allow


async def idempotency_entries(
    context: Context, search: IdempotencySearch, first: int, after: str | None
) -> Page[IdempotencyKeyEntry]:
    """A page of the keys that the search lets through, those that expire last first."""
    allow(context, Role.OPERATOR)
    page = page_request(first, after)
    if any("\0" in text for text in (search.key, search.student_code) if text is not None):
        raise BadArgument("filter", "must consist of printable characters.")
    code = search.student_code
    return await context.ports.keys.entries(
        replace(search, student_code=None if code is None else normalized(code)), page
    )
