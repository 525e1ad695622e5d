"""Seats as they change, of the terms that are watched: one query for the whole process, none without subscribers."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager

from enrollment.catalogue import SeatCount
from events.hub import Hub
from events.watched import MIN_INTERVAL_SECONDS, Subscriber, Watched
from kit.background import Loops

LoadSeats = Callable[[Sequence[str]], Awaitable[Mapping[str, Mapping[str, SeatCount]]]]
"""From codes of terms to the seats of their groups by group code; unknown terms are absent."""


class SeatSubscriber(Subscriber[Sequence[SeatCount]]):
    """A subscription to the seats of a term. Yields the groups that changed since it was read."""

    def __init__(self, codes: Collection[str] | None) -> None:
        super().__init__(MIN_INTERVAL_SECONDS)
        self._codes = codes
        self._changed: dict[str, SeatCount] = {}

    def _take(self) -> Sequence[SeatCount]:
        changed, self._changed = self._changed, {}
        return [changed[code] for code in sorted(changed)]

    def put(self, changed: Mapping[str, SeatCount], *, even_if_empty: bool = False) -> None:
        """Add changes; the newest of a group wins. `even_if_empty`: wake the reader although nothing changed."""
        self._changed |= {code: seats for code, seats in changed.items() if self._codes is None or code in self._codes}
        if self._changed or even_if_empty:
            self._ready.set()


class SeatFeed(Watched[str, SeatSubscriber]):
    """Reads the seats of watched terms.

    Args:
        load: the query.
        hub, loops, interval_seconds: see `Watched`.

    Attributes:
        version: rises with each reading that found changes, before subscribers are given them, and with each change
            that this process has made itself.
    """

    def __init__(self, load: LoadSeats, hub: Hub, loops: Loops, interval_seconds: float = 1.0) -> None:
        super().__init__("seats", hub, loops, interval_seconds)
        self.version = 0
        self._load = load
        self._terms: dict[str, Mapping[str, SeatCount]] = {}

    def changed(self) -> None:
        """This process has changed the catalogue itself."""
        self.version += 1

    @asynccontextmanager
    async def watch(self, term_code: str, group_codes: Collection[str] | None) -> AsyncIterator[SeatSubscriber]:
        """Subscribe to groups of a term, None for all of them; codes that the term does not have are left out.

        The first reading has all groups, later ones those that changed. Raises LookupError if there is no such term.
        """
        subscriber = SeatSubscriber(group_codes)
        async with self._subscribed(term_code, subscriber):
            if term_code not in self._terms:
                raise LookupError(term_code)
            subscriber.put(self._terms[term_code], even_if_empty=True)
            yield subscriber

    def _forget(self, key: str) -> None:
        self._terms.pop(key, None)

    async def _read(self, keys: Sequence[str]) -> None:
        """Read the seats of terms and pass on what changed."""
        for term_code, seats in (await self._load(keys)).items():
            before = self._terms.get(term_code, {})
            changed = {code: count for code, count in seats.items() if before.get(code) != count}
            self._terms[term_code] = seats
            if changed:
                self.version += 1
            for subscriber in self._subscribers.get(term_code, ()):
                subscriber.put(changed)
        self._terms = {code: seats for code, seats in self._terms.items() if code in self._subscribers}
