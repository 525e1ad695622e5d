"""When meetings clash: pure, down to the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from enrollment.catalogue import Meeting, Weekday

_DAY = 24 * 60
"""Minutes in a day."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A meeting, or the part of one on one side of midnight. Times are minutes of the day, `ends` exclusive."""

    weekday: Weekday
    starts: int
    ends: int
    first: date | None
    last: date | None


def clash(one: Sequence[Meeting], other: Sequence[Meeting]) -> Weekday | None:
    """The first weekday on which a meeting of `one` and a meeting of `other` overlap on some date; None for none.

    Back to back is no clash, and a meeting without times never clashes. One that ends at or before the time it starts
    at goes on past midnight.
    """
    ours, theirs = ([piece for meeting in meetings for piece in _pieces(meeting)] for meetings in (one, other))
    return min((mine.weekday for mine in ours for yours in theirs if _overlap(mine, yours)), default=None)


def _pieces(meeting: Meeting) -> Iterator[_Piece]:
    if meeting.starts_at is None or meeting.ends_at is None:
        return
    starts, ends = _minutes(meeting.starts_at), _minutes(meeting.ends_at)
    first, last = _date(meeting.from_date), _date(meeting.to_date)
    if starts < ends:
        yield _Piece(meeting.weekday, starts, ends, first, last)
        return
    yield _Piece(meeting.weekday, starts, _DAY, first, last)
    if ends:
        yield _Piece(Weekday(meeting.weekday % 7 + 1), 0, ends, _next_day(first), _next_day(last))


def _overlap(one: _Piece, other: _Piece) -> bool:
    return (
        one.weekday is other.weekday
        and one.starts < other.ends
        and other.starts < one.ends
        and _meet_on(one.weekday, one, other)
    )


def _meet_on(weekday: Weekday, one: _Piece, other: _Piece) -> bool:
    """Whether some date of that weekday is within both."""
    first = max((day for day in (one.first, other.first) if day is not None), default=None)
    last = min((day for day in (one.last, other.last) if day is not None), default=None)
    if first is None or last is None:
        return True
    return (weekday - first.isoweekday()) % 7 <= (last - first).days


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _next_day(day: date | None) -> date | None:
    """The last day there is, a common way to write "no end", stands for itself."""
    return day + timedelta(days=1) if day is not None and day < date.max else day
