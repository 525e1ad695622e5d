"""saveRefunds: say whether money is given back after drops in a term."""

from dataclasses import dataclass
from datetime import UTC, datetime

from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable, TermNotFound
from enrollment.rule_settings import RefundPolicy, Refunds
from enrollment.text import normalized
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import code_errors, invalid, moment_errors


@dataclass(frozen=True, slots=True)
class TermPolicy:
    """What a term says of refunds. `until`: the moment before which money is given back, with UNTIL only."""

    term_code: str
    policy: RefundPolicy
    until: datetime | None


Outcome = TermPolicy | InvalidInput | TermNotFound | ServiceUnavailable


async def save_refunds(context: Context, sent: TermPolicy, reason: str) -> Outcome:
    """What the term says from now on."""
    allow(context, Role.REGISTRAR)
    code, why = normalized(sent.term_code), trimmed_reason(reason)
    outcome: Outcome
    if errors := [
        *code_errors(code, ("input", "termCode"), context.language),
        *_until_errors(sent, context.language),
        *reason_errors(why, context.language),
    ]:
        outcome = invalid(errors)
    else:
        until = None if sent.until is None else sent.until.astimezone(UTC)
        refunds = None if sent.policy is RefundPolicy.NONE else Refunds(until)
        saved = await or_unavailable(
            context.services.term_refunds.save(
                code, refunds, actor=context.caller.subject, reason=why, correlation_id=context.correlation_id
            )
        )
        outcome = (
            saved if isinstance(saved, TermNotFound | ServiceUnavailable) else TermPolicy(code, sent.policy, until)
        )
    context.services.seat_feed.changed()
    audit_refusal(context, "SAVE_REFUNDS", outcome, term_code=code, reason=why)
    return outcome


def _until_errors(sent: TermPolicy, language: Language) -> list[FieldError]:
    path = ("input", "until")
    if (sent.policy is RefundPolicy.UNTIL) != (sent.until is not None):
        return [FieldError(path, InputError.UNTIL_WITHOUT_POLICY.text(language))]
    return moment_errors(sent.until, path, language)
