"""The `/metrics` endpoint of one process, for Prometheus, and the metrics of the whole installation.

Metrics are read from attributes of the process's parts when they are scraped; nothing is recorded for them beforehand.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeVar

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from app.http.asgi import Route
from app.http.health import Check, succeeds
from enrollment.statistics import WorkStats
from kit.cached import CachedReading

T = TypeVar("T")

Families = Callable[[], Iterable[Metric]]
"""Gives some metrics. Called at each scrape, and must not block."""

_MAX_AGE_SECONDS = 1.0
"""Readings of the installation are reused for this time, so that frequent scrapes cost the database nothing."""
_READ_TIMEOUT_SECONDS = 2.0
"""A scrape waits this long for a reading, then leaves it out."""


@dataclass(frozen=True, slots=True)
class ExternalReadings:
    """What a scrape reads from the database and from Redis.

    Attributes:
        work: None if the database is unavailable.
        wakeups: how many the queue holds; None if Redis is unavailable.
        up: whether each dependency is available, by name.
    """

    work: WorkStats | None
    wakeups: int | None
    up: Mapping[str, bool]


class Metrics:
    """The metrics of one process.

    Args:
        read_work: reads figures of the whole installation from the database.
        count_wakeups: counts the wake-ups in the queue.
        checks: the dependencies of this process, by name.
    """

    def __init__(
        self,
        read_work: Callable[[], Awaitable[WorkStats]],
        count_wakeups: Callable[[], Awaitable[int]],
        checks: Mapping[str, Check],
    ) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self.registry)
        self._readings = CachedReading(self._read, _MAX_AGE_SECONDS)
        self._read_work = read_work
        self._count_wakeups = count_wakeups
        self._checks = checks
        self._latest = ExternalReadings(None, None, {})
        self.add(_build)
        self.add(lambda: _installation(self._latest))

    def add(self, families: Families) -> None:
        """Add metrics to those that are scraped."""
        self.registry.register(_FunctionCollector(families))

    async def text(self) -> bytes:
        """All metrics in Prometheus's text format. Never raises: what cannot be read is left out."""
        self._latest = await self._readings()
        return generate_latest(self.registry)

    def route(self) -> Route:
        """The route of `/metrics`. It needs no authentication, so it must not be reachable from outside."""

        async def scrape(_: Request) -> Response:
            return Response(await self.text(), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

        return Route("/metrics", scrape)

    async def _read(self) -> ExternalReadings:
        work, wakeups, available = await asyncio.gather(
            _or_none(self._read_work),
            _or_none(self._count_wakeups),
            asyncio.gather(*(succeeds(check, _READ_TIMEOUT_SECONDS) for check in self._checks.values())),
        )
        return ExternalReadings(work, wakeups, dict(zip(self._checks, available, strict=True)))


class _FunctionCollector(Collector):
    def __init__(self, families: Families) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families()


async def _or_none(read: Callable[[], Awaitable[T]]) -> T | None:
    try:
        async with asyncio.timeout(_READ_TIMEOUT_SECONDS):
            return await read()
    except Exception:  # noqa: BLE001 - after any error the reading is left out; `up` shows which dependency failed
        return None


def _build() -> Iterable[Metric]:
    yield InfoMetricFamily("registro_build", "The running release.", value={"version": version("registro")})


def _installation(readings: ExternalReadings) -> Iterable[Metric]:
    up = GaugeMetricFamily(
        "registro_dependency_up", "1 while this process reaches the dependency, else 0.", labels=["dependency"]
    )
    for name, available in readings.up.items():
        up.add_metric([name], int(available))
    yield up
    if readings.wakeups is not None:
        yield GaugeMetricFamily(
            "registro_queue_wakeups", "Wake-ups in the queue. The sagas are in the database.", value=readings.wakeups
        )
    if readings.work is not None:
        yield from _work(readings.work)


def _work(work: WorkStats) -> Iterable[Metric]:
    sagas = GaugeMetricFamily(
        "registro_sagas", "Sagas by status; final ones are counted since the beginning.", labels=["status"]
    )
    for status, count in work.sagas.by_status.items():
        sagas.add_metric([status.value], count)
    yield sagas
    queue = GaugeMetricFamily("registro_queue_sagas", "Sagas that are not final, by state.", labels=["state"])
    for state, count in (
        ("waiting", work.queue.waiting),
        ("running", work.queue.running),
        ("deferred", work.queue.deferred),
    ):
        queue.add_metric([state], count)
    yield queue
    yield GaugeMetricFamily(
        "registro_queue_oldest_waiting_seconds",
        "For how long the first saga that any worker may claim has been due; 0 if there is none.",
        value=work.queue.oldest_waiting_seconds or 0,
    )
    yield GaugeMetricFamily(
        "registro_saga_oldest_active_seconds",
        "Since the acceptance of the oldest saga that is not final; 0 if there is none.",
        value=work.sagas.oldest_active_seconds or 0,
    )
    yield GaugeMetricFamily(
        "registro_workers",
        "Workers whose heartbeat is younger than a lease.",
        value=sum(worker.alive for worker in work.queue.workers),
    )
