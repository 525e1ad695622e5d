"""cancelTask: ask for a task to be cancelled and undone."""

from uuid import UUID

from enrollment.problems import InvalidInput, ServiceUnavailable, TaskNotFound
from resolvers.archived import saying_if_archived
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors
from resolvers.validation import invalid, trimmed_text
from services.tasks import Cancelled

Outcome = Cancelled | InvalidInput | ServiceUnavailable


async def cancel_task(context: Context, task_id: UUID | None, reason: str | None) -> Outcome:
    """The task as it is now, still to be undone. `task_id` is None where the client's id is not the id of a task."""
    allow(context, Role.STUDENT, Role.REGISTRAR, Role.OPERATOR)
    trimmed = trimmed_text(reason)
    outcome = await _cancel(context, task_id, trimmed)
    audit_refusal(context, "CANCEL_TASK", outcome, reason=trimmed, task_id=task_id)
    return outcome


async def _cancel(context: Context, task_id: UUID | None, reason: str | None) -> Outcome:
    if errors := reason_errors(reason or "", context.language, required=False):
        return invalid(errors)
    if task_id is None:
        return TaskNotFound(path=("input", "id"))
    return await or_unavailable(saying_if_archived(context, task_id, _cancel_visible(context, task_id, reason)))


async def _cancel_visible(context: Context, task_id: UUID, reason: str | None) -> Cancelled:
    # A student's own tasks only: those of others are not there. Staff sees all, so nothing need be looked up.
    if not context.caller.sees_all_students and await context.loaders.task.load(task_id) is None:
        return TaskNotFound(path=("input", "id"))
    return await context.services.tasks.cancel(
        task_id, actor=context.caller.subject, reason=reason, correlation_id=context.correlation_id
    )
