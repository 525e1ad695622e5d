"""Admission of new tasks, as pure decisions: how many may begin, and when a refused client should ask again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_READING_AGE_SECONDS = 0.5
"""How long a reading is used: it does not know what other processes have accepted since."""
_MIN_OVERSHOOT, _OVERSHOOT_DIVISOR = 128, 40
"""What one process may begin on one reading: a batch of mutations, or this fraction of the limit if that is more."""
_RATE_WINDOW_SECONDS = 10.0
"""Over which the workers' rate is measured."""
_READING_INTERVAL_SECONDS = 1.0
"""Between two readings that are kept; a rate over less means nothing."""
_MIN_DRAIN_SECONDS, _MAX_DRAIN_SECONDS, _UNKNOWN_DRAIN_SECONDS = 2.0, 60.0, 20.0
"""What a backlog is estimated to take: at least, at most, and while the workers' rate is unknown."""


class OverloadReason(StrEnum):
    """What there is too much of: unfinished tasks in the installation, or mutations waiting in this process."""

    BACKLOG = "backlog"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class BacklogReading:
    """What the database said about the backlog.

    Attributes:
        at: seconds of a monotonic clock, taken before the database was asked.
        unfinished: tasks that workers still have to run, counted up to one above the limit.
        by_registrars: those of them that registrars asked for.
        ended: tasks that have ever ended.
    """

    at: float
    unfinished: int
    by_registrars: int
    ended: int


def overshoot(limit: int) -> int:
    """Tasks that one process begins at most on one reading; each process beyond the first may exceed `limit` by it."""
    return max(limit // _OVERSHOOT_DIVISOR, _MIN_OVERSHOOT)


def needs_reading(reading: BacklogReading | None, now: float, begun: int, limit: int) -> bool:
    """Whether the backlog has to be read again before a batch of tasks begins.

    Args:
        begun: tasks begun since the reading, the batch included.
    """
    return reading is None or now - reading.at >= MAX_READING_AGE_SECONDS or begun > overshoot(limit)


def half_for_registrars(limit: int) -> int:
    """What registrars may have of a limit together, so that a script of one of them leaves room for all students."""
    return (limit + 1) // 2


def admitted(limit: int, unfinished: int, by_registrars: int, asked: Sequence[bool]) -> list[bool]:
    """Which of the tasks asked for may begin, the first ones first.

    Args:
        unfinished: tasks that are unfinished; by_registrars: those of them that registrars asked for.
        asked: for each task, whether a registrar asks for it.
    """
    room, room_of_registrars = limit - unfinished, half_for_registrars(limit) - by_registrars
    answers = []
    for by_registrar in asked:
        begins = room > 0 and (not by_registrar or room_of_registrars > 0)
        room -= begins
        room_of_registrars -= begins and by_registrar
        answers.append(begins)
    return answers


def recent_readings(readings: Sequence[BacklogReading], latest: BacklogReading) -> Sequence[BacklogReading]:
    """The earlier readings and the latest without those that a rate does not need, oldest first: a dozen at most."""
    kept = [reading for reading in readings if latest.at - reading.at <= _RATE_WINDOW_SECONDS]
    return [*kept, latest] if not kept or latest.at - kept[-1].at >= _READING_INTERVAL_SECONDS else kept


def finish_rate(readings: Sequence[BacklogReading], latest: BacklogReading) -> float | None:
    """Tasks that ended per second in the last seconds; None if the readings are too close together."""
    if not readings or latest.at - readings[0].at < _READING_INTERVAL_SECONDS:
        return None
    return max(0.0, (latest.ended - readings[0].ended) / (latest.at - readings[0].at))


def estimated_drain_seconds(unfinished: int, rate: float | None) -> float:
    """How long `unfinished` tasks take at `rate` per second: 2 to 60 seconds; 20 if the rate is unknown."""
    if rate is None:
        return _UNKNOWN_DRAIN_SECONDS
    if rate <= 0:
        return _MAX_DRAIN_SECONDS
    return min(_MAX_DRAIN_SECONDS, max(_MIN_DRAIN_SECONDS, unfinished / rate))


def spread_retry_seconds(seconds: float, chance: float) -> float:
    """When a refused client should ask again, between half of `seconds` and all of it.

    Args:
        seconds: until the backlog has drained.
        chance: 0 to 1, drawn for each answer, so that clients refused together do not return together.
    """
    return round(seconds * (0.5 + 0.5 * chance), 1)
