"""What happened, for those who ask afterwards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from enrollment.problems import AnyProblem


class AuditEntry(msgspec.Struct, frozen=True):
    """One line of the audit log.

    Attributes:
        actor: who asked; action: for what (`ENROLL`, `DROP`, `CANCEL_TASK`, `SAVE_GROUP`, …).
        outcome: what became of it, for tasks the status of the group; reason: in words, if one was given.
        saga_id: the task it belongs to.
    """

    id: int
    at: datetime
    actor: str
    action: str
    student_code: str | None
    term_code: str | None
    group_code: str | None
    outcome: str
    problem: AnyProblem | None
    reason: str | None
    correlation_id: str | None
    saga_id: UUID | None


@dataclass(frozen=True, slots=True)
class RefusedRequest:
    """A request of a known caller that came to nothing, and why.

    Attributes:
        student_code, term_code, group_codes: what it was about, as far as the request named them; they may not exist.
        reason: the caller's own; task_id: the task it was about.
    """

    action: str
    problem: AnyProblem
    actor: str
    correlation_id: str
    student_code: str | None = None
    term_code: str | None = None
    group_codes: tuple[str, ...] = ()
    reason: str | None = None
    task_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """Which entries; None does not limit. `since` is inclusive, `until` exclusive."""

    student_code: str | None = None
    group_code: str | None = None
    actor: str | None = None
    correlation_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
