"""Runs an API or a worker until it is told to stop."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

import structlog
import uvicorn
import uvloop
from redis.exceptions import RedisError

from app.asgi import Parts, build
from app.container import Container, WorkerParts
from models.heartbeats import leave
from workers.loops import every

_log = structlog.get_logger("app.serve")


def run_api(container: Container) -> None:
    """Serve the API on its settings' host and port; returns when it was told to stop."""
    uvloop.run(_api(container))


async def _api(container: Container) -> None:
    settings = container.settings
    async with container.database(), container.api() as parts:
        app = build(Parts(parts.catalogue, parts.tasks, parts.board, parts.checks, dev=settings.dev))
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                lifespan="off",
                log_config=None,
                access_log=False,
                backlog=2048,
                server_header=False,
                ws_max_size=64 * 1024,
                # Browsers always offer compression; it would cost each subscriber about as much memory as all the rest.
                ws_per_message_deflate=False,
                # In development the terminal wants back quickly; kill -9 of the supervisor leaves 2 s to be gone.
                timeout_graceful_shutdown=1 if settings.dev else 5,
            )
        )
        _log.info("api starts", host=settings.host, port=settings.port)
        await server.serve()


def run_worker(container: Container) -> None:
    """Work until told to stop (SIGTERM, SIGINT): running sagas get `drain_seconds`, the rest is left to others."""
    uvloop.run(_worker(container))


async def _worker(container: Container) -> None:
    settings = container.settings
    async with container.database(), container.worker() as parts:
        await parts.heartbeat.beat()  # before the first claim: what it claims must have a live owner
        loops = [
            _loop(every(settings.heartbeat_seconds, parts.heartbeat.beat, "heartbeat")),
            _loop(every(settings.sweep_seconds, parts.sweeper.sweep, "sweeper")),
        ]
        _log.info("worker starts", worker_id=str(parts.worker_id))
        work = asyncio.create_task(parts.answering.async_run())
        try:
            await asyncio.wait([work, *loops], return_when=asyncio.FIRST_COMPLETED)
            for loop in loops:
                if loop.done():
                    loop.result()
        finally:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work
            for loop in loops:
                loop.cancel()
            await _say_goodbye(parts)


def _loop(coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.create_task(coroutine)


async def _say_goodbye(parts: WorkerParts) -> None:
    """Finish what is being committed, then let go of everything, so that others need not wait for our lease."""
    await parts.carrier.idle()
    with contextlib.suppress(RedisError, OSError):
        await parts.answering.close()
    await leave(parts.worker_id)
    _log.info("worker stopped", worker_id=str(parts.worker_id))
