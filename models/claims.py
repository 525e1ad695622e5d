"""Claims: which worker carries which saga, and proof of it. A saga's lease is its owner's heartbeat."""

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
_STICK = SQL["claim.mark_stuck"]
_REREAD = SQL["claim.reread"]
_RELEASE = SQL["claim.release"]
_RELEASE_ALL_BUT = SQL["claim.release_all_but"]


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a claim brought: sagas to run, and the tasks that it found to be stuck for good."""

    claimed: list[ClaimedSaga]
    stuck: list[TaskState]


class Claims:
    """Claims many sagas at once for one worker.

    Args:
        worker_id: whose they become.
        plans: how to make the plan each began with.
        lease: how old an owner's heartbeat may be before its sagas may be taken over.
        patience: how often a saga may be claimed without getting anywhere before it is STUCK.
        faults: the fault points of this process.
    """

    def __init__(
        self, database: Database, worker_id: UUID, plans: Plans, lease: timedelta, patience: int, faults: Faults
    ) -> None:
        self._database = database
        self._worker_id = worker_id
        self._plans = plans
        self._lease = lease
        self._patience = patience
        self._faults = faults

    async def claim(self, ids: Sequence[UUID]) -> Harvest:
        """Claim those of `ids` that are unfinished, without an owner and next in line; others are left alone."""
        self._faults.inject(FaultPoint.BEFORE_CLAIM)
        async with self._database.transaction() as tx:
            locked = _one_suspect(await tx.query(_LOCK, sorted(set(ids))))
            students = await tx.query(_LOCK_STUDENTS, [row["student_id"] for row in locked])
            ours = {row["id"] for row in students}
            free = [row["id"] for row in locked if row["student_id"] in ours]
            # A statement of its own: it must see what was committed before the students' rows were ours.
            rows = await tx.query(_CLAIM, self._lease, free, self._worker_id)
            claimed, hopeless = self._sort(rows)
            stuck = await _stick(hopeless, tx)
            self._faults.inject(FaultPoint.INSIDE_CLAIM)
        return Harvest(claimed, stuck)

    async def release(self, saga: ClaimedSaga) -> None:
        """Give a claim back, so that anybody may claim it at once."""
        await self._database.query(_RELEASE, saga.id, saga.token)

    async def release_all_but(self, in_flight: Collection[UUID], not_at_fault: Collection[UUID]) -> None:
        """Give back whatever this worker owns and does not carry: claims whose answer was lost, sagas put down.

        `not_at_fault`: sagas that made no progress for a reason that passes: their last claim is not counted.
        """
        await self._database.query(_RELEASE_ALL_BUT, self._worker_id, list(in_flight), list(not_at_fault))

    def _sort(self, rows: Sequence[Row]) -> tuple[list[ClaimedSaga], dict[UUID, str]]:
        """Those that can be run, and why the others cannot. One that cannot be read holds up nobody else."""
        claimed, hopeless = [], {}
        for row in sorted(rows, key=lambda row: int(row["accepted"])):
            if row["stalled"] > self._patience:
                hopeless[row["id"]] = f"claimed {self._patience} times without getting anywhere"
                continue
            try:
                claimed.append(claimed_of(row, self._plans))
            except (msgspec.MsgspecError, UnknownPlan, ValueError) as error:
                hopeless[row["id"]] = f"cannot be read: {error}"
        return claimed, hopeless


_SUSPECT = 3
"""Claims without progress after which a saga is suspected of killing its workers."""


def _one_suspect(rows: Sequence[Row]) -> list[Row]:
    """All but the suspects, and one of those, whichever: what is claimed together dies together, and ten deaths make a
    saga STUCK. The sweeper wakes workers for the others again."""
    suspects = [row for row in rows if row["stalled"] >= _SUSPECT]
    chance = random.sample(suspects, min(len(suspects), 1))
    return [row for row in rows if row["stalled"] < _SUSPECT or row in chance]


async def _stick(reasons: dict[UUID, str], tx: Transaction) -> list[TaskState]:
    if not reasons:
        return []
    rows = await tx.query(_STICK, list(reasons), list(reasons.values()))
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
