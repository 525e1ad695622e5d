"""What enroll and drop are sent, and what they answer."""

import strawberry

from resolvers.drop import drop
from resolvers.enroll import enroll
from schema.results import result_type
from schema.task import Task


@strawberry.input
class _BasketInput:
    student_code: str = strawberry.field(description="The student's code.")
    term_code: str = strawberry.field(description="The term's code.")
    group_codes: list[str] = strawberry.field(description="The groups' codes, 1 to 50; a repeated one counts once.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Makes it safe to send this again: the same key gives the same task. At most 255 printable "
        "characters; the `Idempotency-Key` header means the same. Without one, the same student, term and groups "
        "are the same request.",
    )


@strawberry.input(description="One student, several groups of one term: all or none.")
class EnrollInput(_BasketInput):
    pass


@strawberry.input(description="One student, several groups of one term whose seats are given back: all or none.")
class DropInput(_BasketInput):
    pass


@strawberry.type(description="The request is durable and will be carried out; subscribe to its task.")
class TaskAccepted:
    task: Task = strawberry.field(description="The task, as it is now.")
    replayed: bool = strawberry.field(description="Whether an earlier request with the same key made it.")


EnrollResult = result_type(enroll, TaskAccepted, "A task, or why there is none.")
DropResult = result_type(drop, TaskAccepted, "A task, or why there is none.")
