"""Metrics of one process, for Prometheus: read from plain attributes of its parts when they are scraped."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeVar

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http.health import Check, succeeds
from enrollment.statistics import EDGES, LatencyKind, WorkStats
from events.hub import Hub
from events.seats import SeatBoard
from guards.breaker.policy import CircuitState
from guards.breaker.registry import BreakerRegistry
from guards.idempotency.cache import KeyCache
from kit.cached import CachedReading
from services.admission import Backlog
from services.invariants import Inspector
from telemetry.latencies import Latencies
from workers.arq_worker import Answering
from workers.saga_executor import Carrier

T = TypeVar("T")

Families = Callable[[], Iterable[Metric]]
"""Called at each scrape; must not wait for anything."""

_MAX_AGE_SECONDS = 1.0
"""Seconds for which figures of the whole installation are kept: a scrape costs the database nothing more often."""
_READ_TIMEOUT_SECONDS = 2.0
"""Seconds that a scrape waits for what it reads; then it does without."""


@dataclass(frozen=True, slots=True)
class ExternalReadings:
    """What a scrape has to ask others for.

    Attributes:
        work: None where the database is away.
        bells: None where Redis is away.
        up: by dependency.
    """

    work: WorkStats | None
    bells: int | None
    up: Mapping[str, bool]


class Metrics:
    """The registry of one process.

    Args:
        read_work: figures of the whole installation, from the database.
        count_bells: how many hang in the queue.
        checks: what this process depends on, by name.
    """

    def __init__(
        self,
        read_work: Callable[[], Awaitable[WorkStats]],
        count_bells: Callable[[], Awaitable[int]],
        checks: Mapping[str, Check],
    ) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self.registry)
        self._readings = CachedReading(self._read, _MAX_AGE_SECONDS)
        self._read_work = read_work
        self._count_bells = count_bells
        self._checks = checks
        self._latest = ExternalReadings(None, None, {})
        self.add(_build)
        self.add(lambda: _installation(self._latest))

    def add(self, families: Families) -> None:
        """Have these scraped too."""
        self.registry.register(_FunctionCollector(families))

    async def text(self) -> bytes:
        """Everything in Prometheus's text format. Never raises: what cannot be had is left out."""
        self._latest = await self._readings()
        return generate_latest(self.registry)

    def route(self) -> Route:
        """`/metrics`. Without authentication: keep it inside."""

        async def scrape(_: Request) -> Response:
            return Response(await self.text(), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

        return Route("/metrics", scrape)

    async def _read(self) -> ExternalReadings:
        work, bells, passed = await asyncio.gather(
            _or_none(self._read_work),
            _or_none(self._count_bells),
            asyncio.gather(*(succeeds(check, _READ_TIMEOUT_SECONDS) for check in self._checks.values())),
        )
        return ExternalReadings(work, bells, dict(zip(self._checks, passed, strict=True)))


class _FunctionCollector(Collector):
    def __init__(self, families: Families) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families()


async def _or_none(read: Callable[[], Awaitable[T]]) -> T | None:
    try:
        async with asyncio.timeout(_READ_TIMEOUT_SECONDS):
            return await read()
    except Exception:  # noqa: BLE001 - whatever it is, the figure is left out, and `up` says the rest
        return None


def _build() -> Iterable[Metric]:
    yield InfoMetricFamily("registro_build", "The release that runs.", value={"version": version("registro")})


def _installation(outside: ExternalReadings) -> Iterable[Metric]:
    up = GaugeMetricFamily(
        "registro_dependency_up", "1 while this process reaches what it depends on, 0 while not.", labels=["dependency"]
    )
    for name, there in outside.up.items():
        up.add_metric([name], int(there))
    yield up
    if outside.bells is not None:
        yield GaugeMetricFamily("registro_queue_bells", "Bells that hang in the queue; hints.", value=outside.bells)
    if outside.work is not None:
        yield from _work(outside.work)


def _work(work: WorkStats) -> Iterable[Metric]:
    sagas = GaugeMetricFamily("registro_sagas", "Sagas by status; all there ever were.", labels=["status"])
    for status, count in work.sagas.by_status.items():
        sagas.add_metric([status.value], count)
    yield sagas
    queue = GaugeMetricFamily("registro_queue_sagas", "Sagas to be carried further, by state.", labels=["state"])
    for state, count in (
        ("waiting", work.queue.waiting),
        ("running", work.queue.running),
        ("deferred", work.queue.deferred),
    ):
        queue.add_metric([state], count)
    yield queue
    yield GaugeMetricFamily(
        "registro_queue_oldest_waiting_seconds",
        "Since the one accepted first of the sagas that any worker may claim; 0 where none waits.",
        value=work.queue.oldest_waiting_seconds or 0,
    )
    yield GaugeMetricFamily(
        "registro_saga_oldest_active_seconds",
        "Since the one accepted first of the sagas without an end; 0 where there is none.",
        value=work.sagas.oldest_active_seconds or 0,
    )
    yield GaugeMetricFamily(
        "registro_workers",
        "Workers whose heartbeat is younger than a lease.",
        value=sum(worker.lives for worker in work.queue.workers),
    )


def key_lookups(cache: KeyCache) -> Families:
    """Look-ups of idempotency keys by this process."""

    def families() -> Iterable[Metric]:
        lookups = CounterMetricFamily(
            "registro_idempotency_lookups",
            "Look-ups of idempotency keys by this process, by where they were answered and whether a key was found.",
            labels=["backend", "found"],
        )
        for (backend, found), count in cache.counts.items():
            lookups.add_metric([backend.value, str(found).lower()], count)
        yield lookups

    return families


def back_pressure(backlog: Backlog) -> Families:
    """How much is let in, and what was turned away by this process."""

    def families() -> Iterable[Metric]:
        yield GaugeMetricFamily(
            "registro_backlog_limit", "Unfinished tasks beyond which new ones are refused.", value=backlog.limit
        )
        yield GaugeMetricFamily(
            "registro_pending", "Mutations that wait in this process to be answered.", value=backlog.pending
        )
        refused = CounterMetricFamily(
            "registro_overloaded",
            "Mutations answered Overloaded by this process, by what there was too much of.",
            labels=["reason"],
        )
        for why, count in backlog.refused.items():
            refused.add_metric([why.value], count)
        yield refused

    return families


def subscriptions(hub: Hub, seats: SeatBoard) -> Families:
    """Who watches by way of this process, and the tasks of its event loop, which rise and fall with them."""

    def families() -> Iterable[Metric]:
        watching = GaugeMetricFamily(
            "registro_subscriptions", "Subscriptions that this process serves, by what is watched.", labels=["to"]
        )
        watching.add_metric(["tasks"], hub.subscriptions)
        watching.add_metric(["seats"], seats.subscriptions)
        yield watching
        yield GaugeMetricFamily(
            "registro_event_loop_tasks", "Tasks of this process's event loop.", value=len(asyncio.all_tasks())
        )

    return families


def circuit_breakers(breakers: BreakerRegistry) -> Families:
    """States of the circuit breakers, as this process knows them, and the changes that it made."""

    def families() -> Iterable[Metric]:
        states = GaugeMetricFamily(
            "registro_circuit_breaker_state",
            "1 for the state that a circuit breaker is in.",
            labels=["service", "state"],
        )
        for status in breakers.statuses():
            for state in CircuitState:
                states.add_metric([status.service, state.value], float(status.circuit.state is state))
        yield states
        changes = CounterMetricFamily(
            "registro_circuit_breaker_changes",
            "Changes of circuit breakers; each is counted by one process.",
            labels=["service", "before", "after"],
        )
        for (service, before, after), count in breakers.changes.items():
            changes.add_metric([service, before.value, after.value], count)
        yield changes

    return families


def invariants(inspector: Inspector) -> Families:
    """What the latest check found that this process knows of; nothing before the first."""

    def families() -> Iterable[Metric]:
        if not inspector.findings:
            return
        violations = GaugeMetricFamily(
            "registro_invariant_violations", "Violations of each invariant, at the latest check.", labels=["invariant"]
        )
        for finding in inspector.findings:
            violations.add_metric([finding.invariant.value], finding.violations)
        yield violations
        checked = min(finding.checked_at for finding in inspector.findings).timestamp()
        yield GaugeMetricFamily(
            "registro_invariants_checked_timestamp_seconds", "When the latest check was.", value=checked
        )

    return families


_TIMED = {
    LatencyKind.ACCEPT: ("registro_accept_seconds", "From a command's arrival until its task was committed."),
    LatencyKind.TO_FINAL: (
        "registro_task_seconds",
        "From acceptance until the task was final, of tasks this process ended.",
    ),
}


def latencies(timed: Latencies, what: LatencyKind) -> Families:
    """What this process has timed of one kind, in coarser buckets."""
    name, text = _TIMED[what]

    def families() -> Iterable[Metric]:
        counts = Counter({bucket: count for (kind, bucket), count in timed.totals.items() if kind is what})
        buckets: list[tuple[str, float]] = [
            (repr(edge), sum(count for bucket, count in counts.items() if bucket <= last))
            for edge, last in EDGES.items()
        ]
        buckets.append(("+Inf", counts.total()))
        yield HistogramMetricFamily(name, text, buckets=buckets, sum_value=timed.seconds[what])

    return families


def worker_activity(carrier: Carrier, answering: Answering) -> Families:
    """What this worker has in hand, and what became of the bells it took."""

    def families() -> Iterable[Metric]:
        yield GaugeMetricFamily("registro_worker_sagas", "Sagas in this worker's hands.", value=len(carrier.hands))
        answered = CounterMetricFamily(
            "registro_bells", "Bells that this worker took, by what became of them.", labels=["outcome"]
        )
        answered.add_metric(["answered"], answering.jobs_complete)
        answered.add_metric(["failed"], answering.jobs_failed)
        answered.add_metric(["broken_off"], answering.jobs_retried)
        yield answered

    return families
