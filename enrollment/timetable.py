"""When meetings are and when they clash: pure, down to the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache
from math import lcm

from enrollment.catalogue import Meeting, Weekday

_DAY = 24 * 60
"""Minutes in a day."""


class EndProblem(Enum):
    """What is wrong with the end of a meeting that is handed in."""

    SAME = auto()
    """It is the start."""
    BEFORE_START = auto()
    """It is before the start, and not said to be on the next day; most of these are typing errors."""
    NOT_NEXT_DAY = auto()
    """It is said to be on the next day, and is after the start: no meeting lasts longer than a day."""


def end_problem(starts_at: str, ends_at: str, *, next_day: bool) -> EndProblem | None:
    """What is wrong with these times (`HH:MM`). `next_day`: whether it was said that the end is on the next day.

    Of an end at 00:00 that need not be said: it is the end of the day.
    """
    if starts_at == ends_at:
        return EndProblem.SAME
    if next_day:
        return EndProblem.NOT_NEXT_DAY if ends_at > starts_at else None
    return EndProblem.BEFORE_START if "00:00" < ends_at < starts_at else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A meeting, or the part of one on one day. Times are minutes of the day, `ends` exclusive.

    Attributes:
        first, last: the days between which it is, inclusive, as numbers of days; None where nothing bounds it.
        weeks: how many weeks there are from one time to the next, counted from the first such weekday.
    """

    weekday: Weekday
    starts: int
    ends: int
    first: int | None
    last: int | None
    weeks: int

    @property
    def begins(self) -> int | None:
        """The day on which it is for the first time; None if it has always been every week."""
        return None if self.first is None else self.first + (self.weekday - self.first) % 7

    def is_on(self, day: int) -> bool:
        """Whether it is on this day, which is of its weekday, and not before it begins."""
        begins = self.begins
        return begins is None or (day - begins) % (7 * self.weeks) == 0


def clash(one: Sequence[Meeting], other: Sequence[Meeting], *, gap_minutes: int = 0) -> Weekday | None:
    """The first weekday on which a meeting of `one` and a meeting of `other` overlap on some date; None for none.

    A meeting without times never clashes. One that ends at or before the time it starts at goes on past midnight.

    Args:
        gap_minutes: how long it takes from one meeting to the next; 0: back to back is no clash.
    """
    # Two meetings are too close exactly if they overlap when each of them is that much longer.
    ours, theirs = ([piece for it in meetings for piece in _pieces(it, gap_minutes)] for meetings in (one, other))
    return min((mine.weekday for mine in ours for yours in theirs if _overlap(mine, yours)), default=None)


def _pieces(meeting: Meeting, longer: int) -> Iterator[_Piece]:
    if meeting.starts_at is None or meeting.ends_at is None:
        return
    starts, ends = _minutes(meeting.starts_at), _minutes(meeting.ends_at)
    left = starts + ((ends - starts) % _DAY or _DAY) + longer
    first, last = _day(meeting.from_date), _day(meeting.to_date)
    weeks = 1 if first is None else meeting.every_weeks
    weekday = meeting.weekday
    while left > 0:
        yield _Piece(weekday, starts, min(left, _DAY), first, last, weeks)
        starts, left = 0, left - _DAY
        weekday = Weekday(weekday % 7 + 1)
        first, last = _next_day(first), _next_day(last)


def _overlap(one: _Piece, other: _Piece) -> bool:
    return (
        one.weekday is other.weekday
        and one.starts < other.ends
        and other.starts < one.ends
        and _meet_on_some_day(one, other)
    )


def _meet_on_some_day(one: _Piece, other: _Piece) -> bool:
    """Whether there is a day, of the weekday of both, on which both are."""
    begins = max((day for day in (one.begins, other.begins) if day is not None), default=None)
    if begins is None:
        return True
    last = min((day for day in (one.last, other.last) if day is not None), default=None)
    # After as many weeks as both can be divided by, it is the same again.
    days = range(begins, begins + 7 * lcm(one.weeks, other.weeks), 7)
    return any(one.is_on(day) and other.is_on(day) for day in days if last is None or day <= last)


@cache
def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


def _next_day(day: int | None) -> int | None:
    return None if day is None else day + 1
