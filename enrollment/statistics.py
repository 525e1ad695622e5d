"""How the work goes, in figures: what waits, what runs, how things ended and how long they took."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from saga.journal import SagaStatus


@dataclass(frozen=True, slots=True)
class WorkerInfo:
    """A worker; `running`: sagas it had claimed at its last heartbeat; `alive`: whether it is younger than a lease."""

    id: UUID
    name: str
    last_heartbeat_at: datetime
    running: int
    started_at: datetime
    alive: bool


@dataclass(frozen=True, slots=True)
class QueueStats:
    """Sagas that are to be carried further.

    Attributes:
        waiting: those that any worker may claim now.
        running: those that a living worker has claimed.
        deferred: those that wait for another system, or for another saga of their student in the same term.
        oldest_waiting_seconds: how long the first of `waiting` has waited, since it was accepted or, if it was put
            down, since it is due; None: none waits.
    """

    waiting: int
    running: int
    deferred: int
    oldest_waiting_seconds: float | None
    workers: Sequence[WorkerInfo]


@dataclass(frozen=True, slots=True)
class SagaStats:
    """Sagas by status, every status named; `active`: those without an end, STUCK ones included."""

    active: int
    by_status: Mapping[SagaStatus, int]
    oldest_active_seconds: float | None


@dataclass(frozen=True, slots=True)
class WorkStats:
    """The whole installation at one moment, by the database's clock."""

    at: datetime
    queue: QueueStats
    sagas: SagaStats


@dataclass(frozen=True, slots=True)
class PlanInFlight:
    """A plan that unfinished sagas follow.

    Attributes:
        sagas: how many of them.
        known_by: how many living workers know it; silent: how many do not say what they know, as those of 0.1.0.
    """

    plan: str
    version: int
    sagas: int
    known_by: int
    silent: int


class LatencyKind(StrEnum):
    """What is timed: until a command is accepted, and from then until its task is final."""

    ACCEPT = "ACCEPT"
    TO_FINAL = "TO_FINAL"


@dataclass(frozen=True, slots=True)
class LatencyStats:
    """Percentiles in seconds, within 5.1 %; 0 where nothing was counted."""

    what: LatencyKind
    p50_seconds: float
    p95_seconds: float
    p99_seconds: float
    count: int


_STEPS = 7
"""Buckets a doubling: one is 10.4 % wide, and its middle at most 5.1 % from whatever is in it."""
_FIRST, _LAST = -13 * _STEPS, 17 * _STEPS
"""The edges, as exponents: 0.12 ms, and 36 hours."""
BUCKETS = _LAST - _FIRST + 1

EDGES = {2.0 ** (edge // _STEPS): edge - _FIRST for edge in range(_FIRST + 3 * _STEPS, _FIRST + 23 * _STEPS, _STEPS)}
"""Coarser edges, powers of two from 1 ms to 512 s, each with the number of the last bucket below it."""


def bucket_of(seconds: float) -> int:
    """The number of the bucket: the first that reaches up to `seconds`; the outermost take what is beyond."""
    if seconds <= 2.0 ** (_FIRST / _STEPS):
        return 0
    return min(math.ceil(math.log2(seconds) * _STEPS) - _FIRST, BUCKETS - 1)


def middle_of(bucket: int) -> float:
    """Seconds in the middle of a bucket, by ratio."""
    return math.exp2((bucket + _FIRST - 0.5) / _STEPS)


def latency(what: LatencyKind, counts: Mapping[int, int]) -> LatencyStats:
    """The percentiles of what was counted by bucket."""
    count = sum(counts.values())
    p50, p95, p99 = (_percentile(counts, count, part) for part in (0.50, 0.95, 0.99))
    return LatencyStats(what, p50, p95, p99, count)


def _percentile(counts: Mapping[int, int], count: int, part: float) -> float:
    """The value that so great a part of all does not exceed."""
    rank, seen = math.ceil(part * count), 0
    for bucket in sorted(counts):
        seen += counts[bucket]
        if 0 < rank <= seen:
            return middle_of(bucket)
    return 0.0
