"""What placeHold is sent, and what it answers."""

from datetime import datetime

import strawberry

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_NAME_CHARACTERS, MAX_REASON_CHARACTERS
from resolvers.place_hold import place_hold
from schema.results import result_type
from schema.student import Student


@strawberry.input(
    description="Something to be held against a student. If they have a hold with this code, it shall be as said here."
)
class PlaceHoldInput:
    student_code: str = strawberry.field(description="The student's code.")
    code: str = strawberry.field(
        description=f"Its code, unique among the student's holds; at most {MAX_CODE_CHARACTERS} characters."
    )
    reason: str = strawberry.field(
        description=f"Why, for the student to read; one line of at most {MAX_REASON_CHARACTERS} characters."
    )
    office: str | None = strawberry.field(
        default=None, description=f"Who can lift it, at most {MAX_NAME_CHARACTERS} characters."
    )
    since: datetime | None = strawberry.field(
        default=None,
        description="From when it stands, that moment included; without it from now on, or as before.",
    )
    until: datetime | None = strawberry.field(
        default=None, description="Until when it stands, that moment not included; without it until it is cleared."
    )
    blocks_enrollment: bool = strawberry.field(default=True, description="Whether it keeps from enrolling.")
    blocks_drops: bool = strawberry.field(default=False, description="Whether it keeps from dropping.")


@strawberry.type(description="The hold is placed; it counts for whatever is carried out from now on.")
class HoldPlaced:
    student: Student = strawberry.field(description="The student, as they are now.")


PlaceHoldResult = result_type(place_hold, HoldPlaced, "The student, or why nothing was placed.")
