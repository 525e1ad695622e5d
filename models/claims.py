"""Claims: which worker runs which saga, proven by a token. A saga's lease is the heartbeat of its owner."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import msgspec

from enrollment.group_commit import SagaDetails
from enrollment.plans import Plans, UnknownPlan
from enrollment.task import TaskState
from models import task_states
from models.audit_log import AuditLog, NewEntry
from models.database import Database, Row, Transaction
from models.sql import SQL
from saga.faults import FaultPoint, Faults
from saga.journal import SagaStatus
from saga.runner import ClaimedSaga

_LOCK = SQL["claim.lock_sagas"]
_LOCK_STUDENTS = SQL["claim.lock_students"]
_CLAIM = SQL["claim.claim"]
_MARK_STUCK = SQL["claim.mark_stuck"]
_REREAD = SQL["claim.reread"]
_RELEASE = SQL["claim.release"]
_RELEASE_ALL_BUT = SQL["claim.release_all_but"]


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """The sagas that were claimed, and the tasks that were marked STUCK instead."""

    claimed: list[ClaimedSaga]
    stuck: list[TaskState]


class Claims:
    """Claims many sagas in one transaction for one worker.

    Args:
        worker_id: the worker, which becomes their owner.
        plans: makes the plan that each saga began with.
        lease: the age from which an owner's heartbeat counts as stopped, so that its sagas may be taken over.
        max_stalled_claims: how often a saga may be claimed without progress before it is STUCK.
        faults: the fault points of this process.
    """

    def __init__(
        self,
        database: Database,
        worker_id: UUID,
        plans: Plans,
        lease: timedelta,
        max_stalled_claims: int,
        faults: Faults,
    ) -> None:
        self._database = database
        self._worker_id = worker_id
        self._plans = plans
        self._lease = lease
        self._max_stalled_claims = max_stalled_claims
        self._faults = faults

    async def claim(self, ids: Sequence[UUID]) -> ClaimResult:
        """Claim those of `ids` that are unfinished, without an owner and next in line; others are left alone."""
        self._faults.inject(FaultPoint.BEFORE_CLAIM)
        async with self._database.transaction() as tx:
            locked = _one_poison_candidate(await tx.query(_LOCK, sorted(set(ids))))
            students = await tx.query(_LOCK_STUDENTS, [row["student_id"] for row in locked])
            ours = {row["id"] for row in students}
            free = [row["id"] for row in locked if row["student_id"] in ours]
            # A statement of its own: it must see what was committed before the students' rows were locked.
            rows = await tx.query(_CLAIM, self._lease, free, self._worker_id)
            claimed, unrunnable = self._sort(rows)
            stuck = await _mark_stuck(unrunnable, tx)
            self._faults.inject(FaultPoint.INSIDE_CLAIM)
        return ClaimResult(claimed, stuck)

    async def release(self, saga: ClaimedSaga) -> None:
        """Give a claim back, so that any worker may claim the saga without waiting for the lease to end."""
        await self._database.query(_RELEASE, saga.id, saga.token)

    async def release_all_but(self, in_flight: Collection[UUID], not_at_fault: Collection[UUID]) -> None:
        """Give back the sagas that this worker owns and does not run.

        `not_at_fault`: sagas that made no progress for a reason that passes: their last claim is not counted.
        """
        await self._database.query(_RELEASE_ALL_BUT, self._worker_id, list(in_flight), list(not_at_fault))

    def _sort(self, rows: Sequence[Row]) -> tuple[list[ClaimedSaga], dict[UUID, str]]:
        """Return the sagas that can be run, and the reasons why the others cannot."""
        claimed, unrunnable = [], {}
        for row in sorted(rows, key=lambda row: int(row["accepted"])):
            if row["stalled"] > self._max_stalled_claims:
                unrunnable[row["id"]] = f"claimed {self._max_stalled_claims} times without progress"
                continue
            try:
                claimed.append(claimed_of(row, self._plans))
            except (msgspec.MsgspecError, UnknownPlan, ValueError) as error:
                unrunnable[row["id"]] = f"cannot be read: {error}"
        return claimed, unrunnable


_SUSPECT = 3
"""The number of claims without progress from which a saga may be one that kills its workers."""


def _one_poison_candidate(rows: Sequence[Row]) -> list[Row]:
    """Leave out all suspects but one, chosen at random.

    Sagas that are claimed together die together, and ten deaths make a saga STUCK, so a harmless suspect must not share
    the fate of a poisonous one. The sweeper wakes workers for those left out.
    """
    suspects = [row for row in rows if row["stalled"] >= _SUSPECT]
    chance = random.sample(suspects, min(len(suspects), 1))
    return [row for row in rows if row["stalled"] < _SUSPECT or row in chance]


async def _mark_stuck(reasons: dict[UUID, str], tx: Transaction) -> list[TaskState]:
    if not reasons:
        return []
    rows = await tx.query(_MARK_STUCK, list(reasons), list(reasons.values()))
    await AuditLog(tx).append(map(_stuck_entry, rows))
    return task_states.readable_tasks(rows)


def _stuck_entry(row: Row) -> NewEntry:
    return NewEntry(
        at=None,
        actor=row["scope"],
        action=row["kind"],
        outcome=row["status"],
        student_id=row["student_id"],
        term_id=row["term_id"],
        reason=row["stuck_reason"],
        correlation_id=row["correlation_id"],
        saga_id=row["id"],
        version=row["version"],
    )


def claimed_of(row: Row, plans: Plans) -> ClaimedSaga:
    """A saga as the runner takes it. Raises msgspec.MsgspecError, UnknownPlan or ValueError where it cannot be read."""
    command = task_states.command_of(row)
    return ClaimedSaga(
        id=row["id"],
        token=row["token"],
        version=row["version"],
        plan=plans.of(row["plan"], row["plan_version"], command),
        records=task_states.records_of(row),
        status=SagaStatus(row["status"]),
        cancelled=row["cancel_requested_at"] is not None,
        correlation_id=row["correlation_id"],
        command=command,
        details=SagaDetails(
            task=task_states.state_of(row),
            student_id=row["student_id"],
            term_id=row["term_id"],
            accepted=row["accepted"],
            own_problems=task_states.outcome_of(row).problems,
            actor=row["scope"],
        ),
    )


async def reread(database: Database, saga: ClaimedSaga) -> ClaimedSaga | None:
    """The saga as the database has it now; None when the token is not ours any more."""
    rows = await database.query(_REREAD, saga.id, saga.token)
    if not rows:
        return None
    details: SagaDetails = saga.details
    row = rows[0]
    return replace(
        saga,
        version=row["version"],
        records=task_states.records_of(row),
        status=SagaStatus(row["status"]),
        cancelled=row["cancel_requested_at"] is not None,
        details=replace(details, task=task_states.state_of(row), own_problems=task_states.outcome_of(row).problems),
    )
