"""invalidateIdempotencyKey: free a key before its time, so that the same request begins a new task."""

from uuid import UUID

from enrollment.problems import EntryInFlight, EntryNotFound, InvalidInput, ServiceUnavailable
from enrollment.searches import IdempotencyKeyEntry
from resolvers.audit_refusal import noted
from resolvers.availability import or_unavailable
from resolvers.context import Context, Role
from resolvers.permissions import allow
from resolvers.reasons import given, reason_errors
from resolvers.validation import invalid

Outcome = IdempotencyKeyEntry | InvalidInput | EntryNotFound | EntryInFlight | ServiceUnavailable


async def invalidate_idempotency_key(context: Context, entry_id: UUID | None, reason: str) -> Outcome:
    """The entry, free now; or why it is not. `entry_id`: None for what is no entry's id. Asking twice is once."""
    allow(context, Role.OPERATOR)
    why = given(reason)
    answer = await _invalidate(context, entry_id, why)
    return noted(context, "INVALIDATE_KEY", answer, reason=why, task_id=entry_id)


async def _invalidate(context: Context, entry_id: UUID | None, why: str) -> Outcome:
    if errors := reason_errors(why, context.language):
        return invalid(errors)
    if entry_id is None:
        return EntryNotFound(path=("input", "entryId"))
    return await or_unavailable(
        context.ports.keys.invalidate(
            entry_id, actor=context.caller.subject, reason=why, correlation_id=context.correlation_id
        )
    )
