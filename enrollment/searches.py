"""What operators look for among sagas and idempotency keys, and what they find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from enrollment.task import TaskKind, TaskState
from saga.journal import SagaStatus

UNFINISHED = tuple(status for status in SagaStatus if not status.final)
FINAL = tuple(status for status in SagaStatus if status.final)


@dataclass(frozen=True, slots=True)
class SagaSearch:
    """Which sagas; None does not limit. `since`: accepted then or later."""

    statuses: Sequence[SagaStatus] | None = None
    kinds: Sequence[TaskKind] | None = None
    student_code: str | None = None
    term_code: str | None = None
    correlation_id: str | None = None
    since: datetime | None = None

    def matches(self, state: TaskState) -> bool:
        """Whether a saga in this state is looked for."""
        return (
            (self.statuses is None or state.saga_status in self.statuses)
            and (self.kinds is None or state.kind in self.kinds)
            and self.student_code in {None, state.student_code}
            and self.term_code in {None, state.term_code}
            and self.correlation_id in {None, state.correlation_id}
            and (self.since is None or state.submitted_at >= self.since)
        )


@dataclass(frozen=True, slots=True)
class IdempotencyKeyEntry:
    """An idempotency key and the task it stands for.

    Attributes:
        id: the task's.
        scope: whose key it is; derived: whether it was made from the request because the client sent none.
        expires_at: until when it replays its task; while the task is under way, longer.
        released_at: since when it is free again before its time; None: it is not.
    """

    id: UUID
    scope: str
    key: str
    derived: bool
    created_at: datetime
    expires_at: datetime
    released_at: datetime | None


@dataclass(frozen=True, slots=True)
class IdempotencySearch:
    """Which entries; None does not limit. `live`: whether the key still stands for its task."""

    key: str | None = None
    student_code: str | None = None
    task_id: UUID | None = None
    live: bool | None = None
