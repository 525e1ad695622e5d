"""What a commit does for each of its sagas: pure, from what was read under the locks to what is to be written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from enrollment.allocate import allocate
from enrollment.charges import needless_charges
from enrollment.commit_values import CommitResult, FencedSaga, LockedState
from enrollment.commit_verdict import Verdict, verdict_on
from enrollment.offers import GroupKey
from enrollment.plans import Confirm, DropSeat, TakeSeat, Validate, ValidateDrop, ValidateExpiry, ValidateSwap
from enrollment.problems import AnyProblem, SeatsReserved
from enrollment.refunds import waived
from enrollment.reserved_seats import with_members
from enrollment.rules import Objection
from enrollment.seat_demand import SeatDemand, demand_of
from enrollment.seat_shortage import reserved_seats
from enrollment.swap_waits import seconds_to_wait
from enrollment.task import TaskKind
from enrollment.task_after_commit import task_after
from enrollment.waitlist import DEFAULT_OFFER_SECONDS, NO_CHANGES, WaitlistChanges
from saga.plan import Plan
from saga.settle import CommitStamp, Settled, settle


def decide_commit(
    candidates: Iterable[FencedSaga], state: LockedState, *, swap_wait: timedelta = timedelta(0)
) -> list[CommitResult]:
    """The outcome of each candidate, in order of acceptance. Swaps that wait for a seat are left out.

    Args:
        swap_wait: how long a swap into a full group waits for another swap to give a seat up.
    """
    in_order = sorted(candidates, key=lambda candidate: candidate.details.accepted)
    demands, state = _demands(in_order, state)
    reserved = reserved_seats(state.offers, state.members, state.now)
    lacking = allocate(
        [demand.seats for demand in demands], _free(state), reserved, _owed(demands, state), state.released
    )
    have_waitlists = any(offer.waitlist for offer in state.offers.values())
    return [
        _result(verdict_on(demand.given(lacks), lacks, state), state, have_waitlists=have_waitlists)
        for demand, lacks in zip(demands, lacking, strict=True)
        if not demand.seats.missing(lacks) or not _waits(demand, state.now, swap_wait)
    ]


def _demands(in_order: Sequence[FencedSaga], state: LockedState) -> tuple[list[SeatDemand], LockedState]:
    """What each demands, and the state in which the held seats that are taken or offered by them are as good as taken:
    who comes later finds fewer of those that are reserved for no one."""
    demands = []
    for candidate in in_order:
        demand = demand_of(candidate, state)
        demands.append(demand)
        if state.members:
            state = _with_promoted(demand, state)
    return demands, state


def _with_promoted(demand: SeatDemand, state: LockedState) -> LockedState:
    held = [
        key
        for key in (*demand.own, *demand.offers)
        if key in state.members and (hold := state.hold_for(demand.saga, key)) and hold.offered_until is None
    ]
    if not held:
        return state
    cohorts = frozenset(state.students[demand.saga.details.student_id].cohorts)
    offers, members = dict(state.offers), dict(state.members)
    for key in held:
        offers[key] = offers[key].with_held_seat_offered()
        members[key] = with_members(members[key], cohorts, 1)
    return replace(state, offers=offers, members=members)


def _free(state: LockedState) -> dict[GroupKey, int]:
    """Seats that are neither taken nor promised to students who wait."""
    return {
        key: offer.group.capacity - offer.group.seats_taken - (offer.waitlist.promised if offer.waitlist else 0)
        for key, offer in state.offers.items()
    }


def _owed(demands: Sequence[SeatDemand], state: LockedState) -> dict[GroupKey, int]:
    """How many wait for a seat and have none held, but for those who leave the waitlist in this commit in any case."""
    waited_for = {key: offer.waitlist.unserved for key, offer in state.offers.items() if offer.waitlist}
    if not waited_for:
        return {}
    certain = [demand for demand in demands if not demand.seats.takes]
    leaving = Counter(key for demand in certain for key in demand.leaves if not state.hold_for(demand.saga, key))
    return {key: unserved - leaving[key] for key, unserved in waited_for.items() if unserved > leaving[key]}


def _waits(demand: SeatDemand, now: datetime, swap_wait: timedelta) -> bool:
    """Whether a demand that does not fit is that of a swap, against which nothing else speaks, that may wait still.

    One whose student waits in the group's waitlist does so immediately.
    """
    if not demand.seats.swaps or demand.swap_may_join:
        return False
    return seconds_to_wait(demand.saga.details.task, now, swap_wait) > 0


def _result(verdict: Verdict, state: LockedState, *, have_waitlists: bool) -> CommitResult:
    demand, candidate = verdict.demand, verdict.demand.saga
    settled = _settled(verdict, state)
    own_problems = _own_problems(verdict, settled)
    used_before = any(group.overrides for group in candidate.details.task.groups)
    changes = _waitlist_changes(verdict, settled, state) if have_waitlists or verdict.joins else NO_CHANGES
    return CommitResult(
        saga=candidate,
        settled=settled,
        task=task_after(verdict, settled, own_problems, state.now),
        own_problems=own_problems,
        takes=tuple(state.offers[key] for key in verdict.takes),
        gives=tuple(state.offers[key] for key in demand.gives_own),
        drops=tuple(state.offers[key] for key in demand.drops) if verdict.granted else (),
        take_as_confirmed=demand.confirms,
        confirms=demand.confirms and verdict.granted,
        now=state.now,
        waitlist=changes,
        beyond=frozenset(code for _, code in verdict.beyond),
        uses_up=tuple(dict.fromkeys(use.override.id for use in verdict.uses if use.override.once)),
        returns_overrides=settled.unsuccessful and used_before,
    )


def _settled(verdict: Verdict, state: LockedState) -> Settled:
    demand, candidate = verdict.demand, verdict.demand.saga
    saga, intent = candidate.request.saga, candidate.request.intent
    rules = state.rules_of(candidate.details.term_id)
    return settle(
        saga.plan,
        saga.records,
        intent,
        CommitStamp(saga.version + 1, state.began, state.now),
        problems={} if verdict.granted else _by_step(saga.plan, intent.forward, demand.objections, verdict.short),
        cancelled=candidate.cancelled,
        left_out=_left_out(verdict, saga.plan, intent.forward),
        waived=waived(saga.plan, rules, state.now, seats=len(demand.drops))
        | needless_charges(saga.plan, [code for _, code in verdict.joins])
        if intent.forward and not verdict.against
        else {},
    )


_VALIDATES = Validate | ValidateDrop | ValidateSwap | ValidateExpiry


def _by_step(
    plan: Plan, forward: tuple[int, ...], ruled: Sequence[Objection], short: Sequence[Objection]
) -> dict[int, AnyProblem]:
    """Problems by position: the rules' at the step that validates, or confirms what was validated by an earlier commit,
    and a full group's at the step that takes its seat."""
    problems: dict[int, AnyProblem] = {}
    validates = any(isinstance(plan.steps[position - 1].run, _VALIDATES) for position in forward)
    for position in forward:
        step = plan.steps[position - 1]
        if isinstance(step.run, _VALIDATES if validates else Confirm):
            found = ruled
        else:
            found = [objection for objection in short if step.subject in objection.group_codes]
        if found:
            problems[position] = found[0].problem
    return problems


def _left_out(verdict: Verdict, plan: Plan, forward: tuple[int, ...]) -> frozenset[int]:
    """Positions of steps that would take a seat that is not taken, or give one up that is kept."""
    taken, kept = {code for _, code in verdict.demand.seats.takes}, verdict.demand.keeps
    if not (verdict.partly or kept):
        return frozenset()
    steps = [(n, plan.steps[n - 1].run) for n in forward]
    return frozenset(
        n
        for n, run in steps
        if (verdict.partly and isinstance(run, TakeSeat) and run.group_code not in taken)
        or (isinstance(run, DropSeat) and run.group_code in kept)
    )


def _own_problems(verdict: Verdict, settled: Settled) -> tuple[AnyProblem, ...]:
    """The problems of the task that belong to none of its groups, each once: those that it had come first."""
    if verdict.against:
        found = [objection.problem for objection in verdict.against if not objection.group_codes]
    else:
        found = [record.problem for record in settled.changed if record.problem is not None]
    return tuple(dict.fromkeys((*verdict.demand.saga.details.own_problems, *found)))


def _waitlist_changes(verdict: Verdict, settled: Settled, state: LockedState) -> WaitlistChanges:
    demand, candidate = verdict.demand, verdict.demand.saga
    saga, term_id = candidate.request.saga, candidate.details.term_id

    def ids(keys: Iterable[GroupKey]) -> tuple[int, ...]:
        return tuple(state.offers[key].group.id for key in keys)

    def is_held(key: GroupKey) -> bool:
        hold = state.hold_for(candidate, key)
        return hold is not None and hold.saga_id == saga.id

    own = [(term_id, code) for code in saga.command.group_codes if settled.unsuccessful]
    drops, leaves = (demand.drops, demand.leaves) if verdict.granted else ((), ())
    promoted = [key for key in verdict.takes if key[1] in state.waited_for(candidate)]
    given_up = [key for key in (*leaves, *promoted) if key not in demand.own and state.hold_for(candidate, key)]
    restored = [key for key in demand.gives_own if state.offers[key].group.cancelled_at is None]
    promotes = demand.saga.details.task.kind is TaskKind.PROMOTE
    offer_seconds = state.rules_of(term_id).offer_seconds or DEFAULT_OFFER_SECONDS
    return WaitlistChanges(
        joins=ids(verdict.joins),
        leaves=ids(leaves),
        promoted=ids(promoted),
        offers=ids(demand.offers),
        offered_until=state.now + timedelta(seconds=offer_seconds) if demand.offers else None,
        passed=ids(key for key in own if is_held(key)),
        released_at=_released_at(verdict.against),
        restores=ids(restored),
        # What a promotion gives back is no further seat: it would come back to those who have just been passed over.
        frees=ids((*(() if promotes else demand.gives_own), *drops, *given_up)),
    )


def _released_at(against: Sequence[Objection]) -> datetime | None:
    """When the first of the seats is released that are said to be reserved for others."""
    problems = (objection.problem for objection in against)
    moments = (problem.released_at for problem in problems if isinstance(problem, SeatsReserved))
    return min((moment for moment in moments if moment is not None), default=None)
