"""placeHold: hold something against a student, or change what is held."""

from dataclasses import replace

from enrollment.catalogue_edits import EndsBeforeSince, HoldDraft, PlacedHold
from enrollment.limits import MAX_NAME_CHARACTERS
from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import code_errors, invalid, moment_errors, text_errors, trimmed_text

Outcome = PlacedHold | InvalidInput | ServiceUnavailable


async def place_hold(context: Context, sent: HoldDraft) -> Outcome:
    """The student as they are now."""
    allow(context, Role.REGISTRAR)
    draft = replace(
        sent,
        student_code=normalized(sent.student_code),
        code=normalized(sent.code),
        reason=trimmed_reason(sent.reason),
        office=trimmed_text(sent.office),
    )
    outcome: Outcome
    if errors := _errors(draft, context.language):
        outcome = invalid(errors)
    else:
        try:
            outcome = await or_unavailable(
                context.services.catalogue_edits.place_hold(
                    draft, actor=context.caller.subject, correlation_id=context.correlation_id
                )
            )
        except EndsBeforeSince:
            outcome = invalid([_ends_before_since(context.language)])
    audit_refusal(context, "PLACE_HOLD", outcome, student_code=draft.student_code, reason=draft.reason)
    return outcome


def _errors(draft: HoldDraft, language: Language) -> list[FieldError]:
    errors = [
        *code_errors(draft.student_code, ("input", "studentCode"), language),
        *code_errors(draft.code, ("input", "code"), language),
        *reason_errors(draft.reason, language, one_line=True),
        *text_errors(draft.office or "", ("input", "office"), language, max_length=MAX_NAME_CHARACTERS),
    ]
    outside = [
        *moment_errors(draft.since, ("input", "since"), language),
        *moment_errors(draft.until, ("input", "until"), language),
    ]
    errors += outside
    if not outside and draft.since and draft.until and draft.since >= draft.until:
        errors.append(_ends_before_since(language))
    return errors


def _ends_before_since(language: Language) -> FieldError:
    return FieldError(("input", "until"), InputError.ENDS_BEFORE_SINCE.text(language))
