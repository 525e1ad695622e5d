"""Subscription sagas: live ones first, then whatever moves; newest wins, a slow reader holds up no other."""

import asyncio
from collections.abc import AsyncGenerator
from uuid import UUID, uuid4

import msgspec
import pytest

from enrollment.searches import SagaSearch
from enrollment.task import TaskState
from events.all_tasks import MAX_WAITING_STATES
from events.envelope import encode
from events.hub import Hub
from resolvers.caller import Caller, Role
from resolvers.errors import Forbidden
from resolvers.task_events import TaskVersion
from resolvers.watch_sagas import watch_sagas
from saga.journal import SagaStatus
from tests.support.memory import MemorySagas, MemoryServices, MemoryTasks
from tests.support.poll import in_time, turns
from tests.support.states import make_state

RUNNING = SagaSearch(statuses=[SagaStatus.RUNNING])


@pytest.fixture
def hub() -> Hub:
    return Hub()


async def received(changes: AsyncGenerator[TaskVersion, None]) -> tuple[UUID, int, bool]:
    change = await in_time(anext(changes), 5)
    return change.state.id, change.state.version, change.snapshot


async def none_is(changes: AsyncGenerator[TaskVersion, None]) -> asyncio.Task[TaskVersion]:
    """A reader that waits, because there is nothing to read."""
    reader = asyncio.ensure_future(anext(changes))
    await turns(10)
    assert not reader.done()
    return reader


async def test_live_ones_come_first_then_whatever_moves(hub: Hub) -> None:
    live, other = make_state(uuid4(), 2), uuid4()
    changes = watch_sagas(MemoryServices(sagas=MemorySagas(live), task_feed=hub).context(), SagaSearch())
    assert await received(changes) == (live.id, 2, True)
    reader = await none_is(changes)
    hub.dispatch(encode(make_state(other, 5)))
    assert (await reader).state.id == other
    hub.dispatch(encode(make_state(live.id, 2)))  # published late: it was in the snapshot
    hub.dispatch(encode(make_state(live.id, 3, final=True)))
    change = await in_time(anext(changes), 5)
    assert (change.state.version, change.since, change.at) == (3, 2, change.state.finished_at)
    await changes.aclose()
    assert not hub._all_tasks_subscribers


async def test_what_no_longer_fits_is_sent_once_more(hub: Hub) -> None:
    state = make_state(uuid4(), 2)
    changes = watch_sagas(MemoryServices(sagas=MemorySagas(state), task_feed=hub).context(), RUNNING)
    assert await received(changes) == (state.id, 2, True)
    stuck = msgspec.structs.replace(make_state(state.id, 3), saga_status=SagaStatus.STUCK)
    hub.offer(stuck)
    assert await received(changes) == (state.id, 3, False)
    hub.offer(msgspec.structs.replace(stuck, version=4))
    hub.offer(make_state(uuid4(), 9, final=True))
    again = make_state(state.id, 5)
    hub.offer(again)
    assert await received(changes) == (state.id, 5, False)
    await changes.aclose()


async def test_newest_wins_for_each_saga(hub: Hub) -> None:
    changes = watch_sagas(MemoryServices(task_feed=hub).context(), SagaSearch())
    reader = await none_is(changes)
    one, two = uuid4(), uuid4()
    hub.offer(make_state(one, 1))
    await reader
    for version in range(2, 500):
        hub.offer(make_state(one, version))
        hub.offer(make_state(two, version))
    assert [await received(changes) for _ in range(2)] == [(one, 499, False), (two, 499, False)]
    (await none_is(changes)).cancel()


async def test_what_a_slow_reader_lost_is_read_from_the_database(hub: Hub) -> None:
    shown = make_state(uuid4(), 1)
    tasks, sagas = MemoryTasks(make_state(shown.id, 7, final=True)), MemorySagas(shown)
    changes = watch_sagas(MemoryServices(tasks=tasks, sagas=sagas, task_feed=hub).context(), SagaSearch())
    assert await received(changes) == (shown.id, 1, True)
    reader = await none_is(changes)
    new = make_state(uuid4(), 1)
    sagas.states = {new.id: new}
    hub.offer(make_state(uuid4(), 1))
    await reader
    for _ in range(MAX_WAITING_STATES + 1):
        hub.offer(make_state(uuid4(), 1))
    assert await received(changes) == (shown.id, 7, False), "what was shown is read anew"
    assert await received(changes) == (new.id, 1, False), "and what is live"
    rest = {await received(changes) for _ in range(MAX_WAITING_STATES)}
    assert len(rest) == MAX_WAITING_STATES
    await changes.aclose()


async def test_after_listening_began_anew_the_live_ones_are_read_again(hub: Hub) -> None:
    states: list[TaskState] = [make_state(uuid4(), 1)]
    sagas = MemorySagas(*states)
    changes = watch_sagas(MemoryServices(sagas=sagas, task_feed=hub).context(), SagaSearch())
    await received(changes)
    reader = await none_is(changes)
    new = make_state(uuid4(), 4)
    sagas.states[new.id] = new
    hub.listening_began()
    assert (await reader).state == new
    await changes.aclose()


async def test_only_operators_may_watch(hub: Hub) -> None:
    caller = Caller("est001", frozenset({Role.STUDENT}), "EST001")
    with pytest.raises(Forbidden):
        await anext(watch_sagas(MemoryServices(task_feed=hub).context(caller), SagaSearch()))
    assert not hub._all_tasks_subscribers
