"""Metrics of the parts of one process: each function here gives the metrics of one part."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from app.gc_tuning import EDGES_SECONDS, Collections
from app.http.connections.ceilings import Ceilings
from app.http.connections.watch import ConnectionWatch
from app.http.metrics import Families
from enrollment.statistics import EDGES, LatencyKind
from events.batches import BatchFeed
from events.hub import Hub
from events.seats import SeatFeed
from events.waitlist_places import WaitlistFeed
from guards.answer_cache import AnswerCache, Given
from guards.breaker.policy import CircuitState
from guards.breaker.registry import BreakerRegistry
from guards.idempotency.cache import KeyCache
from guards.rate_limits.rates import Rates
from kit.background import Loops
from services.admission import Admission
from services.invariants import InvariantMonitor
from services.refused_callers import RefusedCallers
from telemetry.latencies import Latencies
from workers.arq_worker import WakeupWorker
from workers.saga_executor import SagaExecutor


def loop_restarts(loops: Loops) -> Families:
    """How often loops of this process have crashed."""

    def families() -> Iterable[Metric]:
        restarts = CounterMetricFamily(
            "registro_loop_restarts",
            "Times that a loop of this process ended with an error and was started again.",
            labels=["loop"],
        )
        for name, count in loops.restarts.items():
            restarts.add_metric([name], count)
        yield restarts

    return families


def catalogue_answers(answers: AnswerCache) -> Families:
    """Answers about the catalogue, and the memory that those take which are given again."""

    def families() -> Iterable[Metric]:
        given = CounterMetricFamily(
            "registro_catalogue_answers",
            "Answers about the catalogue by this process: executed, shared with a caller who asked before, or kept.",
            labels=["by"],
        )
        for by in Given:
            given.add_metric([by.value], answers.given[by])
        yield given
        yield GaugeMetricFamily(
            "registro_catalogue_cache_bytes", "Memory, roughly, of the answers that are kept.", answers.kept_bytes
        )

    return families


def key_lookups(cache: KeyCache) -> Families:
    """Look-ups of idempotency keys."""

    def families() -> Iterable[Metric]:
        lookups = CounterMetricFamily(
            "registro_idempotency_lookups",
            "Look-ups of idempotency keys by this process, by the backend that answered and whether a key was found.",
            labels=["backend", "found"],
        )
        for (backend, found), count in cache.lookups.items():
            lookups.add_metric([backend.value, str(found).lower()], count)
        yield lookups

    return families


def back_pressure(admission: Admission) -> Families:
    """The limits of admission, and the mutations that were refused because of them."""

    def families() -> Iterable[Metric]:
        yield GaugeMetricFamily(
            "registro_backlog_limit", "Unfinished tasks beyond which new ones are refused.", value=admission.limit
        )
        yield GaugeMetricFamily(
            "registro_pending", "Mutations in this process that are not answered yet.", value=admission.pending
        )
        refused = CounterMetricFamily(
            "registro_overloaded",
            "Mutations that this process answered with Overloaded, by the limit that was reached.",
            labels=["reason"],
        )
        for why, count in admission.refused.items():
            refused.add_metric([why.value], count)
        yield refused

    return families


def refused_callers(refused: RefusedCallers) -> Families:
    """Callers who were not let in, and requests that were forbidden."""

    def families() -> Iterable[Metric]:
        counts = CounterMetricFamily(
            "registro_refused_callers",
            "Requests, sockets and fields that this process refused because of who asked, by reason.",
            labels=["reason"],
        )
        for reason, count in refused.counts.items():
            counts.add_metric([reason.value], count)
        yield counts

    return families


def rate_limits(rates: Rates) -> Families:
    """What was refused because its caller asks too often."""

    def families() -> Iterable[Metric]:
        refused = CounterMetricFamily(
            "registro_rate_limited",
            "Requests that this process refused because their caller asks too often, by the limit.",
            labels=["limit"],
        )
        callers = GaugeMetricFamily(
            "registro_rate_limit_buckets",
            "Callers of whom this process knows that they have asked in the last seconds, by the limit.",
            labels=["limit"],
        )
        for table in rates.tables:
            refused.add_metric([table.name], table.refused)
            callers.add_metric([table.name], len(table))
        yield refused
        yield callers

    return families


def subscriptions(hub: Hub, seats: SeatFeed, waitlists: WaitlistFeed, batches: BatchFeed) -> Families:
    """Subscriptions, and the tasks of the event loop, whose number depends on them."""

    def families() -> Iterable[Metric]:
        watching = GaugeMetricFamily(
            "registro_subscriptions", "Subscriptions that this process serves, by what they watch.", labels=["to"]
        )
        watching.add_metric(["tasks"], hub.subscriptions)
        watching.add_metric(["seats"], seats.subscriptions)
        watching.add_metric(["waitlists"], waitlists.subscriptions)
        watching.add_metric(["batches"], batches.subscriptions)
        yield watching
        yield GaugeMetricFamily(
            "registro_event_loop_tasks", "Tasks of this process's event loop.", value=len(asyncio.all_tasks())
        )

    return families


def connections(watch: ConnectionWatch, ceilings: Ceilings) -> Families:
    """Connections, and those that were refused or cut off."""

    def families() -> Iterable[Metric]:
        yield GaugeMetricFamily("registro_connections", "Connections of this process.", value=watch.open)
        yield GaugeMetricFamily(
            "registro_connections_limit", "Connections beyond which new ones are refused.", value=watch.max_connections
        )
        refused = CounterMetricFamily(
            "registro_connections_refused",
            "Connections, requests and subscriptions that this process refused or cut off, by reason.",
            labels=["reason"],
        )
        for reason, count in watch.refused.items():
            refused.add_metric([reason.value], count)
        refused.add_metric(["sockets_of_caller"], ceilings.sockets.refused)
        refused.add_metric(["subscriptions_of_caller"], ceilings.subscriptions.refused)
        yield refused

    return families


def garbage_collections(collections: Collections) -> Families:
    """How long garbage collections have stopped this process."""

    def families() -> Iterable[Metric]:
        pauses = HistogramMetricFamily(
            "registro_gc_pause_seconds",
            "How long garbage collections have stopped this process, by generation.",
            labels=["generation"],
        )
        edges = [*(repr(edge) for edge in EDGES_SECONDS), "+Inf"]
        for generation, it in enumerate(collections.pauses):
            buckets = list(zip(edges, accumulate(it.buckets), strict=True))
            pauses.add_metric([str(generation)], buckets=buckets, sum_value=it.seconds)
        yield pauses

    return families


def circuit_breakers(breakers: BreakerRegistry) -> Families:
    """The states of this process's circuits and their changes, and the states that all processes share."""

    def families() -> Iterable[Metric]:
        states = GaugeMetricFamily(
            "registro_circuit_breaker_state",
            "1 for the current state of this process's circuit of a service, 0 for the others.",
            labels=["service", "state"],
        )
        for status in breakers.statuses():
            for state in CircuitState:
                states.add_metric([status.service, state.value], float(status.own_state is state))
        yield states
        shared = GaugeMetricFamily(
            "registro_circuit_breaker_shared_open",
            "1 while what all processes report keeps the circuit of a service open, as this process knows it, else 0.",
            labels=["service"],
        )
        for status in breakers.statuses():
            shared.add_metric([status.service], float(status.shared_state is CircuitState.OPEN))
        yield shared
        changes = CounterMetricFamily(
            "registro_circuit_breaker_changes",
            "Changes of state of this process's circuits.",
            labels=["service", "before", "after"],
        )
        for (service, before, after), count in breakers.changes.items():
            changes.add_metric([service, before.value, after.value], count)
        yield changes

    return families


def invariants(monitor: InvariantMonitor) -> Families:
    """The results of the latest check that this process knows of; no metrics before the first."""

    def families() -> Iterable[Metric]:
        if not monitor.findings:
            return
        violations = GaugeMetricFamily(
            "registro_invariant_violations", "Violations of each invariant, at the latest check.", labels=["invariant"]
        )
        for finding in monitor.findings:
            violations.add_metric([finding.invariant.value], finding.violations)
        yield violations
        checked = min(finding.checked_at for finding in monitor.findings).timestamp()
        yield GaugeMetricFamily(
            "registro_invariants_checked_timestamp_seconds", "The time of the latest check.", value=checked
        )

    return families


_HISTOGRAMS = {
    LatencyKind.ACCEPT: ("registro_accept_seconds", "From a command's arrival until its task was committed."),
    LatencyKind.TO_FINAL: (
        "registro_task_seconds",
        "From acceptance until the task was final, of tasks that this process ended.",
    ),
}


def latencies(timed: Latencies, what: LatencyKind) -> Families:
    """The histogram of one kind of latency, in coarser buckets than those of `stats`."""
    name, text = _HISTOGRAMS[what]

    def families() -> Iterable[Metric]:
        counts = Counter({bucket: count for (kind, bucket), count in timed.totals.items() if kind is what})
        buckets: list[tuple[str, float]] = [
            (repr(edge), sum(count for bucket, count in counts.items() if bucket <= last))
            for edge, last in EDGES.items()
        ]
        buckets.append(("+Inf", counts.total()))
        yield HistogramMetricFamily(name, text, buckets=buckets, sum_value=timed.seconds[what])

    return families


def worker_activity(executor: SagaExecutor, worker: WakeupWorker) -> Families:
    """The sagas that this worker runs, and the wake-ups that it has taken from the queue."""

    def families() -> Iterable[Metric]:
        yield GaugeMetricFamily(
            "registro_worker_sagas", "Sagas that this worker runs now.", value=len(executor.in_flight)
        )
        wakeups = CounterMetricFamily(
            "registro_wakeups", "Wake-ups that this worker took from the queue, by outcome.", labels=["outcome"]
        )
        wakeups.add_metric(["handled"], worker.jobs_complete)
        wakeups.add_metric(["failed"], worker.jobs_failed)
        wakeups.add_metric(["interrupted"], worker.jobs_retried)
        yield wakeups

    return families
