"""invalidateIdempotencyKey: free a key before its time, so that the same request begins a new task."""

from uuid import UUID

from enrollment.problems import EntryInFlight, EntryNotFound, InvalidInput, ServiceUnavailable
from enrollment.searches import IdempotencyKeyEntry
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import invalid

Outcome = IdempotencyKeyEntry | InvalidInput | EntryNotFound | EntryInFlight | ServiceUnavailable


async def invalidate_idempotency_key(context: Context, entry_id: UUID | None, reason: str) -> Outcome:
    """The entry, free now; a second request changes nothing. `entry_id` is None where the client's id is not the id of
    an entry."""
    allow(context, Role.OPERATOR)
    trimmed = trimmed_reason(reason)
    outcome = await _invalidate(context, entry_id, trimmed)
    audit_refusal(context, "INVALIDATE_KEY", outcome, reason=trimmed, task_id=entry_id)
    return outcome


async def _invalidate(context: Context, entry_id: UUID | None, reason: str) -> Outcome:
    if errors := reason_errors(reason, context.language):
        return invalid(errors)
    if entry_id is None:
        return EntryNotFound(path=("input", "entryId"))
    return await or_unavailable(
        context.services.idempotency_keys.invalidate(
            entry_id, actor=context.caller.subject, reason=reason, correlation_id=context.correlation_id
        )
    )
