"""Back-pressure, as pure decisions: how many new tasks may be begun, and when it is worth asking again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FRESH = 0.5
"""Seconds that a reading serves: what other processes have accepted since, it does not know."""
_LEAST_UNSEEN, _PART_UNSEEN = 128, 40
"""What one process may begin on one reading: a batch of the desk, or one part in so many of the limit."""
_WINDOW = 10.0
"""Seconds over which the pace of the workers is measured."""
_SPACING = 1.0
"""Seconds between two readings that are remembered; over less there is no pace to speak of."""
_SHORTEST, _LONGEST, _UNKNOWN = 2.0, 60.0, 20.0
"""Seconds that a backlog is taken to need: at least, at most, and where nobody knows the workers' pace."""


class OverloadReason(StrEnum):
    """What there was too much of: unfinished tasks in the installation, or mutations waiting in this process."""

    BACKLOG = "backlog"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the database said.

    Attributes:
        at: seconds of a monotonic clock, taken before it was asked.
        unfinished: tasks that are to be carried out, counted no further than one above the limit.
        ended: how many have ever ended.
    """

    at: float
    unfinished: int
    ended: int


def overshoot(limit: int) -> int:
    """Most tasks that one process begins without another reading, and so the most by which each process beyond the
    first can exceed `limit`."""
    return max(limit // _PART_UNSEEN, _LEAST_UNSEEN)


def stale(reading: Reading | None, now: float, begun: int, limit: int) -> bool:
    """Whether another reading is due before a batch of tasks; `begun`: since the latest, with the batch."""
    return reading is None or now - reading.at >= FRESH or begun > overshoot(limit)


def admissible(limit: int, unfinished: int, begun: int, asked: int) -> int:
    """How many of `asked` tasks may be begun where `unfinished` were read and `begun` since."""
    return max(0, min(asked, limit - unfinished - begun))


def remembered(readings: Sequence[Reading], latest: Reading) -> Sequence[Reading]:
    """What is worth remembering of earlier readings and the latest, oldest first: a dozen at most."""
    kept = [reading for reading in readings if latest.at - reading.at <= _WINDOW]
    return [*kept, latest] if not kept or latest.at - kept[-1].at >= _SPACING else kept


def pace(readings: Sequence[Reading], latest: Reading) -> float | None:
    """Tasks that ended in a second, lately; None where that is not known."""
    if not readings or latest.at - readings[0].at < _SPACING:
        return None
    return max(0.0, (latest.ended - readings[0].ended) / (latest.at - readings[0].at))


def estimated_drain_seconds(unfinished: int, rate: float | None) -> float:
    """Seconds in which so many tasks are done at `rate` a second, 2 to 60; 20 where there is no telling."""
    if rate is None:
        return _UNKNOWN
    return min(_LONGEST, max(_SHORTEST, unfinished / rate)) if rate > 0 else _LONGEST


def retry_after(seconds: float, chance: float) -> float:
    """When to ask again about something that takes so many seconds: at half of them, at all, or in between.

    Args:
        seconds: until the backlog is done.
        chance: 0 to 1, drawn for each answer: those who are sent away together must not come back together.
    """
    return round(seconds * (0.5 + 0.5 * chance), 1)
