"""tasks: several tasks by their ids."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from enrollment.task import TaskState
from resolvers.context import Context
from resolvers.errors import Archived
from resolvers.permissions import may_see, signed_in


async def tasks(context: Context, ids: Sequence[UUID | None]) -> Sequence[TaskState | Archived | None]:
    """A task for each id, in their order, or why there is none: None for an id that is None or leads to no task that
    the caller may see, and Archived for one that is as old as those that are archived."""
    signed_in(context)
    wanted = [task_id for task_id in dict.fromkeys(ids) if task_id is not None]
    found: Mapping[UUID, TaskState] = await context.services.tasks.tasks(wanted) if wanted else {}
    seen = {task_id: state for task_id, state in found.items() if may_see(context, state.student_code)}
    absent = [task_id for task_id in wanted if task_id not in seen]
    instants = await context.loaders.archived_before.load_many(absent)
    archived = {task_id: Archived(before) for task_id, before in zip(absent, instants, strict=True) if before}
    return [None if task_id is None else seen.get(task_id) or archived.get(task_id) for task_id in ids]
