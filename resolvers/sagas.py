"""sagas: those that operators look for."""

from dataclasses import replace

from enrollment.paging import Page
from enrollment.searches import SagaSearch
from enrollment.task import TaskState
from resolvers.arguments import check_printable, normalized_code, page_request
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow


async def sagas(context: Context, search: SagaSearch, first: int, after: str | None) -> Page[TaskState]:
    """A page of the sagas that the search matches, newest first."""
    allow(context, Role.OPERATOR)
    return await context.services.sagas.sagas(normalized_search(search), page_request(first, after))


def normalized_search(search: SagaSearch) -> SagaSearch:
    """The search with codes in the form in which they are stored. Raises BadArgument."""
    cleaned = replace(
        search, student_code=normalized_code(search.student_code), term_code=normalized_code(search.term_code)
    )
    check_printable("filter", cleaned.student_code, cleaned.term_code, cleaned.correlation_id)
    return cleaned
