"""retrySaga and sagas: who may, and what is made of a request before it is handed on."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from enrollment.problems import InvalidInput, SagaNotFound, SagaNotStuck, ServiceUnavailable
from enrollment.searches import SagaSearch
from enrollment.task import TaskKind
from kit.errors import DatabaseUnavailable
from resolvers.caller import Caller, Role
from resolvers.errors import BadArgument, Forbidden, NotSignedIn
from resolvers.retry_saga import retry_saga
from resolvers.saga import saga
from resolvers.sagas import sagas
from saga.journal import SagaStatus
from tests.support.memory import MemorySagas, MemoryServices
from tests.support.states import make_state

STATE = make_state(uuid4(), 3)
OPERATOR = Caller("ops", frozenset({Role.OPERATOR}))
STRANGERS = [
    (Caller("est001", frozenset({Role.STUDENT}), "EST001"), Forbidden),
    (Caller("reg", frozenset({Role.REGISTRAR})), Forbidden),
    (Caller("nobody", frozenset()), NotSignedIn),
]


@pytest.fixture
def port() -> MemorySagas:
    return MemorySagas(STATE)


@pytest.mark.parametrize(("caller", "error"), STRANGERS, ids=lambda value: getattr(value, "subject", None))
async def test_only_operators_may(port: MemorySagas, caller: Caller, error: type[Exception]) -> None:
    context = MemoryServices(sagas=port).context(caller)
    with pytest.raises(error):
        await retry_saga(context, STATE.id, "it works now")
    with pytest.raises(error):
        await sagas(context, SagaSearch(), 50, None)
    if caller.roles:
        assert await saga(context, STATE.id) is None
    assert (port.retried, port.searches) == ([], [])


async def test_a_retry_is_handed_on_with_who_and_why(port: MemorySagas) -> None:
    assert await retry_saga(MemoryServices(sagas=port).context(OPERATOR), STATE.id, " it works\nnow ") == STATE
    assert port.retried == [(STATE.id, "ops", "it works\nnow", "c-test")]


@pytest.mark.parametrize("reason", ["", " \n\u200b", "r" * 1001, "a\0b"])
async def test_without_a_reason_that_can_be_kept_nothing_is_retried(port: MemorySagas, reason: str) -> None:
    outcome = await retry_saga(MemoryServices(sagas=port).context(OPERATOR), STATE.id, reason)
    assert isinstance(outcome, InvalidInput)
    assert [error.path for error in outcome.errors] == [("input", "reason")]
    assert port.retried == []


async def test_what_speaks_against_a_retry_is_an_answer(port: MemorySagas) -> None:
    context = MemoryServices(sagas=port).context(OPERATOR)
    assert await retry_saga(context, None, "why") == SagaNotFound(path=("input", "id"))
    port.answer = SagaNotStuck(saga_id=str(STATE.id))
    assert await retry_saga(context, STATE.id, "why") == port.answer
    port.answer = DatabaseUnavailable("connection refused", 2.5)
    assert await retry_saga(context, STATE.id, "why") == ServiceUnavailable(service="database", retry_after_seconds=2.5)


async def test_an_operator_sees_even_what_cannot_be_read(port: MemorySagas) -> None:
    assert await saga(MemoryServices(sagas=port).context(OPERATOR), STATE.id) == STATE


async def test_codes_are_looked_for_as_they_are_stored(port: MemorySagas) -> None:
    context = MemoryServices(sagas=port).context(OPERATOR)
    page = await sagas(context, SagaSearch(student_code=" EST001\u200b", term_code="2024-2 "), 10, None)
    assert list(page.items) == [STATE]
    with pytest.raises(BadArgument):
        await sagas(context, SagaSearch(correlation_id="a\0b"), 10, None)
    with pytest.raises(BadArgument):
        await sagas(context, SagaSearch(), 101, None)


@pytest.mark.parametrize(
    ("search", "through"),
    [
        (SagaSearch(), True),
        (SagaSearch(statuses=[SagaStatus.RUNNING, SagaStatus.STUCK]), True),
        (SagaSearch(statuses=[SagaStatus.STUCK]), False),
        (SagaSearch(statuses=[]), False),
        (SagaSearch(kinds=[TaskKind.ENROLL]), True),
        (SagaSearch(kinds=[TaskKind.DROP]), False),
        (SagaSearch(student_code="EST001", term_code="2024-2", correlation_id="c-1"), True),
        (SagaSearch(student_code="EST002"), False),
        (SagaSearch(term_code="2024-1"), False),
        (SagaSearch(correlation_id="c-2"), False),
        (SagaSearch(since=STATE.submitted_at), True),
        (SagaSearch(since=datetime(2999, 1, 1, tzinfo=UTC)), False),
    ],
)
def test_which_states_a_search_lets_through(search: SagaSearch, through: bool) -> None:
    assert search.matches(STATE) is through
