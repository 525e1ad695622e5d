"""Histories that are made up: they suit what is asked for, most of them, and are the same each time."""

from commands.rehearsal.baskets import RehearsalBasket
from commands.rehearsal.histories import made_up, made_up_cohorts
from enrollment.history import CourseStatus, HistoryEntry
from enrollment.requirement_rules import lacks_prerequisites
from enrollment.rule_settings import TermRules
from tests.unit.enrollment.test_requirement_rules import offer

TERM = "2031-1"
RULES = {"MAT207": "MAT101>=51.5 and (FIS100 or (FIS101>=70 and QMC1))"}
COURSES = {(TERM, "G-MAT"): "MAT207", (TERM, "G-ART"): "ART1"}
BASKETS = [RehearsalBasket(f"S{n:04}", TERM, ("G-ART", "G-MAT", "G-NONE")) for n in range(2000)]


def test_most_students_have_what_is_asked_for_and_some_lack_it() -> None:
    by_student: dict[str, list[HistoryEntry]] = {basket.student_code: [] for basket in BASKETS}
    for made in made_up(BASKETS, COURSES, RULES):
        by_student[made.student_code].append(HistoryEntry(made.course_code, made.term_code, made.status, made.grade))
    group, term = offer("G-MAT", "MAT207", needs=RULES["MAT207"]), TermRules(in_progress_counts=True)
    lacking = sum(bool(list(lacks_prerequisites(group, entries, term))) for entries in by_student.values())
    strictly = sum(bool(list(lacks_prerequisites(group, entries, TermRules()))) for entries in by_student.values())
    assert 0.05 < lacking / len(BASKETS) < 0.15
    assert lacking < strictly < len(BASKETS) / 3
    failed = [entries for entries in by_student.values() if any(e.status is CourseStatus.FAILED for e in entries)]
    assert 0.05 < len(failed) / len(BASKETS) < 0.15, "of one of two courses each"


def test_they_are_the_same_each_time_whatever_the_order() -> None:
    assert made_up(BASKETS, COURSES, RULES) == made_up(BASKETS[::-1], COURSES, RULES)


def test_where_nothing_is_built_on_only_attempts_are_made_up() -> None:
    made = made_up(BASKETS, COURSES, {})
    assert {draft.status for draft in made} == {CourseStatus.FAILED}
    assert {draft.course_code for draft in made} == {"MAT207", "ART1"}


def test_a_quarter_of_the_students_is_in_each_cohort_the_same_each_time() -> None:
    students = [basket.student_code for basket in BASKETS]
    pairs = made_up_cohorts(students, ["new", "transfer", "new"])
    assert pairs == made_up_cohorts(students[::-1], ["transfer", "new"])
    for cohort in ("new", "transfer"):
        assert 0.2 < sum(each == cohort for _, each in pairs) / len(students) < 0.3
    assert made_up_cohorts(students, []) == []
