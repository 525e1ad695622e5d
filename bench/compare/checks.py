"""Whether the outcome of a phase keeps what is promised."""

from collections.abc import Mapping, Sequence
from typing import Any

Outcome = tuple[Any, ...]
"""A task, `completed`, `rejected` or another word while it is not final, and the number of its live enrollments."""

Group = tuple[Any, ...]
"""Code, capacity, seats taken, live enrollments."""

_BASKET = 3


def broken_promises(
    outcomes: Sequence[Outcome], groups: Sequence[Group], sent: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """How often each promise is broken. `sent`: the groups of each accepted task."""
    found = {task for task, _, _ in outcomes}
    return {
        "over_capacity": sum(max(taken, live) > capacity for _, capacity, taken, live in groups),
        "seats_mismatch": sum(taken != live for _, _, taken, live in groups),
        "partial": sum(live != (_BASKET if outcome == "completed" else 0) for _, outcome, live in outcomes),
        "not_terminal": sum(outcome not in ("completed", "rejected") for _, outcome, _ in outcomes),
        "lost": len(set(sent) - found),
        "phantom": len(found - set(sent)),
    }


def spurious_rejections(outcomes: Sequence[Outcome], groups: Sequence[Group], sent: Mapping[str, Sequence[str]]) -> int:
    """How many baskets were refused although none of their groups is full in the end."""
    full = {code for code, capacity, _, live in groups if live >= capacity}
    return sum(outcome == "rejected" and not full & set(sent.get(task, full)) for task, outcome, _ in outcomes)
