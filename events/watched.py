"""What is read again and again while it is watched: one query for the whole process, none without subscribers."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Hashable, Sequence
from contextlib import asynccontextmanager
from contextvars import Context
from typing import ClassVar, Generic, Self, TypeVar

import structlog

from events.hub import Hub
from kit.background import Loops
from kit.outage import Outage

Key = TypeVar("Key", bound=Hashable)
SubscriberT = TypeVar("SubscriberT")
Item = TypeVar("Item")

MIN_INTERVAL_SECONDS = 0.25
"""A subscriber gets changes no more often than this."""

_log = structlog.get_logger(__name__)


class Subscriber(ABC, Generic[Item]):
    """A subscription that yields what there is when it has changed. Never ends by itself.

    Args:
        pause_seconds: the shortest time between two that are yielded.
    """

    def __init__(self, pause_seconds: float) -> None:
        self._pause_seconds = pause_seconds
        self._ready = asyncio.Event()
        self._not_before = 0.0  # on the monotonic clock

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Item:
        await self._ready.wait()
        await asyncio.sleep(self._not_before - time.monotonic())
        self._not_before = time.monotonic() + self._pause_seconds
        self._ready.clear()
        return self._take()

    @abstractmethod
    def _take(self) -> Item:
        """What is yielded now."""


class LatestSubscriber(Subscriber[Item]):
    """Yields the latest. `latest`: None before the first reading that found something."""

    def __init__(self, pause_seconds: float) -> None:
        super().__init__(pause_seconds)
        self.latest: Item | None = None

    def put(self, item: Item) -> None:
        """Wake the reader."""
        self.latest = item
        self._ready.set()

    def _take(self) -> Item:
        assert self.latest is not None
        return self.latest


class Watched(ABC, Generic[Key, SubscriberT]):
    """Reads what is watched soon after a state was published, and at intervals.

    Args:
        what: what is watched, for the log.
        hub: counts the published states.
        loops: the loops of this process; there is one of these while there are subscribers.
        interval_seconds: the time between two readings while no state is published. Redis may be unavailable, and a
            registrar may change something without a task.

    Attributes:
        pause_seconds: the shortest time between two readings.
    """

    pause_seconds: ClassVar[float] = MIN_INTERVAL_SECONDS

    def __init__(self, what: str, hub: Hub, loops: Loops, interval_seconds: float) -> None:
        self._name = f"watched {what}"
        self._hub = hub
        self._loops = loops
        self._interval_seconds = interval_seconds
        self._subscribers: dict[Key, set[SubscriberT]] = {}
        self._lock = asyncio.Lock()
        self._loop: asyncio.Task[None] | None = None
        self._outage = Outage(_log, f"watched {what} cannot be read", f"watched {what} are read again")

    @property
    def subscriptions(self) -> int:
        """How many subscriptions there are."""
        return sum(len(subscribers) for subscribers in self._subscribers.values())

    @abstractmethod
    async def _read(self, keys: Sequence[Key]) -> None:
        """Read what stands behind these keys, and pass on to subscribers what has changed."""

    @abstractmethod
    def _forget(self, key: Key) -> None:
        """The last subscriber of a key has gone."""

    @asynccontextmanager
    async def _subscribed(self, key: Key, subscriber: SubscriberT) -> AsyncIterator[None]:
        """Subscribe for the block; a reading has been made when it begins."""
        self._subscribers.setdefault(key, set()).add(subscriber)
        try:
            async with self._lock:
                await self._read([key])
            if self._loop is None:
                loop = self._loops.keep(self._run, self._name)
                self._loop = asyncio.create_task(loop, name=self._name, context=Context())
            yield
        finally:
            self._remove(key, subscriber)

    def _remove(self, key: Key, subscriber: SubscriberT) -> None:
        """Remove a subscriber, with the last one of a key what was read for it, and with the last of all the loop."""
        self._subscribers[key].remove(subscriber)
        if not self._subscribers[key]:
            del self._subscribers[key]
            self._forget(key)
        if not self._subscribers and self._loop is not None:
            self._loop.cancel()
            self._loop = None

    async def _run(self) -> None:
        received, read_at = self._hub.received, time.monotonic()
        while True:
            await asyncio.sleep(self.pause_seconds)
            if self._hub.received == received and time.monotonic() - read_at < self._interval_seconds:
                continue
            received, read_at = self._hub.received, time.monotonic()
            try:
                async with self._lock:
                    await self._read(list(self._subscribers))
            except Exception as error:  # noqa: BLE001 - the loop must go on after any error; the next reading tries again
                self._outage.failed(error)
            else:
                self._outage.recovered()
