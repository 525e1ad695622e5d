"""What a subscriber is sent, depending on what it has seen and on what happens while it reads."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from enrollment.task import TaskState
from events.hub import Hub
from resolvers.context import Context
from resolvers.errors import NotFound
from resolvers.task_events import TaskVersion, task_versions
from resolvers.watch_saga import changed_steps, watch_saga
from resolvers.watch_task import watch_task
from tests.support.memory import MemoryServices, MemoryTasks
from tests.support.poll import in_time, turns
from tests.support.states import make_state


class Subject:
    """A task, the hub it is published by, and its subscribers' view of it."""

    def __init__(self, version: int, *, final: bool = False) -> None:
        self.id = uuid4()
        self.hub = Hub()
        self.tasks = MemoryTasks(make_state(self.id, version, final=final))

    def commit(self, version: int, *, final: bool = False) -> TaskState:
        """A new version is committed and published."""
        state = make_state(self.id, version, final=final)
        self.tasks.states[self.id] = state
        self.hub.offer(state)
        return state

    async def seen(self, after: int | None, *, commits: tuple[int, ...] = ()) -> list[TaskVersion]:
        """All events for a subscriber that has seen `after`, while `commits` happen one by one; the last is final."""
        events = []
        pending = list(commits)
        context = MemoryServices(tasks=self.tasks, task_feed=self.hub).context()
        async with aclosing(task_versions(context, self.id, after)) as stream:
            while True:
                following = asyncio.ensure_future(anext(stream))
                await turns(20)  # it has what there is, or it waits
                if not following.done() and pending:
                    version = pending.pop(0)
                    self.commit(version, final=not pending)
                try:
                    events.append(await in_time(following, 1))
                except StopAsyncIteration:
                    return events


def versions(events: list[TaskVersion]) -> list[tuple[int, bool]]:
    return [(event.state.version, event.snapshot) for event in events]


@pytest.mark.parametrize("after", [None, 0, -5, 4])
async def test_a_final_task_is_a_snapshot_and_the_end(after: int | None) -> None:
    assert versions(await Subject(5, final=True).seen(after)) == [(5, True)]


@pytest.mark.parametrize("after", [5, 6, 2**31 - 1])
async def test_who_has_seen_the_final_version_gets_the_end_alone(after: int) -> None:
    assert await Subject(5, final=True).seen(after) == []


@pytest.mark.parametrize("after", [None, 0, 2, 4])
async def test_a_live_task_is_a_snapshot_then_its_changes_then_the_end(after: int | None) -> None:
    events = await Subject(3).seen(after, commits=(4, 6))
    assert versions(events) == [(3, True), (4, False), (6, False)]
    assert [event.since for event in events] == [0, 3, 4]


async def test_who_has_seen_the_live_version_waits_for_the_next() -> None:
    events = await Subject(3).seen(3, commits=(4, 5))
    assert versions(events) == [(4, False), (5, False)]
    assert [event.since for event in events] == [3, 4]


async def test_what_is_committed_while_the_snapshot_is_read_is_sent_after_it() -> None:
    subject = Subject(1)

    async def before_the_answer() -> None:
        subject.commit(2, final=True)

    subject.tasks.before_reading = before_the_answer
    assert versions(await subject.seen(None)) == [(1, True), (2, False)]


async def test_what_is_published_late_is_not_sent_again() -> None:
    subject = Subject(3)

    async def before_the_answer() -> None:
        subject.hub.offer(make_state(subject.id, 2))

    subject.tasks.before_reading = before_the_answer
    assert versions(await subject.seen(None, commits=(4,))) == [(3, True), (4, False)]


@pytest.mark.parametrize("watch", [watch_task, watch_saga])
async def test_an_unknown_task_is_not_found_and_not_watched(
    watch: Callable[[Context, UUID, int | None], AsyncGenerator[TaskVersion, None]],
) -> None:
    hub = Hub()
    async with aclosing(watch(MemoryServices(task_feed=hub).context(), uuid4(), None)) as stream:
        with pytest.raises(NotFound):
            await anext(stream)
    assert not hub.watched_versions()


async def test_who_leaves_is_not_watched_for_any_more() -> None:
    subject = Subject(1)
    context = MemoryServices(tasks=subject.tasks, task_feed=subject.hub).context()
    async with aclosing(task_versions(context, subject.id, None)) as stream:
        await anext(stream)
        assert subject.hub.watched_versions()
    assert not subject.hub.watched_versions()


async def test_the_final_event_happened_when_the_task_ended_and_others_happen_now() -> None:
    first, last = await Subject(1).seen(None, commits=(2,))
    assert abs((datetime.now(UTC) - first.at).total_seconds()) < 5
    assert last.at == last.state.finished_at


async def test_a_sagas_steps_are_those_written_since() -> None:
    first, second, last = await Subject(1).seen(None, commits=(2, 3))
    assert [step.position for step in changed_steps(first)] == [1, 2, 3]
    assert [step.position for step in changed_steps(second)] == [2, 3]
    assert [step.position for step in changed_steps(last)] == [3]
