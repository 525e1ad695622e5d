"""The invariants, which hold at every moment, also after crashes. Violations are counted in the database."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec


class InvariantName(StrEnum):
    """The invariants, each named after its violation."""

    OVER_CAPACITY = "OVER_CAPACITY"
    SEATS_MISCOUNTED = "SEATS_MISCOUNTED"
    WAITLIST_MISCOUNTED = "WAITLIST_MISCOUNTED"
    WAITLIST_OUT_OF_ORDER = "WAITLIST_OUT_OF_ORDER"
    WAITLIST_NOT_SERVED = "WAITLIST_NOT_SERVED"
    HOLD_WITHOUT_PROMOTION = "HOLD_WITHOUT_PROMOTION"
    PROMOTION_WITHOUT_PLACE = "PROMOTION_WITHOUT_PLACE"
    PARTIAL_BASKET = "PARTIAL_BASKET"
    TASK_NOT_FINAL = "TASK_NOT_FINAL"
    VERSION_NOT_RISING = "VERSION_NOT_RISING"
    EFFECT_TWICE = "EFFECT_TWICE"
    SEAT_WITHOUT_SAGA = "SEAT_WITHOUT_SAGA"
    OUTCOME_NOT_RECORDED = "OUTCOME_NOT_RECORDED"
    KEY_NOT_RELEASED = "KEY_NOT_RELEASED"

    @property
    def meaning(self) -> str:
        """What must hold, in a sentence."""
        return _MEANINGS[self]

    @property
    def by_saga(self) -> bool:
        """Whether it is checked saga by saga: in each check the sagas that ended last, and some of the others."""
        return self in _BY_SAGA


_MEANINGS = {
    InvariantName.OVER_CAPACITY: "No group has more seats taken, held and offered than its capacity; those that an "
    "override gave beyond it do not count.",
    InvariantName.SEATS_MISCOUNTED: "A group's count of seats taken equals its live enrollments that hold a seat, and "
    "that of seats beyond its capacity those that are.",
    InvariantName.WAITLIST_MISCOUNTED: "A group's counts of students who wait and of seats held and offered are true.",
    InvariantName.WAITLIST_OUT_OF_ORDER: "The places in a waitlist have the order in which their tasks were accepted.",
    InvariantName.WAITLIST_NOT_SERVED: "While a term is open, a free seat of a group is held for a student who waits, "
    "unless all of them were passed over since it became free.",
    InvariantName.HOLD_WITHOUT_PROMOTION: "Every seat that is held is held for a student who waits, and offered, or to "
    "be taken by a task that is not final.",
    InvariantName.PROMOTION_WITHOUT_PLACE: "Every seat taken by a promotion took the place of one in the waitlist.",
    InvariantName.PARTIAL_BASKET: "A task that succeeded enrolled in, or dropped, each of its groups, and dropped "
    "none while its student waits for the seat; every other final task changed nothing; and each dropped enrollment "
    "was dropped by a task.",
    InvariantName.TASK_NOT_FINAL: "Every task becomes final, even if workers end.",
    InvariantName.VERSION_NOT_RISING: "The versions of a saga's records rise, and none is above the saga's own.",
    InvariantName.EFFECT_TWICE: "No effect of a task happens twice: no student is twice in a group, or in two groups "
    "of a course; no outcome is recorded twice.",
    InvariantName.SEAT_WITHOUT_SAGA: "Every seat that is held for a saga belongs to a saga that is not final.",
    InvariantName.OUTCOME_NOT_RECORDED: "The audit log has the outcome of each group of every final task.",
    InvariantName.KEY_NOT_RELEASED: "A task that ended without success has released a derived key, so that the "
    "same can be requested again.",
}
_BY_SAGA = frozenset(
    {
        InvariantName.PARTIAL_BASKET,
        InvariantName.PROMOTION_WITHOUT_PLACE,
        InvariantName.VERSION_NOT_RISING,
        InvariantName.EFFECT_TWICE,
        InvariantName.OUTCOME_NOT_RECORDED,
        InvariantName.KEY_NOT_RELEASED,
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

    invariant: InvariantName
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
