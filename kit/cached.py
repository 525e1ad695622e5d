"""A value that is read at most once in an interval, however many callers ask for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class CachedReading(Generic[T]):
    """Reads a value, and returns it again until it is `max_age_seconds` old. Concurrent callers share one reading.

    Args:
        read: reads the value. Its error is raised to the caller that caused the reading; the next caller reads again.
        max_age_seconds: the age, counted from the beginning of a reading, up to which its value is returned.
    """

    def __init__(self, read: Callable[[], Awaitable[T]], max_age_seconds: float) -> None:
        self._read = read
        self._max_age_seconds = max_age_seconds
        self._lock = asyncio.Lock()
        self._latest: tuple[float, T] | None = None

    async def __call__(self) -> T:
        """Return the latest value, read anew if it is too old."""
        async with self._lock:
            if self._latest is None or time.monotonic() - self._latest[0] >= self._max_age_seconds:
                began = time.monotonic()
                self._latest = (began, await self._read())
            return self._latest[1]
