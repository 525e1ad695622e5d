"""Composes an API: its services and its feeds of events."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from app.container.base import Check, ProcessBase, redis_client, started
from app.http import process_metrics
from app.http.metrics import Metrics
from app.settings.receipt_settings import ReceiptSettings
from enrollment.plans import Plans
from enrollment.statistics import LatencyKind
from events.batches import BatchFeed
from events.catch_up import CatchUpPoller
from events.feed import TaskFeed
from events.hub import Hub
from events.listener import Listener
from events.revocation_publisher import RevocationPublisher
from events.seats import SeatFeed
from events.waitlist_places import WaitlistFeed
from events.wakeups import WorkerWakeups
from guards.answer_cache import AnswerCache
from guards.idempotency.cache import KeyCache
from guards.idempotency.counts import SharedLookupCounts
from guards.rate_limits.rates import Rates
from guards.rate_limits.sharing import RateSharing
from guards.revoked_tokens import RevokedTokens
from kit.background import Loops
from models.acceptance import Acceptance
from models.audit_log import AuditLog
from models.basket_checks import BasketChecks
from models.batches import Batches
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueEdits
from models.group_cancellations import GroupCancellations
from models.idempotency_keys import IdempotencyKeyStore
from models.invariants import InvariantChecks
from models.overrides import Overrides
from models.retention import Retention
from models.revocations import Revocations
from models.saga_control import SagaControl
from models.saga_search import SagaFinder
from models.task_states import TaskStates
from models.term_refunds import TermRefunds
from models.trusted_documents import TrustedDocuments
from models.unfinished import UnfinishedTasks
from models.waitlists import Waitlists
from services.admission import Admission
from services.api_services import ApiServices
from services.batches import BatchService
from services.document_registry import DocumentRegistry
from services.group_canceller import GroupCanceller
from services.idempotency_keys import IdempotencyKeys
from services.invariants import InvariantMonitor
from services.receipts import Receipts
from services.refusal_log import RefusalLog
from services.refused_callers import RefusedCallers
from services.sagas import SagaAdmin
from services.stats import StatsReader
from services.tasks import TaskService
from services.token_revocations import TokenRevocations


@dataclass(frozen=True, slots=True)
class ApiParts:
    """What an API process is made of.

    Attributes:
        checks: its dependencies by name; a check raises an error if the dependency cannot be used.
        required: the dependencies without which it cannot serve at all.
        metrics: what `/metrics` shows.
        rates: how often callers may ask.
        loops: the loops of the process.
        documents: those that operators have registered.
        answers: those about the catalogue, which are given to more than one caller.
    """

    services: ApiServices
    checks: Mapping[str, Check]
    required: frozenset[str]
    metrics: Metrics
    rates: Rates
    loops: Loops
    documents: DocumentRegistry
    answers: AnswerCache


@asynccontextmanager
async def compose_api(base: ProcessBase, acceptance: Acceptance, plans: Plans) -> AsyncIterator[ApiParts]:
    """The API's parts, with their loops running."""
    settings, database = base.settings, base.database
    async with AsyncExitStack() as stack:
        cache = KeyCache(base.redis, settings.redis_prefix, settings.idempotency_ttl_seconds, base.queue_guard)
        wakeups = WorkerWakeups(base.redis, settings.queue, settings.faults, base.queue_guard, cache.ttl_ms)
        refusals = await started(stack, RefusalLog(AuditLog(database).append_refusals), base.loops)
        keys = await _idempotency_keys(stack, base, cache)
        admission = await _admission(stack, base)
        tasks = _task_service(stack, base, acceptance, admission, cache, wakeups)
        batches = Batches(database, acceptance, settings.idempotency_ttl)
        revocations = await _revocations(stack, base)
        hub = Hub()
        task_feed, seat_feed, waitlist_feed, batch_feed = await _feeds(stack, base, revocations, hub, batches)
        monitor = await _invariant_monitor(stack, base)
        yield ApiParts(
            services=ApiServices(
                catalogue=Catalogue(database),
                basket_checks=BasketChecks(database, plans),
                tasks=tasks,
                batches=BatchService(database, batches, admission, wakeups, settings.worker.lease),
                task_feed=task_feed,
                catalogue_edits=CatalogueEdits(database, Waitlists(plans), tasks.wake),
                group_canceller=GroupCanceller(GroupCancellations(database, plans, settings.faults), wakeups),
                term_refunds=TermRefunds(database),
                audit_log=AuditLog(database),
                sagas=SagaAdmin(SagaFinder(database), SagaControl(database), wakeups, base.publisher),
                idempotency_keys=keys,
                refusal_log=refusals,
                refused_callers=_refused_callers(base),
                revocations=revocations,
                breakers=base.breakers,
                seat_feed=seat_feed,
                waitlist_feed=waitlist_feed,
                batch_feed=batch_feed,
                stats=StatsReader(base.read_work, base.breakers, keys, base.latencies),
                invariants=monitor,
                retention=Retention(database),
                overrides=Overrides(database),
                receipts=_receipts(settings.receipt),
            ),
            checks=base.checks,
            required=frozenset({"database", "migrations"}),
            metrics=base.metrics,
            rates=await _rates(stack, base),
            loops=base.loops,
            documents=DocumentRegistry(TrustedDocuments(database)),
            answers=_answers(base, hub, seat_feed),
        )


def _receipts(settings: ReceiptSettings) -> Receipts:
    return Receipts(settings.issuer or "", settings.signing_key, settings.old_public_keys)


def _answers(base: ProcessBase, hub: Hub, seats: SeatFeed) -> AnswerCache:
    answers = AnswerCache(base.settings.catalogue_cache.limits, lambda: seats.version, lambda: hub.received)
    base.metrics.add(process_metrics.catalogue_answers(answers))
    return answers


def _refused_callers(base: ProcessBase) -> RefusedCallers:
    refused = RefusedCallers()
    base.metrics.add(process_metrics.refused_callers(refused))
    return refused


async def _idempotency_keys(stack: AsyncExitStack, base: ProcessBase, cache: KeyCache) -> IdempotencyKeys:
    counts = SharedLookupCounts(cache, base.redis, base.settings.redis_prefix, base.queue_guard)
    keys = IdempotencyKeys(IdempotencyKeyStore(base.database), cache, await started(stack, counts, base.loops))
    await stack.enter_async_context(base.loops.running(keys.warm_up, "warming up"))
    base.metrics.add(process_metrics.key_lookups(cache))
    return keys


async def _admission(stack: AsyncExitStack, base: ProcessBase) -> Admission:
    limits = base.settings.admission
    # Without the circuit breaker: the batch that waits for the count is one call already.
    count = UnfinishedTasks(base.unguarded_database).count
    admission = await started(
        stack, Admission(count, limits.max_unfinished_tasks, limits.max_pending_mutations), base.loops
    )
    base.metrics.add(process_metrics.back_pressure(admission))
    return admission


def _task_service(
    stack: AsyncExitStack,
    base: ProcessBase,
    acceptance: Acceptance,
    admission: Admission,
    cache: KeyCache,
    wakeups: WorkerWakeups,
) -> TaskService:
    record_latency = partial(base.latencies.record, LatencyKind.ACCEPT)
    faults = base.settings.faults
    tasks = TaskService(base.database, acceptance, admission, cache, wakeups, faults, record_latency)
    stack.push_async_callback(tasks.close)
    base.metrics.add(process_metrics.latencies(base.latencies, LatencyKind.ACCEPT))
    return tasks


async def _rates(stack: AsyncExitStack, base: ProcessBase) -> Rates:
    rates = Rates(base.settings.rate.limits)
    await started(stack, RateSharing(rates, base.redis, base.settings.redis_prefix, base.queue_guard), base.loops)
    base.metrics.add(process_metrics.rate_limits(rates))
    return rates


async def _revocations(stack: AsyncExitStack, base: ProcessBase) -> TokenRevocations:
    settings = base.settings
    revocations = TokenRevocations(
        Revocations(base.database),
        RevokedTokens(),
        RevocationPublisher(base.redis, settings.revocation_channel, base.queue_guard),
        max_life_seconds=settings.jwt_max_life_seconds,
        interval_seconds=settings.event_catch_up_seconds,
    )
    return await started(stack, revocations, base.loops)


async def _feeds(
    stack: AsyncExitStack, base: ProcessBase, revocations: TokenRevocations, hub: Hub, batches: Batches
) -> tuple[TaskFeed, SeatFeed, WaitlistFeed, BatchFeed]:
    settings = base.settings
    poller = CatchUpPoller(TaskStates(base.database).newer, hub, settings.event_catch_up_seconds)
    listener = Listener(
        lambda: redis_client(settings, without_timeout=True),
        settings.channel,
        hub,
        poller.catch_up,
        {settings.revocation_channel: revocations.receive},
    )
    tasks = await started(stack, TaskFeed(hub, listener, poller), base.loops)
    catalogue, interval = Catalogue(base.database), settings.event_catch_up_seconds
    seats = SeatFeed(catalogue.seats_of_terms, hub, base.loops, interval)
    waitlists = WaitlistFeed(catalogue.places, hub, base.loops, interval)
    batch_feed = BatchFeed(batches.by_ids, hub, base.loops, interval)
    base.metrics.add(process_metrics.subscriptions(hub, seats, waitlists, batch_feed))
    return tasks, seats, waitlists, batch_feed


async def _invariant_monitor(stack: AsyncExitStack, base: ProcessBase) -> InvariantMonitor:
    lease, settings = base.settings.worker.lease, base.settings.invariants
    checks = InvariantChecks(base.database)
    monitor = await started(
        stack, InvariantMonitor(checks, lease, settings.overdue, settings.check_seconds), base.loops
    )
    base.metrics.add(process_metrics.invariants(monitor))
    return monitor
