"""What groups.csv says of a group's meetings, and what it leaves as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from enrollment.catalogue import Meeting, Weekday

Times = tuple[str | None, str | None]
"""Start and end; None for each cell that is empty."""
Dates = tuple[str | None, str | None, int]
"""First and last date, None for each cell that is empty, and every how many weeks."""

_COLUMNS = {"start": ("start", "end"), "date_start": ("date_start", "date_end")}


@dataclass(frozen=True, slots=True)
class MeetingPattern:
    """What one row says; None for columns that the file does not have, so that it says nothing of them."""

    days: tuple[Weekday, ...] | None
    times: Times | None
    dates: Dates | None

    @property
    def silent(self) -> bool:
        """Whether it says nothing of meetings."""
        return self.days is None and self.times is None and self.dates is None

    @property
    def complete(self) -> bool:
        """Whether it says everything, so that it does not matter which meetings there are."""
        return self.days is not None and self.times is not None and self.dates is not None


class Unclear(Exception):
    """It cannot be said which meetings are meant. `column` is what the file would need; the message says why."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def meetings_of(patterns: Sequence[MeetingPattern], existing: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """The meetings of a group whose rows say this, and that has `existing` now (none if it is new).

    A day keeps the times and dates that the file does not speak of; a new day takes those that all meetings share.
    Without days, all meetings change. Raises Unclear.
    """
    if len(patterns) > 1 and any(pattern.days is None for pattern in patterns):
        raise Unclear("days", "the group has several rows; add a column days, so that they can be told apart")
    made = [meeting for pattern in patterns for meeting in _meetings(pattern, existing)]
    return tuple(dict.fromkeys(made))


def _meetings(pattern: MeetingPattern, existing: Sequence[Meeting]) -> list[Meeting]:
    if pattern.days is None:
        _check_one(pattern, existing)
        return [_changed(meeting, pattern) for meeting in existing]
    if pattern.complete:
        return [_changed(Meeting(day), pattern) for day in pattern.days]
    return [_changed(meeting, pattern) for day in pattern.days for meeting in _bases(day, pattern, existing)]


def _bases(day: Weekday, pattern: MeetingPattern, existing: Sequence[Meeting]) -> list[Meeting]:
    """What a partial pattern changes on a day: the meetings that it fits already, else all of that day."""
    on_day = [meeting for meeting in existing if meeting.weekday is day]
    fitting = [
        meeting
        for meeting in on_day
        if pattern.times in {None, (meeting.starts_at, meeting.ends_at)} and pattern.dates in {None, _dates(meeting)}
    ]
    if not on_day:
        return [_shared(day, pattern, existing)]
    if not fitting and len({_kept(meeting, pattern) for meeting in on_day}) > 1:
        column = "start" if pattern.times is None else "date_start"
        raise Unclear(column, f"the group meets several times on {day.name}; add {' and '.join(_COLUMNS[column])}")
    return fitting or on_day


def _dates(meeting: Meeting) -> Dates:
    return meeting.from_date, meeting.to_date, meeting.every_weeks


def _kept(meeting: Meeting, pattern: MeetingPattern) -> tuple[Times | None, Dates | None]:
    """Of a meeting, what the pattern does not speak of."""
    times, dates = (meeting.starts_at, meeting.ends_at), _dates(meeting)
    return times if pattern.times is None else None, dates if pattern.dates is None else None


def _changed(meeting: Meeting, pattern: MeetingPattern) -> Meeting:
    starts, ends = pattern.times or (meeting.starts_at, meeting.ends_at)
    first, last, weeks = pattern.dates or _dates(meeting)
    return msgspec.structs.replace(
        meeting, starts_at=starts, ends_at=ends, from_date=first, to_date=last, every_weeks=weeks
    )


def _check_one(pattern: MeetingPattern, existing: Sequence[Meeting]) -> None:
    """Raise Unclear if one value would take the place of several."""
    if pattern.times and len({(m.starts_at, m.ends_at) for m in existing}) > 1:
        raise Unclear("days", "the group meets at several times; add a column days, so that it is clear which change")
    if pattern.dates and len({_dates(meeting) for meeting in existing}) > 1:
        raise Unclear("days", "the group meets at several dates; add a column days, so that it is clear which change")


def _shared(day: Weekday, pattern: MeetingPattern, existing: Sequence[Meeting]) -> Meeting:
    """A meeting on a day on which the group does not meet yet."""
    kept = [_kept(meeting, pattern) for meeting in existing]
    for column, values in (("start", {times for times, _ in kept}), ("date_start", {dates for _, dates in kept})):
        if len(values) > 1:
            add = " and ".join(_COLUMNS[column])
            raise Unclear(column, f"the group is new on {day.name}, and differs on its other days; add {add}")
    times, dates = kept[0] if kept else (None, None)
    return _changed(Meeting(day), MeetingPattern(None, times, dates))
