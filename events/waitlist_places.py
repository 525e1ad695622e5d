"""The places of students in waitlists as they change."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from enrollment.catalogue import Enrollment
from events.hub import Hub
from events.watched import MIN_INTERVAL_SECONDS, LatestSubscriber, Watched
from kit.background import Loops

StudentInTerm = tuple[str, str]
"""(code of the student, code of the term)"""
LoadPlaces = Callable[[Sequence[StudentInTerm]], Awaitable[Mapping[StudentInTerm, Sequence[Enrollment]]]]
"""From students in terms to their places; those who wait nowhere are absent."""


WaitlistSubscriber = LatestSubscriber[Sequence[Enrollment]]
"""A subscription to a student's places in a term. Yields all of them when any has changed."""


class WaitlistFeed(Watched[StudentInTerm, WaitlistSubscriber]):
    """Reads the places of watched students.

    Args:
        load: the query.
        hub, loops, interval_seconds: see `Watched`.
    """

    def __init__(self, load: LoadPlaces, hub: Hub, loops: Loops, interval_seconds: float = 1.0) -> None:
        super().__init__("waitlists", hub, loops, interval_seconds)
        self._load = load

    @asynccontextmanager
    async def watch(self, student_code: str, term_code: str) -> AsyncIterator[WaitlistSubscriber]:
        """Subscribe to a student's places in a term; the first reading comes in any case."""
        subscriber = WaitlistSubscriber(MIN_INTERVAL_SECONDS)
        async with self._subscribed((student_code, term_code), subscriber):
            yield subscriber

    def _forget(self, key: StudentInTerm) -> None:
        """Nothing is kept of it."""

    async def _read(self, keys: Sequence[StudentInTerm]) -> None:
        found = await self._load(keys)
        for key in keys:
            places = found.get(key, ())
            for subscriber in self._subscribers.get(key, ()):
                if places != subscriber.latest:
                    subscriber.put(places)
