"""auditLog: what happened, for those who ask afterwards."""

from dataclasses import replace

from enrollment.audit import AuditEntry, AuditSearch
from enrollment.paging import Page
from enrollment.text import normalized
from resolvers.context import Context
from resolvers.errors import BadArgument, page_request
from resolvers.permissions import STAFF, allow


async def audit_log(context: Context, search: AuditSearch, first: int, after: str | None) -> Page[AuditEntry]:
    """A page of the entries that the search lets through, newest first."""
    allow(context, *STAFF)
    page = page_request(first, after)
    cleaned = replace(search, student_code=_code(search.student_code), group_code=_code(search.group_code))
    texts = (cleaned.student_code, cleaned.group_code, cleaned.actor, cleaned.correlation_id)
    if any("\0" in text for text in texts if text is not None):
        raise BadArgument("filter", "must consist of printable characters.")
    return await context.ports.history.search(cleaned, page)


def _code(code: str | None) -> str | None:
    return None if code is None else normalized(code)
