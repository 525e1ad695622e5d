"""What must hold at every moment, whatever died: each is checked in the database alone, and violations are counted."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec


class Invariant(StrEnum):
    """By the name of what would break it."""

    OVER_CAPACITY = "OVER_CAPACITY"
    SEATS_MISCOUNTED = "SEATS_MISCOUNTED"
    PARTIAL_BASKET = "PARTIAL_BASKET"
    TASK_NOT_FINAL = "TASK_NOT_FINAL"
    VERSION_NOT_RISING = "VERSION_NOT_RISING"
    EFFECT_TWICE = "EFFECT_TWICE"
    SEAT_WITHOUT_SAGA = "SEAT_WITHOUT_SAGA"
    OUTCOME_NOT_RECORDED = "OUTCOME_NOT_RECORDED"
    KEY_NOT_RELEASED = "KEY_NOT_RELEASED"

    @property
    def meaning(self) -> str:
        """What has to hold, in a sentence."""
        return _MEANINGS[self]

    @property
    def by_saga(self) -> bool:
        """Whether it is checked saga by saga: in each check the sagas that ended last, and some of the others."""
        return self in _BY_SAGA


_MEANINGS = {
    Invariant.OVER_CAPACITY: "No group has more live enrollments, or seats taken, than its capacity.",
    Invariant.SEATS_MISCOUNTED: "A group's seats taken are its live enrollments.",
    Invariant.PARTIAL_BASKET: "A task that succeeded enrolled in, or dropped, each of its groups; any other that ended "
    "left nothing behind; and no enrollment is dropped that no task dropped.",
    Invariant.TASK_NOT_FINAL: "Every task becomes final, though workers come and go.",
    Invariant.VERSION_NOT_RISING: "The records of a saga have rising versions, none beyond the saga's own.",
    Invariant.EFFECT_TWICE: "Nothing that a task does is done twice: no student is twice in a group, or in two groups "
    "of a course; no outcome is told twice.",
    Invariant.SEAT_WITHOUT_SAGA: "Every seat that is held for a saga has a saga that is still live.",
    Invariant.OUTCOME_NOT_RECORDED: "The audit log has the outcome of each group of every task that ended.",
    Invariant.KEY_NOT_RELEASED: "A task that ended without success gives up a key that was derived for it, so that the "
    "same can be asked for again.",
}
_BY_SAGA = frozenset(
    {
        Invariant.PARTIAL_BASKET,
        Invariant.VERSION_NOT_RISING,
        Invariant.EFFECT_TWICE,
        Invariant.OUTCOME_NOT_RECORDED,
        Invariant.KEY_NOT_RELEASED,
    }
)


class InvariantFinding(msgspec.Struct, frozen=True):
    """What a check found.

    Attributes:
        violations: how many, in what was looked at; what was once found is looked at again each time.
        examples: up to five of them, in words.
        checked_at: when, by the database's clock. UTC.
        complete_since: everything that there was at this moment has been looked at since, and what ended later as well;
            None as long as that cannot be said. UTC.
    """

    invariant: Invariant
    violations: int
    examples: tuple[str, ...]
    checked_at: datetime
    complete_since: datetime | None

    @property
    def name(self) -> str:
        return self.invariant.value

    @property
    def meaning(self) -> str:
        return self.invariant.meaning


def violated(findings: Sequence[InvariantFinding]) -> list[InvariantFinding]:
    """Those that found something."""
    return [finding for finding in findings if finding.violations]
