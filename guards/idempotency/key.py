"""Idempotency keys: what makes two requests the same request."""

import json
from hashlib import sha256

from enrollment.task import Command, TaskKind


def derived_key(kind: TaskKind, command: Command) -> str:
    """The key of a request whose client sent none.

    An enrollment's key is computed exactly as the service before this one computed it, down to the separators and
    escapes of `json.dumps`: tools outside still look enrollments up by it. Keys of other kinds begin with the kind.
    """
    payload = {
        "registro_academico": command.student_code,
        "codigo_periodo": command.term_code,
        "grupos": sorted(command.group_codes),
    }
    word = "inscription" if kind is TaskKind.ENROLL else kind.lower()
    return f"{word}:{sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()}"


def fingerprint(kind: TaskKind, command: Command) -> bytes:
    """32 bytes that two requests share only if they ask for the same kind, student, term and set of groups."""
    payload = [kind.value, command.student_code, command.term_code, sorted(command.group_codes)]
    return sha256(json.dumps(payload, separators=(",", ":")).encode()).digest()
