"""The schedule of faults, computed from a seed: the same seed and length give the same schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle
from random import Random

from saga.faults import FaultPoint


class Fault(StrEnum):
    """The kinds of faults."""

    WORKER_KILLED = "worker killed"
    API_KILLED = "API killed"
    KILLED_AT_POINT = "killed at a fault point"
    WORKER_FROZEN = "worker frozen"
    RESTARTED = "API and workers restarted in turn"
    CLOCK_SLOW = "worker's clock an hour slow"
    CLOCK_FAST = "worker's clock an hour fast"
    REDIS_KILLED = "Redis killed"
    REDIS_FROZEN = "Redis frozen"
    REDIS_EMPTIED = "Redis emptied"
    REDIS_CUT = "connections to Redis cut"
    POSTGRES_CRASHED = "PostgreSQL shut down immediately"
    POSTGRES_CUT = "connections to PostgreSQL cut"
    CONNECTIONS_TAKEN = "PostgreSQL's connections all taken"
    STATEMENTS_TIMED_OUT = "statements timed out"
    ROWS_LOCKED = "rows locked from outside"
    BILLING_KILLED = "billing killed"
    BILLING_FROZEN = "billing frozen"


KILLS = (Fault.WORKER_KILLED, Fault.KILLED_AT_POINT, Fault.API_KILLED, Fault.KILLED_AT_POINT)
OUTAGES = tuple(fault for fault in Fault if fault not in KILLS)

LONG_SECONDS = {
    Fault.REDIS_KILLED: 30.0,
    Fault.POSTGRES_CRASHED: 20.0,
    Fault.REDIS_FROZEN: 15.0,
    Fault.WORKER_FROZEN: 15.0,
}
"""The length of the one long outage of a kind; `DEFAULT_LONG_SECONDS` for the other kinds."""
DEFAULT_LONG_SECONDS = 8.0
SHORT_SECONDS = (2.0, 5.0)
"""The length of all other outages, from and to."""
INSTANT = frozenset({Fault.REDIS_EMPTIED, Fault.RESTARTED})
"""Faults without a length."""
GAP_SECONDS = (1.0, 3.0)
"""Between the end of one outage and the next, from and to."""
KILL_INTERVAL_SECONDS = (6.0, 14.0)
"""Between two kills, from and to. Kills also happen during outages."""


@dataclass(frozen=True, slots=True)
class ScheduledFault:
    """A fault at a time.

    Attributes:
        at: seconds from the start of the soak.
        target: 0 to 1; selects one of the processes that the fault can affect.
        seconds: its length; 0 for kills and for INSTANT faults.
        point: for KILLED_AT_POINT, the fault point.
        nth: for KILLED_AT_POINT, which time the point is reached, from 1.
    """

    at: float
    kind: Fault
    target: float
    seconds: float = 0.0
    point: FaultPoint | None = None
    nth: int = 1


def schedule(
    seed: int, minutes: float, without: frozenset[Fault] = frozenset()
) -> tuple[list[ScheduledFault], list[ScheduledFault]]:
    """The kills and the outages, each in order of time. An outage ends before the next begins.

    Outages come in rounds that contain every kind once: a round of short ones, a round of long ones, then rounds of
    short ones. Two minutes contain the complete first round; ten minutes contain each kind at least three times.

    Args:
        without: kinds to leave out. They do not change the times of the others.
    """
    random, end = Random(seed), minutes * 60  # noqa: S311 - has to be reproducible
    kills = [fault for fault in _kills(random, end) if fault.kind not in without]
    outages = [fault for fault in _outages(random, end) if fault.kind not in without]
    return kills, outages


def _kills(random: Random, end: float) -> Iterator[ScheduledFault]:
    points, at = cycle(random.sample(list(FaultPoint), len(FaultPoint))), 0.0
    for kind in cycle(KILLS):
        at += random.uniform(*KILL_INTERVAL_SECONDS)
        if at >= end:
            return
        point = next(points) if kind is Fault.KILLED_AT_POINT else None
        yield ScheduledFault(at, kind, random.random(), point=point, nth=random.randint(1, 20))


def _outages(random: Random, end: float) -> Iterator[ScheduledFault]:
    at, number = random.uniform(*GAP_SECONDS), 0
    while True:
        for kind in random.sample(OUTAGES, len(OUTAGES)):
            seconds = LONG_SECONDS.get(kind, DEFAULT_LONG_SECONDS) if number == 1 else random.uniform(*SHORT_SECONDS)
            fault = ScheduledFault(at, kind, random.random(), 0.0 if kind in INSTANT else seconds)
            at += fault.seconds
            if at >= end:
                return
            yield fault
            at += random.uniform(*GAP_SECONDS)
        number += 1
