"""What people read, in both languages."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from enrollment import problems
from enrollment.problems import AnyProblem, FieldError, Hold, Problem
from enrollment.weekday import Weekday
from resolvers.messages import Complaint, Language, message, preferred

JULY = datetime(2024, 7, 1, 8, 0, tzinfo=UTC)
AUGUST = datetime(2024, 8, 1, 8, 0, tzinfo=UTC)
SEPTEMBER = datetime(2024, 9, 1, 8, 0, tzinfo=UTC)

EXAMPLES: list[Problem] = [
    problems.InvalidInput(errors=(FieldError(("input", "groupCodes", "2"), "no puede estar en blanco."),)),
    problems.StudentNotFound(student_code="EST999"),
    problems.TermNotFound(term_code="2024-9"),
    problems.TermNotOpen(term_code="2024-2", opens_at=AUGUST, closes_at=SEPTEMBER, now=JULY),
    problems.TermNotOpen(term_code="2024-1", opens_at=JULY, closes_at=AUGUST, now=SEPTEMBER),
    problems.GroupNotFound(group_code="G-ELC102-Z", term_code="2024-2"),
    problems.GroupFull(group_code="G-ELC102-E", capacity=40),
    problems.AlreadyEnrolled(group_code="G-ELC102-E"),
    problems.SameCourseTwice(course_code="ELC102", group_codes=("G-ELC102-A", "G-ELC102-B", "G-ELC102-E")),
    problems.NotEnrolled(group_code="G-ELC102-E"),
    problems.TimeConflict(group_code="G-ELC102-E", with_group_code="G-ELC106-E", weekday=Weekday.WEDNESDAY),
    problems.CreditLimitExceeded(maximum=30, held=28, asked=5),
    problems.StudentInactive(student_code="EST001"),
    problems.HoldActive(hold=Hold(reason="matrícula impaga", since=JULY, office="Caja")),
    problems.HoldActive(hold=Hold(reason="matrícula impaga", since=JULY)),
    problems.CapacityBelowTaken(group_code="G-ELC102-E", taken=31),
    problems.TaskNotFound(),
    problems.AlreadyFinal(task_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.UnknownService(service="dns", known=("database", "queue")),
    problems.SagaNotFound(),
    problems.SagaNotStuck(saga_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.EntryNotFound(),
    problems.EntryInFlight(entry_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.ParticipantDeclined(service="tesorería", reason="sin crédito"),
    problems.IdempotencyConflict(first_task_id="01936a5e-5f10-7000-8000-000000000001"),
    problems.ServiceUnavailable(service="database", retry_after_seconds=2),
    problems.Overloaded(retry_after_seconds=12.5),
    problems.TechnicalFailure(correlation_id="c-1"),
]


def test_every_problem_has_an_example_here() -> None:
    assert {type(example) for example in EXAMPLES} == set(get_args(AnyProblem))


@pytest.mark.parametrize("problem", EXAMPLES, ids=lambda problem: problem.code)
def test_every_problem_has_a_text_in_both_languages_with_all_it_names(problem: Problem) -> None:
    english, spanish = message(problem, Language.EN), message(problem, Language.ES)
    assert english == problem.message
    assert english.endswith(".")
    assert spanish.endswith(".")
    named = {
        getattr(problem, name)
        for name in ("group_code", "with_group_code", "student_code", "term_code")
        if hasattr(problem, name)
    }
    assert all(name in english and name in spanish for name in named)
    if not isinstance(problem, problems.InvalidInput):
        assert spanish != english


@pytest.mark.parametrize("complaint", Complaint)
def test_every_input_error_has_a_text_in_both_languages(complaint: Complaint) -> None:
    english, spanish = (complaint.text(language, most=50, count=51) for language in Language)
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
