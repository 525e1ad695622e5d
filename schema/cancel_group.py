"""What cancelGroup is sent, and what it answers."""

import strawberry

from enrollment.limits import MAX_REASON_CHARACTERS
from resolvers.cancel_group import cancel_group
from schema.group import Group
from schema.results import result_type


@strawberry.input(description="A group that shall not take place.")
class CancelGroupInput:
    term_code: str = strawberry.field(description="The term's code.")
    group_code: str = strawberry.field(description="The group's code.")
    reason: str = strawberry.field(
        description=f"Why, for the students to read; one line of at most {MAX_REASON_CHARACTERS} characters."
    )


@strawberry.type(
    description="The group is cancelled and takes no seat any more. Each student who is enrolled in it has a task that "
    "drops the seat; a task that has only reserved one is refused."
)
class GroupCancellation:
    group: Group = strawberry.field(description="The group, as it is now.")


CancelGroupResult = result_type(cancel_group, GroupCancellation, "The group, or why it was not cancelled.")
