"""What speaks against an enrollment: pure functions, a typed problem each, all of them at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from enrollment.catalogue import Group, Student
from enrollment.problems import (
    AlreadyEnrolled,
    AnyProblem,
    GroupNotFound,
    HoldActive,
    SameCourseTwice,
    StudentInactive,
)
from enrollment.task import Command


@dataclass(frozen=True, slots=True)
class Offer:
    """A group as the rules see it: with its course's code."""

    group: Group
    course_code: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What an enrollment is judged by, read in the transaction that carries it out.

    Attributes:
        offers: the groups asked for that exist in the term, by code.
        held: the groups of the same term in which the student has a live enrollment.
    """

    student: Student
    offers: Mapping[str, Offer]
    held: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Objection:
    """A problem, and the groups at fault; none where it is the student or the whole basket."""

    problem: AnyProblem
    group_codes: tuple[str, ...] = ()


def objections(command: Command, situation: Situation) -> list[Objection]:
    """Everything that speaks against `command`, the student's own first, then in the order of the groups."""
    return [
        *_student(situation.student),
        *_unknown(command, situation),
        *_already_enrolled(command, situation),
        *_same_course(command, situation),
    ]


def _student(student: Student) -> Iterator[Objection]:
    if not student.active:
        yield Objection(StudentInactive(student_code=student.code))
    for hold in student.holds:
        if hold.blocks_enrollment:
            yield Objection(HoldActive(hold=hold))


def _unknown(command: Command, situation: Situation) -> Iterator[Objection]:
    for code in command.group_codes:
        if code not in situation.offers:
            yield Objection(GroupNotFound(group_code=code, term_code=command.term_code), (code,))


def _already_enrolled(command: Command, situation: Situation) -> Iterator[Objection]:
    held = {offer.group.code for offer in situation.held}
    for code in command.group_codes:
        if code in held:
            yield Objection(AlreadyEnrolled(group_code=code), (code,))


def _same_course(command: Command, situation: Situation) -> Iterator[Objection]:
    asked = [situation.offers[code] for code in command.group_codes if code in situation.offers]
    asked_codes = {offer.group.code for offer in asked}
    by_course: dict[str, list[str]] = defaultdict(list)
    for offer in (*asked, *(held for held in situation.held if held.group.code not in asked_codes)):
        by_course[offer.course_code].append(offer.group.code)
    for course_code, codes in by_course.items():
        at_fault = tuple(code for code in codes if code in asked_codes)
        if len(codes) > 1 and at_fault:
            yield Objection(SameCourseTwice(course_code=course_code, group_codes=tuple(codes)), at_fault)
