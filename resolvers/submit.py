"""What enroll and drop share: a basket is read, checked and handed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.submission import Accepted, Refusal, Submission
from enrollment.task import Command, TaskKind
from enrollment.text import normalized
from guards.idempotency.key import derived_key, fingerprint
from resolvers.audit_refusal import noted
from resolvers.availability import or_unavailable
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import act_for
from resolvers.validation import code_errors, invalid

MOST_GROUPS = 50
LONGEST_KEY = 255

Outcome = Accepted | Refusal | InvalidInput | ServiceUnavailable


@dataclass(frozen=True, slots=True)
class Basket:
    """One student and several groups of one term, as a client sent them."""

    student_code: str
    term_code: str
    group_codes: Sequence[str]
    idempotency_key: str | None = None


async def submit(context: Context, kind: TaskKind, basket: Basket) -> Outcome:
    """Accept the request, or say everything that is wrong with it at once."""
    command = Command(
        student_code=normalized(basket.student_code),
        term_code=normalized(basket.term_code),
        group_codes=tuple(sorted({normalized(code) for code in basket.group_codes})),
    )
    act_for(context, command.student_code)
    return noted(
        context,
        kind,
        await _submit(context, kind, basket, command),
        student_code=command.student_code,
        term_code=command.term_code,
        group_codes=command.group_codes[:MOST_GROUPS],
    )


async def _submit(context: Context, kind: TaskKind, basket: Basket, command: Command) -> Outcome:
    errors = [
        *code_errors(command.student_code, ("input", "studentCode"), context.language),
        *code_errors(command.term_code, ("input", "termCode"), context.language),
        *_group_errors(basket.group_codes, context.language),
        *_key_errors(basket.idempotency_key, context.idempotency_key, context.language),
    ]
    if errors:
        return invalid(errors)
    key = context.idempotency_key if basket.idempotency_key is None else basket.idempotency_key
    submission = Submission(
        kind=kind,
        command=command,
        caller=context.caller.subject,
        key=derived_key(kind, command) if key is None else key,
        derived=key is None,
        fingerprint=fingerprint(kind, command),
        correlation_id=context.correlation_id,
    )
    return await or_unavailable(context.ports.tasks.submit(submission))


def _group_errors(codes: Sequence[str], language: Language) -> list[FieldError]:
    path = ("input", "groupCodes")
    if not codes:
        return [FieldError(path, InputError.NO_GROUPS.text(language))]
    # What was sent is counted, repeated codes included: a limit that depends on folding is hard to explain.
    if len(codes) > MOST_GROUPS:
        return [FieldError(path, InputError.TOO_MANY_GROUPS.text(language, most=MOST_GROUPS, count=len(codes)))]
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
        elif len(key) > LONGEST_KEY:
            errors.append(FieldError(path, InputError.TOO_LONG.text(language, most=LONGEST_KEY, count=len(key))))
        elif not key.isprintable():
            errors.append(FieldError(path, InputError.UNPRINTABLE.text(language)))
    if sent is not None and header is not None and sent != header:
        errors.append(FieldError(path, InputError.TWO_KEYS.text(language)))
    return errors
