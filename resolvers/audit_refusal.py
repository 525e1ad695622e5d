"""Refusals of known callers go into the audit log, as what is done does."""

from typing import TypeVar
from uuid import UUID

from enrollment.audit import RefusedRequest
from enrollment.problems import AnyProblem, RetryAdvice
from resolvers.context import Context

Answer = TypeVar("Answer")


def noted(
    context: Context,
    action: str,
    answer: Answer,
    *,
    student_code: str | None = None,
    term_code: str | None = None,
    group_codes: tuple[str, ...] = (),
    reason: str | None = None,
    task_id: UUID | None = None,
) -> Answer:
    """The answer itself. That a service is away or busy is no refusal: the same may be done in a moment."""
    if isinstance(answer, AnyProblem) and answer.retry is not RetryAdvice.AFTER and context.caller.roles:
        context.ports.refusals.note(
            RefusedRequest(
                action=action,
                problem=answer,
                actor=context.caller.subject,
                correlation_id=context.correlation_id,
                student_code=student_code,
                term_code=term_code,
                group_codes=group_codes,
                reason=reason,
                task_id=task_id,
            )
        )
    return answer
