"""saveTerm: create a term, or change its name and window."""

from dataclasses import replace

from enrollment.catalogue_edits import SavedTerm, TermDraft
from enrollment.problems import FieldError, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import noted
from resolvers.availability import or_unavailable
from resolvers.context import Context, Role
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.validation import code_errors, invalid, optional_text, text_errors

LONGEST_NAME = 200


async def save_term(context: Context, sent: TermDraft) -> SavedTerm | ServiceUnavailable:
    """The term as it is now, or everything that is wrong with it at once."""
    allow(context, Role.REGISTRAR)
    draft = replace(sent, code=normalized(sent.code), name=optional_text(sent.name))
    if errors := _errors(draft, context.language):
        return noted(context, "SAVE_TERM", invalid(errors), term_code=draft.code)
    saving = context.ports.planning.save_term(
        draft, actor=context.caller.subject, correlation_id=context.correlation_id
    )
    return await or_unavailable(saving)


def _errors(draft: TermDraft, language: Language) -> list[FieldError]:
    errors = [
        *code_errors(draft.code, ("input", "code"), language),
        *text_errors(draft.name or "", ("input", "name"), language, most=LONGEST_NAME),
    ]
    if draft.opens_at >= draft.closes_at:
        errors.append(FieldError(("input", "closesAt"), InputError.NO_WINDOW.text(language)))
    return errors
