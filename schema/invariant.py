"""What must always hold."""

from datetime import datetime
from typing import Self

import strawberry

from enrollment import invariants as domain


@strawberry.type(
    description="Something that must hold at every moment, whatever died. Checked in one snapshot of the database, so "
    "that work under way is never taken for a violation."
)
class Invariant:
    """Of `enrollment.invariants.Finding`."""

    name: str = strawberry.field(description="Its stable name: what would break it.")
    meaning: str = strawberry.field(description="What has to hold, in a sentence.")
    violations: int = strawberry.field(
        description="How many were found. A violation once found is looked at again by each check until it is mended."
    )
    examples: list[str] = strawberry.field(description="Up to five violations, in words.")
    checked_at: datetime = strawberry.field(description="When it was checked.")
    complete_since: datetime | None = strawberry.field(
        description="Everything that there was at this moment has been looked at since. What has to be looked at saga "
        "by saga is: those that ended since the check before, and some of all the others; null until it once was "
        "through."
    )

    @classmethod
    def of(cls, finding: domain.InvariantFinding) -> Self:
        """The invariant as clients see it."""
        return cls(
            name=finding.invariant.value,
            meaning=finding.invariant.meaning,
            violations=finding.violations,
            examples=list(finding.examples),
            checked_at=finding.checked_at,
            complete_since=finding.complete_since,
        )
