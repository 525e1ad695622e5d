"""What enroll, drop and swap share: a request is normalized, checked and submitted."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.limits import MAX_GROUPS, MAX_KEY_CHARACTERS
from enrollment.problems import FieldError, InvalidInput, ServiceUnavailable
from enrollment.submission import Accepted, Refusal, Submission
from enrollment.task import Command, ErrorPolicy, TaskKind
from enrollment.text import normalized
from guards.idempotency.key import derived_key, fingerprint
from kit.errors import DatabaseUnavailable
from resolvers.audit_refusal import audit_refusal
from resolvers.availability import unavailable
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.input_errors import InputError
from resolvers.language import Language
from resolvers.permissions import act_for
from resolvers.reasons import PATH as REASON_PATH
from resolvers.reasons import reason_errors, trimmed_reason
from resolvers.validation import Path, code_errors, invalid

Outcome = Accepted | Refusal | InvalidInput | ServiceUnavailable


@dataclass(frozen=True, slots=True)
class SubmitRequest:
    """One student and several groups of one term, as a client sent them.

    `waitlist`: whether to wait for a seat in the groups that are full; of a swap, to keep until then what is given up.
    """

    student_code: str
    term_code: str
    group_codes: Sequence[str]
    idempotency_key: str | None = None
    waitlist: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EnrollRequest(SubmitRequest):
    """The same with what is to become of the basket if not every group can be had."""

    error_policy: ErrorPolicy = ErrorPolicy.ALL_OR_NONE


@dataclass(frozen=True, slots=True)
class SwapRequest(SubmitRequest):
    """The same with the groups to give up; `group_codes` are those to take for them."""

    drop_group_codes: Sequence[str] = ()


async def submit(context: Context, kind: TaskKind, request: SubmitRequest) -> Outcome:
    """Accept the request, or report everything that is wrong with it together."""
    command = command_of(request)
    act_for(context, command.student_code)
    outcome: Outcome
    if errors := request_errors(context, request, command):
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
        group_codes=command.all_codes[: 2 * MAX_GROUPS],
        reason=command.reason,
    )
    return outcome


def command_of(request: SubmitRequest) -> Command:
    """What the request asks for, with codes as they are stored."""
    return Command(
        student_code=normalized(request.student_code),
        term_code=normalized(request.term_code),
        group_codes=_normalized(request.group_codes),
        drop_codes=_normalized(request.drop_group_codes) if isinstance(request, SwapRequest) else (),
        policy=request.error_policy if isinstance(request, EnrollRequest) else ErrorPolicy.ALL_OR_NONE,
        waitlist=request.waitlist,
        reason=None if request.reason is None else trimmed_reason(request.reason),
    )


def _normalized(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({normalized(code) for code in codes}))


def request_errors(context: Context, request: SubmitRequest, command: Command) -> list[FieldError]:
    """What is wrong with the request itself, whatever there is in the database."""
    return [
        *(
            _swap_errors(request, command, context.language)
            if isinstance(request, SwapRequest)
            else basket_errors(request, command, ("input",), context.language)
        ),
        *waitlist_errors(command, ("input",), context.language),
        *key_errors(request.idempotency_key, context.idempotency_key, context.language),
        *_reason_errors(context, command.reason),
    ]


def waitlist_errors(command: Command, path: Path, language: Language) -> list[FieldError]:
    """What is wrong with waiting for seats, which was asked for in a field below `path`."""
    if not command.waitlist or command.policy is ErrorPolicy.ALL_OR_NONE:
        return []
    return [FieldError((*path, "waitlist"), InputError.WAITS_AND_TAKES_WHAT_FITS.text(language))]


def basket_errors(request: SubmitRequest, command: Command, path: Path, language: Language) -> list[FieldError]:
    """What is wrong with the codes, which were sent in fields below `path`."""
    return [
        *_who_errors(command, path, language),
        *_group_errors(request.group_codes, (*path, "groupCodes"), language),
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
        by_registrar=Role.REGISTRAR in context.caller.roles,
    )


def _who_errors(command: Command, path: Path, language: Language) -> list[FieldError]:
    return [
        *code_errors(command.student_code, (*path, "studentCode"), language),
        *code_errors(command.term_code, (*path, "termCode"), language),
    ]


def _swap_errors(request: SwapRequest, command: Command, language: Language) -> list[FieldError]:
    drop_path = ("input", "dropGroupCodes")
    return [
        *_who_errors(command, ("input",), language),
        *_group_errors(request.drop_group_codes, drop_path, language),
        *_group_errors(request.group_codes, ("input", "takeGroupCodes"), language),
        *(
            FieldError((*drop_path, str(index)), InputError.TAKEN_TOO.text(language))
            for index, code in enumerate(request.drop_group_codes[:MAX_GROUPS])
            if normalized(code) in command.group_codes
        ),
        *_waits_for_several(command, language),
    ]


def _waits_for_several(command: Command, language: Language) -> list[FieldError]:
    if not command.waitlist or len(command.group_codes) <= 1:
        return []
    return [FieldError(("input", "takeGroupCodes"), InputError.SWAP_WAITS_FOR_SEVERAL.text(language))]


def _group_errors(codes: Sequence[str], path: Path, language: Language) -> list[FieldError]:
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


def _reason_errors(context: Context, reason: str | None) -> list[FieldError]:
    if reason is None:
        return []
    if context.caller.roles.isdisjoint((Role.REGISTRAR, Role.ADMIN)):
        return [FieldError(REASON_PATH, InputError.FOR_REGISTRARS.text(context.language))]
    return reason_errors(reason, context.language)


def key_errors(sent: str | None, header: str | None, language: Language) -> list[FieldError]:
    """What is wrong with the idempotency keys of the input and of the header."""
    path = ("input", "idempotencyKey")
    errors = []
    for key in dict.fromkeys((sent, header)):
        if key is None:
            continue
        if not key.strip():
            errors.append(FieldError(path, InputError.BLANK.text(language)))
        elif len(key) > MAX_KEY_CHARACTERS:
            errors.append(FieldError(path, InputError.TOO_LONG.text(language, most=MAX_KEY_CHARACTERS, count=len(key))))
        elif not key.isprintable():
            errors.append(FieldError(path, InputError.UNPRINTABLE.text(language)))
    if sent is not None and header is not None and sent != header:
        errors.append(FieldError(path, InputError.DIFFERENT_KEYS.text(language)))
    return errors
