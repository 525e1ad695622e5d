"""task: one task by its id."""

from uuid import UUID

from enrollment.task import TaskState
from resolvers.archived import or_archived
from resolvers.context import Context
from resolvers.permissions import signed_in


async def task(context: Context, task_id: UUID) -> TaskState | None:
    """None where the caller may see no such task. Raises Archived."""
    signed_in(context)
    return await or_archived(context, task_id, await context.loaders.task.load(task_id))
