"""What people read, in both languages."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from enrollment import problems
from enrollment.problems import AnyProblem, FieldError, Hold, Problem
from enrollment.weekday import Weekday
from resolvers.input_errors import InputError
from resolvers.language import Language, preferred
from resolvers.messages import message
from tests.support.problems import AUGUST, EXAMPLES, JULY, SEPTEMBER


def test_every_problem_has_an_example_here() -> None:
    assert {type(example) for example in EXAMPLES} == set(get_args(AnyProblem))


@pytest.mark.parametrize("problem", EXAMPLES, ids=lambda problem: problem.code)
def test_every_problem_has_a_text_in_both_languages_with_all_it_names(problem: Problem) -> None:
    english, spanish = message(problem, Language.EN), message(problem, Language.ES)
    assert english.endswith(".")
    assert spanish.endswith(".")
    assert "{" not in english + spanish
    named = {
        getattr(problem, name)
        for name in ("group_code", "with_group_code", "student_code", "similar_code", "term_code")
        if getattr(problem, name, None)
    }
    assert all(name in english and name in spanish for name in named)
    if not isinstance(problem, problems.InvalidInput):
        assert spanish != english


@pytest.mark.parametrize(
    ("problem", "english", "spanish"),
    [
        (
            problems.TermNotOpen(term_code="2024-2", opens_at=AUGUST, closes_at=SEPTEMBER, now=JULY),
            "Enrollment in term 2024-2 opens at 2024-08-01 08:00 UTC.",
            "La inscripción del periodo 2024-2 abre el 2024-08-01 a las 08:00 UTC.",
        ),
        (
            problems.TermNotOpen(term_code="2024-2", opens_at=JULY, closes_at=AUGUST, now=SEPTEMBER),
            "Enrollment in term 2024-2 closed at 2024-08-01 08:00 UTC.",
            "La inscripción del periodo 2024-2 cerró el 2024-08-01 a las 08:00 UTC.",
        ),
        (
            problems.SameCourseTwice(course_code="ELC102", group_codes=("A", "B", "C")),
            "Groups A, B and C are of the same course, ELC102; choose one of them.",
            "Los grupos A, B y C son de la misma materia, ELC102; elija uno de ellos.",
        ),
        (
            problems.TimeConflict(group_code="A", with_group_code="B", weekday=Weekday.WEDNESDAY),
            "Groups A and B meet at the same time on Wednesday.",
            "Los grupos A y B se reúnen a la misma hora el miércoles.",
        ),
        (
            problems.HoldActive(hold=Hold(reason="unpaid {fee}", since=JULY, office="Caja")),
            "A hold keeps the student from this: unpaid {fee}. Ask Caja.",
            "Una retención se lo impide al estudiante: unpaid {fee}. Consulte a Caja.",
        ),
        (
            problems.InvalidInput(errors=(FieldError(("input", "reason"), "must not be blank."),)),
            "input.reason: must not be blank.",
            "input.reason: must not be blank.",
        ),
    ],
)
def test_values_are_written_as_people_of_the_language_write_them(problem: Problem, english: str, spanish: str) -> None:
    assert (message(problem, Language.EN), message(problem, Language.ES)) == (english, spanish)


@pytest.mark.parametrize(
    ("zone", "moment", "english"),
    [
        ("America/La_Paz", datetime(2024, 8, 1, 3, 30, tzinfo=UTC), "2024-07-31 23:30 UTC-04"),
        ("Europe/Madrid", datetime(2024, 8, 1, 8, tzinfo=UTC), "2024-08-01 10:00 CEST"),
        ("Europe/Madrid", datetime(2024, 1, 8, 8, tzinfo=UTC), "2024-01-08 09:00 CET"),
        ("Europe/Madrid", datetime(2024, 10, 27, 0, 30, tzinfo=UTC), "2024-10-27 02:30 CEST"),
        ("Europe/Madrid", datetime(2024, 10, 27, 1, 30, tzinfo=UTC), "2024-10-27 02:30 CET"),
        ("Europe/Madrid", datetime(2024, 3, 31, 0, 59, tzinfo=UTC), "2024-03-31 01:59 CET"),
        ("Europe/Madrid", datetime(2024, 3, 31, 1, 0, tzinfo=UTC), "2024-03-31 03:00 CEST"),
    ],
)
def test_moments_are_shown_in_the_institutions_zone(zone: str, moment: datetime, english: str) -> None:
    """Also in the hour that is there twice when clocks are turned back, and around the one that is left out."""
    problem = problems.TermNotOpen(term_code="2024-2", opens_at=moment, closes_at=moment, now=moment - timedelta(1))
    assert message(problem, Language.EN, ZoneInfo(zone)) == f"Enrollment in term 2024-2 opens at {english}."
    assert english.replace(" ", " a las ", 1) in message(problem, Language.ES, ZoneInfo(zone))


@pytest.mark.parametrize("error", InputError)
def test_every_input_error_has_a_text_in_both_languages(error: InputError) -> None:
    english, spanish = (error.text(language, most=50, count=51) for language in Language)
    assert english != spanish
    assert ("51" in english) == ("51" in spanish)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.EN),
        ("es", Language.ES),
        ("es-BO,es;q=0.9,en;q=0.8", Language.ES),
        ("en;q=0.8, ES;q=0.9", Language.ES),
        ("fr, de;q=0.9", Language.EN),
        ("fr, es;q=0.1", Language.ES),
        ("es;q=0", Language.EN),
        ("es;q=often", Language.EN),
        ("*", Language.EN),
        (";;,,=", Language.EN),
    ],
)
def test_the_language_that_a_header_asks_for(header: str, language: Language) -> None:
    assert preferred(header) is language
