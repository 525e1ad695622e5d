"""saveStudent: put a student on file, or change their name, their being active, and the limits of their credits."""

from dataclasses import replace

import msgspec

from enrollment.catalogue import Student
from enrollment.catalogue_edits import StudentDraft
from enrollment.limits import MAX_COHORTS, MAX_CREDITS, MAX_NAME_CHARACTERS
from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.validation import code_errors, invalid, range_errors, text_errors, trimmed_text

_COHORTS = ("input", "cohorts")


async def save_student(context: Context, sent: StudentDraft) -> Student | InvalidInput | ServiceUnavailable:
    """The student as they are now."""
    allow(context, Role.REGISTRAR)
    draft = replace(sent, code=normalized(sent.code), name=trimmed_text(sent.name), cohorts=_normalized(sent.cohorts))
    if errors := _errors(draft, context.language):
        refusal = invalid(errors)
        audit_refusal(context, "SAVE_STUDENT", refusal, student_code=draft.code)
        return refusal
    return await or_unavailable(
        context.services.catalogue_edits.save_student(
            draft, actor=context.caller.subject, correlation_id=context.correlation_id
        )
    )


def _normalized(cohorts: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if cohorts is None else tuple(sorted(set(map(normalized, cohorts))))


def _errors(draft: StudentDraft, language: Language) -> list[FieldError]:
    fewest = None if draft.min_credits is msgspec.UNSET else draft.min_credits
    errors = [
        *code_errors(draft.code, ("input", "code"), language),
        *text_errors(draft.name or "", ("input", "name"), language, max_length=MAX_NAME_CHARACTERS),
        *range_errors(draft.max_credits, MAX_CREDITS, ("input", "maxCredits"), language),
        *range_errors(fewest, MAX_CREDITS, ("input", "minCredits"), language),
    ]
    cohorts = draft.cohorts or ()
    if len(cohorts) > MAX_COHORTS:
        message = InputError.TOO_MANY_COHORTS.text(language, most=MAX_COHORTS, count=len(cohorts))
        errors.append(FieldError(_COHORTS, message))
    errors += [error for cohort in cohorts for error in code_errors(cohort, _COHORTS, language)]
    return errors
