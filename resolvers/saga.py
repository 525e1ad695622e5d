"""saga: one saga by its id, which is its task's."""

from uuid import UUID

from enrollment.task import TaskState
from resolvers.archived import or_archived
from resolvers.context import Context
from resolvers.permissions import operates, signed_in


async def saga(context: Context, saga_id: UUID) -> TaskState | None:
    """The task whose saga has this id; for operators even one whose input cannot be read.

    Raises Archived.
    """
    signed_in(context)
    found = await context.loaders.task.load(saga_id)
    if found is None and operates(context):
        found = await context.services.sagas.saga(saga_id)
    return await or_archived(context, saga_id, found)
