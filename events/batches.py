"""Batches as their counts change, of those that are watched: one query for all of their subscribers."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from enrollment.batch import Batch
from events.hub import Hub
from events.watched import LatestSubscriber, Watched
from kit.background import Loops

PAUSE_SECONDS = 0.5
"""Between two readings, and between two that a subscriber is given: each counts all rows of the batch."""

LoadBatches = Callable[[Sequence[UUID]], Awaitable[Mapping[UUID, Batch]]]
"""From ids of batches to the batches; unknown ones are absent."""


BatchSubscriber = LatestSubscriber[Batch]
"""A subscription to a batch. Yields it when its counts have changed."""


class BatchFeed(Watched[UUID, BatchSubscriber]):
    """Reads the batches that are watched.

    Args:
        load: the query.
        hub, loops, interval_seconds: see `Watched`.
    """

    pause_seconds = PAUSE_SECONDS

    def __init__(self, load: LoadBatches, hub: Hub, loops: Loops, interval_seconds: float = 1.0) -> None:
        super().__init__("batches", hub, loops, interval_seconds)
        self._load = load

    @asynccontextmanager
    async def watch(self, batch_id: UUID) -> AsyncIterator[BatchSubscriber]:
        """Subscribe to a batch; the first reading comes in any case. Raises LookupError if there is no such batch."""
        subscriber = BatchSubscriber(PAUSE_SECONDS)
        async with self._subscribed(batch_id, subscriber):
            if subscriber.latest is None:
                raise LookupError(batch_id)
            yield subscriber

    def _forget(self, key: UUID) -> None:
        """Nothing is kept of it."""

    async def _read(self, keys: Sequence[UUID]) -> None:
        for batch_id, batch in (await self._load(keys)).items():
            for subscriber in self._subscribers.get(batch_id, ()):
                if subscriber.latest is None or batch.counts != subscriber.latest.counts:
                    subscriber.put(batch)
