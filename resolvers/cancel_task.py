"""cancelTask: ask for a task to be called off and undone."""

from uuid import UUID

from enrollment.problems import AlreadyFinal, InvalidInput, ServiceUnavailable, TaskNotFound
from enrollment.task import TaskState
from resolvers.audit_refusal import noted
from resolvers.availability import or_unavailable
from resolvers.context import Context, Role
from resolvers.permissions import allow
from resolvers.reasons import reason_errors
from resolvers.validation import invalid, optional_text

Outcome = TaskState | InvalidInput | TaskNotFound | AlreadyFinal | ServiceUnavailable


async def cancel_task(context: Context, task_id: UUID | None, reason: str | None) -> Outcome:
    """The task as it is now, to be undone; or why it cannot be. `task_id`: None for what is no task's id."""
    allow(context, Role.STUDENT, Role.REGISTRAR, Role.OPERATOR)
    why = optional_text(reason)
    return noted(context, "CANCEL_TASK", await _cancel(context, task_id, why), reason=why, task_id=task_id)


async def _cancel(context: Context, task_id: UUID | None, why: str | None) -> Outcome:
    if errors := reason_errors(why or "", context.language, needed=False):
        return invalid(errors)
    if task_id is None:
        return TaskNotFound(path=("input", "id"))
    return await or_unavailable(_cancel_theirs(context, task_id, why))


async def _cancel_theirs(context: Context, task_id: UUID, why: str | None) -> TaskState | TaskNotFound | AlreadyFinal:
    # What is not theirs is not there; staff sees everything, and need not wait for a look.
    if not context.caller.sees_everybody and await context.loaders.task.load(task_id) is None:
        return TaskNotFound(path=("input", "id"))
    return await context.ports.tasks.cancel(
        task_id, actor=context.caller.subject, reason=why, correlation_id=context.correlation_id
    )
