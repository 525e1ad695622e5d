"""revokeTokens: refuse tokens before they expire."""

from enrollment.limits import MAX_SUBJECT_CHARACTERS
from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.revocation import Revocation
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import invalid, text_errors

Outcome = Revocation | InvalidInput | ServiceUnavailable


async def revoke_tokens(context: Context, subject: str | None, jti: str | None, reason: str) -> Outcome:
    """What is revoked from now on: the token with this `jti`, and those of the subject that were issued until now."""
    allow(context, Role.ADMIN)
    trimmed = trimmed_reason(reason)
    outcome = await _revoke(context, subject, jti, trimmed)
    audit_refusal(context, "REVOKE_TOKENS", outcome, reason=trimmed)
    return outcome


async def _revoke(context: Context, subject: str | None, jti: str | None, reason: str) -> Outcome:
    if errors := revocation_errors(subject, jti, reason, context.language):
        return invalid(errors)
    return await or_unavailable(
        context.services.revocations.revoke(
            subject, jti, actor=context.caller.subject, reason=reason, correlation_id=context.correlation_id
        )
    )


def revocation_errors(subject: str | None, jti: str | None, reason: str, language: Language) -> list[FieldError]:
    """What is wrong with a request to revoke tokens, with a trimmed reason."""
    return [*_token_errors(subject, jti, language), *reason_errors(reason, language)]


def _token_errors(subject: str | None, jti: str | None, language: Language) -> list[FieldError]:
    given = {("input", "subject"): subject, ("input", "jti"): jti}
    if subject is None and jti is None:
        return [FieldError(("input", "subject"), InputError.NO_TOKENS.text(language))]
    errors = []
    for path, text in given.items():
        if text is not None and not text.strip():
            errors.append(FieldError(path, InputError.BLANK.text(language)))
        elif text is not None:
            errors += text_errors(text, path, language, max_length=MAX_SUBJECT_CHARACTERS)
    return errors
