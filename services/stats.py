"""How the work goes, read once for all who ask."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from enrollment.statistics import LatencyStats, WorkStats
from guards.breaker.registry import BreakerRegistry, CircuitStatus
from guards.idempotency.counts import CacheStats
from kit.cached import CachedReading
from services.idempotency_keys import IdempotencyKeys
from telemetry.latencies import Latencies

_FRESH = 0.5
"""Seconds for which one reading serves all callers: subscribers may ask twice a second."""


@dataclass(frozen=True, slots=True)
class Stats:
    """One reading, of the whole installation."""

    work: WorkStats
    circuit_breakers: Sequence[CircuitStatus]
    idempotency: CacheStats
    latency: Sequence[LatencyStats]


class StatsReader:
    """Reads how the work goes, at most once in half a second for all callers."""

    def __init__(
        self,
        work: Callable[[], Awaitable[WorkStats]],
        breakers: BreakerRegistry,
        keys: IdempotencyKeys,
        latencies: Latencies,
    ) -> None:
        self._work = work
        self._breakers = breakers
        self._keys = keys
        self._latencies = latencies
        self._latest = CachedReading(self._read, _FRESH)

    async def read(self) -> Stats:
        """The latest reading, or a new one."""
        return await self._latest()

    async def _read(self) -> Stats:
        work, cache = await self._work(), await self._keys.cache_stats()
        return Stats(work, self._breakers.statuses(), cache, await self._latencies.read())
