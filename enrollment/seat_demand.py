"""What a saga's part of a commit demands of seats, once the rules have spoken: pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from enrollment.allocate import NOTHING, Lacking, SeatRequest
from enrollment.best_effort import Judged, Lack, judge_one_by_one
from enrollment.commit_effects import effects_backward, effects_forward
from enrollment.commit_objections import dropped_besides, objections_to, situation_of
from enrollment.commit_values import FencedSaga, LockedState
from enrollment.offers import GroupKey
from enrollment.overrides import OverrideKind, OverrideUse, find_override, set_aside
from enrollment.plans import (
    Confirm,
    DropSeat,
    LeaveWaitlist,
    OfferSeat,
    ReleaseSeat,
    Rule,
    TakeSeat,
    Validate,
    ValidateSwap,
)
from enrollment.rules import Objection
from enrollment.task import ErrorPolicy, GroupStatus, TaskKind
from saga.plan import Effect
from saga.settle import still_forward

SeatOverrides = Mapping[tuple[OverrideKind, GroupKey], OverrideUse]
"""By what an override sets aside, GROUP_FULL or SEATS_RESERVED, and the group in which it does."""


@dataclass(frozen=True, slots=True)
class SeatDemand:
    """What a request comes to once the rules have spoken.

    Attributes:
        objections: what stands against it.
        drops: groups in which the student's confirmed seat is dropped.
        own: groups in which a seat is taken that is held for the student.
        leaves: groups in whose waitlist the student's place is dropped.
        offers: groups in which the seat that is held for the student is offered.
        keeps: codes of the groups that are not given up, although the command names them for that.
        confirms: whether its seats are confirmed.
        uses: the overrides that set objections aside.
        for_seats: those by which it has a seat in spite of a problem of this kind, by kind and group.
        judge: of a basket that takes what it can get, what fits, given what a group lacks.
    """

    saga: FencedSaga
    seats: SeatRequest[GroupKey]
    objections: tuple[Objection, ...] = ()
    drops: tuple[GroupKey, ...] = ()
    own: tuple[GroupKey, ...] = ()
    leaves: tuple[GroupKey, ...] = ()
    offers: tuple[GroupKey, ...] = ()
    keeps: frozenset[str] = frozenset()
    confirms: bool = False
    uses: tuple[OverrideUse, ...] = ()
    for_seats: SeatOverrides = field(default_factory=dict)
    judge: Callable[[Lack], Judged] | None = None

    def given(self, lacking: Lacking[GroupKey]) -> "SeatDemand":
        """What it comes to once it is known which groups have no seat for it."""
        if self.judge is None:
            return self._keeping_all() if self.swap_may_join and self.seats.missing(lacking) else self
        term_id = self.saga.details.term_id
        judged = self.judge(lambda code: _lack((term_id, code), lacking))
        takes = tuple((term_id, code) for code in judged.fits)
        for_seats = {(use.override.kind, (term_id, code)): use for code, use in judged.for_seats.items()}
        seats = replace(self.seats, takes=takes, chooses=None, may_lack=_may_lack(for_seats))
        used = {about: use for about, use in for_seats.items() if about[1] in takes}
        return replace(self, seats=seats, objections=judged.objections, uses=judged.uses, for_seats=used)

    @property
    def swap_may_join(self) -> bool:
        """Whether it is that of a swap whose student waits for a seat if there is none."""
        return self.saga.details.task.kind is TaskKind.SWAP and self.saga.request.saga.command.waitlist

    def _keeping_all(self) -> "SeatDemand":
        """The same of a swap that gives nothing up, because its student has to wait."""
        keeps = frozenset(self.saga.request.saga.command.drop_codes)
        return replace(self, seats=replace(self.seats, swaps=()), drops=(), leaves=(), keeps=keeps)

    @property
    def gives_own(self) -> tuple[GroupKey, ...]:
        """Groups in which the saga gives back a seat that it has taken itself."""
        return tuple(key for key in self.seats.gives if key not in self.drops)


_JUDGES_BY_RULES = Validate | ValidateSwap
_GIVES_UP = DropSeat | LeaveWaitlist


def demand_of(saga: FencedSaga, state: LockedState) -> SeatDemand:
    """What the saga demands in this commit."""
    request, term_id = saga.request, saga.details.term_id
    if not still_forward(request.saga.plan, request.saga.records, request.intent, cancelled=saga.cancelled):
        return _of_going_back(saga, state)
    effects = effects_forward(request)
    cohorts = _cohorts(saga, effects, state)
    wanted = [(term_id, effect.group_code) for effect in effects if isinstance(effect, TakeSeat)]
    accepted_at = saga.details.task.submitted_at
    own = tuple(key for key in wanted if (hold := state.hold_for(saga, key)) and hold.stands_at(accepted_at))
    promotes = saga.details.task.kind is TaskKind.PROMOTE  # takes the seat that is held, or none
    takes = () if promotes else tuple(key for key in wanted if key not in own)
    if takes and request.saga.command.policy is ErrorPolicy.BEST_EFFORT:
        return _best_effort(saga, effects, cohorts, state)
    against, uses, for_seats = _with_overrides(saga, list(objections_to(saga, effects, state)), takes, state)
    may_lack = _may_lack(for_seats)
    if against:
        takes = _said_to_be_full(saga, takes, state)
        return SeatDemand(saga, SeatRequest(takes, refused=True, cohorts=cohorts, may_lack=may_lack), against)
    keeps = _kept(saga, effects, state)
    waiting, given_up = state.waited_for(saga), _given_up(saga, effects, keeps, state)
    drops = tuple(key for key in given_up if key[1] not in waiting)
    if takes:
        may_wait = request.saga.command.waitlist and saga.details.task.kind is not TaskKind.SWAP
        waits_in = frozenset(key for key in takes if may_wait and key[1] not in waiting)
        seats = SeatRequest(takes, swaps=drops, cohorts=cohorts, waits_in=waits_in, may_lack=may_lack)
    else:
        seats = SeatRequest(gives=drops, cohorts=cohorts)
    return SeatDemand(
        saga,
        seats,
        drops=drops,
        own=own,
        leaves=tuple(key for key in given_up if key[1] in waiting),
        offers=tuple((term_id, effect.group_code) for effect in effects if isinstance(effect, OfferSeat)),
        keeps=keeps,
        confirms=_confirms(effects),
        uses=uses,
        for_seats=for_seats,
    )


def _of_going_back(saga: FencedSaga, state: LockedState) -> SeatDemand:
    """What is demanded by the undoing of steps, or by nothing that is to be done here."""
    term_id, undone = saga.details.term_id, effects_backward(saga.request)
    released = [(term_id, effect.group_code) for effect in undone if isinstance(effect, ReleaseSeat)]
    joined = {group.group_code for group in saga.details.task.groups if group.status is GroupStatus.WAITLISTED}
    gives = tuple(key for key in released if key[1] not in joined)
    leaves = tuple(key for key in released if key[1] in joined)
    return SeatDemand(saga, SeatRequest(gives=gives, cohorts=_cohorts(saga, (), state)), leaves=leaves)


def _cohorts(saga: FencedSaga, effects: Sequence[Effect], state: LockedState) -> frozenset[str] | None:
    """The student's, where groups reserve seats and the saga is judged by that."""
    if not state.members or not all(
        Rule.RESERVED_SEATS in effect.rules for effect in effects if isinstance(effect, _JUDGES_BY_RULES)
    ):
        return None
    return frozenset(state.students[saga.details.student_id].cohorts)


def _best_effort(
    saga: FencedSaga, effects: Sequence[Effect], cohorts: frozenset[str] | None, state: LockedState
) -> SeatDemand:
    term_id, command = saga.details.term_id, saga.request.saga.command
    rules = frozenset(rule for effect in effects if isinstance(effect, Validate) for rule in effect.rules)
    judge = partial(judge_one_by_one, command, situation_of(saga, state), rules, overrides=state.overrides_of(saga))

    def choose(lacks_of: Callable[[GroupKey], Lacking[GroupKey]]) -> list[GroupKey]:
        judged = judge(lambda code: _lack((term_id, code), lacks_of((term_id, code))))
        return [(term_id, code) for code in judged.fits]

    return SeatDemand(saga, SeatRequest(cohorts=cohorts, chooses=choose), confirms=_confirms(effects), judge=judge)


def _confirms(effects: Sequence[Effect]) -> bool:
    return any(isinstance(effect, Confirm) for effect in effects)


def _with_overrides(
    saga: FencedSaga, against: Sequence[Objection], takes: Sequence[GroupKey], state: LockedState
) -> tuple[tuple[Objection, ...], tuple[OverrideUse, ...], SeatOverrides]:
    """What stands of the objections, the overrides that set the others aside, and those for seats."""
    command, overrides = saga.request.saga.command, state.overrides_of(saga)
    if not overrides:
        return tuple(against), (), {}
    standing, uses = set_aside(against, command, overrides)
    for_seats = {
        (kind, key): OverrideUse(override, (key[1],))
        for kind in (OverrideKind.GROUP_FULL, OverrideKind.SEATS_RESERVED)
        for key in takes
        if key in state.offers and (override := find_override(kind, (key[1],), command, overrides))
    }
    return standing, uses, for_seats


def _lack(key: GroupKey, lacking: Lacking[GroupKey]) -> OverrideKind | None:
    """What an override would have to set aside for a seat in the group; None: nothing."""
    if key in lacking.full:
        return OverrideKind.GROUP_FULL
    return OverrideKind.SEATS_RESERVED if key in lacking.reserved else None


def _may_lack(for_seats: SeatOverrides) -> Lacking[GroupKey]:
    """What does not keep the student from a seat."""
    if not for_seats:
        return NOTHING
    return Lacking(
        full=tuple(key for kind, key in for_seats if kind is OverrideKind.GROUP_FULL),
        reserved=tuple(key for kind, key in for_seats if kind is OverrideKind.SEATS_RESERVED),
    )


def _said_to_be_full(saga: FencedSaga, takes: Sequence[GroupKey], state: LockedState) -> tuple[GroupKey, ...]:
    """The groups of a refused basket of which it is said all the same whether they are full.

    Not one that is unknown, cancelled or held already.
    """
    held = {offer.group.code for offer in state.held.get((saga.details.student_id, saga.details.term_id), ())}
    return tuple(
        key
        for key in takes
        if (offer := state.offers.get(key)) and offer.group.cancelled_at is None and key[1] not in held
    )


def _given_up(saga: FencedSaga, effects: Sequence[Effect], keeps: frozenset[str], state: LockedState) -> list[GroupKey]:
    """The groups in which the student gives up a seat or a place in the waitlist, unasked or not."""
    asked = [effect.group_code for effect in effects if isinstance(effect, _GIVES_UP)]
    given_up = [code for code in asked if code not in keeps]
    return [(saga.details.term_id, code) for code in (*given_up, *dropped_besides(saga, state))]


def _kept(saga: FencedSaga, effects: Sequence[Effect], state: LockedState) -> frozenset[str]:
    """What is not given up: by an offer, all of it; by a promotion, what the student does not have any more.

    What an earlier commit of the saga has decided to keep is kept, too.
    """
    task, codes = saga.details.task, saga.request.saga.command.drop_codes
    if not codes:
        return frozenset()
    if any(isinstance(effect, OfferSeat) for effect in effects):
        return frozenset(codes)
    gone = (code for code in codes if task.kind is TaskKind.PROMOTE and not state.has(saga, code))
    return frozenset(gone) | {group.group_code for group in task.groups if group.status is GroupStatus.NOT_DROPPED}
