"""What saving a draft makes of what is there."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from enrollment.catalogue import Meeting, Weekday
from enrollment.catalogue_edits import (
    DEFAULT_MAX_CREDITS,
    CancellationDraft,
    ClosingDraft,
    CourseDraft,
    GroupDraft,
    HoldDraft,
    HoldsDraft,
    IfExists,
    StudentDraft,
    TermDraft,
)
from enrollment.catalogue_values import CourseValues, GroupValues, StudentValues, TermValues
from enrollment.problems import Hold

OPENS, CLOSES = datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 3, 1, tzinfo=UTC)
MERGE, REPLACE = IfExists.MERGE, IfExists.REPLACE
NOW, DAY = datetime(2031, 2, 1, tzinfo=UTC), timedelta(days=1)
MEETS = (Meeting(Weekday.MONDAY),)


def test_a_term_without_a_name_keeps_its_own_where_drafts_are_merged_and_loses_it_where_they_replace() -> None:
    draft, before = TermDraft("T", None, OPENS, CLOSES), TermValues("Before", OPENS, OPENS)
    assert draft.values(before, MERGE) == TermValues("Before", OPENS, CLOSES)
    assert draft.values(before, REPLACE) == TermValues(None, OPENS, CLOSES)
    assert draft.values(None, MERGE) == TermValues(None, OPENS, CLOSES)


def test_a_window_is_in_utc_whatever_its_offset() -> None:
    local = OPENS.astimezone(timezone(timedelta(hours=-4)))
    assert str(TermDraft("T", None, local, CLOSES).values(None, REPLACE).opens_at) == "2031-01-01 00:00:00+00:00"


def test_what_is_not_said_of_a_student_stays() -> None:
    draft, before = StudentDraft("S", None), StudentValues("Before", active=False, max_credits=12)
    assert draft.values(before, MERGE) == before
    assert draft.values(None, MERGE) == StudentValues(None, active=True, max_credits=DEFAULT_MAX_CREDITS)
    assert StudentDraft("S", "Now", 0, active=True).values(before, MERGE) == StudentValues(
        "Now", active=True, max_credits=0
    )


def test_the_fewest_credits_of_a_student_stay_unless_they_are_said_or_given_up() -> None:
    before = StudentValues("A", active=True, max_credits=12, min_credits=4)
    assert StudentDraft("S", None).values(before, REPLACE).min_credits == 4
    assert StudentDraft("S", None, min_credits=0).values(before, REPLACE).min_credits == 0
    assert StudentDraft("S", None, min_credits=None).values(before, REPLACE).min_credits is None
    assert StudentDraft("S", None).values(None, REPLACE).min_credits is None


def test_a_group_whose_meetings_are_not_said_keeps_them_and_one_without_any_loses_them() -> None:
    before = GroupValues("A", 5, MEETS)
    assert GroupDraft("T", "G", "B", 6, None).values(before, REPLACE) == GroupValues("B", 6, MEETS)
    assert GroupDraft("T", "G", "B", 6, ()).values(before, REPLACE) == GroupValues("B", 6, ())
    assert GroupDraft("T", "G", "B", 6, None).values(None, REPLACE) == GroupValues("B", 6, ())


def test_a_group_is_cancelled_once_and_no_other_draft_changes_that() -> None:
    gone = CancellationDraft("T", "G", "no teacher", NOW).values(GroupValues("A", 5, MEETS), MERGE)
    assert gone == GroupValues("A", 5, MEETS, NOW, "no teacher")
    assert CancellationDraft("T", "G", "again", NOW + DAY).values(gone, MERGE) == gone
    assert GroupDraft("T", "G", "A", 6, None).values(gone, REPLACE) == GroupValues("A", 6, MEETS, NOW, "no teacher")
    elsewhere = GroupDraft("T", "G", "A", 6, (), NOW, "no teacher")
    assert elsewhere.values(None, MERGE) == GroupValues("A", 6, (), NOW, "no teacher")
    assert elsewhere.values(GroupValues("A", 6, ()), MERGE) == GroupValues("A", 6, ()), "saving cancels nothing"


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "closes"),
    [(-1, 1, True), (0, 1, False), (1, 2, False), (-2, 0, False), (-2, -1, False)],
)
def test_only_an_open_window_is_ended(opens_in: int, closes_in: int, *, closes: bool) -> None:
    window = TermValues("Term", NOW + opens_in * DAY, NOW + closes_in * DAY)
    after = ClosingDraft("T", NOW).values(window, MERGE)
    assert after == (TermValues("Term", window.opens_at, NOW) if closes else window)


def test_a_course_is_what_its_draft_says() -> None:
    assert CourseDraft("C", "Title", 4).values(CourseValues("Before", 3), MERGE) == CourseValues("Title", 4)


SINCE, LATER = datetime(2024, 7, 1, tzinfo=UTC), datetime(2024, 8, 1, tzinfo=UTC)
FINE = Hold("fine", SINCE, "Finance", until=LATER, blocks_drops=True, code="FIN")
NOTE = Hold("a word", SINCE, blocks_enrollment=False, code="NOTE")
HELD = StudentValues("Ana", active=True, max_credits=30, holds=(FINE, NOTE))


def changed(*placed: HoldDraft, cleared: str = "", if_exists: IfExists = MERGE) -> tuple[Hold, ...]:
    draft = HoldsDraft("S", placed, frozenset({cleared} - {""}), LATER)
    values = draft.values(HELD, if_exists)
    assert values == msgspec.structs.replace(HELD, holds=values.holds), "nothing else of the student changes"
    return values.holds


def test_a_new_hold_stands_from_now_on_and_keeps_from_enrolling_only() -> None:
    new = Hold("lost book", LATER, code="LIB")
    assert changed(HoldDraft("S", "LIB", "lost book")) == (FINE, NOTE, new)


def test_merging_a_hold_keeps_what_is_not_said_and_replacing_it_does_not() -> None:
    draft = HoldDraft("S", "FIN", "two fines")
    assert changed(draft) == (msgspec.structs.replace(FINE, reason="two fines"), NOTE)
    assert changed(draft, if_exists=REPLACE) == (Hold("two fines", SINCE, code="FIN"), NOTE)


def test_a_hold_is_cleared_by_its_code() -> None:
    assert changed(cleared="FIN") == (NOTE,)
    assert changed(cleared="fin") == (FINE, NOTE)
