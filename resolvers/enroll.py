"""enroll: accept an enrollment of one student in several groups of one term."""

import unicodedata
from collections.abc import Sequence

from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.submission import Accepted, Refusal, Submission
from enrollment.task import Command, TaskKind
from enrollment.text import normalized
from guards.keys import derived_key, fingerprint
from resolvers.context import Context
from resolvers.messages import Complaint, Language
from resolvers.ports import Unavailable

MOST_GROUPS = 50
LONGEST_CODE = 100
LONGEST_KEY = 255

Outcome = Accepted | Refusal | InvalidInput | ServiceUnavailable


async def enroll(
    context: Context,
    *,
    student_code: str,
    term_code: str,
    group_codes: Sequence[str],
    idempotency_key: str | None,
) -> Outcome:
    """Accept the request, or say everything that is wrong with it at once."""
    command = Command(
        student_code=normalized(student_code),
        term_code=normalized(term_code),
        group_codes=tuple(sorted({normalized(code) for code in group_codes})),
    )
    errors = [
        *_code_errors(command.student_code, ("input", "studentCode"), context.language),
        *_code_errors(command.term_code, ("input", "termCode"), context.language),
        *_group_errors(group_codes, context.language),
        *_key_errors(idempotency_key, context.idempotency_key, context.language),
    ]
    if errors:
        return InvalidInput(errors=tuple(errors), path=errors[0].path if len(errors) == 1 else None)
    key = context.idempotency_key if idempotency_key is None else idempotency_key
    submission = Submission(
        kind=TaskKind.ENROLL,
        command=command,
        caller=context.caller.subject,
        key=derived_key(command) if key is None else key,
        derived=key is None,
        fingerprint=fingerprint(TaskKind.ENROLL, command),
        correlation_id=context.correlation_id,
    )
    try:
        return await context.tasks.submit(submission)
    except Unavailable as away:
        return ServiceUnavailable(service=away.service, retry_after_seconds=away.retry_after_seconds)


def _group_errors(codes: Sequence[str], language: Language) -> list[FieldError]:
    path = ("input", "groupCodes")
    if not codes:
        return [FieldError(path, Complaint.NO_GROUPS.text(language))]
    # What was sent is counted, repeated codes included: a limit that depends on folding is hard to explain.
    if len(codes) > MOST_GROUPS:
        return [FieldError(path, Complaint.TOO_MANY_GROUPS.text(language, most=MOST_GROUPS, count=len(codes)))]
    return [
        error
        for index, code in enumerate(codes)
        for error in _code_errors(normalized(code), (*path, str(index)), language)
    ]


def _code_errors(code: str, path: tuple[str, ...], language: Language) -> list[FieldError]:
    if not code:
        return [FieldError(path, Complaint.BLANK.text(language))]
    if len(code) > LONGEST_CODE:
        return [FieldError(path, Complaint.TOO_LONG.text(language, most=LONGEST_CODE, count=len(code)))]
    if any(unicodedata.category(character) == "Cc" for character in code):
        return [FieldError(path, Complaint.UNPRINTABLE.text(language))]
    return []


def _key_errors(sent: str | None, header: str | None, language: Language) -> list[FieldError]:
    path = ("input", "idempotencyKey")
    errors = []
    for key in dict.fromkeys((sent, header)):
        if key is None:
            continue
        if not key.strip():
            errors.append(FieldError(path, Complaint.BLANK.text(language)))
        elif len(key) > LONGEST_KEY:
            errors.append(FieldError(path, Complaint.TOO_LONG.text(language, most=LONGEST_KEY, count=len(key))))
        elif not key.isprintable():
            errors.append(FieldError(path, Complaint.UNPRINTABLE.text(language)))
    if sent is not None and header is not None and sent != header:
        errors.append(FieldError(path, Complaint.TWO_KEYS.text(language)))
    return errors
