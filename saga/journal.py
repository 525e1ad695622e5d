"""The journal: one record a step, keyed (saga, position), and the statuses of steps and sagas."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec

Problem = TypeVar("Problem")


class StepStatus(StrEnum):
    """Where a step stands."""

    PENDING = "PENDING"
    STARTED = "STARTED"
    DONE = "DONE"
    REFUSED = "REFUSED"
    FAILED = "FAILED"
    COMPENSATING = "COMPENSATING"
    COMPENSATED = "COMPENSATED"
    SKIPPED = "SKIPPED"


class SagaStatus(StrEnum):
    """Where a saga stands; the last four are final."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    COMPENSATING = "COMPENSATING"
    STUCK = "STUCK"
    COMPLETED = "COMPLETED"
    REJECTED = "REJECTED"
    COMPENSATED = "COMPENSATED"
    FAILED = "FAILED"

    @property
    def final(self) -> bool:
        """Whether nothing will happen to the saga any more."""
        return self in _FINAL


_FINAL = frozenset({SagaStatus.COMPLETED, SagaStatus.REJECTED, SagaStatus.COMPENSATED, SagaStatus.FAILED})


class StepRecord(msgspec.Struct, Generic[Problem], frozen=True):
    """What the journal says about one step: in the engine, in the table, in what is published and shown.

    Attributes:
        position: 1 for the first step of the plan.
        name: the step's name.
        attempts: how often it was begun.
        undo_attempts: how often its undo was, since the last time an operator said retry.
        version: the saga's version that wrote the record last; 0 before it is written.
        started_at, finished_at: of the step itself; undo_started_at, undo_finished_at: of its undo. UTC.
        problem: what the domain says about a refusal or a failure; the engine carries it unread.
        detail: for operators.
    """

    position: int
    name: str
    status: StepStatus
    attempts: int = 0
    undo_attempts: int = 0
    version: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    undo_started_at: datetime | None = None
    undo_finished_at: datetime | None = None
    problem: Problem | None = None
    detail: str | None = None

    @property
    def duration_seconds(self) -> float | None:
        """From the start of the step's last attempt to its end; None where it has none."""
        return seconds_between(self.started_at, self.finished_at)


def seconds_between(start: datetime | None, end: datetime | None) -> float | None:
    """None where one of the moments is."""
    return None if start is None or end is None else (end - start).total_seconds()


Record = StepRecord[Any]
"""A record as the engine has it, which carries problems unread."""
Records = dict[int, Record]
"""A saga's journal by position; steps not reached yet are absent."""
