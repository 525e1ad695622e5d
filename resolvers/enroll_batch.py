"""enrollBatch: accept the enrollments of many students together, each as a task of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from enrollment.batch import AcceptedBatch, NewBatch, NewRow, fingerprint_of, row_path, without_duplicates
from enrollment.limits import MAX_BATCH_ROWS
from enrollment.problems import (
    BatchKeyConflict,
    FieldError,
    InvalidInput,
    Overloaded,
    RateLimited,
    ServiceUnavailable,
)
from enrollment.submission import Submission
from enrollment.task import Command, TaskKind
from guards.idempotency.key import derived_key, fingerprint
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import or_unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.errors import rounded_wait
from resolvers.input_errors import InputError
from resolvers.permissions import allow
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.submit import EnrollRequest, basket_errors, command_of, key_errors, waitlist_errors
from resolvers.validation import invalid

Outcome = AcceptedBatch | BatchKeyConflict | InvalidInput | Overloaded | RateLimited | ServiceUnavailable


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """A batch, as a client sent it."""

    rows: Sequence[EnrollRequest]
    reason: str
    idempotency_key: str | None = None


async def enroll_batch(context: Context, request: BatchRequest) -> Outcome:
    """The batch with a result for each row, or what speaks against all of it. Each row draws a token of the caller."""
    allow(context, Role.REGISTRAR)
    reason = trimmed_reason(request.reason)
    outcome: Outcome
    if errors := _errors(context, request, reason):
        outcome = invalid(errors)
    elif wait := context.allowance.mutations.draw(len(request.rows) - 1):
        outcome = RateLimited(retry_after_seconds=rounded_wait(wait))
    else:
        outcome = await or_unavailable(context.services.batches.submit(_batch(context, request, reason)))
    audit_refusal(context, "ENROLL_BATCH", outcome, reason=reason)
    return outcome


def _errors(context: Context, request: BatchRequest, reason: str) -> list[FieldError]:
    """What is wrong with the batch as a whole; what is wrong with a row is the row's result."""
    errors = [
        *key_errors(request.idempotency_key, context.idempotency_key, context.language),
        *reason_errors(reason, context.language),
    ]
    path, count = ("input", "rows"), len(request.rows)
    if not count:
        errors.append(FieldError(path, InputError.NO_ROWS.text(context.language)))
    elif count > MAX_BATCH_ROWS:
        errors.append(
            FieldError(path, InputError.TOO_MANY_ROWS.text(context.language, most=MAX_BATCH_ROWS, count=count))
        )
    return errors


def _batch(context: Context, request: BatchRequest, reason: str) -> NewBatch:
    rows = without_duplicates([_row(context, number, row) for number, row in enumerate(request.rows, 1)])
    asked = fingerprint_of([row.command for row in rows])
    key = context.idempotency_key if request.idempotency_key is None else request.idempotency_key
    return NewBatch(
        rows=rows,
        caller=context.caller.subject,
        key=f"batch:{sha256(asked).hexdigest()}" if key is None else key,
        fingerprint=asked,
        reason=reason,
        correlation_id=context.correlation_id,
        derived=key is None,
    )


def _row(context: Context, number: int, sent: EnrollRequest) -> NewRow:
    command, path = command_of(sent), row_path(number)
    errors = [
        *basket_errors(sent, command, path, context.language),
        *waitlist_errors(command, path, context.language),
    ]
    if errors:
        return NewRow(command, invalid(errors))
    return NewRow(command, _submission(context, command))


def _submission(context: Context, command: Command) -> Submission:
    """As `enroll` would submit it without a key: so a row and a single request for the same are one task."""
    return Submission(
        kind=TaskKind.ENROLL,
        command=command,
        caller=context.caller.subject,
        key=derived_key(TaskKind.ENROLL, command),
        derived=True,
        fingerprint=fingerprint(TaskKind.ENROLL, command),
        correlation_id=context.correlation_id,
        by_registrar=True,
    )
