"""Refusals of signed-in callers go into the audit log, as what is done does."""

import re
from uuid import UUID

from enrollment.audit import RefusedRequest
from enrollment.problems import AnyProblem, RetryAdvice
from resolvers.context import Context
from resolvers.errors import Forbidden

_ACTIONS = {"invalidateIdempotencyKey": "INVALIDATE_KEY"}
"""Actions of root fields that are not called like these, in capitals."""


def audit_refusal(
    context: Context,
    action: str,
    outcome: object,
    *,
    student_code: str | None = None,
    term_code: str | None = None,
    group_codes: tuple[str, ...] = (),
    reason: str | None = None,
    task_id: UUID | None = None,
) -> None:
    """Record the outcome if it is a refusal. A service that is unavailable or busy refuses nothing: the same request
    may be accepted a moment later."""
    if isinstance(outcome, AnyProblem) and outcome.retry is not RetryAdvice.AFTER and context.caller.roles:
        context.services.refusal_log.record(
            RefusedRequest(
                action=action,
                problem=outcome,
                actor=context.caller.subject,
                correlation_id=context.correlation_id,
                student_code=student_code,
                term_code=term_code,
                group_codes=group_codes,
                reason=reason,
                task_id=task_id,
            )
        )


def audit_forbidden(context: Context, field: str, forbidden: Forbidden) -> None:
    """Record that the caller may not use a root field of the schema."""
    context.services.refusal_log.record(
        RefusedRequest(
            action=_ACTIONS.get(field) or re.sub("(?=[A-Z])", "_", field).upper(),
            problem=None,
            actor=context.caller.subject,
            correlation_id=context.correlation_id,
            student_code=forbidden.student_code,
            reason=str(forbidden),
            outcome="FORBIDDEN",
        )
    )
