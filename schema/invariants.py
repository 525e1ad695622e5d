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
        description="How many were found. A violation is looked at again by each check until it is gone."
    )
    examples: Sequence[str] = strawberry.field(description="Up to five violations, in words.")
    checked_at: datetime = strawberry.field(description="When it was checked.")
    complete_since: datetime | None = strawberry.field(
        description="Everything that existed at this moment has been checked since. Some invariants are checked by "
        "saga; a check covers the sagas that ended since the last one, and a part of the others. Null until all have "
        "been covered once."
    )
