"""Which students a client asks for."""

import strawberry


@strawberry.input(description="Which students; everything given has to hold.")
class StudentFilter:
    active: bool | None = strawberry.field(default=None, description="Only those who are active, or who are not.")
    has_holds: bool | None = strawberry.field(
        default=None, description="Only those against whom something is held, or nothing."
    )
