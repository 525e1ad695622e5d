"""When meetings clash: examples by name, and every other case against a minute-by-minute, day-by-day oracle."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.catalogue import Meeting, Weekday
from enrollment.timetable import clash

stable = settings(derandomize=True, max_examples=300)

MONDAY, TUESDAY, SUNDAY = Weekday.MONDAY, Weekday.TUESDAY, Weekday.SUNDAY
FIRST_DAY = date(2024, 8, 5)
"""A Monday, at which the drawn date ranges begin."""
WEEKS = 3
A_DAY = 24 * 60


def at(
    weekday: Weekday,
    starts: str | None,
    ends: str | None,
    first: str | None = None,
    last: str | None = None,
    every_weeks: int = 1,
) -> Meeting:
    return Meeting(weekday, starts, ends, first, last, every_weeks)


def both_ways(one: Sequence[Meeting], other: Sequence[Meeting], gap_minutes: int = 0) -> Weekday | None:
    """What `clash` says, which it says in either order."""
    found = clash(one, other, gap_minutes=gap_minutes)
    assert clash(other, one, gap_minutes=gap_minutes) is found
    return found


class TestTimes:
    def test_back_to_back_is_no_clash(self) -> None:
        assert both_ways([at(MONDAY, "09:00", "10:00")], [at(MONDAY, "10:00", "11:00")]) is None

    @pytest.mark.parametrize(
        ("starts", "ends"),
        [("09:59", "10:01"), ("09:00", "09:01"), ("08:00", "11:00"), ("09:15", "09:45"), ("09:00", "10:00")],
        ids=["over the end", "the first minute", "around", "within", "the same"],
    )
    def test_one_common_minute_is_a_clash(self, starts: str, ends: str) -> None:
        assert both_ways([at(MONDAY, "09:00", "10:00")], [at(MONDAY, starts, ends)]) is MONDAY

    def test_the_same_time_on_another_day_is_no_clash(self) -> None:
        assert both_ways([at(MONDAY, "09:00", "10:00")], [at(TUESDAY, "09:00", "10:00")]) is None

    def test_a_meeting_without_times_never_clashes(self) -> None:
        unknown = [at(MONDAY, None, None), at(TUESDAY, None, None)]
        assert both_ways(unknown, unknown) is None
        assert both_ways(unknown, [at(MONDAY, "00:00", "00:00")]) is None

    def test_a_group_without_meetings_never_clashes(self) -> None:
        assert both_ways([], [at(MONDAY, "09:00", "10:00")]) is None
        assert both_ways([], []) is None

    def test_the_first_weekday_of_several_is_named_in_either_order(self) -> None:
        one = [at(SUNDAY, "09:00", "10:00"), at(TUESDAY, "09:00", "10:00")]
        assert both_ways(one, list(reversed(one))) is TUESDAY


class TestMidnight:
    NIGHT = at(MONDAY, "22:00", "02:00")

    def test_a_meeting_goes_on_past_midnight(self) -> None:
        assert both_ways([self.NIGHT], [at(TUESDAY, "01:59", "03:00")]) is TUESDAY
        assert both_ways([self.NIGHT], [at(MONDAY, "23:59", "00:00")]) is MONDAY
        assert both_ways([self.NIGHT], [at(TUESDAY, "02:00", "03:00")]) is None
        assert both_ways([self.NIGHT], [at(MONDAY, "01:00", "02:00")]) is None, "that was the night before"

    def test_sunday_night_goes_on_on_monday(self) -> None:
        night = [at(SUNDAY, "23:00", "01:00")]
        assert both_ways(night, [at(MONDAY, "00:30", "01:30")]) is MONDAY
        assert both_ways(night, [at(MONDAY, "01:00", "02:00")]) is None

    def test_one_that_ends_at_midnight_takes_nothing_of_the_next_day(self) -> None:
        assert both_ways([at(MONDAY, "22:00", "00:00")], [at(TUESDAY, "00:00", "01:00")]) is None

    def test_one_that_ends_when_it_starts_lasts_a_whole_day(self) -> None:
        day_long = [at(MONDAY, "09:00", "09:00")]
        assert both_ways(day_long, [at(TUESDAY, "08:59", "09:30")]) is TUESDAY
        assert both_ways(day_long, [at(TUESDAY, "09:00", "09:30")]) is None
        assert both_ways(day_long, [at(MONDAY, "08:00", "09:00")]) is None

    def test_the_last_night_of_a_date_range_ends_on_the_day_after_it(self) -> None:
        last_night = [at(MONDAY, "23:00", "01:00", "2024-08-05", "2024-08-05")]
        assert both_ways(last_night, [at(TUESDAY, "00:00", "01:00", "2024-08-06", "2024-08-06")]) is TUESDAY
        assert both_ways(last_night, [at(TUESDAY, "00:00", "01:00", "2024-08-07", "2024-12-31")]) is None
        assert both_ways(last_night, [at(TUESDAY, "00:00", "01:00", None, "2024-08-05")]) is None


class TestDates:
    def test_the_same_slot_in_disjoint_date_ranges_is_no_clash(self) -> None:
        first_half = [at(MONDAY, "09:00", "10:00", "2024-08-05", "2024-09-30")]
        second_half = [at(MONDAY, "09:00", "10:00", "2024-10-01", "2024-12-13")]
        assert both_ways(first_half, second_half) is None

    def test_odd_and_even_weeks_are_no_clash(self) -> None:
        mondays = [(FIRST_DAY + timedelta(weeks=week)).isoformat() for week in range(16)]
        odd, even = ([at(MONDAY, "09:00", "10:00", day, day) for day in mondays[n::2]] for n in (0, 1))
        assert both_ways(odd, even) is None
        assert both_ways(odd, [*even, odd[3]]) is MONDAY

    def test_ranges_that_share_days_but_no_such_weekday_are_no_clash(self) -> None:
        until_sunday = [at(MONDAY, "09:00", "10:00", None, "2024-08-11")]
        from_tuesday = [at(MONDAY, "09:00", "10:00", "2024-08-06", None)]
        assert both_ways(until_sunday, from_tuesday) is None
        assert both_ways(until_sunday, [at(MONDAY, "09:00", "10:00", "2024-08-05", None)]) is MONDAY

    def test_a_range_that_ends_before_it_begins_is_empty(self) -> None:
        empty = at(MONDAY, "09:00", "10:00", "2024-08-12", "2024-08-05")
        assert both_ways([empty], [at(MONDAY, "09:00", "10:00")]) is None

    def test_the_ends_of_the_calendar_are_days_like_any_other(self) -> None:
        """9999-12-31 is a common way to write "no end"."""
        for_ever = [at(MONDAY, "23:00", "01:00", "0001-01-01", "9999-12-31")]
        assert both_ways(for_ever, for_ever) is MONDAY
        assert both_ways(for_ever, [at(TUESDAY, "00:30", "02:00", "9999-12-30", None)]) is None
        assert both_ways(for_ever, [at(TUESDAY, "00:30", "02:00", "2024-08-05", "9999-12-31")]) is TUESDAY


class TestWeeks:
    def test_every_second_week_is_no_clash_with_the_weeks_between(self) -> None:
        odd = [at(MONDAY, "09:00", "10:00", "2024-08-05", "2024-12-13", every_weeks=2)]
        even = [at(MONDAY, "09:00", "10:00", "2024-08-12", "2024-12-13", every_weeks=2)]
        assert both_ways(odd, even) is None
        assert both_ways(odd, odd) is MONDAY
        assert both_ways(odd, [at(MONDAY, "09:00", "10:00")]) is MONDAY

    def test_weeks_count_from_the_first_such_weekday(self) -> None:
        from_a_wednesday = [at(MONDAY, "09:00", "10:00", "2024-08-07", None, every_weeks=2)]
        assert both_ways(from_a_wednesday, [at(MONDAY, "09:00", "10:00", "2024-08-12", "2024-08-12")]) is MONDAY
        assert both_ways(from_a_wednesday, [at(MONDAY, "09:00", "10:00", "2024-08-19", "2024-08-19")]) is None

    def test_the_hours_after_midnight_are_in_the_same_weeks(self) -> None:
        night = [at(SUNDAY, "23:00", "01:00", "2024-08-05", None, every_weeks=2)]
        assert both_ways(night, [at(MONDAY, "00:30", "02:00", "2024-08-12", "2024-08-12")]) is MONDAY
        assert both_ways(night, [at(MONDAY, "00:30", "02:00", "2024-08-19", "2024-08-19")]) is None

    def test_second_and_third_weeks_meet_in_the_sixth_if_both_go_on_until_then(self) -> None:
        second = at(MONDAY, "09:00", "10:00", "2024-08-12", "2024-09-08", every_weeks=2)
        third = at(MONDAY, "09:00", "10:00", "2024-08-19", None, every_weeks=3)
        assert both_ways([second], [third]) is None
        assert both_ways([at(MONDAY, "09:00", "10:00", "2024-08-12", "2024-09-09", every_weeks=2)], [third]) is MONDAY

    def test_weeks_without_a_first_date_are_all_weeks(self) -> None:
        assert both_ways([at(MONDAY, "09:00", "10:00", every_weeks=2)], [at(MONDAY, "09:00", "10:00")]) is MONDAY


class TestTravel:
    def test_less_than_the_gap_is_a_clash_and_the_gap_itself_is_none(self) -> None:
        nine = [at(MONDAY, "09:00", "10:00")]
        assert both_ways(nine, [at(MONDAY, "10:14", "11:00")], 15) is MONDAY
        assert both_ways(nine, [at(MONDAY, "10:15", "11:00")], 15) is None
        assert both_ways(nine, [at(MONDAY, "10:00", "11:00")], 1) is MONDAY

    def test_the_way_may_lead_past_midnight(self) -> None:
        late = [at(SUNDAY, "22:00", "23:50")]
        assert both_ways(late, [at(MONDAY, "00:05", "01:00")], 20) is MONDAY
        assert both_ways(late, [at(MONDAY, "00:10", "01:00")], 20) is None

    def test_a_meeting_of_a_whole_day_and_the_way_touch_three_days(self) -> None:
        day_long = [at(MONDAY, "23:00", "23:00")]
        assert both_ways(day_long, [at(Weekday.WEDNESDAY, "00:30", "02:00")], 120) is Weekday.WEDNESDAY
        assert both_ways(day_long, [at(Weekday.WEDNESDAY, "01:00", "02:00")], 120) is None


times = st.sampled_from(["00:00", "00:01", "07:59", "08:00", "09:30", "10:00", "10:01", "12:00", "22:00", "23:59"])
days = st.none() | st.integers(0, 7 * WEEKS - 1).map(lambda n: (FIRST_DAY + timedelta(days=n)).isoformat())
weekdays = st.sampled_from([MONDAY, TUESDAY, SUNDAY])
every = st.sampled_from([1, 1, 2, 3])
timed = st.builds(Meeting, weekdays, times, times, days, days, every)
untimed = st.builds(Meeting, weekdays, st.none(), st.none(), days, days)
timetables = st.lists(st.one_of(timed, timed, timed, untimed), max_size=3)


def spans(meetings: Sequence[Meeting]) -> Iterator[tuple[int, int]]:
    """From which minute to which, exclusive, each meeting is under way, of these weeks, of two before, and of as many
    after as it takes until the weeks of all of them meet."""
    for meeting in meetings:
        if meeting.starts_at is None or meeting.ends_at is None:
            continue
        starts, ends = (60 * int(text[:2]) + int(text[3:]) for text in (meeting.starts_at, meeting.ends_at))
        length = ends - starts if ends > starts else ends - starts + A_DAY
        held = 0
        for n in range(-14, 7 * (WEEKS + 8)):
            day = FIRST_DAY + timedelta(days=n)
            within = (meeting.from_date or "") <= day.isoformat() <= (meeting.to_date or "~")
            if day.isoweekday() == meeting.weekday and within:
                if meeting.from_date is None or held % meeting.every_weeks == 0:
                    yield n * A_DAY + starts, n * A_DAY + starts + length
                held += 1


@settings(stable)
@given(one=timetables, other=timetables)
def test_it_says_what_a_look_at_every_minute_of_every_day_says(one: list[Meeting], other: list[Meeting]) -> None:
    ours, theirs = ({minute for span in spans(of) for minute in range(*span)} for of in (one, other))
    common = {Weekday(minute // A_DAY % 7 + 1) for minute in ours & theirs}
    assert both_ways(one, other) is min(common, default=None)


@settings(stable)
@given(one=timetables, other=timetables, gap=st.sampled_from([1, 14, 15, 90, 119, 120]))
def test_with_a_way_between_it_says_what_a_look_at_every_two_meetings_says(
    one: list[Meeting], other: list[Meeting], gap: int
) -> None:
    close = any(
        starts < their_end + gap and their_start < ends + gap
        for starts, ends in spans(one)
        for their_start, their_end in spans(other)
    )
    assert (both_ways(one, other, gap) is not None) == close
