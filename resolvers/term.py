"""term: one term by its code, and a page of its groups."""

from enrollment.catalogue import Group, Term
from enrollment.paging import GroupSearch, Page
from resolvers.context import Context
from resolvers.errors import BadArgument, page_request, readable
from resolvers.permissions import signed_in


async def term(context: Context, code: str) -> Term | None:
    """The term with this code, if any."""
    signed_in(context)
    text = readable(code)
    return None if text is None else await context.ports.catalogue.term_by_code(text)


async def groups_of_term(
    context: Context, term_id: int, search: GroupSearch, first: int, after: str | None
) -> Page[Group]:
    """A page of the term's groups that the search lets through."""
    page = page_request(first, after)
    codes = None if search.codes is None else [text for code in search.codes if (text := readable(code))]
    course_code = None if search.course_code is None else readable(search.course_code)
    if (search.course_code is not None and course_code is None) or "\0" in (search.search or ""):
        raise BadArgument("filter", "must consist of printable characters.")
    cleaned = GroupSearch(codes, course_code, search.search, search.only_available)
    return await context.ports.catalogue.groups_of_term(term_id, cleaned, page)
