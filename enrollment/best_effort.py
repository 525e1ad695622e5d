"""A basket that is to be enrolled as far as possible: its groups are judged one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from msgspec import structs

from enrollment.overrides import Override, OverrideKind, OverrideUse, find_override, set_aside
from enrollment.plans import Rule
from enrollment.rules import Objection, OfferedGroup, Situation, against_enrolling
from enrollment.task import Command

Lack = Callable[[str], OverrideKind | None]
"""What an override for the group would have to set aside for a seat: GROUP_FULL or SEATS_RESERVED; None: nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What fits of a basket, and what the rules say against the rest; the others have no seat.

    Attributes:
        uses: the overrides by which it fits; for_seats: those by which a group has a seat, by its code.
    """

    fits: tuple[str, ...]
    objections: tuple[Objection, ...]
    uses: tuple[OverrideUse, ...] = ()
    for_seats: Mapping[str, OverrideUse] = field(default_factory=dict)


def judge_one_by_one(
    command: Command, situation: Situation, rules: frozenset[Rule], lack: Lack, overrides: Sequence[Override] = ()
) -> Judged:
    """Judge each group beside what is held and what fitted before it, in the order of their codes.

    A basket that fits whole is taken whole, so its groups may need each other. Otherwise what a group needs has to be
    held, or to come before it; and of a one-time override, it has to be left by those that came before it.

    Args:
        lack: not asked of groups that are unknown, cancelled or held.
        overrides: those that the task can use.
    """
    lack = cache(lack)
    whole = _judge_whole(command, situation, rules, lack, overrides)
    return whole or _judge_each(command, situation, rules, lack, overrides)


def _judge_whole(
    command: Command, situation: Situation, rules: frozenset[Rule], lack: Lack, overrides: Sequence[Override]
) -> Judged | None:
    """All of it, if it fits as a basket does of which everything is wanted or nothing."""
    standing, uses = set_aside(against_enrolling(command, situation, rules), command, overrides)
    if standing:
        return None
    for_seats = {}
    for code in command.group_codes:
        use = _for_seat(code, command, lack, overrides)
        if use is None and lack(code):
            return None
        if use is not None:
            for_seats[code] = use
    return Judged(command.group_codes, (), uses, for_seats)


def _judge_each(
    command: Command, situation: Situation, rules: frozenset[Rule], lack: Lack, overrides: Sequence[Override]
) -> Judged:
    held, left = {offer.group.code for offer in situation.held}, list(overrides)
    fits, objections = list[OfferedGroup](), list[Objection]()
    uses, for_seats = list[OverrideUse](), dict[str, OverrideUse]()
    for code in command.group_codes:
        alone = structs.replace(command, group_codes=(code,))
        against = against_enrolling(alone, replace(situation, held=[*situation.held, *fits]), rules)
        standing, set_aside_by = set_aside(against, alone, left)
        # What speaks against the student speaks against each group.
        objections += (Objection(each.problem, each.group_codes or (code,)) for each in standing)
        offer = situation.offers.get(code)
        if offer is None or offer.group.cancelled_at is not None or code in held:
            continue
        for_seat = _for_seat(code, alone, lack, left)
        if for_seat is not None:
            for_seats[code] = for_seat
        if not standing and (for_seat is not None or not lack(code)):
            fits.append(offer)
            uses += set_aside_by
            spent = {use.override.id for use in (*set_aside_by, for_seat) if use and _is_spent(use.override)}
            left = [override for override in left if override.id not in spent]
    return Judged(tuple(offer.group.code for offer in fits), tuple(objections), tuple(uses), for_seats)


def _for_seat(code: str, command: Command, lack: Lack, overrides: Sequence[Override]) -> OverrideUse | None:
    """By what a group has a seat although it lacks one; None if it does not, and if it has one anyhow."""
    kind = lack(code)
    override = find_override(kind, (code,), command, overrides) if kind and overrides else None
    return None if override is None else OverrideUse(override, (code,))


def _is_spent(override: Override) -> bool:
    """Whether one group uses it up. A closed window is the same for all groups of a task."""
    return override.once and override.kind is not OverrideKind.TERM_NOT_OPEN
