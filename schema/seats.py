"""Seats as they change."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

import strawberry

from enrollment import catalogue


@strawberry.type(description="How many seats a group has.")
class SeatCount:
    """Of `enrollment.catalogue.SeatCount`."""

    group_code: str = strawberry.field(description="The group.")
    capacity: int = strawberry.field(description="How many seats it has.")
    taken: int = strawberry.field(description="How many of them are taken.")
    available: int = strawberry.field(description="How many are not.")


@strawberry.type(description="Seats of a term's groups: of all that are watched at first, then of those that changed.")
class SeatCounts:
    """Of a reading."""

    at: datetime = strawberry.field(description="When this was sent.")
    groups: list[SeatCount] = strawberry.field(description="The groups, by code.")

    @classmethod
    def of(cls, seats: Sequence[catalogue.SeatCount]) -> Self:
        """The seats as clients see them."""
        groups = [
            SeatCount(
                group_code=count.group_code,
                capacity=count.capacity,
                taken=count.taken,
                available=count.capacity - count.taken,
            )
            for count in seats
        ]
        return cls(at=datetime.now(UTC), groups=groups)
