"""What a saga gets of its demand, once it is known which groups have no seat for it: pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.allocate import Lacking
from enrollment.commit_values import LockedState
from enrollment.offers import GroupKey
from enrollment.overrides import OverrideKind, OverrideUse
from enrollment.problems import AlreadyWaitlisted
from enrollment.rules import Objection
from enrollment.seat_demand import SeatDemand, SeatOverrides
from enrollment.seat_shortage import shortages


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a saga gets of its demand.

    Attributes:
        short: what is said of the groups that have no seat for it.
        against: that, after what the rules say: all that speaks against the demand, or against some of its groups.
        partly: whether it gets some groups although something speaks against others.
        granted: whether it gets what it demands, or a part of that.
        takes: groups in which it gets a seat; joins: those in which it gets a place in the waitlist instead.
        beyond: groups in which its seat is beyond the capacity.
        uses: the overrides that it uses.
    """

    demand: SeatDemand
    short: Sequence[Objection]
    against: Sequence[Objection]
    partly: bool
    granted: bool
    takes: Sequence[GroupKey]
    joins: Sequence[GroupKey]
    beyond: Sequence[GroupKey]
    uses: Sequence[OverrideUse]


def verdict_on(demand: SeatDemand, lacking: Lacking[GroupKey], state: LockedState) -> Verdict:
    """The verdict on a demand of which it is known what it comes to (`SeatDemand.given`).

    Args:
        lacking: the groups in which it has no seat, those included in which an override gives it one.
    """
    missing = demand.seats.missing(lacking)
    short = _shortages(demand, missing, state) if missing else ()
    against = (*demand.objections, *short)
    partly = demand.judge is not None and bool(demand.seats.takes)
    granted = partly or not against
    joins = (*missing.full, *missing.reserved) if granted and demand.saga.request.saga.command.waitlist else ()
    for_seats = _used_for_seats(demand, lacking) if granted and demand.for_seats else {}
    return Verdict(
        demand,
        short=short,
        against=against,
        partly=partly,
        granted=granted,
        takes=[key for key in (*demand.own, *demand.seats.takes) if key not in joins] if granted else (),
        joins=joins,
        beyond=[key for kind, key in for_seats if kind is OverrideKind.GROUP_FULL],
        uses=_used((*demand.uses, *for_seats.values()), joins) if granted else (),
    )


def _used(needed: Sequence[OverrideUse], joins: Sequence[GroupKey]) -> tuple[OverrideUse, ...]:
    """Of the overrides that it needs, those that it uses: not for groups in which it waits, whose seat will need them.

    That a window is closed is set aside for the task itself.
    """
    waits_in = {code for _, code in joins}
    return tuple(
        use
        for use in needed
        if use.override.kind is OverrideKind.TERM_NOT_OPEN or not waits_in.issuperset(use.group_codes)
    )


def _used_for_seats(demand: SeatDemand, lacking: Lacking[GroupKey]) -> SeatOverrides:
    """The overrides that it needs for its seats."""
    needed = ((OverrideKind.GROUP_FULL, lacking.full), (OverrideKind.SEATS_RESERVED, lacking.reserved))
    about = [(kind, key) for kind, keys in needed for key in keys if (kind, key) in demand.for_seats]
    return {each: demand.for_seats[each] for each in about}


def _shortages(demand: SeatDemand, missing: Lacking[GroupKey], state: LockedState) -> list[Objection]:
    """What is said of the groups that it is missing: of one who wants to wait, only that they wait there already."""
    if demand.saga.request.saga.command.waitlist:
        waiting = state.waited_for(demand.saga)
        codes = [code for _, code in (*missing.full, *missing.reserved) if code in waiting]
        return [Objection(AlreadyWaitlisted(group_code=code), (code,)) for code in codes]
    problems = shortages(missing, state.offers, demand.seats.cohorts, state.now)
    return [Objection(problem, (problem.group_code,)) for problem in problems]
