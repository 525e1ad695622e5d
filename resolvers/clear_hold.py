"""clearHold: hold something against a student no longer."""

from enrollment.catalogue_edits import ClearedHold
from enrollment.problems import InvalidInput, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import code_errors, invalid

Outcome = ClearedHold | InvalidInput | ServiceUnavailable


async def clear_hold(context: Context, student_code: str, code: str, reason: str) -> Outcome:
    """The student as they are now."""
    allow(context, Role.REGISTRAR)
    student, hold, why = normalized(student_code), normalized(code), trimmed_reason(reason)
    outcome: Outcome
    if errors := [
        *code_errors(student, ("input", "studentCode"), context.language),
        *code_errors(hold, ("input", "code"), context.language),
        *reason_errors(why, context.language),
    ]:
        outcome = invalid(errors)
    else:
        outcome = await or_unavailable(
            context.services.catalogue_edits.clear_hold(
                student,
                hold,
                actor=context.caller.subject,
                reason=why,
                correlation_id=context.correlation_id,
            )
        )
    audit_refusal(context, "CLEAR_HOLD", outcome, student_code=student, reason=why)
    return outcome
