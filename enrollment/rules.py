"""What speaks against an enrollment or a drop: pure functions. All that speaks against one is reported together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import combinations

from msgspec import structs

from enrollment.catalogue import Student
from enrollment.history import HistoryEntry
from enrollment.offers import OfferedGroup as OfferedGroup
from enrollment.offers import credits_of
from enrollment.plans import Rule
from enrollment.problems import (
    AlreadyEnrolled,
    AnyProblem,
    BelowMinimumCredits,
    CreditLimitExceeded,
    GroupCancelled,
    GroupNotFound,
    Hold,
    HoldActive,
    NeededByHeldGroup,
    NotEnrolled,
    SameCourseTwice,
    StudentInactive,
    TermNotOpen,
    TimeConflict,
)
from enrollment.requirement_rules import (
    dropped_too,
    lacks_company,
    lacks_prerequisites,
    left_incomplete,
    needed_of,
    taken_too_often,
)
from enrollment.rule_settings import NO_COURSE_RULES, NO_GROUP_RULES, NO_TERM_RULES, DependentDrops, TermRules
from enrollment.task import Command
from enrollment.term_windows import TermWindows
from enrollment.timetable import clash


@dataclass(frozen=True, slots=True)
class Situation:
    """What a command is judged by, read in the transaction that carries it out.

    Attributes:
        offers: the groups asked for that exist in the term, by code.
        held: the groups of the same term in which the student has a live enrollment.
        confirmed: codes of those of `held` whose enrollment is confirmed.
        now: the moment it is judged for, by the database's clock, UTC.
        term_rules: what the term says about rules.
        history: what the student has taken before; empty where no rule asks for it.
        waiting: codes of the groups of the term in which the student waits for a seat.
        promised: codes of those asked for in which a seat that the student has waited for is taken, or offered.
        beside: groups that count as held where one of those needs them: the ones in which the student waits, so that
            such groups can be waited for together.
    """

    student: Student
    offers: Mapping[str, OfferedGroup]
    held: Sequence[OfferedGroup]
    confirmed: frozenset[str]
    now: datetime
    term_rules: TermRules = NO_TERM_RULES
    history: Sequence[HistoryEntry] = ()
    waiting: frozenset[str] = frozenset()
    promised: frozenset[str] = frozenset()
    beside: Sequence[OfferedGroup] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """A problem, and the groups at fault; none where it is the student or the whole basket."""

    problem: AnyProblem
    group_codes: tuple[str, ...] = ()


Judge = Callable[[Command, Situation], Iterator[Objection]]


def against_enrolling(command: Command, situation: Situation, rules: frozenset[Rule]) -> list[Objection]:
    """Everything that speaks against enrolling, the student's own first.

    That a group exists, is not cancelled, is not held already and is the only one of its course, or of a component of
    it, is always judged.
    """
    judges: list[tuple[Rule | None, Judge]] = [
        (None, partial(_within_windows, "ENROLL")),
        (Rule.ACTIVE, _active),
        (Rule.HOLDS, _holds),
        (None, _exists),
        (None, _not_cancelled),
        (None, _not_held),
        (None, _one_group_per_course),
        (Rule.TIMES, _no_clash),
        (Rule.CREDITS, _within_credits),
    ]
    if _has_rules(situation):
        judges += [(Rule.PREREQUISITES, _prepared), (Rule.REPEATS, _not_too_often), (Rule.COREQUISITES, _together)]
    return [
        objection for rule, judge in judges if rule is None or rule in rules for objection in judge(command, situation)
    ]


def against_dropping(command: Command, situation: Situation) -> list[Objection]:
    """Everything that speaks against dropping: that it is too late, holds, and groups that are unknown or in which
    there is neither a seat nor a place in the waitlist."""
    dropped = all_dropped(command, situation)
    return [*_against_giving_up(command, situation), *_needed(situation, dropped), *_enough_credits(situation, dropped)]


def _against_giving_up(command: Command, situation: Situation) -> list[Objection]:
    late = _within_windows("DROP", command, situation)
    held = [Objection(HoldActive(hold=hold)) for hold in _standing_holds(situation) if hold.blocks_drops]
    return [*late, *held, *against_removing(command, situation)]


def against_removing(command: Command, situation: Situation) -> list[Objection]:
    """What speaks even against a drop by the institution: groups that are unknown or in which there is no seat."""
    unknown = list(_exists(command, situation))
    not_held = [
        Objection(NotEnrolled(group_code=code), (code,))
        for code in command.group_codes
        if code in situation.offers and code not in situation.confirmed and code not in situation.waiting
    ]
    return [*unknown, *not_held]


def against_confirming(command: Command, held: Sequence[OfferedGroup], confirmed: frozenset[str]) -> list[Objection]:
    """What speaks against seats that are reserved: groups that were cancelled in between.

    Args:
        held, confirmed: see `Situation`.
    """
    return [
        objection
        for offer in held
        if offer.group.cancelled_at is not None
        and offer.group.code in command.group_codes
        and offer.group.code not in confirmed
        for objection in _if_cancelled(offer)
    ]


def all_dropped(command: Command, situation: Situation) -> frozenset[str]:
    """The groups that a drop ends: those asked for, and if the term says so those that need them."""
    asked = frozenset(command.group_codes)
    if situation.term_rules.dependent_drops is DependentDrops.REFUSED:
        return asked
    return asked | (dropped_too(situation.held, asked) & situation.confirmed)


def _within_windows(kind: str, command: Command, situation: Situation) -> Iterator[Objection]:
    """Windows are judged at acceptance; what was accepted outside them needs a registrar's reason, or an override."""
    if command.outside_window is None or command.reason is not None:
        return
    windows = TermWindows(*command.outside_window, situation.term_rules.windows)
    window = windows.nearest(kind, situation.student.cohorts, situation.now)
    yield Objection(
        TermNotOpen(
            term_code=command.term_code,
            opens_at=window.opens_at,
            closes_at=window.closes_for(kind),
            now=situation.now,
        )
    )


def against_swapping(command: Command, situation: Situation, rules: frozenset[Rule]) -> list[Objection]:
    """Everything that speaks against giving up some groups for others: against dropping the old ones, and against
    enrolling in the new ones as if the old ones were not held."""
    given_up = frozenset(command.drop_codes)
    held, beside = (
        [offer for offer in offers if offer.group.code not in given_up] for offers in (situation.held, situation.beside)
    )
    dropping = structs.replace(command, group_codes=command.drop_codes, drop_codes=(), outside_window=None)
    enrolling = structs.replace(command, drop_codes=(), outside_window=None)
    found = [
        *_within_windows("SWAP", command, situation),
        *_against_giving_up(dropping, situation),
        *against_enrolling(enrolling, replace(situation, held=held, beside=beside), rules),
        *_needed(situation, given_up, _asked(enrolling, situation)),
        *_enough_credits(situation, given_up, _asked(enrolling, situation)),
    ]
    return list(dict.fromkeys(found))  # a hold may speak against both


def against_promoting(command: Command, situation: Situation, rules: frozenset[Rule]) -> list[Objection]:
    """Everything that speaks against the seat that a student has waited for.

    What they were to give up for it, and do not have any more, need not be given up.
    """
    given_up = tuple(code for code in command.drop_codes if code in situation.confirmed | situation.waiting)
    command = structs.replace(command, drop_codes=given_up)
    return (against_swapping if given_up else against_enrolling)(command, situation, rules)


def _has_rules(situation: Situation) -> bool:
    """Whether the term, or a group or course asked for, says anything about rules; most say nothing."""
    return situation.term_rules is not NO_TERM_RULES or any(
        offer.course_rules is not NO_COURSE_RULES or offer.group_rules is not NO_GROUP_RULES
        for offer in situation.offers.values()
    )


def _active(_: Command, situation: Situation) -> Iterator[Objection]:
    if not situation.student.active:
        yield Objection(StudentInactive(student_code=situation.student.code))


def _holds(_: Command, situation: Situation) -> Iterator[Objection]:
    for hold in _standing_holds(situation):
        if hold.blocks_enrollment:
            yield Objection(HoldActive(hold=hold))


def _standing_holds(situation: Situation) -> list[Hold]:
    return [hold for hold in situation.student.holds if hold.stands_at(situation.now)]


def _exists(command: Command, situation: Situation) -> Iterator[Objection]:
    for code in command.group_codes:
        if code not in situation.offers:
            yield Objection(GroupNotFound(group_code=code, term_code=command.term_code), (code,))


def _not_cancelled(command: Command, situation: Situation) -> Iterator[Objection]:
    for code in command.group_codes:
        if code in situation.offers:
            yield from _if_cancelled(situation.offers[code])


def _if_cancelled(offer: OfferedGroup) -> Iterator[Objection]:
    group = offer.group
    if group.cancelled_at is not None:
        reason = group.cancel_reason or ""
        problem = GroupCancelled(group_code=group.code, cancelled_at=group.cancelled_at, reason=reason)
        yield Objection(problem, (group.code,))


def _not_held(command: Command, situation: Situation) -> Iterator[Objection]:
    held = {offer.group.code for offer in situation.held}
    for code in command.group_codes:
        if code in held:
            yield Objection(AlreadyEnrolled(group_code=code), (code,))


def _one_group_per_course(command: Command, situation: Situation) -> Iterator[Objection]:
    asked, held = _asked_and_held(command, situation)
    by_part: dict[tuple[str, str], list[str]] = defaultdict(list)
    for offer in (*asked, *held):
        by_part[offer.part].append(offer.group.code)
    asked_codes = {offer.group.code for offer in asked}
    for (course_code, _), codes in by_part.items():
        at_fault = tuple(code for code in codes if code in asked_codes)
        if len(codes) > 1 and at_fault:
            yield Objection(SameCourseTwice(course_code=course_code, group_codes=tuple(codes)), at_fault)


def _no_clash(command: Command, situation: Situation) -> Iterator[Objection]:
    asked, held = _asked_and_held(command, situation)
    gap = situation.term_rules.travel_gap_minutes
    within = [(one, other, (one.group.code, other.group.code)) for one, other in combinations(asked, 2)]
    beside = [(one, other, (one.group.code,)) for one in asked for other in held]
    for one, other, at_fault in (*within, *beside):
        weekday = clash(one.group.meetings, other.group.meetings, gap_minutes=gap)
        if weekday is not None:
            problem = TimeConflict(group_code=one.group.code, with_group_code=other.group.code, weekday=weekday)
            yield Objection(problem, at_fault)


def _within_credits(command: Command, situation: Situation) -> Iterator[Objection]:
    asked, _ = _asked_and_held(command, situation)
    held_codes = {offer.group.code for offer in situation.held}
    holds = credits_of(situation.held)
    adds = credits_of([*situation.held, *(offer for offer in asked if offer.group.code not in held_codes)]) - holds
    if adds and holds + adds > situation.student.max_credits:
        yield Objection(CreditLimitExceeded(maximum=situation.student.max_credits, held=holds, asked=adds))


def _prepared(command: Command, situation: Situation) -> Iterator[Objection]:
    for offer in _asked(command, situation):
        for problem in lacks_prerequisites(offer, situation.history, situation.term_rules):
            yield Objection(problem, (offer.group.code,))


def _not_too_often(command: Command, situation: Situation) -> Iterator[Objection]:
    for offer in _asked(command, situation):
        for problem in taken_too_often(offer, situation.history, situation.term_rules):
            yield Objection(problem, (offer.group.code,))


def _together(command: Command, situation: Situation) -> Iterator[Objection]:
    asked, held = _asked_and_held(command, situation)
    for offer in asked:
        beside = situation.beside if offer.group.code in situation.promised else ()
        for problem in lacks_company(offer, [*asked, *held, *beside]):
            yield Objection(problem, (offer.group.code,))


def _needed(situation: Situation, dropped: frozenset[str], taken: Sequence[OfferedGroup] = ()) -> Iterator[Objection]:
    """Groups that are kept and would lack what is dropped. `taken`: what the student gets instead."""
    for offer in left_incomplete(situation.held, dropped, taken):
        codes = needed_of(offer, situation.held, dropped)
        at_fault = tuple(code for code in codes if code in situation.offers)
        yield Objection(NeededByHeldGroup(group_codes=codes, needed_by=offer.group.code), at_fault)


def _enough_credits(
    situation: Situation, dropped: frozenset[str], taken: Sequence[OfferedGroup] = ()
) -> Iterator[Objection]:
    """Who has fewer than the fewest already may drop: the rule keeps students from falling below."""
    own, of_term = situation.student.min_credits, situation.term_rules.min_credits
    minimum = of_term if own is None else own
    if minimum is None:
        return
    held = credits_of(situation.held)
    kept = [offer for offer in situation.held if offer.group.code not in dropped]
    less = held - credits_of([*kept, *taken])
    if held - less < minimum <= held:
        yield Objection(BelowMinimumCredits(minimum=minimum, held=held, dropped=less))


def _asked(command: Command, situation: Situation) -> list[OfferedGroup]:
    return [situation.offers[code] for code in command.group_codes if code in situation.offers]


def _asked_and_held(command: Command, situation: Situation) -> tuple[list[OfferedGroup], list[OfferedGroup]]:
    """The groups asked for that exist, and those held beside them, in the order of their codes."""
    asked = {code: situation.offers[code] for code in sorted(command.group_codes) if code in situation.offers}
    held = sorted(situation.held, key=lambda offer: offer.group.code)
    return list(asked.values()), [offer for offer in held if offer.group.code not in asked]
