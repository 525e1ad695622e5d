"""The group commit: effects and journal records of many sagas in one transaction, behind the fence."""

import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from enrollment.catalogue import EnrollmentStatus
from enrollment.commit_effects import groups_touched
from enrollment.commit_values import CommitResult, FencedSaga, SagaDetails
from enrollment.group_commit import decide_commit
from enrollment.offers import GroupKey
from enrollment.problems import AnyProblem
from enrollment.rules import OfferedGroup
from enrollment.swap_waits import seconds_to_wait
from enrollment.task import SWAP_PARTNER, Command, TaskState, TaskStatus
from kit.errors import DatabaseUnavailable
from kit.uuid7 import uuid7
from models import claims, task_states
from models.audit_entries import NewEntry
from models.commit_locks import Locked, lock_all
from models.database import Database, Transaction
from models.overrides import write_uses
from models.sql import SQL, columns
from models.storable import storable_json, storable_text
from models.waitlists import Waitlists
from saga.claimed_saga import ClaimedSaga, CommitRequest
from saga.decide import owes
from saga.errors import Postponed
from saga.faults import FaultPoint, Faults
from saga.journal import Record, SagaStatus

_WRITE = SQL["commit.write"]

_LONGEST_DETAIL = 2000
"""Characters of a step's detail that are stored."""
_POSTPONED_SECONDS = (1.0, 2.0)
"""How long a saga is put down that needs a locked row, at least and at most."""
_KNOWN_SECONDS = 5.0
"""How long a row that was found locked is not waited for again, unless it was found free in between."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of a batch.

    Attributes:
        answers: the sagas after the commit, in the order of the requests; None for one that another worker has claimed.
        next_in_line: the sagas whose turn it is after those that have ended or are stuck, and the promotions that were
            accepted, with the number of claims.
    """

    answers: Sequence[ClaimedSaga | Postponed | None]
    next_in_line: Sequence[tuple[UUID, int]]


class SagaCommits:
    """Commits the requests of runners.

    Args:
        waitlists: writes what a commit changes of them.
        swap_wait: how long a swap into a full group waits for another swap to give a seat up.
        faults: the fault points of this process.
    """

    def __init__(self, database: Database, waitlists: Waitlists, swap_wait: timedelta, faults: Faults) -> None:
        self._database = database
        self._waitlists = waitlists
        self._swap_wait = swap_wait
        self._faults = faults
        self._locked = _KnownLocks()

    async def commit(self, requests: Sequence[CommitRequest]) -> Committed:
        """Commit what can be.

        A saga whose token is not ours any more is left out. A saga whose version has changed under our own token was
        committed before, and that answer was lost: it is left out too, and read again. Postponed stands for a saga that
        needs a row that another transaction keeps locked, and for a swap that waits for a seat: the others do not wait
        for it.
        """
        self._faults.inject(FaultPoint.BEFORE_COMMIT)
        known = self._locked.concerned(requests)
        patient = [request for request in requests if request.saga.id not in known]
        hasty = [request for request in requests if request.saga.id in known]
        attempts = []
        try:
            if patient:
                attempts.append(await self._attempt(patient, wait=True))
        except DatabaseUnavailable as error:
            if error.affects_whole_batch:
                raise
            hasty = list(requests)
        if hasty:
            attempts.append(await self._attempt(hasty, wait=False))
        self._faults.inject(FaultPoint.AFTER_COMMIT)
        answers = {saga_id: answer for attempt in attempts for saga_id, answer in attempt.answers.items()}
        return Committed(
            [answers.get(request.saga.id) or await claims.reread(self._database, request.saga) for request in requests],
            [following for attempt in attempts for following in attempt.next_in_line],
        )

    async def _attempt(self, requests: Sequence[CommitRequest], *, wait: bool) -> "_Attempt":
        """One transaction."""
        async with self._database.transaction() as tx:
            locked = await lock_all(requests, tx, wait=wait)
            state = await self._waitlists.with_holds(locked.state, locked.sagas, tx)
            outcomes = decide_commit(locked.sagas, state, swap_wait=self._swap_wait)
            await self._waitlists.leave(outcomes, tx)
            next_in_line = await _write(outcomes, tx) if outcomes else []
            next_in_line += await self._waitlists.serve(outcomes, state, tx)
            self._faults.inject(FaultPoint.INSIDE_COMMIT)
        self._locked.found(locked, requests)
        after = {outcome.saga.request.saga.id: _claimed_after(outcome) for outcome in outcomes}
        seconds = random.uniform(*_POSTPONED_SECONDS)  # noqa: S311 - no secret depends on it
        postponed = Postponed("another transaction has locked a row that the saga needs", seconds)
        waits = {saga.details.task.id: self._wait(saga, locked) for saga in _left_out(locked, outcomes)}
        return _Attempt({**after, **waits, **dict.fromkeys(locked.passed_over, postponed)}, next_in_line)

    def _wait(self, swap: FencedSaga, locked: Locked) -> Postponed:
        seconds = seconds_to_wait(swap.details.task, locked.state.now, self._swap_wait)
        return Postponed("a group is full, and another swap may give a seat up", seconds, SWAP_PARTNER)


def _left_out(locked: Locked, outcomes: Sequence[CommitResult]) -> list[FencedSaga]:
    """The swaps that wait for a seat."""
    if len(outcomes) == len(locked.sagas):
        return []
    decided = {outcome.saga.request.saga.id for outcome in outcomes}
    return [saga for saga in locked.sagas if saga.request.saga.id not in decided]


class _Attempt(NamedTuple):
    """What became of one transaction; see `Committed`."""

    answers: Mapping[UUID, ClaimedSaga | Postponed]
    next_in_line: Sequence[tuple[UUID, int]]


class _KnownLocks:
    """The rows that were found locked by others a short while ago: nothing waits for them again."""

    def __init__(self) -> None:
        self._until: dict[UUID | GroupKey, float] = {}

    def concerned(self, requests: Sequence[CommitRequest]) -> frozenset[UUID]:
        """The sagas that need one of them."""
        now = time.monotonic()
        self._until = {row: until for row, until in self._until.items() if until > now}
        known = self._until.keys()
        return frozenset(r.saga.id for r in requests if known and not known.isdisjoint(_needs(r)))

    def found(self, locked: Locked, requests: Sequence[CommitRequest]) -> None:
        """Remember what was found locked, and forget the rest of what was tried."""
        for request in requests:
            for row in _needs(request):
                self._until.pop(row, None)
        until = time.monotonic() + _KNOWN_SECONDS
        self._until |= dict.fromkeys((*locked.passed_over, *locked.locked_groups), until)


def _needs(request: CommitRequest) -> list[UUID | GroupKey]:
    return [request.saga.id, *groups_touched(request)]


async def _write(outcomes: Sequence[CommitResult], tx: Transaction) -> list[tuple[UUID, int]]:
    """Write everything by one call, and by further ones what it does to overrides; whose turn it is then."""
    details = [(outcome, outcome.saga.details) for outcome in outcomes]
    tables: Sequence[tuple[int, Iterable[tuple[object, ...]]]] = (
        (8, map(_saga_row, outcomes)),
        (13, (_step_row(outcome, record) for outcome in outcomes for record in outcome.settled.changed)),
        (2, ((outcome.saga.request.saga.id, offer.group.id) for outcome in outcomes for offer in outcome.gives)),
        (2, ((subject.student_id, offer.group.id) for outcome, subject in details for offer in outcome.drops)),
        (1, ((outcome.saga.request.saga.id,) for outcome in outcomes if outcome.confirms)),
        (10, (_enrollment_row(outcome, offer) for outcome in outcomes for offer in outcome.takes)),
        (13, (entry for outcome in outcomes for entry in _entries(outcome))),
    )
    values = chain.from_iterable(columns(rows) or [[]] * width for width, rows in tables)
    next_in_line = [(row["id"], row["claims"]) for row in await tx.query(_WRITE, *values)]
    used_up = [(id_, outcome.saga.request.saga.id) for outcome in outcomes for id_ in outcome.uses_up]
    returned_by = [outcome.saga.request.saga.id for outcome in outcomes if outcome.returns_overrides]
    await write_uses(used_up, returned_by, tx)
    return next_in_line


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
        task.status is TaskStatus.COMPENSATING or (status.final and task.status is not TaskStatus.SUCCEEDED),
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
        offer.group.code in outcome.beyond,
        offer.group_rules.component,
    )


def _entries(outcome: CommitResult) -> list[NewEntry]:
    """An entry for each group's outcome once the task is final, or owes something, and one when it gets stuck."""
    task, saga = outcome.task, outcome.saga.request.saga
    if outcome.settled.status is SagaStatus.STUCK:
        return [_entry(outcome, SagaStatus.STUCK, reason=storable_text(task.stuck_reason, _LONGEST_DETAIL))]
    if owes(saga.plan, saga.records) or not (task.final or owes(saga.plan, outcome.settled.records)):
        return []
    return [
        _entry(
            outcome,
            group.status,
            group_code=group.group_code,
            problem=storable_json(next(iter(group.problems or _of_all(task)), None)),
            reason=storable_text(_reason(outcome.saga.request.saga.command), _LONGEST_DETAIL),
            overrides=group.overrides,
        )
        for group in task.groups
    ]


def _of_all(task: TaskState) -> Sequence[AnyProblem]:
    """What is said of a group against which nothing speaks itself: what speaks against others, unless it got a seat."""
    return () if task.status is TaskStatus.SUCCEEDED else task.problems


def _reason(command: Command) -> str | None:
    """Why it was asked for, and whether that was outside the enrollment windows."""
    if not command.outside_window:
        return command.reason
    return f"outside the enrollment windows{': ' if command.reason else ''}{command.reason or ''}"


def _entry(
    outcome: CommitResult,
    result: str,
    *,
    group_code: str | None = None,
    problem: str | None = None,
    reason: str | None = None,
    overrides: tuple[UUID, ...] = (),
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
        override_ids=f"{{{','.join(map(str, overrides))}}}" if overrides else None,
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
