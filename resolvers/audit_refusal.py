"""Refusals of signed-in callers go into the audit log, as what is done does."""

from uuid import UUID

from enrollment.audit import RefusedRequest
from enrollment.problems import AnyProblem, RetryAdvice
from resolvers.context import Context


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
