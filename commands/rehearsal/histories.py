"""Makes up what the students of a rehearsal have taken before, to suit what the courses they ask for build on, and the
cohorts that they belong to.

Real ones are not for rehearsing with. The same baskets and rules give the same, student by student.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from random import Random

from commands.rehearsal.baskets import RehearsalBasket
from enrollment.catalogue_edits import HistoryDraft
from enrollment.history import CourseStatus
from enrollment.limits import MAX_GRADE
from enrollment.requirements import AnyOf, Need, Requirement, read_requirement

PREPARED = 0.9
"""The share of what is asked for whose prerequisites the student has."""
UNDER_WAY = 0.05
"""The share of these that is not ended yet."""
TRIED = 0.05
"""The share of what is asked for that the student has failed before."""
IN_COHORT = 0.25
"""The share of the students that belong to a cohort for which seats are kept; some to several."""
_PASSING, _BEST = 51, 100
"""Grades where nothing says which are asked for."""


def made_up(
    baskets: Sequence[RehearsalBasket], course_of: Mapping[tuple[str, str], str], builds_on: Mapping[str, str]
) -> list[HistoryDraft]:
    """What the students have taken.

    Args:
        course_of: the course of each group, by the codes of term and group.
        builds_on: the prerequisites of the courses that have some.
    """
    found: dict[tuple[str, ...], HistoryDraft] = {}
    for basket in baskets:
        for code in basket.group_codes:
            course = course_of.get((basket.term_code, code))
            if course is not None:
                rng = Random(f"{basket.student_code} {basket.term_code} {course}")  # noqa: S311 - no secret
                for draft in _of_course(basket.student_code, course, builds_on.get(course, ""), rng):
                    found.setdefault(draft.key, draft)
    return [found[key] for key in sorted(found)]


def made_up_cohorts(students: Iterable[str], cohorts: Iterable[str]) -> list[tuple[str, str]]:
    """Which students belong to which of these cohorts, by pairs of both."""
    wanted = sorted(set(cohorts))
    return [
        (student, cohort)
        for student in sorted(set(students))
        for cohort in wanted
        if Random(f"{student} in {cohort}").random() < IN_COHORT  # noqa: S311 - no secret
    ]


def _of_course(student: str, course: str, builds_on: str, rng: Random) -> Iterator[HistoryDraft]:
    if rng.random() < TRIED:
        yield HistoryDraft(student, course, "earlier 1", CourseStatus.FAILED, Decimal(rng.randrange(_PASSING)))
    if builds_on and rng.random() < PREPARED:
        for need in _chosen(read_requirement(builds_on), rng):
            under_way = rng.random() < UNDER_WAY
            least = min(int(need.minimum or _PASSING) + 1, MAX_GRADE)
            grade = Decimal(rng.randint(least, max(least, _BEST)))
            status = CourseStatus.IN_PROGRESS if under_way else CourseStatus.PASSED
            yield HistoryDraft(student, need.code, "earlier 2", status, None if under_way else grade)


def _chosen(requirement: Requirement, rng: Random) -> list[Need]:
    """Courses that meet it: of each choice one."""
    if isinstance(requirement, Need):
        return [requirement]
    parts = [rng.choice(requirement.parts)] if isinstance(requirement, AnyOf) else requirement.parts
    return [need for part in parts for need in _chosen(part, rng)]
