"""What enroll and drop share: a request is normalized, checked and submitted."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.submission import Accepted, Refusal, Submission
from enrollment.task import Command, TaskKind
from enrollment.text import normalized
from guards.idempotency.key import derived_key, fingerprint
from kit.errors import DatabaseUnavailable
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import unavailable
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import act_for
from resolvers.validation import code_errors, invalid

MAX_GROUPS = 50
MAX_KEY_LENGTH = 255

Outcome = Accepted | Refusal | InvalidInput | ServiceUnavailable


@dataclass(frozen=True, slots=True)
class SubmitRequest:
    """One student and several groups of one term, as a client sent them."""

    student_code: str
    term_code: str
    group_codes: Sequence[str]
    idempotency_key: str | None = None


async def submit(context: Context, kind: TaskKind, request: SubmitRequest) -> Outcome:
    """Accept the request, or report everything that is wrong with it together."""
    command = Command(
        student_code=normalized(request.student_code),
        term_code=normalized(request.term_code),
        group_codes=tuple(sorted({normalized(code) for code in request.group_codes})),
    )
    act_for(context, command.student_code)
    outcome: Outcome
    if errors := _errors(context, request, command):
        outcome = invalid(errors)
    else:
        try:
            outcome = await context.services.tasks.submit(_submission(context, kind, request, command))
        except DatabaseUnavailable as error:
            outcome = unavailable(error)
    audit_refusal(
        context,
        kind,
        outcome,
        student_code=command.student_code,
        term_code=command.term_code,
        group_codes=command.group_codes[:MAX_GROUPS],
    )
    return outcome


def _errors(context: Context, request: SubmitRequest, command: Command) -> list[FieldError]:
    return [
        *code_errors(command.student_code, ("input", "studentCode"), context.language),
        *code_errors(command.term_code, ("input", "termCode"), context.language),
        *_group_errors(request.group_codes, context.language),
        *_key_errors(request.idempotency_key, context.idempotency_key, context.language),
    ]


def _submission(context: Context, kind: TaskKind, request: SubmitRequest, command: Command) -> Submission:
    key = context.idempotency_key if request.idempotency_key is None else request.idempotency_key
    return Submission(
        kind=kind,
        command=command,
        caller=context.caller.subject,
        key=derived_key(kind, command) if key is None else key,
        derived=key is None,
        fingerprint=fingerprint(kind, command),
        correlation_id=context.correlation_id,
    )


def _group_errors(codes: Sequence[str], language: Language) -> list[FieldError]:
    path = ("input", "groupCodes")
    if not codes:
        return [FieldError(path, InputError.NO_GROUPS.text(language))]
    # Repeated codes count: a limit that depends on which codes are the same is hard to explain.
    if len(codes) > MAX_GROUPS:
        return [FieldError(path, InputError.TOO_MANY_GROUPS.text(language, most=MAX_GROUPS, count=len(codes)))]
    return [
        error
        for index, code in enumerate(codes)
        for error in code_errors(normalized(code), (*path, str(index)), language)
    ]


def _key_errors(sent: str | None, header: str | None, language: Language) -> list[FieldError]:
    path = ("input", "idempotencyKey")
    errors = []
    for key in dict.fromkeys((sent, header)):
        if key is None:
            continue
        if not key.strip():
            errors.append(FieldError(path, InputError.BLANK.text(language)))
        elif len(key) > MAX_KEY_LENGTH:
            errors.append(FieldError(path, InputError.TOO_LONG.text(language, most=MAX_KEY_LENGTH, count=len(key))))
        elif not key.isprintable():
            errors.append(FieldError(path, InputError.UNPRINTABLE.text(language)))
    if sent is not None and header is not None and sent != header:
        errors.append(FieldError(path, InputError.DIFFERENT_KEYS.text(language)))
    return errors
