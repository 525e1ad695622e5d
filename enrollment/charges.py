"""What billing is asked about: the groups that it is told, and charges that there is no reason to ask for."""

from collections.abc import Collection

from enrollment.plans import CallParticipant, Service, TakeSeat
from enrollment.task import Command, GroupStatus, GroupTask
from saga.plan import Plan

_CHARGE = CallParticipant(Service.BILLING)


def billed_codes(command: Command, groups: Collection[GroupTask], left_out: Collection[str]) -> tuple[str, ...]:
    """The groups whose seats are charged for or paid back, in the order of their codes; not those a swap gives up.

    `groups`: those of the task, with what was dropped unasked. What is waited for is charged for by its promotion.
    """
    unbilled = {*command.drop_codes, *left_out}
    waits = GroupStatus.WAITLISTED
    return tuple(sorted(g.group_code for g in groups if g.group_code not in unbilled and g.status is not waits))


def given_up_codes(command: Command, groups: Collection[GroupTask]) -> tuple[str, ...]:
    """The groups that are given up for those that are charged for. `groups`: those of the task."""
    kept = {group.group_code for group in groups if group.status is GroupStatus.NOT_DROPPED}
    return tuple(code for code in command.drop_codes if code not in kept)


def needless_charges(plan: Plan, joined: Collection[str]) -> dict[int, str]:
    """The positions of charges of a task that takes no seat, because it waits for all its groups, each with the reason.

    `joined`: codes of the groups whose waitlists it joins.
    """
    takes = {step.run.group_code for step in plan.steps if isinstance(step.run, TakeSeat)}
    if not joined or takes.difference(joined):
        return {}
    charges = (position for position, step in enumerate(plan.steps, 1) if step.run == _CHARGE and not step.owed)
    return dict.fromkeys(charges, "no seat was taken")
