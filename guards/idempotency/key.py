"""Idempotency keys: what makes two requests the same request."""

import json
from hashlib import sha256

from enrollment.task import Command, TaskKind


def derived_key(kind: TaskKind, command: Command) -> str:
    """The key of a request whose client sent none.

    An enrollment's is computed exactly as the service before this one did, down to `json.dumps` and its separators
    and escapes: tools outside still look enrollments up by it. The other kinds' differ in the word before it.
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
