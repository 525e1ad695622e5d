"""Seats as they change, of the terms that are watched: one query for the whole process, none without subscribers."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import Context
from typing import Self

import structlog

from enrollment.catalogue import SeatCount
from events.hub import Hub
from kit.outage import Outage

LoadSeats = Callable[[Sequence[str]], Awaitable[Mapping[str, Mapping[str, SeatCount]]]]
"""From codes of terms to the seats of their groups by group code; unknown terms are absent."""

MIN_INTERVAL_SECONDS = 0.25
"""A subscriber gets changes no more often than this."""

_log = structlog.get_logger(__name__)


class SeatSubscriber:
    """A subscription to the seats of a term. Yields the groups that changed since it was read. Never ends by itself."""

    def __init__(self, codes: Collection[str] | None) -> None:
        self._codes = codes
        self._changed: dict[str, SeatCount] = {}
        self._ready = asyncio.Event()
        self._not_before = 0.0  # on the monotonic clock

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Sequence[SeatCount]:
        await self._ready.wait()
        await asyncio.sleep(self._not_before - time.monotonic())
        self._not_before = time.monotonic() + MIN_INTERVAL_SECONDS
        changed, self._changed = self._changed, {}
        self._ready.clear()
        return [changed[code] for code in sorted(changed)]

    def put(self, changed: Mapping[str, SeatCount], *, even_if_empty: bool = False) -> None:
        """Add changes; the newest of a group wins. `even_if_empty`: wake the reader although nothing changed."""
        self._changed |= {code: seats for code, seats in changed.items() if self._codes is None or code in self._codes}
        if self._changed or even_if_empty:
            self._ready.set()


class SeatFeed:
    """Reads the seats of watched terms soon after a state was published, and at intervals.

    Args:
        load: the query.
        hub: counts the published states.
        interval_seconds: the time between two readings while no state is published. Redis may be unavailable, and a
            capacity may change without a task.
    """

    def __init__(self, load: LoadSeats, hub: Hub, interval_seconds: float = 1.0) -> None:
        self._load = load
        self._hub = hub
        self._interval_seconds = interval_seconds
        self._terms: dict[str, Mapping[str, SeatCount]] = {}
        self._subscribers: dict[str, set[SeatSubscriber]] = {}
        self._lock = asyncio.Lock()
        self._loop: asyncio.Task[None] | None = None
        self._outage = Outage(_log, "watched seats cannot be read", "watched seats are read again")

    @property
    def subscriptions(self) -> int:
        """How many subscriptions there are."""
        return sum(len(subscribers) for subscribers in self._subscribers.values())

    @asynccontextmanager
    async def watch(self, term_code: str, group_codes: Collection[str] | None) -> AsyncIterator[SeatSubscriber]:
        """Subscribe to groups of a term, None for all of them; codes that the term does not have are left out.

        The first reading has all groups, later ones those that changed. Raises LookupError if there is no such term.
        """
        subscriber = SeatSubscriber(group_codes)
        self._subscribers.setdefault(term_code, set()).add(subscriber)
        try:
            async with self._lock:
                await self._read([term_code])
            if term_code not in self._terms:
                raise LookupError(term_code)
            subscriber.put(self._terms[term_code], even_if_empty=True)
            if self._loop is None:
                self._loop = asyncio.create_task(self._run(), name="watched seats", context=Context())
            yield subscriber
        finally:
            self._remove(term_code, subscriber)

    def _remove(self, term_code: str, subscriber: SeatSubscriber) -> None:
        """Remove a subscriber, with the last one of a term its seats, and with the last of all the loop."""
        self._subscribers[term_code].remove(subscriber)
        if not self._subscribers[term_code]:
            del self._subscribers[term_code]
            self._terms.pop(term_code, None)
        if not self._subscribers and self._loop is not None:
            self._loop.cancel()
            self._loop = None

    async def _run(self) -> None:
        received, read_at = self._hub.received, time.monotonic()
        while True:
            await asyncio.sleep(MIN_INTERVAL_SECONDS)
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

    async def _read(self, codes: Sequence[str]) -> None:
        """Read the seats of terms and pass on what changed."""
        for term_code, seats in (await self._load(codes)).items():
            before = self._terms.get(term_code, {})
            changed = {code: count for code, count in seats.items() if before.get(code) != count}
            self._terms[term_code] = seats
            for subscriber in self._subscribers.get(term_code, ()):
                subscriber.put(changed)
        self._terms = {code: seats for code, seats in self._terms.items() if code in self._subscribers}
