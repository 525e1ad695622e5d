"""auditLog: what happened."""

from dataclasses import replace

from enrollment.audit import AuditEntry, AuditSearch
from enrollment.paging import Page
from resolvers.arguments import check_printable, normalized_code, page_request
from resolvers.context import Context
from resolvers.permissions import STAFF, allow


async def audit_log(context: Context, search: AuditSearch, first: int, after: str | None) -> Page[AuditEntry]:
    """A page of the entries that the search matches, newest first."""
    allow(context, *STAFF)
    page = page_request(first, after)
    cleaned = replace(
        search,
        student_code=normalized_code(search.student_code),
        group_code=normalized_code(search.group_code),
        course_code=normalized_code(search.course_code),
    )
    check_printable(
        "filter",
        cleaned.student_code,
        cleaned.group_code,
        cleaned.course_code,
        cleaned.actor,
        cleaned.correlation_id,
    )
    return await context.services.audit_log.search(cleaned, page)
