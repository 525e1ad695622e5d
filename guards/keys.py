"""Idempotency keys: what makes two requests the same request."""

import json
from hashlib import sha256

from enrollment.task import Command, TaskKind


def derived_key(command: Command) -> str:
    """The key of an enrollment whose client sent none.

    Computed exactly as the service before this one did, down to `json.dumps` and its separators and escapes:
    tools outside still look enrollments up by it.
    """
    payload = {
        "registro_academico": command.student_code,
        "codigo_periodo": command.term_code,
        "grupos": sorted(command.group_codes),
    }
    return f"inscription:{sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()}"


def fingerprint(kind: TaskKind, command: Command) -> bytes:
    """32 bytes that two requests share only if they ask for the same kind, student, term and set of groups."""
    payload = [kind.value, command.student_code, command.term_code, sorted(command.group_codes)]
    return sha256(json.dumps(payload, separators=(",", ":")).encode()).digest()
