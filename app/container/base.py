"""What both an API and a worker are built on: clients of Redis, circuit breakers, latencies, metrics."""

import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar
from uuid import uuid4

from redis.asyncio import Redis

from app.http import process_metrics
from app.http.metrics import Metrics
from app.redis_pool import check_writable, redis_pool
from app.settings import Settings
from enrollment.plans import Service
from enrollment.statistics import WorkStats
from events.publisher import Publisher
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.background import Loops
from kit.guard import CircuitGuard
from kit.redis_errors import failure_of as redis_failure
from models.audit_log import AuditLog
from models.database import Database
from models.migration_status import MigrationCheck
from models.outages import failure_of as database_failure
from models.statistics import WorkStatistics
from services.breaker_audit import BreakerAudit
from telemetry.latencies import Latencies
from workers.participants import failure_of as participant_failure

Check = Callable[[], Awaitable[object]]


class Runs(Protocol):
    """A part with loops of its own."""

    def running(self, loops: Loops) -> AbstractAsyncContextManager[None]:
        """The loops run until the context ends."""
        ...


Part = TypeVar("Part", bound=Runs)


@dataclass(frozen=True, slots=True)
class ProcessBase:
    """What both an API and a worker are built on.

    Attributes:
        unguarded_database: the same database without its circuit breaker.
        queue_guard: the circuit breaker of Redis.
        loops: the loops of the process.
        read_work: reads how much work there is, and which workers are alive.
        checks: the dependencies of the process by name; a check raises an error if the dependency cannot be used.
        metrics: what `/metrics` shows; the metrics of a part are added where the part is made.
    """

    settings: Settings
    redis: Redis
    breakers: BreakerRegistry
    database: Database
    unguarded_database: Database
    queue_guard: CircuitGuard
    publisher: Publisher
    latencies: Latencies
    loops: Loops
    read_work: Callable[[], Awaitable[WorkStats]]
    checks: Mapping[str, Check]
    metrics: Metrics


@asynccontextmanager
async def open_base(settings: Settings, unguarded_database: Database, loops: Loops) -> AsyncIterator[ProcessBase]:
    """The base of one process, with its loops running."""
    async with redis_client(settings) as redis, _breakers(settings, unguarded_database, redis, loops) as breakers:
        database = unguarded_database.guarded_by(breakers.of("database"))
        queue_guard = breakers.of("queue")
        latencies = Latencies(redis, settings.redis_prefix, queue_guard)
        read_work = partial(WorkStatistics(database).read, settings.worker.lease)
        # Past the circuit breaker: a process that reaches its database is ready, whatever other processes report.
        checks: Mapping[str, Check] = {
            "database": unguarded_database.check_writable,
            "migrations": MigrationCheck(unguarded_database),
            "redis": partial(check_writable, redis, settings.redis_prefix),
        }
        metrics = Metrics(read_work, lambda: redis.zcard(settings.queue), checks)
        metrics.add(process_metrics.circuit_breakers(breakers))
        metrics.add(process_metrics.loop_restarts(loops))
        async with latencies.running(loops):
            yield ProcessBase(
                settings=settings,
                redis=redis,
                breakers=breakers,
                database=database,
                unguarded_database=unguarded_database,
                queue_guard=queue_guard,
                publisher=Publisher(redis, settings.channel, queue_guard),
                latencies=latencies,
                loops=loops,
                read_work=read_work,
                checks=checks,
                metrics=metrics,
            )


def redis_client(settings: Settings, *, without_timeout: bool = False, connections: int = 16) -> Redis:
    """A client; one `without_timeout` may wait for a message as long as it takes."""
    url = settings.require_redis()
    return Redis.from_pool(redis_pool(url, without_timeout=without_timeout, connections=connections))


async def started(stack: AsyncExitStack, part: Part, loops: Loops) -> Part:
    """The part, whose loops run until the stack is closed."""
    await stack.enter_async_context(part.running(loops))
    return part


@asynccontextmanager
async def _breakers(
    settings: Settings, database: Database, redis: Redis, loops: Loops
) -> AsyncIterator[BreakerRegistry]:
    """The circuit breakers, which share their state through Redis and record its changes in the audit log."""
    write = partial(check_writable, redis, settings.redis_prefix)
    services = {
        "database": GuardedService(settings.breaker.policy("database"), database_failure, database.probe),
        "queue": GuardedService(settings.breaker.policy("queue"), redis_failure, write),
    }
    for service in Service:
        services[service.value] = GuardedService(settings.breaker.policy(service.value), participant_failure)
    process = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:4]}"  # containers may share name and number
    breakers = BreakerRegistry(redis, settings.redis_prefix, services, process)
    async with breakers.running(loops):
        audit_log = AuditLog(database.guarded_by(breakers.of("database")))
        async with BreakerAudit(breakers, audit_log).running(loops):
            yield breakers
