"""What cancelTask is sent, and what it answers."""

from typing import Annotated

import strawberry

from enrollment import problems
from enrollment.task import TaskState
from resolvers.cancel_task import Outcome
from schema.request_problems import AlreadyFinal, InvalidInput, ServiceUnavailable, TaskNotFound
from schema.task import Task


@strawberry.input(description="A task to be called off.")
class CancelTaskInput:
    """See `resolvers.cancel_task`."""

    id: strawberry.ID = strawberry.field(description="The task's id.")
    reason: str | None = strawberry.field(
        default=None, description="Why, for the audit log; at most 1000 characters, and a blank one is none."
    )


@strawberry.type(description="The task will be undone and end CANCELLED, unless it was being undone already.")
class TaskCancelling:
    """Of `enrollment.task.TaskState`."""

    task: Task = strawberry.field(description="The task, as it is now.")


CancelTaskResult = Annotated[
    TaskCancelling | InvalidInput | TaskNotFound | AlreadyFinal | ServiceUnavailable,
    strawberry.union("CancelTaskResult", description="The task that will be undone, or why it will not."),
]


def result_of(outcome: Outcome) -> CancelTaskResult:
    """The outcome as clients see it."""
    match outcome:
        case TaskState():
            return TaskCancelling(task=Task.of(outcome))
        case problems.InvalidInput():
            return InvalidInput.of(outcome)
        case problems.TaskNotFound():
            return TaskNotFound.of(outcome)
        case problems.AlreadyFinal():
            return AlreadyFinal.of(outcome)
        case problems.ServiceUnavailable():
            return ServiceUnavailable.of(outcome)
