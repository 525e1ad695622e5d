"""What the rules say against a saga's part of a commit: pure."""

from collections.abc import Iterator, Sequence

from enrollment.allocate import Lacking
from enrollment.commit_effects import effects_forward
from enrollment.commit_values import FencedSaga, LockedState
from enrollment.offers import GroupKey, OfferedGroup
from enrollment.plans import Confirm, Rule, Validate, ValidateDrop, ValidateExpiry, ValidatePromotion, ValidateSwap
from enrollment.problems import NotWaitlisted
from enrollment.requirement_rules import told_by
from enrollment.rules import (
    Objection,
    Situation,
    against_confirming,
    against_dropping,
    against_enrolling,
    against_promoting,
    against_removing,
    against_swapping,
    all_dropped,
)
from enrollment.seat_shortage import reserved_seats, shortages
from enrollment.task import Command, ErrorPolicy, TaskKind
from saga.plan import Effect


def objections_to(saga: FencedSaga, effects: Sequence[Effect], state: LockedState) -> Iterator[Objection]:
    """Everything that the rules say against what the saga is to do now."""
    command: Command = saga.request.saga.command
    for effect in effects:
        match effect:
            case ValidatePromotion() | ValidateExpiry() if gone := _nothing_held(saga, effect, state):
                yield gone
            case ValidatePromotion(rules):
                yield from against_promoting(command, situation_of(saga, state), rules)
                yield from _kept_for_others(saga, rules, state)
            case Validate(rules):
                yield from against_enrolling(command, situation_of(saga, state), rules)
                yield from _kept_for_others(saga, rules, state)
            case ValidateDrop(by_institution):
                against = against_removing if by_institution else against_dropping
                yield from against(command, situation_of(saga, state))
            case ValidateSwap(rules):
                yield from against_swapping(command, situation_of(saga, state), rules)
                yield from _kept_for_others(saga, rules, state)
            case Confirm():
                key = saga.details.student_id, saga.details.term_id
                confirmed = state.confirmed.get(key, frozenset())
                yield from against_confirming(command, state.held.get(key, ()), confirmed)


def _nothing_held(saga: FencedSaga, effect: Effect, state: LockedState) -> Objection | None:
    """That no seat is held by the saga, or that the student has no offer that has expired."""
    [code] = saga.request.saga.command.group_codes
    hold = state.hold_for(saga, (saga.details.term_id, code))
    if isinstance(effect, ValidateExpiry):
        due = hold is not None and not hold.stands_at(state.now)
    else:
        due = hold is not None and hold.saga_id == saga.request.saga.id and hold.offered_until is None
    return None if due else Objection(NotWaitlisted(group_code=code), (code,))


def _kept_for_others(saga: FencedSaga, rules: frozenset[Rule], state: LockedState) -> Iterator[Objection]:
    """That a seat which is held for the student is one of those that are reserved for others.

    A seat that is offered is as good as taken; whether one that is held will be is not known before its student's turn.
    """
    if not state.members or Rule.RESERVED_SEATS not in rules:
        return
    cohorts = frozenset(state.students[saga.details.student_id].cohorts)
    held = [key for key in _asked_for(saga) if (hold := state.hold_for(saga, key)) and hold.offered_until is None]
    for key in held:
        reserved = reserved_seats(state.offers, state.members, state.now).get(key)
        if reserved and _left(state.offers[key]) <= reserved.kept_from(cohorts):
            for problem in shortages(Lacking(reserved=(key,)), state.offers, cohorts, state.now):
                yield Objection(problem, (problem.group_code,))


def _asked_for(saga: FencedSaga) -> list[GroupKey]:
    return [(saga.details.term_id, code) for code in saga.request.saga.command.group_codes]


def _left(offer: OfferedGroup) -> int:
    """Seats that are neither taken nor offered."""
    return offer.group.capacity - offer.group.seats_taken - (offer.waitlist.offered if offer.waitlist else 0)


def dropped_besides(saga: FencedSaga, state: LockedState) -> list[str]:
    """The groups that are dropped unasked, because they need one that the student drops."""
    if saga.details.task.kind is not TaskKind.DROP or ValidateDrop() not in effects_forward(saga.request):
        return []
    command: Command = saga.request.saga.command
    return sorted(all_dropped(command, situation_of(saga, state)) - set(command.group_codes))


def situation_of(saga: FencedSaga, state: LockedState) -> Situation:
    """What the saga's command is judged by."""
    command: Command = saga.request.saga.command
    subject, key = saga.details, (saga.details.student_id, saga.details.term_id)
    asked = {code: state.offers.get((subject.term_id, code)) for code in command.all_codes}
    promised = _promised(saga, state)
    return Situation(
        student=state.students[subject.student_id],
        offers={code: offer for code, offer in asked.items() if offer is not None},
        held=state.held.get(key, ()),
        confirmed=state.confirmed.get(key, frozenset()),
        now=state.now,
        term_rules=state.rules_of(subject.term_id),
        history=told_by(state.history.get(key, ()), command.term_code),
        waiting=state.waited_for(saga),
        promised=promised,
        beside=state.places.get(key, ()) if promised else (),
    )


def _promised(saga: FencedSaga, state: LockedState) -> frozenset[str]:
    """The groups in which the saga takes a seat that was held for the student, or offered; a basket that takes what it
    can get takes none of these."""
    command: Command = saga.request.saga.command
    if saga.details.task.kind is TaskKind.PROMOTE:
        return frozenset(command.group_codes)
    if not state.holds or command.policy is ErrorPolicy.BEST_EFFORT:
        return frozenset()
    holds = {key[1]: state.hold_for(saga, key) for key in _asked_for(saga)}
    return frozenset(
        code for code, hold in holds.items() if hold and hold.is_offered_at(saga.details.task.submitted_at)
    )
