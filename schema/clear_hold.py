"""What clearHold is sent, and what it answers."""

import strawberry

from resolvers.clear_hold import clear_hold
from schema.results import result_type
from schema.student import Student


@strawberry.input(description="A hold that shall stand no longer.")
class ClearHoldInput:
    student_code: str = strawberry.field(description="The student's code.")
    code: str = strawberry.field(description="The hold's code.")
    reason: str = strawberry.field(description="Why, for the audit log; 1 to 1000 characters, not blank.")


@strawberry.type(description="The hold is gone; what it was is in the audit log.")
class HoldCleared:
    student: Student = strawberry.field(description="The student, as they are now.")


ClearHoldResult = result_type(clear_hold, HoldCleared, "The student, or why nothing was cleared.")
