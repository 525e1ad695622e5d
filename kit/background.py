"""Loops that run beside a block of code and end with it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

_log = structlog.get_logger("kit.background")

_CANCEL_AGAIN_SECONDS = 0.5
"""How long a loop may go on after a cancellation before it is cancelled again."""


@asynccontextmanager
async def running_in_background(loop: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Run `loop` while the block runs; it has ended when the block has. An error that ends it earlier is logged."""
    running = asyncio.create_task(loop, name=name)
    running.add_done_callback(log_crash)
    try:
        yield
    finally:
        # One cancellation may not be enough: a loop's own clean-up can fail with an error that the loop survives.
        while not running.done():
            running.cancel()
            await asyncio.wait({running}, timeout=_CANCEL_AGAIN_SECONDS)


def log_crash(task: asyncio.Task[None]) -> None:
    """For `Task.add_done_callback`: log the error that ended a loop.

    Loops survive failures of Redis and the database, so an error that ends one is a defect of ours.
    """
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("background loop crashed", loop=task.get_name(), exc_info=error)
