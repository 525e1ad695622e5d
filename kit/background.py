"""Loops that run beside whoever uses them, and end with it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

_log = structlog.get_logger("kit.background")

_INSIST = 0.5
"""Seconds after which a loop that goes on is told again to end."""


@asynccontextmanager
async def meanwhile(loop: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """`loop` runs while the block does, and has ended when the block has. An error that ends it earlier is told of."""
    running = asyncio.create_task(loop, name=name)
    running.add_done_callback(_tell_of_death)
    try:
        yield
    finally:
        # Once may not do: what a loop cleans up on its way out may fail in a way that the loop is made to survive.
        while not running.done():
            running.cancel()
            await asyncio.wait({running}, timeout=_INSIST)


def _tell_of_death(running: asyncio.Task[None]) -> None:
    """Loops survive what Redis and the database do to them, so this is an error of ours: be loud."""
    if not running.cancelled() and (error := running.exception()) is not None:
        _log.error("a loop has died", loop=running.get_name(), exc_info=error)
