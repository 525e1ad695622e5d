"""Composes a worker: the executor of sagas, what wakes it, and its loops."""

import os
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from arq.connections import ArqRedis
from redis.asyncio import Redis

from app.container.base import ProcessBase, redis_client
from app.http import process_metrics
from app.http.metrics import Metrics
from app.redis_pool import redis_pool
from app.settings import Settings
from enrollment.plans import Plans, Service
from enrollment.statistics import LatencyKind
from enrollment.task import TaskState
from events.hints import NoHints, StatePublisher, Wakeups
from events.wakeups import WorkerWakeups
from kit.background import Loops
from kit.clock import Clock
from kit.uuid7 import uuid7
from models.claims import Claims
from models.database import Database
from models.due_sagas import DueSagas
from models.heartbeats import Heartbeats, worker_name
from models.planner_statistics import PlannerStatistics
from models.retention import Retention
from models.saga_commits import SagaCommits
from models.waiting_swaps import WaitingSwaps
from models.waitlists import Waitlists
from saga.plan import Calls
from telemetry.latencies import Latencies
from workers.arq_worker import WakeupWorker
from workers.heartbeat import Heartbeat
from workers.nightly_pruning import NightlyPruning
from workers.notifications import Notifier, OnFinal
from workers.participants import Participant, Participants, RequestPolicy, open_participants
from workers.pruner import Pruner
from workers.saga_executor import SagaExecutor
from workers.sweeper import Sweeper


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """What a worker process is made of. `pruning`: None where finished tasks are kept for ever."""

    worker_id: UUID
    wakeup_worker: WakeupWorker
    executor: SagaExecutor
    heartbeat: Heartbeat
    sweeper: Sweeper
    planner_statistics: PlannerStatistics
    pruning: NightlyPruning | None
    metrics: Metrics
    loops: Loops


@asynccontextmanager
async def compose_worker(base: ProcessBase, plans: Plans) -> AsyncIterator[WorkerParts]:
    """A worker's parts; its loops are not running yet."""
    settings, worker_id, clock = base.settings, uuid7(), Clock()
    name = worker_name(socket.gethostname(), os.getpid())
    async with AsyncExitStack() as stack:
        blocking_redis = await stack.enter_async_context(redis_client(settings, without_timeout=True))
        participants = await stack.enter_async_context(_participants(base, clock))
        notifier = Notifier(participants.get(Service.NOTIFICATIONS))
        stack.push_async_callback(notifier.close)
        wakeups = WorkerWakeups(base.redis, settings.queue, settings.faults, base.queue_guard)
        executor = _executor(
            settings,
            base.database,
            worker_id,
            plans,
            clock,
            calls=Participants(participants),
            publisher=base.publisher,
            wakeups=wakeups,
            on_final=partial(_task_is_final, base.latencies, notifier),
        )
        wakeup_worker = _wakeup_worker(base, executor, blocking_redis, name)
        base.metrics.add(process_metrics.latencies(base.latencies, LatencyKind.TO_FINAL))
        base.metrics.add(process_metrics.worker_activity(executor, wakeup_worker))
        sweep_after, lease = settings.worker.sweep_after, settings.worker.lease
        yield WorkerParts(
            worker_id=worker_id,
            wakeup_worker=wakeup_worker,
            executor=executor,
            heartbeat=Heartbeat(Heartbeats(base.unguarded_database), worker_id, name, executor, plans.names, clock),
            sweeper=Sweeper(base.database, Waitlists(plans), wakeups, older_than=sweep_after, lease=lease),
            planner_statistics=PlannerStatistics(base.database),
            pruning=_nightly_pruning(base),
            metrics=base.metrics,
            loops=base.loops,
        )


@asynccontextmanager
async def compose_local_executor(
    settings: Settings, database: Database, plans: Plans, name: str
) -> AsyncIterator[SagaExecutor]:
    """An executor without Redis and participants: it publishes nothing and wakes no worker.

    Args:
        name: its name in the list of workers.
    """
    worker_id, heartbeats, hints = uuid7(), Heartbeats(database), NoHints()
    await heartbeats.beat(worker_id, name, 0, plans.names)
    yield _executor(
        settings,
        database,
        worker_id,
        plans,
        Clock(),
        calls=Participants({}),
        publisher=hints,
        wakeups=hints,
        on_final=lambda _: None,
    )
    await heartbeats.leave(worker_id)


def _executor(
    settings: Settings,
    database: Database,
    worker_id: UUID,
    plans: Plans,
    clock: Clock,
    *,
    calls: Calls,
    publisher: StatePublisher,
    wakeups: Wakeups,
    on_final: OnFinal,
) -> SagaExecutor:
    faults, retry, lease = settings.faults, settings.step.retry, settings.worker.lease
    plans = replace(plans, retry=retry)
    claims = Claims(
        database,
        worker_id,
        plans,
        lease,
        settings.worker.max_stalled_claims,
        settings.worker.longest_unknown_plan,
        faults,
    )
    return SagaExecutor(
        claims=claims,
        waiting_swaps=WaitingSwaps(database, claims),
        commits=SagaCommits(database, Waitlists(plans), settings.worker.swap_wait, faults),
        due=DueSagas(database),
        calls=calls,
        publisher=publisher,
        wakeups=wakeups,
        on_final=on_final,
        retry=retry,
        longest_wait=settings.step.longest_wait,
        lease=lease,
        now=clock.now,
        batch=settings.worker.commit_batch_size,
        faults=faults,
    )


def _wakeup_worker(base: ProcessBase, executor: SagaExecutor, blocking_redis: Redis, name: str) -> WakeupWorker:
    settings = base.settings.worker
    return WakeupWorker(
        executor.execute,
        pool=ArqRedis(redis_pool(base.settings.require_redis())),
        blocking_redis=blocking_redis,
        queue=base.settings.queue,
        max_jobs=2 * settings.commit_batch_size,
        drain_seconds=settings.drain_seconds,
        job_timeout_seconds=settings.wakeup_timeout_seconds,
        name=name,
        queue_guard=base.queue_guard,
        database_available=lambda: base.breakers.of("database").closed,
        loops=base.loops,
    )


def _nightly_pruning(base: ProcessBase) -> NightlyPruning | None:
    """None where it is not set."""
    settings, database = base.settings, base.database
    schedule = settings.retention.schedule
    if schedule is None:
        return None
    pruner = Pruner(database, settings.faults)
    return NightlyPruning(pruner, Retention(database), settings.require_database(), schedule)


def _participants(base: ProcessBase, clock: Clock) -> AbstractAsyncContextManager[dict[Service, Participant]]:
    settings = base.settings.participants
    policy = RequestPolicy(
        secret=settings.signing_secret,
        attempt_seconds=base.settings.step.timeout_seconds,
        request_seconds=settings.request_timeout_seconds,
        max_requests=settings.max_requests,
        # Half of what a worker runs at the same time: the rest is left to sagas that call no other system.
        max_under_way=base.settings.worker.commit_batch_size,
        max_retry_after_seconds=settings.max_retry_after_seconds,
        clock=clock,
    )
    return open_participants(settings.urls, policy, {service: base.breakers.of(service) for service in Service})


def _task_is_final(latencies: Latencies, notifier: Notifier, task: TaskState) -> None:
    assert task.finished_at is not None
    latencies.record(LatencyKind.TO_FINAL, (task.finished_at - task.submitted_at).total_seconds())
    notifier.send_soon(task)
