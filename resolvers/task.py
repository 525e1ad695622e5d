"""task: one task by its id."""

from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context


async def task(context: Context, task_id: UUID) -> TaskState | None:
    """The task with this id, if any."""
    return await context.loaders.task.load(task_id)
