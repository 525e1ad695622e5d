"""One reading for all who ask: what many look at again and again costs no more than what one looks at."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """Reads at most once in so many seconds; whoever asks meanwhile gets what was read last.

    Args:
        read: what is called; whatever it raises is raised to the one who asked, and the next one tries again.
        seconds: how old an answer may be.
    """

    def __init__(self, read: Callable[[], Awaitable[T]], seconds: float) -> None:
        self._read = read
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._kept: tuple[float, T] | None = None

    async def __call__(self) -> T:
        """The latest reading, or a new one."""
        async with self._turn:
            if self._kept is None or time.monotonic() - self._kept[0] >= self._seconds:
                began = time.monotonic()
                self._kept = (began, await self._read())
            return self._kept[1]
