"""What is said of tasks that are not found where old ones are archived."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from enrollment.problems import SagaNotFound, TaskNotFound
from kit.uuid7 import uuid7
from resolvers.cancel_task import cancel_task
from resolvers.context import Context
from resolvers.errors import Archived, NotFound
from resolvers.node import NodeKind, node
from resolvers.nodes import nodes
from resolvers.retry_saga import retry_saga
from resolvers.saga import saga
from resolvers.task import task
from resolvers.task_events import task_versions
from resolvers.tasks import tasks
from tests.support.memory import MemorySagas, MemoryServices, MemoryTasks
from tests.support.states import make_state

BEFORE = (datetime.now(UTC) - timedelta(days=400)).replace(microsecond=0)


def made(at: datetime) -> UUID:
    """An id that was made then."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | uuid7().int & ((1 << 80) - 1))


OLD, YOUNG, NO_TASKS = made(BEFORE - timedelta(days=1)), made(BEFORE + timedelta(days=1)), uuid4()
THERE = make_state(made(BEFORE - timedelta(days=2)), 1)


@pytest.fixture
def context() -> Context:
    services = MemoryServices(tasks=MemoryTasks(THERE), sagas=MemorySagas())
    services.retention.before = BEFORE
    return services.context()


async def test_of_old_ones_it_is_said_that_they_are_archived(context: Context) -> None:
    for asked in (task(context, OLD), saga(context, OLD), node(context, NodeKind.SAGA, str(OLD))):
        with pytest.raises(Archived, match=f"tasks that ended before {BEFORE:%Y-%m-%d %H:%M} UTC are archived") as said:
            await asked
        assert said.value.extensions == {"code": "ARCHIVED", "archivedBefore": f"{BEFORE:%Y-%m-%dT%H:%M:%S}.000Z"}
    with pytest.raises(Archived):
        await anext(task_versions(context, OLD, None))


async def test_of_young_ones_and_those_that_are_there_it_is_not(context: Context) -> None:
    assert [await task(context, one) for one in (THERE.id, YOUNG, NO_TASKS)] == [THERE, None, None]
    with pytest.raises(NotFound):
        await anext(task_versions(context, YOUNG, None))
    nothing_archived = MemoryServices().context()
    assert await task(nothing_archived, OLD) is None


async def test_of_several_it_is_said_of_each(context: Context) -> None:
    ids = [THERE.id, OLD, YOUNG, None]
    references = [None if one is None else (NodeKind.TASK, str(one)) for one in ids]
    for found in (await tasks(context, ids), await nodes(context, references)):
        there, archived, young, none = found
        assert (there, young, none) == (THERE, None, None)
        assert isinstance(archived, Archived)


async def test_what_cannot_be_changed_any_more_says_so(context: Context) -> None:
    assert await cancel_task(context, OLD, None) == TaskNotFound(archived_before=BEFORE)
    assert await cancel_task(context, YOUNG, None) == TaskNotFound()
    assert await retry_saga(context, OLD, "why") == SagaNotFound(archived_before=BEFORE)
    assert await retry_saga(context, YOUNG, "why") == SagaNotFound()
