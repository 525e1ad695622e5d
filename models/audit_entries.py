"""The entries of the audit log, as they are handed to it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from enrollment.audit import RefusedRequest
from enrollment.limits import MAX_CODE_CHARACTERS, MAX_REASON_CHARACTERS
from models.storable import storable_json, storable_text

_WRITTEN_NOW = 1.0
"""Seconds. The log is ordered by moments, and the age of a refusal is only as exact as the way to the database is
fast: what is younger takes the moment of its writing, so that one batch cannot overtake the one before."""


class NewEntry(NamedTuple):
    """An entry to be written; the fields are those of `AuditRow`.

    Attributes:
        at: None for the moment of writing.
        problem: JSON.
        override_ids: an array, as text.
    """

    at: datetime | None
    actor: str
    action: str
    outcome: str
    student_id: int | None = None
    term_id: int | None = None
    group_code: str | None = None
    problem: str | None = None
    reason: str | None = None
    correlation_id: str | None = None
    saga_id: UUID | None = None
    version: int | None = None
    override_ids: str | None = None


class SavedEntry(NamedTuple):
    """A thing that was saved; the fields are those of `AuditRow`. `before`, `after`: JSON."""

    actor: str
    action: str
    correlation_id: str | None
    reason: str | None
    before: str | None
    after: str | None
    student_id: int | None = None
    term_id: int | None = None
    group_code: str | None = None
    course_code: str | None = None
    outcome: str = "SAVED"


class NewCircuitEntry(NamedTuple):
    """A change of a circuit breaker. `outcome`: its new state; `service` and `epoch` say which change it is."""

    at: datetime
    actor: str
    action: str
    outcome: str
    reason: str
    correlation_id: str | None
    service: str
    epoch: int


def refusal_row(refusal: RefusedRequest, age: float) -> tuple[object, ...]:
    """The row of a refused request. `age`: in seconds."""
    # What is too long for a code is no group's.
    codes = [
        storable_text(code, MAX_CODE_CHARACTERS)
        for code in dict.fromkeys(refusal.group_codes)
        if 0 < len(code) <= MAX_CODE_CHARACTERS and "\0" not in code
    ]
    return (
        age if age > _WRITTEN_NOW else 0.0,
        refusal.actor,
        refusal.action,
        storable_text(refusal.student_code, MAX_CODE_CHARACTERS),
        storable_text(refusal.term_code, MAX_CODE_CHARACTERS),
        codes[0] if len(codes) == 1 else None,
        msgspec.json.encode(codes).decode() if len(codes) > 1 else None,
        refusal.outcome,
        storable_json(refusal.problem),
        storable_text(refusal.reason, MAX_REASON_CHARACTERS),
        refusal.correlation_id,
        refusal.task_id,
    )
