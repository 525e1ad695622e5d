"""idempotencyEntries: idempotency keys as the database has them."""

from dataclasses import replace

from enrollment.paging import Page
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from resolvers.arguments import check_printable, normalized_code, page_request
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow


async def idempotency_entries(
    context: Context, search: IdempotencySearch, first: int, after: str | None
) -> Page[IdempotencyKeyEntry]:
    """A page of the keys that the search matches, those that expire last first."""
    allow(context, Role.OPERATOR)
    page = page_request(first, after)
    cleaned = replace(search, student_code=normalized_code(search.student_code))
    check_printable("filter", cleaned.key, cleaned.student_code)
    return await context.services.idempotency_keys.entries(cleaned, page)
