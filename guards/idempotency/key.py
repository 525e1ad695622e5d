"""Idempotency keys: what makes two requests the same request."""

import json
import re
from hashlib import sha256

from enrollment.task import Command, ErrorPolicy, TaskKind

_AS_BEFORE = json.JSONEncoder(sort_keys=True).encode
_COMPACT = json.JSONEncoder(separators=(",", ":")).encode
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"[ \t]*(?:;.*)?')
"""A string as a structured field has it (RFC 8941, 3.3.3), and parameters, which mean nothing here."""


def derived_key(kind: TaskKind, command: Command) -> str:
    """The key of a request whose client sent none.

    An enrollment's key is computed exactly as the service before this one computed it, down to the separators and
    escapes of `json.dumps`: tools outside still look enrollments up by it. Keys of other kinds begin with the kind.
    """
    payload: dict[str, object] = {
        "registro_academico": command.student_code,
        "codigo_periodo": command.term_code,
        "grupos": sorted(command.group_codes),
        **({"grupos_que_deja": sorted(command.drop_codes)} if command.drop_codes else {}),
        **({"politica": command.policy} if command.policy is not ErrorPolicy.ALL_OR_NONE else {}),
    }
    if command.waitlist:
        payload["lista_de_espera"] = True
    word = "inscription" if kind is TaskKind.ENROLL else kind.lower()
    return f"{word}:{sha256(_AS_BEFORE(payload).encode()).hexdigest()}"


def key_in_header(value: str) -> str:
    """The key in the value of an `Idempotency-Key` header: a quoted string, as the IETF's draft has it, without its
    quotes and escapes; anything else as it is."""
    quoted = _QUOTED.fullmatch(value)
    return value if quoted is None else re.sub(r'\\(["\\])', r"\1", quoted[1])


def fingerprint(kind: TaskKind, command: Command) -> bytes:
    """32 bytes that two requests share only if they ask for the same kind, student, term, sets of groups and policy,
    and both would wait for seats or neither."""
    payload = [kind.value, command.student_code, command.term_code, sorted(command.group_codes)]
    if command.drop_codes:
        payload.append(sorted(command.drop_codes))
    if command.policy is not ErrorPolicy.ALL_OR_NONE:
        payload.append(command.policy.value)
    if command.waitlist:
        payload.append("waitlist")
    return sha256(_COMPACT(payload).encode()).digest()
