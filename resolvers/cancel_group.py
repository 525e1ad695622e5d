"""cancelGroup: cancel a group, and drop the seats of those who are enrolled in it."""

from enrollment.catalogue_edits import CancelledGroup
from enrollment.problems import InvalidInput, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import code_errors, invalid

Outcome = CancelledGroup | InvalidInput | ServiceUnavailable


async def cancel_group(context: Context, term_code: str, group_code: str, reason: str) -> Outcome:
    """The group as it is now."""
    allow(context, Role.REGISTRAR)
    term, group, why = normalized(term_code), normalized(group_code), trimmed_reason(reason)
    outcome: Outcome
    if errors := [
        *code_errors(term, ("input", "termCode"), context.language),
        *code_errors(group, ("input", "groupCode"), context.language),
        *reason_errors(why, context.language, one_line=True),
    ]:
        outcome = invalid(errors)
    else:
        outcome = await or_unavailable(
            context.services.group_canceller.cancel(
                term, group, actor=context.caller.subject, reason=why, correlation_id=context.correlation_id
            )
        )
        context.services.seat_feed.changed()
    audit_refusal(context, "CANCEL_GROUP", outcome, term_code=term, group_codes=(group,), reason=why)
    return outcome
