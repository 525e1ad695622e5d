"""retrySaga: let a saga that is stuck be carried on."""

from uuid import UUID

from enrollment.problems import InvalidInput, SagaNotFound, SagaNotStuck, ServiceUnavailable
from enrollment.task import TaskState
from resolvers.audit_refusal import noted
from resolvers.availability import or_unavailable
from resolvers.context import Context, Role
from resolvers.permissions import allow
from resolvers.reasons import given, reason_errors
from resolvers.validation import invalid

Outcome = TaskState | InvalidInput | SagaNotFound | SagaNotStuck | ServiceUnavailable


async def retry_saga(context: Context, saga_id: UUID | None, reason: str) -> Outcome:
    """The saga as it is now, to be carried on; or why it cannot be. `saga_id`: None for what is no saga's id."""
    allow(context, Role.OPERATOR)
    why = given(reason)
    return noted(context, "RETRY_SAGA", await _retry(context, saga_id, why), reason=why, task_id=saga_id)


async def _retry(context: Context, saga_id: UUID | None, why: str) -> Outcome:
    if errors := reason_errors(why, context.language):
        return invalid(errors)
    if saga_id is None:
        return SagaNotFound(path=("input", "id"))
    return await or_unavailable(
        context.ports.sagas.retry(
            saga_id, actor=context.caller.subject, reason=why, correlation_id=context.correlation_id
        )
    )
