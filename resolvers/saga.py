"""saga: one saga by its id, which is its task's."""

from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context


async def saga(context: Context, saga_id: UUID) -> TaskState | None:
    """The state whose saga has this id, if any."""
    return await context.loaders.task.load(saga_id)
