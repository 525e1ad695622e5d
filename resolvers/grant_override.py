"""grantOverride: let a student do something in spite of a rule."""

from dataclasses import replace

from enrollment.overrides import Override, OverrideDraft
from enrollment.problems import (
    FieldError,
    GroupNotFound,
    InvalidInput,
    ServiceUnavailable,
    StudentNotFound,
    TermNotFound,
)
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import code_errors, invalid, moment_errors

Outcome = Override | StudentNotFound | TermNotFound | GroupNotFound | InvalidInput | ServiceUnavailable


async def grant_override(context: Context, sent: OverrideDraft) -> Outcome:
    """The override as it is now."""
    allow(context, Role.REGISTRAR)
    draft = replace(
        sent,
        student_code=normalized(sent.student_code),
        term_code=normalized(sent.term_code),
        group_code=None if sent.group_code is None else normalized(sent.group_code),
        reason=trimmed_reason(sent.reason),
    )
    outcome: Outcome
    if errors := _errors(draft, context.language):
        outcome = invalid(errors)
    else:
        outcome = await or_unavailable(
            context.services.overrides.grant(draft, actor=context.caller.subject, correlation_id=context.correlation_id)
        )
    audit_refusal(
        context,
        "GRANT_OVERRIDE",
        outcome,
        student_code=draft.student_code,
        term_code=draft.term_code,
        group_codes=() if draft.group_code is None else (draft.group_code,),
        reason=draft.reason,
    )
    return outcome


def _errors(draft: OverrideDraft, language: Language) -> list[FieldError]:
    return [
        *code_errors(draft.student_code, ("input", "studentCode"), language),
        *code_errors(draft.term_code, ("input", "termCode"), language),
        *([] if draft.group_code is None else code_errors(draft.group_code, ("input", "groupCode"), language)),
        *reason_errors(draft.reason, language),
        *moment_errors(draft.expires_at, ("input", "expiresAt"), language),
    ]
