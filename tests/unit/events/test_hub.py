"""Fan-out within a process: newest wins, nothing is kept, nothing is lost by being cancelled."""

import asyncio
import gc
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs

from enrollment.task import TaskState
from events.envelope import encode
from events.hub import Hub, TaskSubscriber, WatchedTask
from tests.support.poll import in_time, turns
from tests.support.states import make_state


async def taken(watch: TaskSubscriber) -> TaskState | None:
    """What a reader gets without having to wait."""
    reader = asyncio.ensure_future(anext(watch))
    await turns()
    if reader.done():
        return reader.result()
    reader.cancel()
    await asyncio.wait([reader])
    return None


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def task_id() -> UUID:
    return uuid4()


async def test_versions_rise_whatever_is_offered(hub: Hub, task_id: UUID) -> None:
    seen = []
    async with hub.watch(task_id) as watch:
        for version in (2, 1, 2, 3, 3, 1, 5, 4):
            hub.offer(make_state(task_id, version))
            state = await taken(watch)
            seen.append(state and state.version)
    assert seen == [2, None, None, 3, None, None, 5, None]


async def test_a_slow_reader_is_given_the_newest_only(hub: Hub, task_id: UUID) -> None:
    async with hub.watch(task_id) as watch:
        for version in range(1, 1001):
            hub.dispatch(encode(make_state(task_id, version)))
        assert await taken(watch) == make_state(task_id, 1000)
        assert await taken(watch) is None


async def test_a_waiting_reader_is_woken(hub: Hub, task_id: UUID) -> None:
    async with hub.watch(task_id) as watch:
        reader = asyncio.ensure_future(anext(watch))
        await turns()
        hub.offer(make_state(task_id, 1))
        hub.offer(make_state(task_id, 2))
        assert (await in_time(reader, 5)).version == 2


async def test_all_who_watch_a_task_share_one_state(hub: Hub, task_id: UUID) -> None:
    async with hub.watch(task_id) as one, hub.watch(task_id) as other, hub.watch(uuid4()) as stranger:
        hub.dispatch(encode(make_state(task_id, 1)))
        first = await taken(one)
        assert first == make_state(task_id, 1)
        assert await taken(other) is first
        assert await taken(stranger) is None


async def test_who_comes_later_hears_what_comes_later(hub: Hub, task_id: UUID) -> None:
    async with hub.watch(task_id) as early:
        hub.offer(make_state(task_id, 3))
        async with hub.watch(task_id) as late:
            hub.offer(make_state(task_id, 2))
            assert await taken(late) is None
            hub.offer(make_state(task_id, 4))
            assert await taken(late) == await taken(early) == make_state(task_id, 4)


async def test_a_cancelled_reader_takes_nothing_with_it(hub: Hub, task_id: UUID) -> None:
    async with hub.watch(task_id) as watch:
        reader = asyncio.ensure_future(anext(watch))
        await turns()
        hub.offer(make_state(task_id, 1))
        reader.cancel()  # woken and cancelled in the same turn of the loop
        await asyncio.wait([reader])
        assert reader.cancelled()
        assert await taken(watch) == make_state(task_id, 1)


async def test_offers_between_cancellation_and_its_arrival_are_kept(hub: Hub, task_id: UUID) -> None:
    async with hub.watch(task_id) as watch:
        reader = asyncio.ensure_future(anext(watch))
        await turns()
        reader.cancel()
        hub.offer(make_state(task_id, 1))
        await asyncio.wait([reader])
        assert await taken(watch) == make_state(task_id, 1)


async def test_what_is_watched_with_the_newest_version_heard(hub: Hub, task_id: UUID) -> None:
    other = uuid4()
    assert hub.watched_versions() == {}
    async with hub.watch(task_id), hub.watch(other):
        hub.dispatch(encode(make_state(task_id, 7)))
        hub.dispatch(encode(make_state(uuid4(), 7)))
        assert hub.watched_versions() == {task_id: 7, other: 0}


async def test_nothing_is_kept_of_a_finished_watch(hub: Hub, task_id: UUID) -> None:
    async def fail() -> None:
        async with hub.watch(task_id), hub.watch(task_id):
            hub.offer(make_state(task_id, 1))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert hub.watched_versions() == {}
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, TaskSubscriber | WatchedTask)]


async def test_a_watch_that_is_left_does_not_end_the_others(hub: Hub, task_id: UUID) -> None:
    async with hub.watch(task_id) as stays:
        async with hub.watch(task_id):
            pass
        hub.offer(make_state(task_id, 1))
        assert await taken(stays) == make_state(task_id, 1)


async def test_the_body_is_read_only_if_a_subscriber_lacks_it(hub: Hub, task_id: UUID) -> None:
    def broken(each: UUID, version: int) -> bytes:
        return f"{each}\n{version}\n".encode() + b"no JSON"

    with capture_logs() as logs:
        async with hub.watch(task_id) as watch:
            hub.offer(make_state(task_id, 2))
            hub.dispatch(broken(uuid4(), 9))
            hub.dispatch(broken(task_id, 2))
            assert logs == []
            hub.dispatch(broken(task_id, 3))
            hub.dispatch(b"nonsense")
            assert [entry["log_level"] for entry in logs] == ["warning"]
            assert hub.watched_versions() == {task_id: 2}, "what could not be read was not heard"
            hub.offer(make_state(task_id, 3))
            assert await taken(watch) == make_state(task_id, 3)
