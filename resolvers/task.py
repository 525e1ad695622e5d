"""task: one task by its id."""

from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context
from resolvers.permissions import signed_in


async def task(context: Context, task_id: UUID) -> TaskState | None:
    signed_in(context)
    return await context.loaders.task.load(task_id)
