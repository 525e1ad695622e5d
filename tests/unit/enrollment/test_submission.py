"""What keeps a command from being accepted: the student, the term, and the window to the millisecond."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from enrollment.problems import Problem, StudentNotFound, TermNotFound, TermNotOpen
from enrollment.submission import NamedRows, against_accepting
from enrollment.task import Command, TaskKind
from enrollment.term_windows import EnrollmentWindow, TermWindows

OPENS, CLOSES = datetime(2024, 7, 1, 8, tzinfo=UTC), datetime(2024, 7, 8, 20, tzinfo=UTC)
MILLISECOND, HOUR, DAY = timedelta(milliseconds=1), timedelta(hours=1), timedelta(days=1)
COMMAND = Command("EST001", "2024-2", ("A",))


def found(
    *,
    student: bool = True,
    term: bool = True,
    now: datetime = OPENS,
    kind: TaskKind = TaskKind.ENROLL,
    command: Command = COMMAND,
    within: Sequence[EnrollmentWindow] = (),
    cohorts: tuple[str, ...] = (),
) -> list[Problem]:
    windows = TermWindows(OPENS, CLOSES, within) if term else None
    return list(against_accepting(kind, command, NamedRows(student, "est1", windows, "2024-02", now, cohorts)))


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (OPENS - MILLISECOND, False),
        (OPENS, True),
        (CLOSES - MILLISECOND, True),
        (CLOSES, False),
    ],
)
def test_a_window_includes_its_opening_and_not_its_closing(now: datetime, *, is_open: bool) -> None:
    refusal = TermNotOpen(term_code="2024-2", opens_at=OPENS, closes_at=CLOSES, now=now, path=("input", "termCode"))
    assert found(now=now) == ([] if is_open else [refusal])


def test_an_unknown_student_and_an_unknown_term_are_both_named_with_what_is_alike() -> None:
    assert found(student=False, term=False) == [
        StudentNotFound(student_code="EST001", similar_code="est1", path=("input", "studentCode")),
        TermNotFound(term_code="2024-2", similar_code="2024-02", path=("input", "termCode")),
    ]


@pytest.mark.parametrize(("kind", "closes_at"), [(TaskKind.ENROLL, CLOSES - 2 * DAY), (TaskKind.DROP, CLOSES - DAY)])
def test_a_window_within_the_term_has_an_end_for_enrolling_and_one_for_dropping(
    kind: TaskKind, closes_at: datetime
) -> None:
    within = [EnrollmentWindow(OPENS + DAY, CLOSES - 2 * DAY, None, CLOSES - DAY)]
    for now, is_open in (
        (OPENS + DAY - MILLISECOND, False),
        (OPENS + DAY, True),
        (closes_at - MILLISECOND, True),
        (closes_at, False),
    ):
        refusal = TermNotOpen(
            term_code="2024-2", opens_at=OPENS + DAY, closes_at=closes_at, now=now, path=("input", "termCode")
        )
        assert found(now=now, kind=kind, within=within) == ([] if is_open else [refusal])


def test_a_student_of_a_cohort_that_has_windows_goes_by_these_alone() -> None:
    within = [
        EnrollmentWindow(OPENS, OPENS + DAY, "2021"),
        EnrollmentWindow(OPENS + 2 * DAY, OPENS + 3 * DAY, "2021"),
        EnrollmentWindow(OPENS + DAY, CLOSES),
    ]
    open_on = {
        cohort: [day for day in range(7) if not found(now=OPENS + day * DAY, within=within, cohorts=(cohort,))]
        for cohort in ("2021", "2022")
    }
    assert open_on == {"2021": [0, 2], "2022": [1, 2, 3, 4, 5, 6]}


def test_a_student_of_two_cohorts_has_the_windows_of_both() -> None:
    within = [EnrollmentWindow(OPENS, OPENS + DAY, "A"), EnrollmentWindow(OPENS + DAY, OPENS + 2 * DAY, "B")]
    assert [bool(found(now=OPENS + n * DAY, within=within, cohorts=("A", "B"))) for n in range(3)] == [
        False,
        False,
        True,
    ]


def test_a_student_for_whom_there_is_no_window_has_the_terms_own() -> None:
    within = [EnrollmentWindow(OPENS + DAY, OPENS + 2 * DAY, "A")]
    assert found(now=OPENS, within=within, cohorts=("B",)) == []
    assert found(now=CLOSES, within=within) != []


def test_no_window_is_open_while_the_term_is_not() -> None:
    within = [EnrollmentWindow(OPENS - DAY, CLOSES + DAY, None, CLOSES + 2 * DAY)]
    assert found(now=OPENS - MILLISECOND, within=within) != []
    assert found(now=CLOSES, within=within, kind=TaskKind.DROP) != []
    assert found(now=CLOSES - MILLISECOND, within=within) == []


def test_a_refusal_names_the_next_window_and_after_the_last_one_that() -> None:
    within = [EnrollmentWindow(OPENS + n * DAY, OPENS + (n + 1) * DAY, "A") for n in (4, 2)]
    named = [found(now=OPENS + hours * HOUR, within=within, cohorts=("A",)) for hours in (0, 72, 120)]
    assert [(one.opens_at, one.closes_at) for [one] in named if isinstance(one, TermNotOpen)] == [
        (OPENS + 2 * DAY, OPENS + 3 * DAY),
        (OPENS + 4 * DAY, OPENS + 5 * DAY),
        (OPENS + 4 * DAY, OPENS + 5 * DAY),
    ]


def test_a_registrars_reason_opens_every_window() -> None:
    late = msgspec.structs.replace(COMMAND, reason="was ill")
    assert found(now=CLOSES, command=late) == []
