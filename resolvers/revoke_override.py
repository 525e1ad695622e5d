"""revokeOverride: an override can be used no longer. What was done with it stays."""

from uuid import UUID

from enrollment.overrides import Override
from enrollment.problems import InvalidInput, OverrideNotFound, ServiceUnavailable
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import invalid

Outcome = Override | OverrideNotFound | InvalidInput | ServiceUnavailable


async def revoke_override(context: Context, id_: UUID | None, reason: str) -> Outcome:
    """The override as it is now. `id_`: None: of no override."""
    allow(context, Role.REGISTRAR)
    why = trimmed_reason(reason)
    outcome: Outcome
    if errors := reason_errors(why, context.language):
        outcome = invalid(errors)
    elif id_ is None:
        outcome = OverrideNotFound(path=("input", "id"))
    else:
        outcome = await or_unavailable(
            context.services.overrides.revoke(
                id_, actor=context.caller.subject, reason=why, correlation_id=context.correlation_id
            )
        )
    audit_refusal(context, "REVOKE_OVERRIDE", outcome, reason=why)
    return outcome
