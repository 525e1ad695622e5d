"""A task and its saga as one value: what is stored in a row, published with every version, and shown to clients."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

import msgspec

from enrollment.problems import AnyProblem
from saga.decide import Cause, cause
from saga.journal import Records, SagaStatus, StepRecord, seconds_between


class TaskKind(StrEnum):
    """What a task is to do."""

    ENROLL = "ENROLL"
    DROP = "DROP"


class TaskStatus(StrEnum):
    """Where a task stands, as its student sees it; the last four are final."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    COMPENSATING = "COMPENSATING"
    SUCCEEDED = "SUCCEEDED"
    REJECTED = "REJECTED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"

    @property
    def final(self) -> bool:
        """Whether nothing will happen to the task any more."""
        return self in {TaskStatus.SUCCEEDED, TaskStatus.REJECTED, TaskStatus.FAILED, TaskStatus.CANCELLED}


class GroupStatus(StrEnum):
    """What became of one group of a task."""

    PENDING = "PENDING"
    RESERVED = "RESERVED"
    CONFIRMED = "CONFIRMED"
    REJECTED = "REJECTED"
    NOT_TAKEN = "NOT_TAKEN"
    RELEASED = "RELEASED"
    DROPPED = "DROPPED"


class Command(msgspec.Struct, frozen=True):
    """What a task carries out: normalised codes, groups in the order of their codes, each once."""

    student_code: str
    term_code: str
    group_codes: tuple[str, ...]


class GroupTask(msgspec.Struct, frozen=True):
    """One group of a task, and what speaks against it."""

    group_code: str
    status: GroupStatus = GroupStatus.PENDING
    problems: tuple[AnyProblem, ...] = ()


class TaskState(msgspec.Struct, frozen=True):
    """The whole state of a task and its saga at one version.

    Attributes:
        version: 1 when accepted, one more with each commit.
        attempts: how often a worker has claimed the saga.
        problems: everything that speaks against the task, those of its groups included.
        stuck_reason: for operators, why the saga is STUCK; None unless it is.
    """

    id: UUID
    kind: TaskKind
    status: TaskStatus
    saga_status: SagaStatus
    version: int
    student_code: str
    term_code: str
    groups: tuple[GroupTask, ...]
    problems: tuple[AnyProblem, ...]
    steps: tuple[StepRecord[AnyProblem], ...]
    attempts: int
    correlation_id: str
    submitted_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    stuck_reason: str | None = None

    @property
    def duration_seconds(self) -> float | None:
        """From the moment a worker first began it to its end; None before the end."""
        return seconds_between(self.started_at, self.finished_at)

    @classmethod
    def build(
        cls,
        *,
        id: UUID,
        kind: TaskKind,
        command: Command,
        saga_status: SagaStatus,
        version: int,
        groups: tuple[GroupTask, ...],
        correlation_id: str,
        submitted_at: datetime,
        own_problems: Sequence[AnyProblem] = (),
        records: Records | None = None,
        cancelled: bool = False,
        attempts: int = 0,
        started_at: datetime | None = None,
        finished_at: datetime | None = None,
        stuck_reason: str | None = None,
    ) -> Self:
        """The state that a saga's row and journal make.

        Args:
            own_problems: those of the task that belong to none of its groups.
            records: the journal; None before the first commit.
            cancelled: whether a cancellation was requested.
        """
        journal = records or {}
        return cls(
            id=id,
            kind=kind,
            status=task_status(saga_status, cause(journal, cancelled=cancelled)),
            saga_status=saga_status,
            version=version,
            student_code=command.student_code,
            term_code=command.term_code,
            groups=groups,
            problems=_all_problems(groups, own_problems),
            steps=tuple(record for _, record in sorted(journal.items())),
            attempts=attempts,
            correlation_id=correlation_id,
            submitted_at=submitted_at,
            started_at=started_at,
            finished_at=finished_at,
            stuck_reason=stuck_reason,
        )

    @property
    def final(self) -> bool:
        """Whether this is the last version there will be."""
        return self.status.final


_BY_SAGA = {
    SagaStatus.PENDING: TaskStatus.QUEUED,
    SagaStatus.RUNNING: TaskStatus.RUNNING,
    SagaStatus.COMPENSATING: TaskStatus.COMPENSATING,
    SagaStatus.STUCK: TaskStatus.COMPENSATING,
    SagaStatus.COMPLETED: TaskStatus.SUCCEEDED,
    SagaStatus.REJECTED: TaskStatus.REJECTED,
    SagaStatus.FAILED: TaskStatus.FAILED,
}
_BY_CAUSE = {
    Cause.REFUSED: TaskStatus.REJECTED,
    Cause.FAILED: TaskStatus.FAILED,
    Cause.CANCELLED: TaskStatus.CANCELLED,
}


def task_status(saga: SagaStatus, turned: Cause | None) -> TaskStatus:
    """The task's status beside its saga's; an undone saga's task says why it was undone."""
    if saga is SagaStatus.COMPENSATED:
        return _BY_CAUSE[turned or Cause.CANCELLED]
    return _BY_SAGA[saga]


def _all_problems(groups: Sequence[GroupTask], own: Sequence[AnyProblem]) -> tuple[AnyProblem, ...]:
    """The task's problems, each once: its own first, then those of its groups in their order."""
    return tuple(dict.fromkeys((*own, *(problem for group in groups for problem in group.problems))))


def stuck_reason(records: Records) -> str:
    """Why a saga whose undo keeps failing is stuck, for operators."""
    tried = [step for _, step in sorted(records.items()) if step.undo_attempts and step.detail]
    return "; ".join(f"undo of {step.name!r} fails: {step.detail}" for step in tried)
