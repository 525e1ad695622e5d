"""The worker process."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

import structlog
import uvloop

from app.container import Container, WorkerParts
from app.gc_tuning import collect_less_often
from app.http.metrics_server import serving_metrics
from app.settings import Settings
from app.shutdown import SHUTDOWN_GRACE_SECONDS, StopSignals, exit_after
from app.startup import wait_for_first_heartbeat, wait_for_migrations
from kit.errors import DatabaseUnavailable
from kit.periodic import every
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("app.worker")

_LOOK_FOR_GROWTH_SECONDS = 1.0
"""Between two looks whether a table has outgrown its statistics: a rush begins within seconds."""
_LOOK_FOR_PRUNING_SECONDS = 60.0
"""Between two looks whether the hour has come in which finished tasks are pruned."""


def run_worker(settings: Settings) -> None:
    """Work until told to stop (SIGTERM, SIGINT). Running sagas get `drain_seconds`; other workers take over the rest.

    A second signal changes nothing.
    """
    uvloop.run(_worker(settings))


async def _worker(settings: Settings) -> None:
    signals = StopSignals()
    async with Container.connected(settings) as container:
        if await signals.completed(_wait_for_servers(container)):
            await _work(settings, container, signals)
        else:
            exit_after(SHUTDOWN_GRACE_SECONDS)


async def _wait_for_servers(container: Container) -> None:
    await container.refuse_unusable_servers()
    await wait_for_migrations(container.database)


async def _work(settings: Settings, container: Container, signals: StopSignals) -> None:
    async with (
        container.worker() as parts,
        serving_metrics(parts.metrics, settings.host, settings.worker.metrics_port),
    ):
        if signals.told():  # before ARQ's worker was made, which listens to signals itself
            exit_after(SHUTDOWN_GRACE_SECONDS)
            return
        # Before the first claim: the owner of a claimed saga must be alive.
        await wait_for_first_heartbeat(parts.heartbeat.beat, lambda: parts.wakeup_worker.allow_pick_jobs)
        collect_less_often()
        _log.info("worker starts", worker_id=str(parts.worker_id))
        beat_seconds = settings.worker.heartbeat_seconds
        try:
            async with (
                _pruning(parts),
                _loop(parts, beat_seconds, parts.heartbeat.beat, "heartbeat"),
                _loop(parts, beat_seconds, parts.executor.release_orphans, "release of orphaned sagas"),
                _loop(parts, settings.worker.sweep_seconds, parts.sweeper.sweep, "sweeper"),
                _loop(parts, _LOOK_FOR_GROWTH_SECONDS, _renewing_statistics(parts), "renewal of statistics"),
            ):
                await _run_wakeups(parts)
        finally:
            await _stop(parts)


async def _run_wakeups(parts: WorkerParts) -> None:
    """Return once the worker was told to stop, and has: ARQ cancels what is then left of it."""
    work = asyncio.create_task(parts.wakeup_worker.async_run())
    try:
        await asyncio.wait({work})
    finally:
        exit_after(SHUTDOWN_GRACE_SECONDS)
        work.cancel()
        await asyncio.wait({work})
    if not work.cancelled():
        work.result()


def _pruning(parts: WorkerParts) -> AbstractAsyncContextManager[None]:
    if parts.pruning is None:
        return contextlib.nullcontext()
    return _loop(parts, _LOOK_FOR_PRUNING_SECONDS, parts.pruning.prune_if_due, "pruning")


def _renewing_statistics(parts: WorkerParts) -> Callable[[], Awaitable[None]]:
    """What renews the planner's statistics, if this worker has run anything since the last time."""
    seen = -1

    async def renew() -> None:
        nonlocal seen
        if (complete := parts.wakeup_worker.jobs_complete) != seen:
            seen = complete
            await parts.planner_statistics.renew()

    return renew


def _loop(
    parts: WorkerParts, seconds: float, act: Callable[[], Awaitable[None]], what: str
) -> AbstractAsyncContextManager[None]:
    return parts.loops.running(lambda: every(seconds, act, what), what)


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
