"""cancelTask: what is made of a request before it is handed in."""

from uuid import uuid4

import pytest

from enrollment.problems import InvalidInput, ServiceUnavailable, TaskNotFound
from kit.errors import DatabaseUnavailable
from resolvers.cancel_task import cancel_task
from resolvers.language import Language
from tests.support.memory import MemoryServices, MemoryTasks
from tests.support.states import make_state

STATE = make_state(uuid4(), 1)


@pytest.fixture
def tasks() -> MemoryTasks:
    return MemoryTasks(STATE)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (None, None),
        ("", None),
        (" \n\u200b", None),
        (" chose again\n", "chose again"),
        ("one\n\ttwo", "one\n\ttwo"),
        ("ñ" * 1000 + " ", "ñ" * 1000),
    ],
)
async def test_a_reason_is_kept_unless_it_is_blank(tasks: MemoryTasks, sent: str | None, kept: str | None) -> None:
    assert await cancel_task(MemoryServices(tasks=tasks).context(), STATE.id, sent) == STATE
    assert tasks.cancelled == [(STATE.id, "admin", kept, "c-test")]


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("r" * 1001, "puede tener como máximo 1000 caracteres; tiene 1001."),
        ("a\0b", "debe constar de caracteres imprimibles."),
    ],
)
async def test_a_reason_that_cannot_be_kept_is_refused(tasks: MemoryTasks, reason: str, message: str) -> None:
    outcome = await cancel_task(MemoryServices(tasks=tasks).context(language=Language.ES), STATE.id, reason)
    assert isinstance(outcome, InvalidInput)
    assert [(error.path, error.message) for error in outcome.errors] == [(("input", "reason"), message)]
    assert not tasks.cancelled


async def test_an_id_that_is_no_tasks_is_nowhere(tasks: MemoryTasks) -> None:
    assert await cancel_task(MemoryServices(tasks=tasks).context(), None, None) == TaskNotFound(path=("input", "id"))
    assert not tasks.cancelled


async def test_an_unavailable_database_is_a_typed_problem(tasks: MemoryTasks) -> None:
    tasks.answer = DatabaseUnavailable("connection refused", 2.5)
    outcome = await cancel_task(MemoryServices(tasks=tasks).context(), STATE.id, None)
    assert outcome == ServiceUnavailable(service="database", retry_after_seconds=2.5)
