"""Metrics of the parts of one process: each function here gives the metrics of one part."""

import asyncio
from collections import Counter
from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from app.http.metrics import Families
from enrollment.statistics import EDGES, LatencyKind
from events.hub import Hub
from events.seats import SeatFeed
from guards.breaker.policy import CircuitState
from guards.breaker.registry import BreakerRegistry
from guards.idempotency.cache import KeyCache
from services.admission import Admission
from services.invariants import InvariantMonitor
from telemetry.latencies import Latencies
from workers.arq_worker import WakeupWorker
from workers.saga_executor import SagaExecutor


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


def subscriptions(hub: Hub, seats: SeatFeed) -> Families:
    """Subscriptions, and the tasks of the event loop, whose number depends on them."""

    def families() -> Iterable[Metric]:
        watching = GaugeMetricFamily(
            "registro_subscriptions", "Subscriptions that this process serves, by what they watch.", labels=["to"]
        )
        watching.add_metric(["tasks"], hub.subscriptions)
        watching.add_metric(["seats"], seats.subscriptions)
        yield watching
        yield GaugeMetricFamily(
            "registro_event_loop_tasks", "Tasks of this process's event loop.", value=len(asyncio.all_tasks())
        )

    return families


def circuit_breakers(breakers: BreakerRegistry) -> Families:
    """The states of the circuit breakers, as this process knows them, and its changes of them."""

    def families() -> Iterable[Metric]:
        states = GaugeMetricFamily(
            "registro_circuit_breaker_state",
            "1 for the current state of a circuit breaker, 0 for the others.",
            labels=["service", "state"],
        )
        for status in breakers.statuses():
            for state in CircuitState:
                states.add_metric([status.service, state.value], float(status.circuit.state is state))
        yield states
        changes = CounterMetricFamily(
            "registro_circuit_breaker_changes",
            "Changes of state of the circuit breakers; each is counted by one process.",
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
