"""Seats of groups as they change."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

import strawberry

from enrollment import catalogue


@strawberry.type(description="How many seats a group has.")
class SeatCount:
    group_code: str = strawberry.field(description="The group.")
    capacity: int = strawberry.field(description="How many seats it has.")
    taken: int = strawberry.field(description="How many of them are taken.")
    held: int = strawberry.field(description="How many are free and held for the waitlist.")
    offered: int = strawberry.field(description="How many are free and offered to students of the waitlist.")
    available: int = strawberry.field(description="How many are free for everyone; none once the group is cancelled.")


@strawberry.type(description="Seats of a term's groups: of all that are watched at first, then of those that changed.")
class SeatCounts:
    at: datetime = strawberry.field(description="When this was sent.")
    groups: Sequence[catalogue.SeatCount] = strawberry.field(
        description="The groups, by code.", graphql_type=list[SeatCount]
    )

    @classmethod
    def from_domain(cls, groups: Sequence[catalogue.SeatCount]) -> Self:
        return cls(at=datetime.now(UTC), groups=groups)
