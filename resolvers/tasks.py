"""tasks: several tasks by their ids."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context
from resolvers.permissions import may_see, signed_in


async def tasks(context: Context, ids: Sequence[UUID | None]) -> Sequence[TaskState | None]:
    """A task for each id, in their order; None for an id that is None or leads to no task that the caller may see."""
    signed_in(context)
    wanted = [task_id for task_id in ids if task_id is not None]
    found: Mapping[UUID, TaskState] = await context.services.tasks.tasks(wanted) if wanted else {}
    seen = {task_id: state for task_id, state in found.items() if may_see(context, state.student_code)}
    return [None if task_id is None else seen.get(task_id) for task_id in ids]
