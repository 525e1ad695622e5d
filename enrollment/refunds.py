"""Whether what is owed after a drop has to be paid: what the rules of its term say, at the moment of the drop.

For a seat that the institution takes it has to be paid in any case.
"""

from datetime import datetime

from enrollment.plans import ValidateDrop
from enrollment.rule_settings import TermRules
from saga.plan import Plan

_BY_INSTITUTION = ValidateDrop(by_institution=True)


def waived(plan: Plan, rules: TermRules, dropped_at: datetime, *, seats: int) -> dict[int, str]:
    """The positions of owed steps that need not be carried out, each with the reason.

    `seats`: how many were given up; none, if the student only waited for one.
    """
    owed = [position for position, step in enumerate(plan.steps, 1) if step.owed]
    if not owed:
        return {}
    if not seats:
        return dict.fromkeys(owed, "no seat was given up")
    if any(step.run == _BY_INSTITUTION for step in plan.steps):
        return {}
    if rules.refunds is not None and rules.refunds.are_due(dropped_at):
        return {}
    reason = "the term gives nothing back"
    return dict.fromkeys(owed, reason if rules.refunds is None else f"{reason} since {rules.refunds.until}")
