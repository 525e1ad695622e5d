"""What a row of groups.csv changes of a group's meetings, and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.catalogue import Meeting, Weekday
from enrollment.meeting_patterns import Dates, MeetingPattern, Times, Unclear, meetings_of

MONDAY, WEDNESDAY, FRIDAY = Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY
EIGHT, TWO = ("08:00", "09:00"), ("14:00", "15:00")
MARCH, APRIL = ("2031-03-01", "2031-03-31", 1), ("2031-04-01", "2031-04-30", 2)

SPANS = st.sampled_from([EIGHT, TWO, (None, None)])
DATES = st.sampled_from([MARCH, APRIL, (None, None, 1)])


def meeting_of(day: Weekday, times: Times, dates: Dates = (None, None, 1)) -> Meeting:
    first, last, weeks = dates
    return Meeting(day, *times, first, last, weeks)


MEETINGS = st.builds(meeting_of, st.sampled_from(Weekday), SPANS, DATES)


def pattern(meeting: Meeting, *, times: bool = True, dates: bool = True) -> MeetingPattern:
    """A row that says what this meeting is, as far as the file has columns for it."""
    return MeetingPattern(
        (meeting.weekday,),
        (meeting.starts_at, meeting.ends_at) if times else None,
        (meeting.from_date, meeting.to_date, meeting.every_weeks) if dates else None,
    )


@given(st.lists(MEETINGS, unique=True), st.booleans(), st.booleans())
def test_a_file_that_says_what_is_so_changes_nothing(meetings: list[Meeting], times: bool, dates: bool) -> None:
    rows = [pattern(meeting, times=times, dates=dates) for meeting in meetings]
    assert set(meetings_of(rows, meetings)) == set(meetings)


@given(st.lists(MEETINGS), st.lists(MEETINGS))
def test_a_file_that_says_everything_is_right_whatever_was_so(meetings: list[Meeting], before: list[Meeting]) -> None:
    assert meetings_of([pattern(meeting) for meeting in meetings], before) == tuple(dict.fromkeys(meetings))


def test_times_that_move_keep_their_dates() -> None:
    row = MeetingPattern((MONDAY, FRIDAY), TWO, None)
    assert meetings_of([row], [meeting_of(MONDAY, EIGHT, MARCH)]) == (
        meeting_of(MONDAY, TWO, MARCH),
        meeting_of(FRIDAY, TWO, MARCH),
    )


def test_a_day_that_the_file_does_not_name_goes_if_it_names_days() -> None:
    both = [Meeting(MONDAY, *EIGHT), Meeting(WEDNESDAY, *TWO)]
    assert meetings_of([MeetingPattern((WEDNESDAY,), None, None)], both) == (both[1],)
    assert meetings_of([MeetingPattern((), None, None)], both) == ()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (MeetingPattern((MONDAY,), ("10:00", "11:00"), None), "date_start"),
        (MeetingPattern((MONDAY,), None, ("2031-05-01", "2031-05-31", 1)), "start"),
        (MeetingPattern((FRIDAY,), None, MARCH), "start"),
        (MeetingPattern((FRIDAY,), EIGHT, None), "date_start"),
        (MeetingPattern(None, EIGHT, None), "days"),
        (MeetingPattern(None, None, MARCH), "days"),
    ],
)
def test_what_could_mean_several_things_is_not_guessed(row: MeetingPattern, column: str) -> None:
    before = [meeting_of(MONDAY, EIGHT, MARCH), meeting_of(MONDAY, TWO, APRIL)]
    with pytest.raises(Unclear) as unclear:
        meetings_of([row], before)
    assert unclear.value.column == column


def test_rows_without_days_cannot_be_told_apart() -> None:
    with pytest.raises(Unclear, match="several rows"):
        meetings_of([MeetingPattern(None, EIGHT, None), MeetingPattern(None, TWO, None)], [])
