"""Loops that run beside a block of code and end with it."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

_log = structlog.get_logger("kit.background")

_CANCEL_AGAIN_SECONDS = 0.5
"""How long a loop may go on after a cancellation before it is cancelled again."""
_FAILING_SECONDS = 10.0
"""How long a loop counts as failing after an error: as long as probes usually take to look again."""


class Loops:
    """The loops that a process depends on. One that ends with an error is started again after a pause.

    Loops survive failures of Redis and the database, so an error that ends one is a defect of ours, or comes of
    something unexpected in Redis.

    Args:
        pause_seconds: before a loop is started again.

    Attributes:
        restarts: how often each loop had to be started again, by name; 0 for those that did not.
    """

    def __init__(self, pause_seconds: float = 1.0) -> None:
        self._pause_seconds = pause_seconds
        self._failed_at: dict[str, float] = {}
        self.restarts: Counter[str] = Counter()

    @property
    def failing(self) -> list[str]:
        """The names of the loops that have failed in the last ten seconds."""
        since = time.monotonic() - _FAILING_SECONDS
        return sorted(name for name, at in self._failed_at.items() if at > since)

    @asynccontextmanager
    async def running(self, loop: Callable[[], Coroutine[Any, Any, None]], name: str) -> AsyncIterator[None]:
        """Run a loop while the block runs; it has ended when the block has."""
        running = asyncio.create_task(self.keep(loop, name), name=name)
        try:
            yield
        finally:
            # One cancellation may not be enough: a loop's own clean-up can fail with an error that the loop survives.
            while not running.done():
                running.cancel()
                await asyncio.wait({running}, timeout=_CANCEL_AGAIN_SECONDS)

    async def keep(self, loop: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        """Run a loop until it returns."""
        self.restarts[name] += 0
        while True:
            try:
                return await loop()
            except Exception:  # noqa: BLE001 - whatever has ended the loop, the process needs it
                task = asyncio.current_task()
                if task is not None and task.cancelling():
                    return None  # it was told to end, and its clean-up has failed
                self.restarts[name] += 1
                self._failed_at[name] = time.monotonic()
                _log.exception("background loop crashed and is started again", loop=name)
            await asyncio.sleep(self._pause_seconds)
