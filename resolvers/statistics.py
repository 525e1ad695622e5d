"""What operators see of how the work goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.statistics import LatencyStats, WorkStats
from guards.circuit import Status
from guards.key_counts import CacheStats


@dataclass(frozen=True, slots=True)
class Stats:
    """One reading, of the whole installation."""

    work: WorkStats
    circuit_breakers: Sequence[Status]
    idempotency: CacheStats
    latency: Sequence[LatencyStats]
