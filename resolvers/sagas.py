"""sagas: those that operators look for."""

from dataclasses import replace

from enrollment.paging import Page
from enrollment.searches import SagaSearch
from enrollment.task import TaskState
from enrollment.text import normalized
from resolvers.context import Context, Role
from resolvers.errors import BadArgument, page_request
from resolvers.permissions import allow


async def sagas(context: Context, search: SagaSearch, first: int, after: str | None) -> Page[TaskState]:
    """A page of the sagas that the search lets through, newest first."""
    allow(context, Role.OPERATOR)
    return await context.ports.sagas.sagas(cleaned(search), page_request(first, after))


def cleaned(search: SagaSearch) -> SagaSearch:
    """The search with its codes as they are stored. Raises BadArgument."""
    if any("\0" in text for text in (search.student_code, search.term_code, search.correlation_id) if text is not None):
        raise BadArgument("filter", "must consist of printable characters.")
    return replace(
        search,
        student_code=None if search.student_code is None else normalized(search.student_code),
        term_code=None if search.term_code is None else normalized(search.term_code),
    )
