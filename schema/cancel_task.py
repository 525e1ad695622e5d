"""What cancelTask is sent, and what it answers."""

import strawberry

from resolvers.cancel_task import cancel_task
from schema.results import result_type
from schema.task import Task


@strawberry.input(description="A task to be cancelled.")
class CancelTaskInput:
    id: strawberry.ID = strawberry.field(description="The task's id.")
    reason: str | None = strawberry.field(
        default=None, description="Why, for the audit log; at most 1000 characters, and a blank one is none."
    )


@strawberry.type(description="The task will be undone and end CANCELLED, unless it was being undone already.")
class TaskCancelling:
    task: Task = strawberry.field(description="The task, as it is now.")


CancelTaskResult = result_type(cancel_task, TaskCancelling, "The task that will be undone, or why it will not.")
