"""closeTerm: end the enrollment window of a term now."""

from enrollment.catalogue_edits import ClosedTerm
from enrollment.problems import InvalidInput, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import code_errors, invalid

Outcome = ClosedTerm | InvalidInput | ServiceUnavailable


async def close_term(context: Context, term_code: str, reason: str) -> Outcome:
    """The term as it is now."""
    allow(context, Role.REGISTRAR)
    code, why = normalized(term_code), trimmed_reason(reason)
    outcome: Outcome
    if errors := [
        *code_errors(code, ("input", "termCode"), context.language),
        *reason_errors(why, context.language),
    ]:
        outcome = invalid(errors)
    else:
        outcome = await or_unavailable(
            context.services.catalogue_edits.close_term(
                code, actor=context.caller.subject, reason=why, correlation_id=context.correlation_id
            )
        )
        context.services.seat_feed.changed()
    audit_refusal(context, "CLOSE_TERM", outcome, term_code=code, reason=why)
    return outcome
