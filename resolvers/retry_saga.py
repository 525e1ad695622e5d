"""retrySaga: let a saga that is stuck continue."""

from uuid import UUID

from enrollment.problems import InvalidInput, SagaNotFound, SagaNotStuck, ServiceUnavailable
from enrollment.task import TaskState
from resolvers.archived import saying_if_archived
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import invalid

Outcome = TaskState | InvalidInput | SagaNotFound | SagaNotStuck | ServiceUnavailable


async def retry_saga(context: Context, saga_id: UUID | None, reason: str) -> Outcome:
    """The saga as it is now, still to continue. `saga_id` is None where the client's id is not the id of a saga."""
    allow(context, Role.OPERATOR)
    trimmed = trimmed_reason(reason)
    outcome = await _retry(context, saga_id, trimmed)
    audit_refusal(context, "RETRY_SAGA", outcome, reason=trimmed, task_id=saga_id)
    return outcome


async def _retry(context: Context, saga_id: UUID | None, reason: str) -> Outcome:
    if errors := reason_errors(reason, context.language):
        return invalid(errors)
    if saga_id is None:
        return SagaNotFound(path=("input", "id"))
    retried = context.services.sagas.retry(
        saga_id, actor=context.caller.subject, reason=reason, correlation_id=context.correlation_id
    )
    return await or_unavailable(saying_if_archived(context, saga_id, retried))
