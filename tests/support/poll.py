"""Waiting for something to become true, with a deadline: the only waiting that tests do."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

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
    """The same for a predicate that has to be awaited; the event loop goes on meanwhile."""
    deadline = time.monotonic() + seconds
    while True:
        if answer := await predicate():
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s (last: {answer!r})")
        await asyncio.sleep(PAUSE)
