"""saveGroup: create a group of a term, or change its course, capacity and meetings."""

from dataclasses import replace

from enrollment.catalogue_edits import GroupDraft, SavedGroup
from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.meetings import meetings_errors, trimmed_meeting
from resolvers.permissions import allow
from resolvers.validation import code_errors, invalid

MAX_CAPACITY = 1_000_000
_COURSE = ("input", "courseCode")


async def save_group(context: Context, sent: GroupDraft) -> SavedGroup | ServiceUnavailable:
    """The group as it is now."""
    allow(context, Role.REGISTRAR)
    draft = replace(
        sent,
        term_code=normalized(sent.term_code),
        code=normalized(sent.code),
        course_code=normalized(sent.course_code),
        meetings=None if sent.meetings is None else tuple(map(trimmed_meeting, sent.meetings)),
    )
    outcome: SavedGroup | ServiceUnavailable
    if errors := _errors(draft, context.language):
        outcome = invalid(errors)
    else:
        outcome = await or_unavailable(_save(context, draft))
    audit_refusal(context, "SAVE_GROUP", outcome, term_code=draft.term_code, group_codes=(draft.code,))
    return outcome


async def _save(context: Context, draft: GroupDraft) -> SavedGroup:
    saved = await context.services.catalogue_edits.save_group(
        draft, actor=context.caller.subject, correlation_id=context.correlation_id
    )
    if not isinstance(saved, InvalidInput):
        return saved
    # All that the store finds wrong with an input is its course; here it is said in the caller's language.
    course = await context.services.catalogue.course_by_code(draft.course_code)
    error = InputError.UNKNOWN_COURSE if course is None else InputError.COURSE_IN_USE
    return invalid([FieldError(_COURSE, error.text(context.language))])


def _errors(draft: GroupDraft, language: Language) -> list[FieldError]:
    errors = [
        *code_errors(draft.term_code, ("input", "termCode"), language),
        *code_errors(draft.code, ("input", "code"), language),
        *code_errors(draft.course_code, _COURSE, language),
    ]
    if not 0 <= draft.capacity <= MAX_CAPACITY:
        message = InputError.CAPACITY_OUT_OF_RANGE.text(language, most=MAX_CAPACITY, count=draft.capacity)
        errors.append(FieldError(("input", "capacity"), message))
    return [*errors, *meetings_errors(draft.meetings or (), ("input", "meetings"), language)]
