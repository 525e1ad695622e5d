"""saveTerm: create a term, or change its name and enrollment window."""

from dataclasses import replace

from enrollment.catalogue_edits import SavedTerm, TermDraft
from enrollment.problems import FieldError, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.validation import code_errors, invalid, text_errors, trimmed_text

MAX_NAME_LENGTH = 200


async def save_term(context: Context, sent: TermDraft) -> SavedTerm | ServiceUnavailable:
    """The term as it is now."""
    allow(context, Role.REGISTRAR)
    draft = replace(sent, code=normalized(sent.code), name=trimmed_text(sent.name))
    if errors := _errors(draft, context.language):
        refusal = invalid(errors)
        audit_refusal(context, "SAVE_TERM", refusal, term_code=draft.code)
        return refusal
    return await or_unavailable(
        context.services.catalogue_edits.save_term(
            draft, actor=context.caller.subject, correlation_id=context.correlation_id
        )
    )


def _errors(draft: TermDraft, language: Language) -> list[FieldError]:
    errors = [
        *code_errors(draft.code, ("input", "code"), language),
        *text_errors(draft.name or "", ("input", "name"), language, max_length=MAX_NAME_LENGTH),
    ]
    if draft.opens_at >= draft.closes_at:
        errors.append(FieldError(("input", "closesAt"), InputError.CLOSES_TOO_EARLY.text(language)))
    return errors
