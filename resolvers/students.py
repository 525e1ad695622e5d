"""students: those that registrars and operators look for."""

from dataclasses import replace

from enrollment.catalogue import Student
from enrollment.paging import Page, StudentSearch
from resolvers.arguments import check_printable, page_request
from resolvers.context import Context
from resolvers.permissions import STAFF, allow
from resolvers.validation import trimmed_text


async def students(context: Context, search: StudentSearch, first: int, after: str | None) -> Page[Student]:
    """A page of the students that the search matches, by code."""
    allow(context, *STAFF)
    page = page_request(first, after)
    cleaned = replace(search, search=trimmed_text(search.search))
    check_printable("search", cleaned.search)
    return await context.services.catalogue.students_page(cleaned, page)
