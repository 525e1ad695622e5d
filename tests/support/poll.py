"""Waiting, in tests: for something to become true, with a deadline. Nothing else in tests sleeps.

`tests/architecture/test_waiting.py` sees to that.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
PAUSE = 0.02  # seconds between two looks


def wait_for(predicate: Callable[[], T], seconds: float, what: str) -> T:
    """The first truthy answer of `predicate`; if none comes within `seconds`, fails saying `what` was awaited."""
    deadline = time.monotonic() + seconds
    while True:
        if answer := predicate():
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s (last: {answer!r})")
        time.sleep(PAUSE)


async def wait_for_async(predicate: Callable[[], Awaitable[T]], seconds: float, what: str) -> T:
    """The same for a predicate that has to be awaited; other tasks run between two looks."""
    async for _ in rounds(seconds):
        if answer := await predicate():
            return answer
    answer = await predicate()
    assert answer, f"{what}: not within {seconds} s (last: {answer!r})"
    return answer


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
