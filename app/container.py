"""Who plays which part: the one place that picks implementations, for the API, workers, the command line and tests."""

import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Self
from uuid import UUID

import httpx
from arq.connections import ArqRedis
from redis.asyncio import Redis

from app.http.auth.authenticator import Authenticates, Authenticator, jwks_verifier, secret_verifier
from app.http.auth.jwks import JwksKeys
from app.http.metrics import Metrics
from app.http.process_metrics import (
    back_pressure,
    circuit_breakers,
    invariants,
    key_lookups,
    latencies,
    subscriptions,
    worker_activity,
)
from app.redis_pool import redis_pool
from app.settings import NO_KEYS, Settings
from enrollment.plans import BILLED, STANDARD, Plans, Service
from enrollment.statistics import LatencyKind, WorkStats
from enrollment.task import TaskState
from events.catch_up import CatchUpPoller
from events.feed import TaskFeed
from events.hub import Hub
from events.listener import Listener
from events.publisher import Publisher
from events.seats import SeatFeed
from events.wakeups import WorkerWakeups
from guards.breaker.breaker import CountsAsOutage
from guards.breaker.registry import BreakerRegistry, GuardedService
from guards.idempotency.cache import KeyCache
from guards.idempotency.counts import SharedLookupCounts
from kit.background import running_in_background
from kit.clock import Clock
from kit.redis_errors import counts_as_outage as queue_failed
from kit.uuid7 import uuid7
from models.acceptance import Acceptance
from models.audit_log import AuditLog
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from models.claims import Claims
from models.database import Database
from models.due_sagas import DueSagas
from models.heartbeats import Heartbeats
from models.idempotency_keys import IdempotencyKeyStore
from models.invariants import InvariantChecks
from models.outages import counts_as_outage
from models.saga_commits import SagaCommits
from models.saga_control import SagaControl
from models.saga_search import SagaFinder
from models.statistics import WorkStatistics
from models.task_states import TaskStates
from models.unfinished import UnfinishedTasks
from resolvers import ports
from services.admission import Admission
from services.breaker_audit import BreakerAudit
from services.idempotency_keys import IdempotencyKeys
from services.invariants import InvariantMonitor
from services.refusal_log import RefusalLog
from services.sagas import SagaAdmin
from services.stats import StatsReader
from services.tasks import TaskService
from telemetry.latencies import Latencies
from workers.arq_worker import WakeupWorker
from workers.heartbeat import Heartbeat
from workers.notifications import Notifier
from workers.participants import Participant, Participants, RequestPolicy, open_participants
from workers.participants import counts_as_outage as participant_failed
from workers.saga_executor import SagaExecutor
from workers.sweeper import Sweeper

Check = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class ApiParts:
    """What an API process is made of.

    Attributes:
        checks: what it depends on, by name, each raising when it is away.
        required: those without which it cannot serve at all.
        metrics: what it tells of itself.
    """

    ports: ports.Ports
    checks: Mapping[str, Check]
    required: frozenset[str]
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """What a worker process is made of."""

    worker_id: UUID
    wakeup_worker: WakeupWorker
    executor: SagaExecutor
    heartbeat: Heartbeat
    sweeper: Sweeper
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class Container:
    """Composes one process.

    Attributes:
        database: without a circuit breaker; an API's and a worker's parts put theirs around it.
        plans: the sagas' plans; None: the product's, by which enrollments are charged for if billing has an address.
    """

    settings: Settings
    database: Database
    plans: Plans | None = None

    @classmethod
    @asynccontextmanager
    async def connected(cls, settings: Settings, plans: Plans | None = None) -> AsyncIterator[Self]:
        """A container with its database open. A process can have one at a time."""
        async with Database.open(settings.require_database(), pool_size=settings.database_pool_size) as database:
            yield cls(settings, database, plans)

    def redis(self, *, without_timeout: bool = False, connections: int = 16) -> Redis:
        """A client; one `without_timeout` may wait for a message as long as it takes."""
        url = self.settings.require_redis()
        return Redis.from_pool(redis_pool(url, without_timeout=without_timeout, connections=connections))

    def acceptance(self) -> Acceptance:
        """What accepts commands."""
        return Acceptance(self._plans(), self.settings.idempotency_ttl, self.settings.faults)

    @asynccontextmanager
    async def authentication(self) -> AsyncIterator[Authenticates]:
        """What tells who calls. Raises SystemExit with a sentence where there are no keys to tell by."""
        settings = self.settings
        meant = {"issuer": settings.jwt_issuer, "audience": settings.jwt_audience}
        if settings.jwks_url is None:
            if settings.token_secret is None:
                raise SystemExit(NO_KEYS)
            yield Authenticator(secret_verifier(settings.token_secret, **meant))
            return
        async with httpx.AsyncClient(trust_env=False) as http:
            keys = JwksKeys(settings.jwks_url, http)
            authenticator = Authenticator(jwks_verifier(keys, **meant))
            keys.on_change = authenticator.forget
            try:
                yield authenticator
            finally:
                await keys.close()

    @asynccontextmanager
    async def api(self) -> AsyncIterator[ApiParts]:
        """The API's parts, its loops running."""
        settings = self.settings
        async with AsyncExitStack() as stack:
            redis = await stack.enter_async_context(self.redis())
            breakers = await stack.enter_async_context(self._breakers(redis))
            queue = breakers.of("queue")
            database = self.database.guarded_by(breakers.of("database"))
            keys = KeyCache(redis, settings.redis_prefix, settings.idempotency_ttl_seconds, queue)
            wakeups = WorkerWakeups(redis, settings.queue, settings.faults, queue, keys.ttl_ms)
            refusals = RefusalLog(AuditLog(database).append_refusals)
            await stack.enter_async_context(refusals.running())
            counts = SharedLookupCounts(keys, redis, settings.redis_prefix, queue)
            await stack.enter_async_context(counts.running())
            key_desk = IdempotencyKeys(IdempotencyKeyStore(database), keys, counts)
            await stack.enter_async_context(running_in_background(key_desk.warm_up(), "warming up"))
            timed = Latencies(redis, settings.redis_prefix, queue)
            await stack.enter_async_context(timed.running())
            took = partial(timed.record, LatencyKind.ACCEPT)
            admission = Admission(
                UnfinishedTasks(self.database).count,
                settings.admission.max_unfinished_tasks,
                settings.admission.max_pending_mutations,
            )
            await stack.enter_async_context(admission.running())
            tasks = TaskService(database, self.acceptance(), admission, keys, wakeups, settings.faults, took)
            stack.push_async_callback(tasks.close)
            hub, catalogue = Hub(), Catalogue(database)
            catch_up = CatchUpPoller(TaskStates(database).newer, hub, settings.event_catch_up_seconds)
            listener = Listener(lambda: self.redis(without_timeout=True), settings.channel, hub, catch_up.catch_up)
            task_feed = TaskFeed(hub, listener, catch_up)
            await stack.enter_async_context(task_feed.running())
            seats = SeatFeed(catalogue.seats_of_terms, hub, settings.event_catch_up_seconds)
            checks = self._checks(database, redis)
            work = partial(WorkStatistics(database).read, settings.worker.lease)
            metrics = self._metrics(work, redis, checks)
            metrics.add(key_lookups(keys))
            metrics.add(back_pressure(admission))
            metrics.add(latencies(timed, LatencyKind.ACCEPT))
            metrics.add(subscriptions(hub, seats))
            metrics.add(circuit_breakers(breakers))
            monitor = InvariantMonitor(
                InvariantChecks(database),
                settings.worker.lease,
                settings.invariants.overdue,
                settings.invariants.check_seconds,
            )
            await stack.enter_async_context(monitor.running())
            metrics.add(invariants(monitor))
            yield ApiParts(
                ports=ports.Ports(
                    catalogue=catalogue,
                    tasks=tasks,
                    task_feed=task_feed,
                    planning=CatalogueEdits(database),
                    history=AuditLog(database),
                    sagas=SagaAdmin(
                        SagaFinder(database), SagaControl(database), wakeups, Publisher(redis, settings.channel, queue)
                    ),
                    keys=key_desk,
                    refusals=refusals,
                    breakers=breakers,
                    seat_feed=seats,
                    statistics=StatsReader(work, breakers, key_desk, timed),
                    inspector=monitor,
                ),
                checks=checks,
                required=frozenset({"database"}),
                metrics=metrics,
            )

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[WorkerParts]:
        """A worker's parts, nothing running yet."""
        settings, worker_id, clock = self.settings, uuid7(), Clock()
        async with AsyncExitStack() as stack:
            redis = await stack.enter_async_context(self.redis())
            blocking_redis = await stack.enter_async_context(self.redis(without_timeout=True))
            breakers = await stack.enter_async_context(self._breakers(redis))
            queue, database = breakers.of("queue"), self.database.guarded_by(breakers.of("database"))
            wakeups = WorkerWakeups(redis, settings.queue, settings.faults, queue)
            plans = replace(self._plans(), retry=settings.step.retry)
            participants = await stack.enter_async_context(self._participants(breakers, clock))
            notifier = Notifier(participants.get(Service.NOTIFICATIONS))
            stack.push_async_callback(notifier.close)
            timed = Latencies(redis, settings.redis_prefix, queue)
            await stack.enter_async_context(timed.running())
            claims = Claims(
                database, worker_id, plans, settings.worker.lease, settings.worker.max_stalled_claims, settings.faults
            )
            executor = SagaExecutor(
                claims=claims,
                commits=SagaCommits(database, settings.faults),
                control=SagaControl(database),
                due=DueSagas(database),
                call=Participants(participants).call,
                publisher=Publisher(redis, settings.channel, queue),
                wakeups=wakeups,
                on_final=partial(_ended, timed, notifier),
                retry=settings.step.retry,
                batch=settings.worker.commit_batch_size,
                faults=settings.faults,
            )
            name = f"{socket.gethostname()}:{os.getpid()}"
            wakeup_worker = WakeupWorker(
                executor.execute,
                pool=ArqRedis(redis_pool(settings.require_redis())),
                blocking_redis=blocking_redis,
                queue=settings.queue,
                max_jobs=2 * settings.worker.commit_batch_size,
                drain_seconds=settings.worker.drain_seconds,
                job_timeout_seconds=settings.worker.wakeup_timeout_seconds,
                name=name,
                queue_guard=queue,
                # While half open the sweeper tries; sagas claimed as a trial would have to be released again.
                database_available=lambda: breakers.of("database").closed,
            )
            work = partial(WorkStatistics(database).read, settings.worker.lease)
            metrics = self._metrics(work, redis, self._checks(database, redis))
            metrics.add(latencies(timed, LatencyKind.TO_FINAL))
            metrics.add(circuit_breakers(breakers))
            metrics.add(worker_activity(executor, wakeup_worker))
            yield WorkerParts(
                worker_id=worker_id,
                wakeup_worker=wakeup_worker,
                executor=executor,
                heartbeat=Heartbeat(Heartbeats(self.database), worker_id, name, executor, clock),
                sweeper=Sweeper(database, wakeups, older_than=settings.worker.sweep_after, lease=settings.worker.lease),
                metrics=metrics,
            )

    def _checks(self, database: Database, redis: Redis) -> Mapping[str, Check]:
        return {"database": database.ping, "redis": redis.ping}

    def _metrics(self, work: Callable[[], Awaitable[WorkStats]], redis: Redis, checks: Mapping[str, Check]) -> Metrics:
        return Metrics(work, lambda: redis.zcard(self.settings.queue), checks)

    def _plans(self) -> Plans:
        if self.plans is not None:
            return self.plans
        return BILLED if Service.BILLING in self.settings.participants.urls else STANDARD

    @asynccontextmanager
    async def _breakers(self, redis: Redis) -> AsyncIterator[BreakerRegistry]:
        """The circuit breakers, kept in step, and their changes on the way into the audit log."""
        settings = self.settings
        counts: dict[str, CountsAsOutage] = {"database": counts_as_outage, "queue": queue_failed}
        counts |= {service.value: participant_failed for service in Service}
        services = {name: GuardedService(settings.breaker.policy(name), failed) for name, failed in counts.items()}
        breakers = BreakerRegistry(redis, lambda: self.redis(without_timeout=True), settings.redis_prefix, services)
        async with breakers.running():
            database = self.database.guarded_by(breakers.of("database"))
            async with BreakerAudit(breakers, AuditLog(database)).running():
                yield breakers

    def _participants(
        self, breakers: BreakerRegistry, clock: Clock
    ) -> AbstractAsyncContextManager[dict[Service, Participant]]:
        settings = self.settings
        policy = RequestPolicy(
            secret=settings.participants.signing_secret,
            attempt_seconds=settings.step.timeout_seconds,
            request_seconds=settings.participants.request_timeout_seconds,
            max_requests=settings.participants.max_requests,
            clock=clock,
        )
        guards = {service: breakers.of(service) for service in Service}
        return open_participants(settings.participants.urls, policy, guards)


def _ended(timed: Latencies, notifier: Notifier, task: TaskState) -> None:
    assert task.finished_at is not None
    timed.record(LatencyKind.TO_FINAL, (task.finished_at - task.submitted_at).total_seconds())
    notifier.send_soon(task)
