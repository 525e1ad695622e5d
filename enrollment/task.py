"""A task and its saga as one value: what is stored in a row, published with every version, and shown to clients."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

import msgspec

from enrollment.catalogue import Enrollment
from enrollment.problems import AnyProblem
from saga.decide import Cause, cause
from saga.journal import Records, SagaStatus, StepRecord, seconds_between


class TaskKind(StrEnum):
    """What a task is to do."""

    ENROLL = "ENROLL"
    DROP = "DROP"
    SWAP = "SWAP"
    PROMOTE = "PROMOTE"


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
    WAITLISTED = "WAITLISTED"
    REJECTED = "REJECTED"
    NOT_TAKEN = "NOT_TAKEN"
    RELEASED = "RELEASED"
    DROPPED = "DROPPED"
    NOT_DROPPED = "NOT_DROPPED"


class ErrorPolicy(StrEnum):
    """What becomes of a basket of which not every group can be had."""

    ALL_OR_NONE = "ALL_OR_NONE"
    BEST_EFFORT = "BEST_EFFORT"


class Command(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a task carries out: normalised codes, groups in the order of their codes, each once.

    Attributes:
        group_codes: the groups to enroll in, or to drop.
        drop_codes: of a swap, or a promotion that a swap waits for, the groups that are given up for those.
        batch_id: the batch of which it is a row.
        reason: why, in the words of who asked; None if that was not said. With a registrar's it is accepted outside the
            enrollment windows as well.
        policy: of an enrollment.
        waitlist: whether the student wants to wait for a seat in the groups that are full; of a swap, for its one
            group, and to keep until then what it gives up.
        outside_window: when the term opens and closes, if it was accepted outside the windows of the student.
    """

    student_code: str
    term_code: str
    group_codes: tuple[str, ...]
    drop_codes: tuple[str, ...] = ()
    batch_id: UUID | None = None
    reason: str | None = None
    policy: ErrorPolicy = ErrorPolicy.ALL_OR_NONE
    waitlist: bool = False
    outside_window: tuple[datetime, datetime] | None = None

    @property
    def all_codes(self) -> tuple[str, ...]:
        """All groups that it is about, in the order of their codes."""
        return tuple(sorted((*self.group_codes, *self.drop_codes))) if self.drop_codes else self.group_codes


class GroupTask(msgspec.Struct, frozen=True):
    """One group of a task, and what speaks against it. `overrides`: ids of those that the task uses for it."""

    group_code: str
    status: GroupStatus = GroupStatus.PENDING
    problems: tuple[AnyProblem, ...] = ()
    overrides: tuple[UUID, ...] = ()


class WaitReason(StrEnum):
    """What a task waits for."""

    PARTICIPANT = "PARTICIPANT"
    EARLIER_TASK = "EARLIER_TASK"
    RECORD = "RECORD"
    WORKER = "WORKER"
    SEAT = "SEAT"


KNOWING_WORKER = "worker"
"""What a saga waits for whose plan the worker that claimed it does not know."""
SWAP_PARTNER = "swap"
"""What a swap into a full group waits for. What other sagas wait for is the name of a service, or a locked row."""


@dataclass(frozen=True, slots=True)
class TaskWait:
    """What a task waits for at this moment.

    Attributes:
        service: the participant, if it is one.
        since, until: since when, and when it is tried again; None for an earlier task, whose end is not known.
        earlier_task_id: the student's task in the term that has to end first.
        detail: why, for operators.
    """

    reason: WaitReason
    service: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    earlier_task_id: UUID | None = None
    detail: str | None = None


class TaskState(msgspec.Struct, frozen=True):
    """The whole state of a task and its saga at one version.

    Attributes:
        version: 1 when accepted, one more with each commit.
        attempts: how often a worker has claimed the saga.
        reason: that of its command.
        problems: everything that speaks against the task, those of its groups included.
        stuck_reason: for operators, why the saga is STUCK; None unless it is.
        cancelling: whether a cancellation was requested and the task is not final yet. A request makes no version of
            its own: the next commit reads it, and its version shows what came of it.
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
    cancelling: bool = False
    reason: str | None = None

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
        status = task_status(saga_status, cause(journal, cancelled=cancelled))
        return cls(
            id=id,
            kind=kind,
            status=status,
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
            cancelling=cancelled and not status.final,
            reason=command.reason,
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


def changed_since(task_id: UUID, group: GroupTask, live: Enrollment | None) -> bool:
    """Whether what a task did about a group was changed by a later one.

    Args:
        live: the student's live enrollment in the group as it is now.
    """
    match group.status:
        case GroupStatus.CONFIRMED | GroupStatus.WAITLISTED:
            return live is None or live.saga_id != task_id
        case GroupStatus.DROPPED:
            return live is not None
        case _:
            return False


def _all_problems(groups: Sequence[GroupTask], own: Sequence[AnyProblem]) -> tuple[AnyProblem, ...]:
    """The task's problems, each once: its own first, then those of its groups in their order."""
    return tuple(dict.fromkeys((*own, *(problem for group in groups for problem in group.problems))))


def stuck_reason(records: Records, owed: Container[str]) -> str:
    """Why a saga is stuck whose undo keeps failing, or a step that is `owed` (its name); for operators."""
    in_order = [step for _, step in sorted(records.items()) if step.detail]
    due = [f"{step.name} due: {step.detail}" for step in in_order if step.name in owed]
    return "; ".join(due or [f"undo of {step.name!r} fails: {step.detail}" for step in in_order if step.undo_attempts])
