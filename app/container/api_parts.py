"""Composes an API: its services and its feeds of events."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from app.container.base import Check, ProcessBase, redis_client, started
from app.http import process_metrics
from app.http.metrics import Metrics
from enrollment.statistics import LatencyKind
from events.catch_up import CatchUpPoller
from events.feed import TaskFeed
from events.hub import Hub
from events.listener import Listener
from events.seats import SeatFeed
from events.wakeups import WorkerWakeups
from guards.idempotency.cache import KeyCache
from guards.idempotency.counts import SharedLookupCounts
from kit.background import running_in_background
from models.acceptance import Acceptance
from models.audit_log import AuditLog
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from models.idempotency_keys import IdempotencyKeyStore
from models.invariants import InvariantChecks
from models.saga_control import SagaControl
from models.saga_search import SagaFinder
from models.task_states import TaskStates
from models.unfinished import UnfinishedTasks
from services.admission import Admission
from services.api_services import ApiServices
from services.idempotency_keys import IdempotencyKeys
from services.invariants import InvariantMonitor
from services.refusal_log import RefusalLog
from services.sagas import SagaAdmin
from services.stats import StatsReader
from services.tasks import TaskService


@dataclass(frozen=True, slots=True)
class ApiParts:
    """What an API process is made of.

    Attributes:
        checks: its dependencies by name; a check raises an error if the dependency cannot be used.
        required: the dependencies without which it cannot serve at all.
        metrics: what `/metrics` shows.
    """

    services: ApiServices
    checks: Mapping[str, Check]
    required: frozenset[str]
    metrics: Metrics


@asynccontextmanager
async def compose_api(base: ProcessBase, acceptance: Acceptance) -> AsyncIterator[ApiParts]:
    """The API's parts, with their loops running."""
    settings, database = base.settings, base.database
    async with AsyncExitStack() as stack:
        cache = KeyCache(base.redis, settings.redis_prefix, settings.idempotency_ttl_seconds, base.queue_guard)
        wakeups = WorkerWakeups(base.redis, settings.queue, settings.faults, base.queue_guard, cache.ttl_ms)
        refusals = await started(stack, RefusalLog(AuditLog(database).append_refusals))
        keys = await _idempotency_keys(stack, base, cache)
        tasks = await _task_service(stack, base, acceptance, cache, wakeups)
        task_feed, seat_feed = await _feeds(stack, base)
        monitor = await _invariant_monitor(stack, base)
        yield ApiParts(
            services=ApiServices(
                catalogue=Catalogue(database),
                tasks=tasks,
                task_feed=task_feed,
                catalogue_edits=CatalogueEdits(database),
                audit_log=AuditLog(database),
                sagas=SagaAdmin(SagaFinder(database), SagaControl(database), wakeups, base.publisher),
                idempotency_keys=keys,
                refusal_log=refusals,
                breakers=base.breakers,
                seat_feed=seat_feed,
                stats=StatsReader(base.read_work, base.breakers, keys, base.latencies),
                invariants=monitor,
            ),
            checks=base.checks,
            required=frozenset({"database"}),
            metrics=base.metrics,
        )


async def _idempotency_keys(stack: AsyncExitStack, base: ProcessBase, cache: KeyCache) -> IdempotencyKeys:
    counts = SharedLookupCounts(cache, base.redis, base.settings.redis_prefix, base.queue_guard)
    keys = IdempotencyKeys(IdempotencyKeyStore(base.database), cache, await started(stack, counts))
    await stack.enter_async_context(running_in_background(keys.warm_up(), "warming up"))
    base.metrics.add(process_metrics.key_lookups(cache))
    return keys


async def _task_service(
    stack: AsyncExitStack, base: ProcessBase, acceptance: Acceptance, cache: KeyCache, wakeups: WorkerWakeups
) -> TaskService:
    limits, faults = base.settings.admission, base.settings.faults
    # Without the circuit breaker: the batch that waits for the count is one call already.
    count = UnfinishedTasks(base.unguarded_database).count
    admission = await started(stack, Admission(count, limits.max_unfinished_tasks, limits.max_pending_mutations))
    record_latency = partial(base.latencies.record, LatencyKind.ACCEPT)
    tasks = TaskService(base.database, acceptance, admission, cache, wakeups, faults, record_latency)
    stack.push_async_callback(tasks.close)
    base.metrics.add(process_metrics.back_pressure(admission))
    base.metrics.add(process_metrics.latencies(base.latencies, LatencyKind.ACCEPT))
    return tasks


async def _feeds(stack: AsyncExitStack, base: ProcessBase) -> tuple[TaskFeed, SeatFeed]:
    settings, hub = base.settings, Hub()
    poller = CatchUpPoller(TaskStates(base.database).newer, hub, settings.event_catch_up_seconds)
    listener = Listener(lambda: redis_client(settings, without_timeout=True), settings.channel, hub, poller.catch_up)
    tasks = await started(stack, TaskFeed(hub, listener, poller))
    seats = SeatFeed(Catalogue(base.database).seats_of_terms, hub, settings.event_catch_up_seconds)
    base.metrics.add(process_metrics.subscriptions(hub, seats))
    return tasks, seats


async def _invariant_monitor(stack: AsyncExitStack, base: ProcessBase) -> InvariantMonitor:
    lease, settings = base.settings.worker.lease, base.settings.invariants
    checks = InvariantChecks(base.database)
    monitor = await started(stack, InvariantMonitor(checks, lease, settings.overdue, settings.check_seconds))
    base.metrics.add(process_metrics.invariants(monitor))
    return monitor
