"""What a commit makes of the journal: pure, so that one saga and two hundred are settled alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import structs

from saga.decide import Finish, MarkStuck, decide, turned
from saga.journal import Record, Records, SagaStatus, StepRecord, StepStatus
from saga.plan import Plan

_NOTHING: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CommitIntent:
    """What a runner asks to have committed for one saga.

    Attributes:
        forward: positions of local steps to carry out; backward: positions of local steps to take back.
        remote_records: records of what happened at another system, or that something was given up.
        begins: whether an attempt begins, which is under way then and has not failed yet.
    """

    forward: tuple[int, ...] = ()
    backward: tuple[int, ...] = ()
    remote_records: tuple[Record, ...] = ()
    begins: bool = False


@dataclass(frozen=True, slots=True)
class CommitStamp:
    """When and as what a commit is written: the version it makes, when its transaction began, the time now (UTC)."""

    version: int
    began: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """A saga after a commit: its status, its whole journal, and the records that the commit wrote."""

    status: SagaStatus
    records: Records
    changed: tuple[Record, ...]

    @property
    def unsuccessful(self) -> bool:
        """Whether the saga has ended without success."""
        return self.status.final and self.status is not SagaStatus.COMPLETED


def still_forward(plan: Plan, records: Records, intent: CommitIntent, *, cancelled: bool) -> bool:
    """Whether the forward steps asked for may still be carried out: a cancellation that came first forbids it."""
    return bool(intent.forward) and turned(plan, records, cancelled=cancelled) is None


def settle(
    plan: Plan,
    records: Records,
    intent: CommitIntent,
    stamp: CommitStamp,
    *,
    problems: Mapping[int, Any],
    cancelled: bool,
    left_out: Collection[int] = (),
    waived: Mapping[int, str] = _NOTHING,
) -> Settled:
    """The journal and status after a commit.

    Args:
        plan: the saga's plan.
        records: the journal before.
        intent: what is asked for.
        stamp: when, and as which version.
        problems: what speaks against forward steps, by position; not empty means that none of them was kept.
        cancelled: whether a cancellation was requested, read under the saga's lock.
        left_out: forward steps that are skipped while the others are done.
        waived: later steps that need not be carried out, by position, each with the reason.
    """
    changed: list[Record] = []
    if still_forward(plan, records, intent, cancelled=cancelled):
        changed += (
            _refused(plan, intent, problems, stamp)
            if problems
            else [*_done(plan, intent, stamp, left_out), *_waived(plan, waived, stamp)]
        )
    changed += [_undone(records[position], stamp) for position in intent.backward]
    if not _too_late(plan, records, intent, cancelled=cancelled):
        changed += [_stamped(record, stamp) for record in intent.remote_records]
    after = {**records, **{record.position: record for record in changed}}
    return Settled(_status(plan, after, cancelled=cancelled, under_way=intent.begins), after, tuple(changed))


def _too_late(plan: Plan, records: Records, intent: CommitIntent, *, cancelled: bool) -> bool:
    """Whether an attempt at a step must not begin any more: it would have to be undone immediately."""
    begins_step = intent.begins and any(record.status is StepStatus.STARTED for record in intent.remote_records)
    return begins_step and turned(plan, records, cancelled=cancelled) is not None


def _status(plan: Plan, records: Records, *, cancelled: bool, under_way: bool) -> SagaStatus:
    match decide(plan, records, cancelled=cancelled):
        case Finish(status):
            return status
        case MarkStuck() if not under_way:
            return SagaStatus.STUCK
        case _:
            backwards = turned(plan, records, cancelled=cancelled) is not None
            return SagaStatus.COMPENSATING if backwards else SagaStatus.RUNNING


def _done(plan: Plan, intent: CommitIntent, stamp: CommitStamp, left_out: Collection[int]) -> list[Record]:
    return [
        StepRecord(position, plan.steps[position - 1].name, StepStatus.SKIPPED, version=stamp.version)
        if position in left_out
        else StepRecord(
            position=position,
            name=plan.steps[position - 1].name,
            status=StepStatus.DONE,
            attempts=1,
            version=stamp.version,
            started_at=stamp.began,
            finished_at=stamp.now,
        )
        for position in intent.forward
    ]


def _waived(plan: Plan, waived: Mapping[int, str], stamp: CommitStamp) -> list[Record]:
    return [
        StepRecord(
            position=position,
            name=plan.steps[position - 1].name,
            status=StepStatus.SKIPPED,
            version=stamp.version,
            detail=reason,
        )
        for position, reason in waived.items()
    ]


def _refused(plan: Plan, intent: CommitIntent, problems: Mapping[int, Any], stamp: CommitStamp) -> list[Record]:
    """Nothing of a refused commit is kept. Its faultless steps are SKIPPED; checks, which leave nothing, are DONE."""
    first_refused = min(problems)
    rows = []
    for position in intent.forward:
        step = plan.steps[position - 1]
        if position in problems:
            status = StepStatus.REFUSED
        elif position < first_refused and step.undo is None:
            status = StepStatus.DONE
        else:
            status = StepStatus.SKIPPED
        tried = status is not StepStatus.SKIPPED
        rows.append(
            StepRecord(
                position=position,
                name=step.name,
                status=status,
                attempts=int(tried),
                version=stamp.version,
                started_at=stamp.began if tried else None,
                finished_at=stamp.now if tried else None,
                problem=problems.get(position),
            )
        )
    return rows


def _undone(record: Record, stamp: CommitStamp) -> Record:
    return structs.replace(
        record,
        status=StepStatus.COMPENSATED,
        undo_attempts=record.undo_attempts + 1,
        version=stamp.version,
        undo_started_at=stamp.began,
        undo_finished_at=stamp.now,
    )


def _stamped(record: Record, stamp: CommitStamp) -> Record:
    """The record with its version, and with the times that its status calls for and that it does not have yet."""
    backwards = record.status in {StepStatus.COMPENSATING, StepStatus.COMPENSATED}
    ended = record.status in {StepStatus.DONE, StepStatus.REFUSED, StepStatus.FAILED}
    return structs.replace(
        record,
        version=stamp.version,
        started_at=record.started_at or stamp.now,
        finished_at=record.finished_at or (stamp.now if ended else None),
        undo_started_at=record.undo_started_at or (stamp.now if backwards else None),
        undo_finished_at=stamp.now if record.status is StepStatus.COMPENSATED else None,
    )
