"""What must always hold, and whether it does."""

from collections.abc import Sequence
from datetime import datetime

import strawberry


@strawberry.type(
    description="Something that must hold at every moment, whatever died. Checked in one snapshot of the database, so "
    "that work under way is never taken for a violation."
)
class Invariant:
    name: str = strawberry.field(description="Its stable name: what would break it.")
    meaning: str = strawberry.field(description="What has to hold, in a sentence.")
    violations: int = strawberry.field(
        description="How many were found. A violation once found is looked at again by each check until it is mended."
    )
    examples: Sequence[str] = strawberry.field(description="Up to five violations, in words.")
    checked_at: datetime = strawberry.field(description="When it was checked.")
    complete_since: datetime | None = strawberry.field(
        description="Everything that there was at this moment has been looked at since. What has to be looked at saga "
        "by saga is: those that ended since the check before, and some of all the others; null until it once was "
        "through."
    )
