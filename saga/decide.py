"""What to do next: a pure function of the plan and the journal."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from saga.journal import Records, SagaStatus, StepStatus
from saga.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Commit:
    """Carry out these neighbouring local steps in one transaction."""

    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CallStep:
    """Begin an attempt at a step of another system, `delay` seconds after the one before."""

    position: int
    delay: float


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back these neighbouring local steps, newest first, in one transaction."""

    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CallUndo:
    """Begin an attempt at the undo of a step of another system, `delay` seconds after the one before."""

    position: int
    delay: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """The last attempt at this step was begun and never answered (its worker died): it counts as failed."""

    position: int


@dataclass(frozen=True, slots=True)
class MarkStuck:
    """The undo of this step keeps failing, or the step itself if it is owed: a human has to look."""

    position: int


@dataclass(frozen=True, slots=True)
class Finish:
    """Nothing is left to do."""

    status: SagaStatus


Decision = Commit | CallStep | Undo | CallUndo | GiveUp | MarkStuck | Finish


class Cause(StrEnum):
    """Why a saga turned round."""

    REFUSED = "REFUSED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


def cause(records: Records, *, cancelled: bool) -> Cause | None:
    """Why the saga goes backwards; None while it goes forwards. What came first outweighs a later cancellation."""
    for record in records.values():
        if record.status is StepStatus.REFUSED:
            return Cause.REFUSED
        if record.problem is not None or record.status is StepStatus.FAILED:
            return Cause.FAILED
    return Cause.CANCELLED if cancelled else None


def owes(plan: Plan, records: Records) -> bool:
    """Whether all steps before one that is owed are done, so that the saga does not turn round any more."""
    first = next((n for n, step in enumerate(plan.steps, 1) if step.owed), None)
    return first is not None and all(n in records and records[n].status is StepStatus.DONE for n in range(1, first))


def turned(plan: Plan, records: Records, *, cancelled: bool) -> Cause | None:
    """The `cause` for which the saga goes backwards; None for one that owes something."""
    why = cause(records, cancelled=cancelled)
    return None if why is not None and owes(plan, records) else why


def reached_at(records: Records, position: int) -> datetime | None:
    """When the saga came to the step at `position`: the step before it was done then, and has been kept ever since.

    For a first step, when it was first tried; None where it was not.
    """
    ended = [record.finished_at for n, record in records.items() if n < position and record.finished_at is not None]
    return max(ended, default=records[position].started_at if position in records else None)


def decide(plan: Plan, records: Records, *, cancelled: bool = False) -> Decision:
    """The next thing to do for a saga whose journal is `records`.

    Any order of crashes, repeats and late answers is safe as long as what it says is done under the fence and
    recorded with its effect: asked again with the same journal, it says the same again.
    """
    why = turned(plan, records, cancelled=cancelled)
    return _forwards(plan, records) if why is None else _backwards(plan, records, why)


def _forwards(plan: Plan, records: Records) -> Decision:
    def open_(position: int) -> bool:
        record = records.get(position)
        return record is None or record.status not in {StepStatus.DONE, StepStatus.SKIPPED}

    positions = [n for n in range(1, len(plan.steps) + 1) if open_(n)]
    if not positions:
        return Finish(SagaStatus.COMPLETED)
    first = positions[0]
    step = plan.steps[first - 1]
    if step.local:
        return Commit(tuple(takewhile(lambda n: plan.steps[n - 1].local, positions)))
    attempts = records[first].attempts if first in records else 0
    if step.retry.exhausted(attempts):
        return MarkStuck(first) if step.owed else GiveUp(first)
    return CallStep(first, step.retry.delay_before(attempts + 1))


def _backwards(plan: Plan, records: Records, why: Cause) -> Decision:
    positions = [n for n in sorted(records, reverse=True) if _to_undo(plan.steps[n - 1], records, n)]
    if not positions:
        return Finish(_end(records, why))
    first = positions[0]
    step, attempts = plan.steps[first - 1], records[first].undo_attempts
    if records[first].status is StepStatus.COMPENSATING and step.retry.exhausted(attempts):
        return MarkStuck(first)
    if step.local:
        return Undo(tuple(takewhile(lambda n: plan.steps[n - 1].local, positions)))
    return CallUndo(first, step.retry.delay_before(attempts + 1))


def _to_undo(step: Step, records: Records, position: int) -> bool:
    if step.undo is None:
        return False
    status = records[position].status
    if status in {StepStatus.DONE, StepStatus.COMPENSATING}:
        return True
    # A local step that did not end left nothing behind; a call that was begun may have.
    return not step.local and status in {StepStatus.STARTED, StepStatus.FAILED}


def _end(records: Records, why: Cause) -> SagaStatus:
    if any(record.status is StepStatus.COMPENSATED for record in records.values()):
        return SagaStatus.COMPENSATED
    return {
        Cause.REFUSED: SagaStatus.REJECTED,
        Cause.FAILED: SagaStatus.FAILED,
        Cause.CANCELLED: SagaStatus.COMPENSATED,
    }[why]
