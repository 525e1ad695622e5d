"""tasks: several tasks by their ids."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context


async def tasks(context: Context, ids: Sequence[UUID | None]) -> Sequence[TaskState | None]:
    """A task for each id, in their order; None for an id that is None or nobody's."""
    wanted = [task_id for task_id in ids if task_id is not None]
    found: Mapping[UUID, TaskState] = await context.ports.tasks.tasks(wanted) if wanted else {}
    return [None if task_id is None else found.get(task_id) for task_id in ids]
