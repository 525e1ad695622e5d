"""saveCourse: create a course, or change its title, credits and rules."""

from enrollment.catalogue_edits import CourseDraft, SavedCourse
from enrollment.limits import MAX_CREDITS, MAX_TITLE_CHARACTERS
from enrollment.problems import FieldError, ServiceUnavailable
from enrollment.text import normalized, trimmed
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.rule_inputs import SentCourseRules, course_changes
from resolvers.validation import code_errors, invalid, range_errors, text_errors

_TITLE = ("input", "title")


async def save_course(
    context: Context, sent: CourseDraft, rules: SentCourseRules | None = None
) -> SavedCourse | ServiceUnavailable:
    """The course as it is now. `rules`: None: they stay."""
    allow(context, Role.REGISTRAR)
    changes, wrong = course_changes(rules, context.language)
    draft = CourseDraft(normalized(sent.code), trimmed(sent.title), sent.credits, changes)
    if errors := [*_errors(draft, context.language), *wrong]:
        refusal = invalid(errors)
        audit_refusal(context, "SAVE_COURSE", refusal)
        return refusal
    saved = await or_unavailable(
        context.services.catalogue_edits.save_course(
            draft, actor=context.caller.subject, correlation_id=context.correlation_id
        )
    )
    context.services.seat_feed.changed()
    return saved


def _errors(draft: CourseDraft, language: Language) -> list[FieldError]:
    errors = [
        *code_errors(draft.code, ("input", "code"), language),
        *text_errors(draft.title, _TITLE, language, max_length=MAX_TITLE_CHARACTERS),
    ]
    if not draft.title:
        errors.append(FieldError(_TITLE, InputError.BLANK.text(language)))
    return [*errors, *range_errors(draft.credits, MAX_CREDITS, ("input", "credits"), language)]
