"""What is to be read further for a commit, because a row that it has locked names a rule that needs it: pure."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from enrollment.commit_objections import dropped_besides
from enrollment.commit_values import FencedSaga, LockedState
from enrollment.offers import GroupKey
from enrollment.plans import Rule, Validate, ValidateSwap
from enrollment.requirement_rules import courses_told, needs_history
from enrollment.rule_settings import NO_TERM_RULES, DependentDrops, TermRules
from enrollment.seat_shortage import reserves_seats


def history_needed(sagas: Sequence[FencedSaga], state: LockedState) -> set[tuple[int, int, str]]:
    """Whose history decides, in which term, and of which course: (student id, term id, course code)."""
    asking = {key for key, offer in state.offers.items() if needs_history(offer, _term_rules(state, key[0]))}
    return {
        (saga.details.student_id, saga.details.term_id, code)
        for saga in (sagas if asking else ())
        for key in _judged(saga, Rule.PREREQUISITES, Rule.REPEATS)
        if key in asking
        for code in courses_told(state.offers[key])
    }


def members_needed(sagas: Sequence[FencedSaga], state: LockedState) -> set[GroupKey]:
    """The groups in which it matters who holds the seats."""
    asking = {key for key, offer in state.offers.items() if reserves_seats(offer, state.now)}
    return {key for saga in (sagas if asking else ()) for key in _judged(saga, Rule.RESERVED_SEATS) if key in asking}


def groups_kept_from(state: LockedState) -> list[int]:
    """The ids of the groups that reserve seats, or did until a moment, and in which students wait without one held."""
    offers = state.offers.values()
    return [it.group.id for it in offers if it.waitlist and it.waitlist.unserved and it.group_rules.reserved]


def groups_dropped_besides(sagas: Sequence[FencedSaga], state: LockedState) -> dict[UUID, list[GroupKey]]:
    """The groups that are dropped unasked, by the saga's id: their rows are not locked yet."""
    terms = {key for key, rules in state.term_rules.items() if rules.dependent_drops is DependentDrops.DROPPED_TOO}
    return {
        saga.request.saga.id: [(saga.details.term_id, code) for code in codes]
        for saga in sagas
        if saga.details.term_id in terms and (codes := dropped_besides(saga, state))
    }


def _term_rules(state: LockedState, term_id: int) -> TermRules:
    return state.term_rules.get(term_id, NO_TERM_RULES)


def _judged(saga: FencedSaga, *rules: Rule) -> Iterator[GroupKey]:
    """The groups asked for, if the saga is judged by one of these rules now."""
    plan, intent = saga.request.saga.plan, saga.request.intent
    for position in intent.forward:
        effect = plan.steps[position - 1].run
        if isinstance(effect, Validate | ValidateSwap) and not effect.rules.isdisjoint(rules):
            yield from ((saga.details.term_id, code) for code in saga.request.saga.command.group_codes)
