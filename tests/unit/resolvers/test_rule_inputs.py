"""Rules as clients send them: brought into one form, and refused in the client's language."""

from datetime import UTC, datetime

import pytest

from enrollment.requirements import RequirementFault
from enrollment.reserved_seats import Reservation, read_reservations
from resolvers.language import Language
from resolvers.rule_inputs import _IN_SPANISH, SentCourseRules, SentGroupRules, course_changes, group_changes

EN, ES = Language.EN, Language.ES
AUGUST = datetime(2031, 8, 1, 12, tzinfo=UTC)


def test_what_is_not_sent_changes_nothing_and_what_is_left_out_is_no_rule() -> None:
    assert course_changes(None, EN) == group_changes(None, EN) == ({}, [])
    assert course_changes(SentCourseRules(), EN) == (
        {"prerequisites": "", "corequisites": "", "max_attempts": None},
        [],
    )
    assert group_changes(SentGroupRules(" "), EN) == ({"linked": "", "reserved": ""}, [])


def test_rules_are_brought_into_one_form() -> None:
    changes, errors = course_changes(SentCourseRules("a>=51.0 AND (b or c)", "L", 3), EN)
    assert (changes, errors) == ({"prerequisites": "a>=51 and (b or c)", "corequisites": "L", "max_attempts": 3}, [])
    kept = (Reservation(" new ", 3, AUGUST), Reservation("old", 2))
    changes, errors = group_changes(SentGroupRules("A or B", kept), EN)
    assert errors == []
    assert changes["linked"] == "A or B"
    assert read_reservations(changes["reserved"]) == (Reservation("new", 3, AUGUST), Reservation("old", 2))


@pytest.mark.parametrize(
    ("sent", "field", "english", "spanish"),
    [
        (
            SentCourseRules("A or"),
            "prerequisites",
            "character 5: a code or ( has to stand here, not the end.",
            "carácter 5: aquí va un código o (, no el final.",
        ),
        (
            SentCourseRules(None, "A>=3"),
            "corequisites",
            "must ask for no grade: what is taken in the same term has none yet.",
            "no puede pedir una nota: lo que se cursa en el mismo periodo aún no la tiene.",
        ),
        (
            SentCourseRules(max_attempts=101),
            "maxAttempts",
            "must be 0 to 100; it is 101.",
            "debe estar entre 0 y 100; es 101.",
        ),
    ],
)
def test_what_a_course_cannot_demand_is_refused_with_its_field(
    sent: SentCourseRules, field: str, english: str, spanish: str
) -> None:
    for language, text in ((EN, english), (ES, spanish)):
        [error] = course_changes(sent, language)[1]
        assert (error.path, error.message) == (("input", "rules", field), text)


@pytest.mark.parametrize(
    ("reservation", "field"),
    [
        (Reservation("", 1), "cohort"),
        (Reservation("a;b", 1), "cohort"),
        (Reservation("a until b", 1), "cohort"),
        (Reservation("old", 1), "cohort"),
        (Reservation("new", -1), "seats"),
        (Reservation("new", 1, datetime(1, 1, 1, tzinfo=UTC)), "until"),
    ],
)
def test_seats_that_cannot_be_kept_are_refused_with_their_place(reservation: Reservation, field: str) -> None:
    changes, errors = group_changes(SentGroupRules(None, (Reservation("old", 1), reservation)), EN)
    assert errors[0].path == ("input", "rules", "reservedSeats", "1", field)
    assert changes["reserved"] == ""


def test_more_cohorts_than_are_looked_at_are_refused() -> None:
    kept = tuple(Reservation(f"c{n}", 1) for n in range(9))
    [error] = group_changes(SentGroupRules(None, kept), ES)[1]
    assert error.message == "puede nombrar como máximo 8 cohortes; se enviaron 9."


def test_every_fault_of_a_requirement_has_a_text_in_spanish() -> None:
    assert _IN_SPANISH.keys() == set(RequirementFault)
