"""The worker process."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog
import uvloop

from app.container import Container, WorkerParts
from app.gc_tuning import collect_less_often
from app.http.metrics_server import serving_metrics
from app.settings import Settings
from app.shutdown import SHUTDOWN_GRACE_SECONDS, exit_after
from kit.errors import DatabaseUnavailable
from kit.periodic import every
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("app.worker")


def run_worker(settings: Settings) -> None:
    """Work until told to stop (SIGTERM, SIGINT). Running sagas get `drain_seconds`; other workers take over the rest.

    A second signal changes nothing.
    """
    uvloop.run(_worker(settings))


async def _worker(settings: Settings) -> None:
    async with (
        Container.connected(settings) as container,
        container.worker() as parts,
        serving_metrics(parts.metrics, settings.host, settings.worker.metrics_port),
    ):
        await parts.heartbeat.beat()  # before the first claim: the owner of a claimed saga must be alive
        loops = [
            _loop(settings.worker.heartbeat_seconds, parts.heartbeat.beat, "heartbeat"),
            _loop(settings.worker.heartbeat_seconds, parts.executor.release_orphans, "release of orphaned sagas"),
            _loop(settings.worker.sweep_seconds, parts.sweeper.sweep, "sweeper"),
        ]
        collect_less_often()
        _log.info("worker starts", worker_id=str(parts.worker_id))
        work = asyncio.create_task(parts.wakeup_worker.async_run())
        try:
            await asyncio.wait([work, *loops], return_when=asyncio.FIRST_COMPLETED)
        finally:
            exit_after(SHUTDOWN_GRACE_SECONDS)
            for task in (work, *loops):
                task.cancel()
            ended = await asyncio.gather(work, *loops, return_exceptions=True)
            await _stop(parts)
        for error in ended:
            if isinstance(error, Exception):
                raise error


def _loop(seconds: float, act: Callable[[], Awaitable[None]], what: str) -> asyncio.Task[None]:
    return asyncio.create_task(every(seconds, act, what))


async def _stop(parts: WorkerParts) -> None:
    """Finish the commits under way, then delete the heartbeat, so that others need not wait for the lease to end."""
    await parts.executor.idle()
    with contextlib.suppress(*REDIS_ERRORS):
        await parts.wakeup_worker.close()
    try:
        await parts.heartbeat.leave()
    except DatabaseUnavailable as error:
        _log.warning(
            "worker stopped without giving up its lease: others take its sagas when it ends", reason=repr(error)
        )
    else:
        _log.info("worker stopped", worker_id=str(parts.worker_id))
