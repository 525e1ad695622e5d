"""saveGroup: create a group of a term, or change its course, capacity, meetings and rules."""

from dataclasses import dataclass

from enrollment.catalogue_edits import GroupDraft, SavedGroup
from enrollment.limits import MAX_CAPACITY
from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.meetings import SentMeeting, meeting_of, meetings_errors, trimmed_meeting
from resolvers.permissions import allow
from resolvers.rule_inputs import SentGroupRules, component_change, group_changes
from resolvers.validation import code_errors, invalid, range_errors

_COURSE = ("input", "courseCode")
_COMPONENT = ("input", "component")
_MEETINGS = ("input", "meetings")


@dataclass(frozen=True, slots=True)
class SaveGroupRequest:
    """A group as a client sent it. `meetings`, `rules` and `component`: None leaves an existing group's as they are."""

    term_code: str
    code: str
    course_code: str
    capacity: int
    meetings: tuple[SentMeeting, ...] | None = None
    rules: SentGroupRules | None = None
    component: str | None = None


async def save_group(context: Context, sent: SaveGroupRequest) -> SavedGroup | ServiceUnavailable:
    """The group as it is now."""
    allow(context, Role.REGISTRAR)
    meetings = None if sent.meetings is None else tuple(map(trimmed_meeting, sent.meetings))
    rules, wrong = group_changes(sent.rules, context.language)
    component, wrong_component = component_change(sent.component, context.language)
    draft = GroupDraft(
        normalized(sent.term_code),
        normalized(sent.code),
        normalized(sent.course_code),
        sent.capacity,
        None if meetings is None else tuple(map(meeting_of, meetings)),
        rules={**rules, **component},
    )
    outcome: SavedGroup | ServiceUnavailable
    of_meetings = meetings_errors(meetings or (), _MEETINGS, context.language)
    if errors := [*_errors(draft, context.language), *of_meetings, *wrong, *wrong_component]:
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
        context.services.seat_feed.changed()
        return saved
    # All that the store finds wrong with an input is its course or component; here it is said in the caller's language.
    if saved.path == _COMPONENT:
        return invalid([FieldError(_COMPONENT, InputError.GROUP_IN_USE.text(context.language))])
    course = await context.services.catalogue.course_by_code(draft.course_code)
    error = InputError.UNKNOWN_COURSE if course is None else InputError.GROUP_IN_USE
    return invalid([FieldError(_COURSE, error.text(context.language))])


def _errors(draft: GroupDraft, language: Language) -> list[FieldError]:
    return [
        *code_errors(draft.term_code, ("input", "termCode"), language),
        *code_errors(draft.code, ("input", "code"), language),
        *code_errors(draft.course_code, _COURSE, language),
        *range_errors(draft.capacity, MAX_CAPACITY, ("input", "capacity"), language),
    ]
