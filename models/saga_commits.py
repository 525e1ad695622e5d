"""The group commit: effects and journal records of many sagas in one transaction, behind the fence."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from enrollment.catalogue import EnrollmentStatus, Student
from enrollment.group_commit import (
    CommitResult,
    FencedSaga,
    GroupKey,
    LockedState,
    SagaDetails,
    decide_commit,
    groups_touched,
)
from enrollment.rules import OfferedGroup
from enrollment.task import TaskStatus
from kit.uuid7 import uuid7
from models import claims, task_states
from models.audit_log import AuditLog, NewEntry
from models.catalogue import group_of, student_of
from models.database import Database, Row, Transaction
from models.sql import SQL
from models.storable import storable_json, storable_text
from saga.faults import FaultPoint, Faults
from saga.journal import Record, SagaStatus
from saga.runner import ClaimedSaga, CommitRequest

_FENCE = SQL["commit.fence"]
_STUDENTS = SQL["commit.students"]
_LOCK_GROUPS = SQL["commit.lock_groups"]
_GROUPS = SQL["commit.groups"]
_HELD = SQL["commit.held"]
_WRITE_SAGAS = SQL["commit.write_sagas"]
_WRITE_STEPS = SQL["commit.write_steps"]
_GIVE_BACK = SQL["commit.give_back"]
_DROP = SQL["commit.drop"]
_TAKE = SQL["commit.take"]
_CONFIRM = SQL["commit.confirm"]
_COUNT_SEATS = SQL["commit.count_seats"]


_LONGEST_DETAIL = 2000
"""Characters of a step's detail that are stored."""


class SagaCommits:
    """Commits the requests of runners.

    Args:
        faults: the fault points of this process.
    """

    def __init__(self, database: Database, faults: Faults) -> None:
        self._database = database
        self._faults = faults

    async def commit(self, requests: Sequence[CommitRequest]) -> list[ClaimedSaga | None]:
        """The sagas after the commit, in the order of `requests`; None for one that another worker has claimed.

        A saga whose token is not ours any more is left out. A saga whose version has changed under our own token was
        committed before, and that answer was lost: it is left out too, and read again.
        """
        self._faults.inject(FaultPoint.BEFORE_COMMIT)
        async with self._database.transaction() as tx:
            fence = {row["id"]: row for row in await tx.query(_FENCE, sorted(r.saga.id for r in requests))}
            candidates = [
                FencedSaga(request, request.saga.details, fence[request.saga.id]["cancelled"])
                for request in requests
                if _ours(request, fence) and fence[request.saga.id]["version"] == request.saga.version
            ]
            outcomes = decide_commit(candidates, await _locked_state(candidates, fence, tx)) if candidates else []
            await _write(outcomes, tx)
            self._faults.inject(FaultPoint.INSIDE_COMMIT)
        self._faults.inject(FaultPoint.AFTER_COMMIT)
        after = {outcome.saga.request.saga.id: _claimed_after(outcome) for outcome in outcomes}
        return [after.get(request.saga.id) or await claims.reread(self._database, request.saga) for request in requests]


def _ours(request: CommitRequest, fence: dict[Any, Row]) -> bool:
    row = fence.get(request.saga.id)
    return row is not None and row["token"] == request.saga.token


async def _locked_state(candidates: Sequence[FencedSaga], fence: dict[Any, Row], tx: Transaction) -> LockedState:
    """Lock the groups, in the order of their codes, and read what the rules need. The fence has locked the sagas."""
    began = next(iter(fence.values()))["began"]
    keys = sorted({key for candidate in candidates for key in groups_touched(candidate)})
    offers: dict[GroupKey, OfferedGroup] = {}
    now: datetime = began
    if keys:
        locked = await tx.query(_LOCK_GROUPS, [term for term, _ in keys], [code for _, code in keys])
        now = max((row["now"] for row in locked), default=began)
        rows = await tx.query(_GROUPS, [row["id"] for row in locked])
        offers = {(row["term_id"], row["code"]): _offer(row) for row in rows}
    forward = {c.details.student_id for c in candidates if c.request.intent.forward}
    students: dict[int, Student] = {}
    held: dict[tuple[int, int], list[OfferedGroup]] = defaultdict(list)
    confirmed: dict[tuple[int, int], set[str]] = defaultdict(set)
    if forward:
        students = {row["id"]: student_of(row) for row in await tx.query(_STUDENTS, sorted(forward))}
        for row in await tx.query(_HELD, sorted(forward)):
            held[row["student_id"], row["term_id"]].append(_offer(row))
            if row["status"] == EnrollmentStatus.CONFIRMED:
                confirmed[row["student_id"], row["term_id"]].add(row["code"])
    return LockedState(students, offers, held, {key: frozenset(codes) for key, codes in confirmed.items()}, began, now)


def _offer(row: Row) -> OfferedGroup:
    return OfferedGroup(group_of(row), row["course_code"], row["credits"])


async def _write(outcomes: Sequence[CommitResult], tx: Transaction) -> None:
    """Write everything with one statement for each table; a statement without rows is left out."""
    await _write_rows(_WRITE_SAGAS, (_saga_row(outcome) for outcome in outcomes), tx)
    await _write_rows(_WRITE_STEPS, (_step_row(o, record) for o in outcomes for record in o.settled.changed), tx)
    gives = [(outcome.saga.request.saga.id, offer.group.id) for outcome in outcomes for offer in outcome.gives]
    given = await _write_rows(_GIVE_BACK, gives, tx)
    drops = [(outcome.saga.details.student_id, offer.group.id) for outcome in outcomes for offer in outcome.drops]
    dropped = await _write_rows(_DROP, drops, tx)
    confirms = [outcome.saga.request.saga.id for outcome in outcomes if outcome.confirms]
    if confirms:
        await tx.query(_CONFIRM, confirms)
    taken = await _write_rows(_TAKE, (_enrollment_row(o, offer) for o in outcomes for offer in o.takes), tx)
    change = Counter(row["group_id"] for row in taken)
    change.subtract(row["group_id"] for row in (*given, *dropped))
    await _write_rows(_COUNT_SEATS, sorted((group_id, n) for group_id, n in change.items() if n), tx)
    await AuditLog(tx).append(entry for outcome in outcomes for entry in _entries(outcome))


async def _write_rows(sql: str, rows: Iterable[tuple[object, ...]], tx: Transaction) -> list[Row]:
    """Run `sql` with an array for each column of `rows`; do nothing without rows."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return await tx.query(sql, *columns) if columns else []


def _saga_row(outcome: CommitResult) -> tuple[object, ...]:
    status, task = outcome.settled.status, outcome.task
    written = task_states.StoredOutcome(task.groups, outcome.own_problems)
    stuck = status is SagaStatus.STUCK
    return (
        outcome.saga.request.saga.id,
        status,
        storable_json(written),
        task.finished_at,
        storable_text(task.stuck_reason, _LONGEST_DETAIL),
        not (status.final or stuck),
        task.status is TaskStatus.FAILED,
        status.final and task.status is not TaskStatus.SUCCEEDED,
    )


def _step_row(outcome: CommitResult, record: Record) -> tuple[object, ...]:
    return (
        outcome.saga.request.saga.id,
        record.position,
        record.name,
        record.status,
        record.attempts,
        record.undo_attempts,
        record.version,
        record.started_at,
        record.finished_at,
        record.undo_started_at,
        record.undo_finished_at,
        storable_json(record.problem),
        storable_text(record.detail, _LONGEST_DETAIL),
    )


def _enrollment_row(outcome: CommitResult, offer: OfferedGroup) -> tuple[object, ...]:
    details: SagaDetails = outcome.saga.details
    status = EnrollmentStatus.CONFIRMED if outcome.take_as_confirmed else EnrollmentStatus.RESERVED
    return (
        uuid7(),
        details.student_id,
        offer.group.id,
        details.term_id,
        offer.group.course_id,
        outcome.saga.request.saga.id,
        status,
        outcome.now,
    )


def _entries(outcome: CommitResult) -> list[NewEntry]:
    """An entry for each group's outcome once the task is final, and one when it gets stuck."""
    task = outcome.task
    if outcome.settled.status is SagaStatus.STUCK:
        return [_entry(outcome, SagaStatus.STUCK, reason=storable_text(task.stuck_reason, _LONGEST_DETAIL))]
    if not task.final:
        return []
    return [
        _entry(
            outcome,
            group.status,
            group_code=group.group_code,
            problem=storable_json(next(iter(group.problems or task.problems), None)),
        )
        for group in task.groups
    ]


def _entry(
    outcome: CommitResult,
    result: str,
    *,
    group_code: str | None = None,
    problem: str | None = None,
    reason: str | None = None,
) -> NewEntry:
    task, details = outcome.task, outcome.saga.details
    return NewEntry(
        at=outcome.now,
        actor=details.actor,
        action=task.kind,
        outcome=result,
        student_id=details.student_id,
        term_id=details.term_id,
        group_code=group_code,
        problem=problem,
        reason=reason,
        correlation_id=task.correlation_id,
        saga_id=task.id,
        version=task.version,
    )


def _claimed_after(outcome: CommitResult) -> ClaimedSaga:
    saga = outcome.saga.request.saga
    return replace(
        saga,
        version=outcome.task.version,
        records=outcome.settled.records,
        status=outcome.settled.status,
        cancelled=outcome.saga.cancelled,
        details=replace(outcome.saga.details, task=outcome.task, own_problems=outcome.own_problems),
    )
