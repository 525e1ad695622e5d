"""What speaks against an enrollment or a drop: pure functions. All that speaks against one is reported together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from enrollment.catalogue import Group, Student
from enrollment.plans import Rule
from enrollment.problems import (
    AlreadyEnrolled,
    AnyProblem,
    CreditLimitExceeded,
    GroupNotFound,
    HoldActive,
    NotEnrolled,
    SameCourseTwice,
    StudentInactive,
    TimeConflict,
)
from enrollment.task import Command
from enrollment.timetable import clash


@dataclass(frozen=True, slots=True)
class OfferedGroup:
    """A group as the rules see it: with its course's code and credits."""

    group: Group
    course_code: str
    credits: int


@dataclass(frozen=True, slots=True)
class Situation:
    """What a command is judged by, read in the transaction that carries it out.

    Attributes:
        offers: the groups asked for that exist in the term, by code.
        held: the groups of the same term in which the student has a live enrollment.
        confirmed: codes of those of `held` whose enrollment is confirmed.
    """

    student: Student
    offers: Mapping[str, OfferedGroup]
    held: Sequence[OfferedGroup]
    confirmed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Objection:
    """A problem, and the groups at fault; none where it is the student or the whole basket."""

    problem: AnyProblem
    group_codes: tuple[str, ...] = ()


Judge = Callable[[Command, Situation], Iterator[Objection]]


def against_enrolling(command: Command, situation: Situation, rules: frozenset[Rule]) -> list[Objection]:
    """Everything that speaks against enrolling, the student's own first.

    That a group exists, is not held already and is the only one of its course is always judged.
    """
    judges: list[tuple[Rule | None, Judge]] = [
        (Rule.ACTIVE, _active),
        (Rule.HOLDS, _holds),
        (None, _exists),
        (None, _not_held),
        (None, _one_group_per_course),
        (Rule.TIMES, _no_clash),
        (Rule.CREDITS, _within_credits),
    ]
    return [
        objection for rule, judge in judges if rule is None or rule in rules for objection in judge(command, situation)
    ]


def against_dropping(command: Command, situation: Situation) -> list[Objection]:
    """Everything that speaks against dropping: groups that are unknown, or in which the student has no seat."""
    unknown = list(_exists(command, situation))
    not_held = [
        Objection(NotEnrolled(group_code=code), (code,))
        for code in command.group_codes
        if code in situation.offers and code not in situation.confirmed
    ]
    return [*unknown, *not_held]


def _active(_: Command, situation: Situation) -> Iterator[Objection]:
    if not situation.student.active:
        yield Objection(StudentInactive(student_code=situation.student.code))


def _holds(_: Command, situation: Situation) -> Iterator[Objection]:
    for hold in situation.student.holds:
        if hold.blocks_enrollment:
            yield Objection(HoldActive(hold=hold))


def _exists(command: Command, situation: Situation) -> Iterator[Objection]:
    for code in command.group_codes:
        if code not in situation.offers:
            yield Objection(GroupNotFound(group_code=code, term_code=command.term_code), (code,))


def _not_held(command: Command, situation: Situation) -> Iterator[Objection]:
    held = {offer.group.code for offer in situation.held}
    for code in command.group_codes:
        if code in held:
            yield Objection(AlreadyEnrolled(group_code=code), (code,))


def _one_group_per_course(command: Command, situation: Situation) -> Iterator[Objection]:
    asked, held = _asked_and_held(command, situation)
    by_course: dict[str, list[str]] = defaultdict(list)
    for offer in (*asked, *held):
        by_course[offer.course_code].append(offer.group.code)
    asked_codes = {offer.group.code for offer in asked}
    for course_code, codes in by_course.items():
        at_fault = tuple(code for code in codes if code in asked_codes)
        if len(codes) > 1 and at_fault:
            yield Objection(SameCourseTwice(course_code=course_code, group_codes=tuple(codes)), at_fault)


def _no_clash(command: Command, situation: Situation) -> Iterator[Objection]:
    asked, held = _asked_and_held(command, situation)
    within = [(one, other, (one.group.code, other.group.code)) for one, other in combinations(asked, 2)]
    beside = [(one, other, (one.group.code,)) for one in asked for other in held]
    for one, other, at_fault in (*within, *beside):
        weekday = clash(one.group.meetings, other.group.meetings)
        if weekday is not None:
            problem = TimeConflict(group_code=one.group.code, with_group_code=other.group.code, weekday=weekday)
            yield Objection(problem, at_fault)


def _within_credits(command: Command, situation: Situation) -> Iterator[Objection]:
    asked, _ = _asked_and_held(command, situation)
    held_codes = {offer.group.code for offer in situation.held}
    adds = sum(offer.credits for offer in asked if offer.group.code not in held_codes)
    holds = sum(offer.credits for offer in situation.held)
    if adds and holds + adds > situation.student.max_credits:
        yield Objection(CreditLimitExceeded(maximum=situation.student.max_credits, held=holds, asked=adds))


def _asked_and_held(command: Command, situation: Situation) -> tuple[list[OfferedGroup], list[OfferedGroup]]:
    """The groups asked for that exist, and those held beside them, in the order of their codes."""
    asked = {code: situation.offers[code] for code in sorted(command.group_codes) if code in situation.offers}
    held = sorted(situation.held, key=lambda offer: offer.group.code)
    return list(asked.values()), [offer for offer in held if offer.group.code not in asked]
