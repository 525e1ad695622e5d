"""resetCircuitBreaker: let calls to a service through again."""

from enrollment.problems import InvalidInput, UnknownService
from enrollment.text import normalized
from guards.breaker.registry import CircuitStatus
from resolvers.audit_refusal import audit_refusal
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import invalid

Outcome = CircuitStatus | InvalidInput | UnknownService


async def reset_circuit_breaker(context: Context, service: str, reason: str) -> Outcome:
    """The breaker, closed. Works while the database cannot be reached; the line in the audit log follows later."""
    allow(context, Role.OPERATOR)
    trimmed = trimmed_reason(reason)
    outcome = await _reset(context, normalized(service), trimmed)
    audit_refusal(context, "RESET_CIRCUIT_BREAKER", outcome, reason=trimmed)
    return outcome


async def _reset(context: Context, service: str, reason: str) -> Outcome:
    if errors := reason_errors(reason, context.language):
        return invalid(errors)
    breakers = context.services.breakers
    status = await breakers.reset(service, reason, actor=context.caller.subject, correlation_id=context.correlation_id)
    if status is None:
        return UnknownService(service=service, known=tuple(breakers.services), path=("input", "service"))
    return status
