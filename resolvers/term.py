"""term: one term by its code, and a page of its groups."""

from enrollment.catalogue import Group, Term
from enrollment.paging import GroupSearch, Page
from resolvers.arguments import check_printable, normalized_code, page_request, storable_code
from resolvers.context import Context
from resolvers.permissions import signed_in


async def term(context: Context, code: str) -> Term | None:
    signed_in(context)
    text = storable_code(code)
    return None if text is None else await context.services.catalogue.term_by_code(text)


async def groups_of_term(
    context: Context, term_id: int, search: GroupSearch, first: int, after: str | None
) -> Page[Group]:
    """A page of the term's groups that the search matches."""
    page = page_request(first, after)
    codes = None if search.codes is None else [text for code in search.codes if (text := storable_code(code))]
    course_code = normalized_code(search.course_code)
    check_printable("filter", course_code, search.search)
    cleaned = GroupSearch(codes, course_code, search.search, search.only_available)
    return await context.services.catalogue.groups_of_term(term_id, cleaned, page)
