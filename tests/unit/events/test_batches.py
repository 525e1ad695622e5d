"""Batches as their counts change: read for those who watch, together, at most twice a second."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from enrollment.batch import Batch, BatchCounts
from events.batches import BatchFeed, BatchSubscriber
from events.envelope import encode
from events.hub import Hub
from kit.background import Loops
from resolvers.caller import Caller, Role
from resolvers.errors import Forbidden, NotFound
from resolvers.watch_batch import watch_batch
from tests.support.memory import MemoryServices
from tests.support.poll import in_time
from tests.support.states import make_state

NEVER = 3600.0
BATCH, OTHER = uuid4(), uuid4()


class Stored:
    """Two batches of three rows each, which are as many queued as is said here, and what was read."""

    def __init__(self) -> None:
        self.queued = {BATCH: 3, OTHER: 3}
        self.reads: list[set[UUID]] = []
        self.unavailable = False

    async def load(self, ids: Sequence[UUID]) -> Mapping[UUID, Batch]:
        self.reads.append(set(ids))
        if self.unavailable:
            self.unavailable = False
            raise OSError("unavailable")
        return {id_: self._batch(id_) for id_ in ids if id_ in self.queued}

    def _batch(self, id_: UUID) -> Batch:
        queued = self.queued[id_]
        counts = BatchCounts(3, 0, queued, 0, 3 - queued, 0, 0, 0, 0)
        return Batch(id_, "registrar", datetime(2024, 8, 1, tzinfo=UTC), None, None, counts)


@pytest.fixture
def stored() -> Stored:
    return Stored()


@pytest.fixture
def hub() -> Hub:
    return Hub()


def publish(hub: Hub) -> None:
    hub.dispatch(encode(make_state(uuid4(), 1)))


async def queued(watch: BatchSubscriber) -> int:
    return (await in_time(anext(watch), 5)).counts.queued


async def test_one_reading_serves_all_who_watch_whichever_batch(stored: Stored, hub: Hub) -> None:
    feed = BatchFeed(stored.load, hub, Loops(), NEVER)
    async with feed.watch(BATCH) as one, feed.watch(BATCH) as same, feed.watch(OTHER) as other:
        assert [await queued(watch) for watch in (one, same, other)] == [3, 3, 3]
        assert feed.subscriptions == 3
        before = len(stored.reads)
        stored.queued = {BATCH: 2, OTHER: 1}
        publish(hub)
        assert [await queued(watch) for watch in (one, same, other)] == [2, 2, 1]
        assert stored.reads[before:] == [{BATCH, OTHER}]
    assert (feed.subscriptions, feed._loop) == (0, None)


async def test_what_was_missed_is_found_and_errors_are_outlived(stored: Stored, hub: Hub) -> None:
    feed = BatchFeed(stored.load, hub, Loops(), 0)
    async with feed.watch(BATCH) as watch:
        assert await queued(watch) == 3
        stored.queued[BATCH], stored.unavailable = 1, True
        assert await queued(watch) == 1


async def test_it_ends_with_the_counts_that_change_no_more(stored: Stored, hub: Hub) -> None:
    services = MemoryServices(batch_feed=BatchFeed(stored.load, hub, Loops(), NEVER))
    events = watch_batch(services.context(), BATCH)
    assert (await in_time(anext(events), 5)).counts.queued == 3
    stored.queued[BATCH] = 0
    publish(hub)
    assert (await in_time(anext(events), 5)).final
    with pytest.raises(StopAsyncIteration):
        await in_time(anext(events), 5)
    assert services.batch_feed.subscriptions == 0


async def test_a_batch_that_is_nowhere_is_not_found_and_others_may_not_ask(stored: Stored, hub: Hub) -> None:
    services = MemoryServices(batch_feed=BatchFeed(stored.load, hub, Loops(), NEVER))
    for batch_id in (uuid4(), None):
        with pytest.raises(NotFound):
            await anext(watch_batch(services.context(), batch_id))
    student = Caller("s", frozenset({Role.STUDENT}), "EST001")
    with pytest.raises(Forbidden):
        await anext(watch_batch(services.context(student), BATCH))
    async with aclosing(watch_batch(services.context(), BATCH)) as events:
        await in_time(anext(events), 5)
    assert services.batch_feed.subscriptions == 0
