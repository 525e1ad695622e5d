"""term: one term by its code, and a page of its groups."""

from collections.abc import Sequence

from enrollment.catalogue import CatalogueGroup, Term
from enrollment.paging import GroupSearch, Page
from enrollment.term_windows import EnrollmentWindow, TermWindows
from resolvers.arguments import check_count, check_printable, normalized_code, page_request, storable_code
from resolvers.context import Context
from resolvers.permissions import signed_in
from resolvers.validation import trimmed_text
from resolvers.viewer import student_of_viewer


async def term(context: Context, code: str) -> Term | None:
    signed_in(context)
    text = storable_code(code)
    found = None if text is None else await context.loaders.term_by_code.load(text)
    if found is not None and found.unchanged_seconds is not None:
        context.expires_in(found.unchanged_seconds)
    return found


async def windows_of_viewer(context: Context, term: Term) -> Sequence[EnrollmentWindow]:
    """The windows that count for the student who the caller is."""
    student = await student_of_viewer(context)
    if student is None:
        return []
    windows = TermWindows(term.opens_at, term.closes_at, term.rules.windows)
    return sorted(windows.of(student.cohorts), key=lambda window: window.opens_at)


async def groups_of_term(
    context: Context, term: Term, search: GroupSearch, first: int, after: str | None
) -> Page[CatalogueGroup]:
    """A page of the term's groups that the search matches."""
    page = page_request(first, after)
    check_count("filter", search.codes or ())
    codes = None if search.codes is None else tuple(text for code in search.codes if (text := storable_code(code)))
    course_code = normalized_code(search.course_code)
    text = trimmed_text(search.search)
    check_printable("filter", course_code, text)
    cleaned = GroupSearch(codes, course_code, text, search.only_available)
    return await context.loaders.groups_of_term(term, cleaned, page)
