"""What goes wrong when, from a seed alone: the same seed and length give the same schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle
from random import Random

from saga.faults import FaultPoint


class Fault(StrEnum):
    """What can go wrong."""

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
    POSTGRES_CRASHED = "PostgreSQL shut down at once"
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
"""Seconds of the one long outage of a kind; of those that are not named, `LONG_OTHERS`."""
DEFAULT_LONG_SECONDS = 8.0
SHORT_SECONDS = (2.0, 5.0)
"""Seconds of an outage, from and to."""
INSTANT = frozenset({Fault.REDIS_EMPTIED, Fault.RESTARTED})
"""These take the time they take."""
GAP_SECONDS = (1.0, 3.0)
"""Seconds between the end of one outage and the next."""
KILL_INTERVAL_SECONDS = (6.0, 14.0)
"""Seconds between two kills. They go on through outages."""


@dataclass(frozen=True, slots=True)
class ScheduledFault:
    """One thing that goes wrong.

    Attributes:
        at: seconds from the start. seconds: how long it lasts; 0 for what is over at once.
        target: 0 to 1, which of several it meets.
        point: where to be killed, of KILLED_AT_POINT. nth: the how-manieth time it is reached.
    """

    at: float
    fault: Fault
    target: float
    seconds: float = 0.0
    point: FaultPoint | None = None
    nth: int = 1


def schedule(
    seed: int, minutes: float, without: frozenset[Fault] = frozenset()
) -> tuple[list[ScheduledFault], list[ScheduledFault]]:
    """Kills, and outages, each in the order of time; of the outages one is over before the next begins.

    The first round brings every kind, each short; the second every kind, each long; from then on they are short.
    A soak of two minutes has the first round whole, one of ten has each kind three times at least.

    Args:
        without: what cannot be done here.
    """
    random, end = Random(seed), minutes * 60  # noqa: S311 - reproducible is what it has to be
    kills = [strike for strike in _kills(random, end) if strike.fault not in without]
    outages = [strike for strike in _outages(random, end) if strike.fault not in without]
    return kills, outages


def _kills(random: Random, end: float) -> Iterator[ScheduledFault]:
    points, at = cycle(random.sample(list(FaultPoint), len(FaultPoint))), 0.0
    for fault in cycle(KILLS):
        at += random.uniform(*KILL_INTERVAL_SECONDS)
        if at >= end:
            return
        point = next(points) if fault is Fault.KILLED_AT_POINT else None
        yield ScheduledFault(at, fault, random.random(), point=point, nth=random.randint(1, 20))


def _outages(random: Random, end: float) -> Iterator[ScheduledFault]:
    at, number = random.uniform(*GAP_SECONDS), 0
    while True:
        for fault in random.sample(OUTAGES, len(OUTAGES)):
            seconds = LONG_SECONDS.get(fault, DEFAULT_LONG_SECONDS) if number == 1 else random.uniform(*SHORT_SECONDS)
            strike = ScheduledFault(at, fault, random.random(), 0.0 if fault in INSTANT else seconds)
            at += strike.seconds
            if at >= end:
                return
            yield strike
            at += random.uniform(*GAP_SECONDS)
        number += 1
