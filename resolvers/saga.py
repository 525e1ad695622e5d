"""saga: one saga by its id, which is its task's."""

from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context
from resolvers.permissions import operates, signed_in


async def saga(context: Context, saga_id: UUID) -> TaskState | None:
    """The task whose saga has this id; for operators even one whose input cannot be read."""
    signed_in(context)
    found = await context.loaders.task.load(saga_id)
    return await context.services.sagas.saga(saga_id) if found is None and operates(context) else found
