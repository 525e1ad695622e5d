"""What an entry of the audit log says of what was saved."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from enrollment.audit import AuditEntry, FieldChange
from enrollment.catalogue import Meeting, Weekday
from enrollment.catalogue_values import CourseValues, GroupValues, StudentValues, TermValues, Values
from enrollment.problems import Hold
from enrollment.rule_settings import DependentDrops, TermRules
from enrollment.term_windows import EnrollmentWindow

JANUARY, MARCH = datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 3, 1, tzinfo=UTC)
STUDENT = StudentValues("A", active=True, max_credits=30)
LONG_HOLD = Hold("fine", JANUARY, "Finance", until=MARCH, blocks_drops=True, code="FIN-7")
BOTH_HOLDS = (
    "fee, from 2031-01-01 00:00 UTC, keeps from enrolling; FIN-7: fine, of Finance, from 2031-01-01 00:00 UTC, "
    "until 2031-03-01 00:00 UTC, keeps from enrolling and dropping"
)
MONDAY = Meeting(Weekday.MONDAY, "09:00", "10:30")


def entry(before: Values | None, after: Values | None) -> AuditEntry:
    """An entry as it is read: what was stored is JSON."""

    def stored(values: Values | None) -> Any:
        return None if values is None else msgspec.json.decode(msgspec.json.encode(values))

    return AuditEntry(
        *(1, JANUARY, "registrar", "SAVE", None, None, None, "SAVED", None, None, None, None),
        before=stored(before),
        after=stored(after),
    )


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (CourseValues("A", 4), CourseValues("A", 4), []),
        (CourseValues("A", 4), CourseValues("A", 5), [("credits", "4", "5")]),
        (TermValues("A", JANUARY, MARCH), TermValues(None, JANUARY, MARCH), [("name", "A", None)]),
        (
            TermValues("A", JANUARY, MARCH, TermRules(max_attempts=3, passed_again=False)),
            TermValues("A", JANUARY, MARCH, TermRules(max_attempts=2, dependent_drops=DependentDrops.DROPPED_TOO)),
            [("dependentDrops", None, "DROPPED_TOO"), ("maxAttempts", "3", "2"), ("passedAgain", "false", None)],
        ),
        (
            TermValues(None, JANUARY, MARCH),
            TermValues("A", MARCH, MARCH),
            [("name", None, "A"), ("opensAt", "2031-01-01T00:00:00Z", "2031-03-01T00:00:00Z")],
        ),
        (STUDENT, msgspec.structs.replace(STUDENT, max_credits=0), [("maxCredits", "30", "0")]),
        (
            STUDENT,
            msgspec.structs.replace(STUDENT, holds=(Hold("fee", JANUARY), LONG_HOLD)),
            [
                (
                    "holds",
                    "",
                    BOTH_HOLDS,
                )
            ],
        ),
        (STUDENT, msgspec.structs.replace(STUDENT, active=False), [("active", "true", "false")]),
        (
            None,
            msgspec.structs.replace(STUDENT, name=None),
            [("active", None, "true"), ("cohorts", None, ""), ("holds", None, ""), ("maxCredits", None, "30")],
        ),
        (STUDENT, msgspec.structs.replace(STUDENT, cohorts=("2021", "ENG")), [("cohorts", "", "2021; ENG")]),
        (
            TermValues("A", JANUARY, MARCH, TermRules(travel_gap_minutes=10)),
            TermValues("A", JANUARY, MARCH, TermRules(windows=(EnrollmentWindow(JANUARY, MARCH, "2021", MARCH),))),
            [
                ("travelGapMinutes", "10", None),
                ("windows", None, "2021: 2031-01-01 00:00 to 2031-03-01 00:00 UTC, drops until 2031-03-01 00:00 UTC"),
            ],
        ),
        (
            GroupValues("A", 5, (MONDAY,)),
            GroupValues("B", 5, ()),
            [("courseCode", "A", "B"), ("meetings", "MONDAY 09:00-10:30", "")],
        ),
        (
            GroupValues("A", 5, ()),
            GroupValues("A", 5, (MONDAY, Meeting(Weekday.FRIDAY), Meeting(Weekday.SUNDAY, to_date="2031-03-01"))),
            [("meetings", "", "MONDAY 09:00-10:30; FRIDAY; SUNDAY, to 2031-03-01")],
        ),
        (
            GroupValues("A", 5, ()),
            GroupValues("A", 5, (Meeting(Weekday.FRIDAY, from_date="2031-03-01", every_weeks=2),)),
            [("meetings", "", "FRIDAY, every 2 weeks, from 2031-03-01")],
        ),
        (None, None, []),
    ],
)
def test_the_fields_that_differ_are_named_as_in_the_api_with_both_values(
    before: Values | None, after: Values | None, changes: list[tuple[str, str | None, str | None]]
) -> None:
    assert entry(before, after).changes == tuple(FieldChange(*change) for change in changes)


def test_what_was_not_there_before_is_created() -> None:
    course = CourseValues("A", 4)
    assert entry(None, course).created
    assert not entry(course, course).created
    assert not entry(None, None).created
