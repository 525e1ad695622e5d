"""A student's places in waitlists as they change."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

import strawberry

from enrollment import catalogue
from schema.enrollment import Enrollment


@strawberry.type(description="The places of a student in the waitlists of a term.")
class WaitlistPlaces:
    at: datetime = strawberry.field(description="When this was sent.")
    places: list[Enrollment] = strawberry.field(
        description="All of them, by the groups' codes. One that is gone has got a seat or was given up: its task says."
    )

    @classmethod
    def from_domain(cls, places: Sequence[catalogue.Enrollment]) -> Self:
        return cls(at=datetime.now(UTC), places=[Enrollment.from_domain(place) for place in places])
