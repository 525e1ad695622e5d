"""Waiting, in tests: for something to become true, with a deadline. Nothing else in tests sleeps.

`tests/architecture/test_habits.py` sees to that.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
PAUSE, LONGEST_PAUSE = 0.02, 0.1
"""Seconds between two looks; in between a tenth of what was waited already: looking costs what is waited for its
processor."""


def wait_for(predicate: Callable[[], T], seconds: float, what: str) -> T:
    """The first truthy answer of `predicate`; if none comes within `seconds`, fails saying `what` was awaited."""
    began = time.monotonic()
    while not (answer := predicate()):
        waited = time.monotonic() - began
        assert waited <= seconds, f"{what}: not within {seconds} s (last: {answer!r})"
        time.sleep(_pause(waited))
    return answer


async def wait_for_async(predicate: Callable[[], Awaitable[T]], seconds: float, what: str) -> T:
    """The same for a predicate that has to be awaited; other tasks run between two looks."""
    began = time.monotonic()
    while not (answer := await predicate()):
        waited = time.monotonic() - began
        assert waited <= seconds, f"{what}: not within {seconds} s (last: {answer!r})"
        await asyncio.sleep(_pause(waited))
    return answer


def _pause(waited: float) -> float:
    return min(max(PAUSE, waited / 10), LONGEST_PAUSE)


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
