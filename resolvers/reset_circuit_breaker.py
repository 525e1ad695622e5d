"""resetCircuitBreaker: let calls to a service through again."""

from enrollment.problems import InvalidInput, UnknownService
from enrollment.text import normalized
from guards.breaker.policy import CircuitStatus
from resolvers.audit_refusal import noted
from resolvers.context import Context, Role
from resolvers.permissions import allow
from resolvers.reasons import given, reason_errors
from resolvers.validation import invalid

Outcome = CircuitStatus | InvalidInput | UnknownService


async def reset_circuit_breaker(context: Context, service: str, reason: str) -> Outcome:
    """The breaker, closed. Works while the database is away; the line in the audit log follows when it is back."""
    allow(context, Role.OPERATOR)
    why = given(reason)
    return noted(context, "RESET_CIRCUIT_BREAKER", await _reset(context, normalized(service), why), reason=why)


async def _reset(context: Context, service: str, why: str) -> Outcome:
    if errors := reason_errors(why, context.language):
        return invalid(errors)
    breakers = context.ports.breakers
    status = await breakers.reset(service, why, actor=context.caller.subject, correlation_id=context.correlation_id)
    if status is None:
        return UnknownService(service=service, known=tuple(breakers.services), path=("input", "service"))
    return status
