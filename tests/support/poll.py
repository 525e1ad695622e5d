"""Waiting, in tests: for something to become true, with a deadline. Nothing else in tests sleeps or limits time.

Deadlines are those of two quiet processors. Where a test has reached one, the machine is measured, and a slow one gets
more time: the same number of times more for each deadline. `tests/architecture/test_habits.py` sees to all this.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

T = TypeVar("T")
PAUSE, LONGEST_PAUSE = 0.02, 0.1
"""Seconds between two looks; in between a tenth of what was waited already: looking costs what is waited for its
processor."""
QUIET_SECONDS = 0.02
"""What `Machine` tries takes so long where the deadlines were chosen, with nothing else running."""


class Machine:
    """How many times slower than a quiet one the machine is: the most that was measured in this process, at least 1."""

    slowness = 1.0

    def is_over(self, waited: float, seconds: float) -> bool:
        """Whether a deadline of `seconds` has passed after `waited`. Measures the machine if it seems so."""
        return waited > seconds * self.slowness and waited > seconds * self.measured()

    def measured(self) -> float:
        """The slowness, measured now."""
        self.slowness = max(self.slowness, self._tried(), os.getloadavg()[0] / (os.cpu_count() or 1))
        return self.slowness

    def _tried(self) -> float:
        began = time.monotonic()
        sum(range(4_000_000))
        return (time.monotonic() - began) / QUIET_SECONDS


MACHINE = Machine()


def wait_for(predicate: Callable[[], T], seconds: float, what: str) -> T:
    """The first truthy answer of `predicate`; if none comes within `seconds`, fails saying `what` was awaited."""
    began = time.monotonic()
    while not (answer := predicate()):
        waited = time.monotonic() - began
        assert not MACHINE.is_over(waited, seconds), f"{what}: not within {waited:.1f} s (last: {answer!r})"
        time.sleep(_pause(waited))
    return answer


async def wait_for_async(predicate: Callable[[], Awaitable[T | None]], seconds: float, what: str) -> T:
    """The same for a predicate that has to be awaited; other tasks run between two looks."""
    began = time.monotonic()
    while not (answer := await predicate()):
        waited = time.monotonic() - began
        assert not MACHINE.is_over(waited, seconds), f"{what}: not within {waited:.1f} s (last: {answer!r})"
        await asyncio.sleep(_pause(waited))
    return answer


async def until(predicate: Callable[[], T], seconds: float, what: str) -> T:
    """The same for a predicate that only looks."""

    async def look() -> T:
        return predicate()

    return await wait_for_async(look, seconds, what)


def _pause(waited: float) -> float:
    return min(max(PAUSE, waited / 10), LONGEST_PAUSE)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """Raises TimeoutError if the block takes longer."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    def look() -> None:
        if MACHINE.is_over(loop.time() - began, seconds):
            limit.reschedule(loop.time())
        else:
            looks.append(loop.call_later(LONGEST_PAUSE, look))

    async with asyncio.timeout(None) as limit:
        looks = [loop.call_later(seconds, look)]
        try:
            yield
        finally:
            looks[-1].cancel()


async def in_time(answer: Awaitable[T], seconds: float) -> T:
    """The answer. Raises TimeoutError if it takes longer."""
    async with within(seconds):
        return await answer


async def rounds(seconds: float, every: float = PAUSE) -> AsyncIterator[None]:
    """A round now and one after each pause of `every` seconds, for `seconds`: to try again, or to keep up a load."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        await asyncio.sleep(every)


async def turns(count: int = 1) -> None:
    """Let the event loop run what is ready, `count` times: what waits for nothing but other tasks goes on."""
    for _ in range(count):
        await asyncio.sleep(0)


def without_waiting(coroutine: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returns; fails if it waits for anything at all, however briefly."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    coroutine.close()
    raise AssertionError(f"it waits: {coroutine!r}")
