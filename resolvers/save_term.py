"""saveTerm: create a term, or change its name, its enrollment window, and the windows and rules within it."""

from dataclasses import replace

from enrollment.catalogue_edits import SavedTerm, TermDraft
from enrollment.limits import (
    MAX_ATTEMPTS,
    MAX_CREDITS,
    MAX_NAME_CHARACTERS,
    MAX_OFFER_SECONDS,
    MAX_TRAVEL_MINUTES,
)
from enrollment.problems import FieldError, ServiceUnavailable
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.validation import code_errors, invalid, moment_errors, range_errors, text_errors, trimmed_text
from resolvers.windows import stored_rules, windows_errors

_API_NAMES = {"max_attempts": "maxAttempts", "min_credits": "minCredits", "offer_seconds": "offerSeconds"}
_MOST = {"max_attempts": MAX_ATTEMPTS, "min_credits": MAX_CREDITS, "offer_seconds": MAX_OFFER_SECONDS}


async def save_term(context: Context, sent: TermDraft) -> SavedTerm | ServiceUnavailable:
    """The term as it is now."""
    allow(context, Role.REGISTRAR)
    draft = replace(sent, code=normalized(sent.code), name=trimmed_text(sent.name))
    if errors := _errors(draft, context.language):
        refusal = invalid(errors)
        audit_refusal(context, "SAVE_TERM", refusal, term_code=draft.code)
        return refusal
    saved = await or_unavailable(
        context.services.catalogue_edits.save_term(
            replace(draft, rules=stored_rules(draft.rules)),
            actor=context.caller.subject,
            correlation_id=context.correlation_id,
        )
    )
    context.services.seat_feed.changed()
    return saved


def _errors(draft: TermDraft, language: Language) -> list[FieldError]:
    errors = [
        *code_errors(draft.code, ("input", "code"), language),
        *text_errors(draft.name or "", ("input", "name"), language, max_length=MAX_NAME_CHARACTERS),
    ]
    outside = [
        *moment_errors(draft.opens_at, ("input", "opensAt"), language),
        *moment_errors(draft.closes_at, ("input", "closesAt"), language),
    ]
    errors += outside
    if not outside and draft.opens_at >= draft.closes_at:
        errors.append(FieldError(("input", "closesAt"), InputError.CLOSES_TOO_EARLY.text(language)))
    for rule, most in _MOST.items():
        errors += range_errors(draft.rules.get(rule), most, ("input", "rules", _API_NAMES[rule]), language)
    errors += windows_errors(draft.rules.get("windows", ()), (draft.opens_at, draft.closes_at), language)
    gap = draft.rules.get("travel_gap_minutes")
    return [*errors, *range_errors(gap, MAX_TRAVEL_MINUTES, ("input", "travelGapMinutes"), language)]
