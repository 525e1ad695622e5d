"""Claims: which worker runs which saga, proven by a token. A saga's lease is the heartbeat of its owner."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import msgspec

from enrollment.commit_values import SagaDetails
from enrollment.plans import Plans, UnknownPlan
from enrollment.task import KNOWING_WORKER, TaskState
from models import task_states
from models.audit_entries import NewEntry
from models.audit_log import AuditLog
from models.database import Database, Row, Transaction
from models.sql import SQL, columns
from models.storable import storable_text
from saga.claimed_saga import ClaimedSaga, Waiting
from saga.faults import FaultPoint, Faults
from saga.journal import SagaStatus

_LONGEST_REASON = 2000
"""Characters of the reason for a wait that are stored."""

_CLAIM = SQL["claim.claim"]
_MARK_STUCK = SQL["claim.mark_stuck"]
_REREAD = SQL["claim.reread"]
_RELEASE = SQL["claim.release"]
_PUT_DOWN = SQL["claim.put_down"]
_RELEASE_ALL_BUT = SQL["claim.release_all_but"]


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What became of the sagas that were to be claimed; those that are in none of these have to wait for their turn.

    Attributes:
        claimed: the sagas that were claimed.
        stuck: the tasks that were marked STUCK instead.
        given_up: (student id, term id) of those.
        left: the sagas that were left to other workers for the first time, each with the reason.
        locked: sagas that were passed over, because another transaction had locked them or their student.
    """

    claimed: list[ClaimedSaga]
    stuck: list[TaskState]
    given_up: list[tuple[int, int]]
    left: dict[UUID, str]
    locked: frozenset[UUID]


class Claims:
    """Claims many sagas for one worker in one call of the database.

    Args:
        worker_id: the worker, which becomes their owner.
        plans: makes the plan that each saga began with.
        lease: the age from which an owner's heartbeat counts as stopped, so that its sagas may be taken over.
        max_stalled_claims: how often a saga may be claimed without progress before it is STUCK.
        longest_unknown_plan: how long a saga whose plan is unknown to the workers that claim it is left to others.
        faults: the fault points of this process.
    """

    def __init__(
        self,
        database: Database,
        worker_id: UUID,
        plans: Plans,
        lease: timedelta,
        max_stalled_claims: int,
        longest_unknown_plan: timedelta,
        faults: Faults,
    ) -> None:
        self._database = database
        self._worker_id = worker_id
        self._plans = plans
        self._lease = lease
        self._max_stalled_claims = max_stalled_claims
        self._longest_unknown_plan = longest_unknown_plan
        self._faults = faults

    async def claim(self, ids: Sequence[UUID]) -> ClaimResult:
        """Claim those of `ids` that are unfinished, without an owner, due and next in line; others are left alone."""
        self._faults.inject(FaultPoint.BEFORE_CLAIM)
        found = await self._database.query(_CLAIM, self._lease, list(set(ids)), self._worker_id, _SUSPECT)
        rows = [row for row in found if not row["passed_over"]]
        claimed, foreign, unrunnable = self._sort(rows)
        stuck = await self._give_up(rows, foreign, unrunnable) if foreign or unrunnable else []
        return ClaimResult(
            claimed,
            stuck,
            given_up=[(row["student_id"], row["term_id"]) for row in rows if row["id"] in unrunnable],
            left={row["id"]: _unknown(row) for row in foreign if row["unknown_for"] is None},
            locked=frozenset(row["id"] for row in found if row["passed_over"]),
        )

    async def claim_within(self, tx: Transaction, ids: Sequence[UUID]) -> list[ClaimedSaga]:
        """The same in a transaction, of sagas that were claimed before: those that cannot be run are left alone."""
        rows = await tx.query(_CLAIM, self._lease, list(ids), self._worker_id, _SUSPECT)
        claimed, _, _ = self._sort([row for row in rows if not row["passed_over"]])
        return claimed

    async def _give_up(
        self, claimed: Sequence[Row], foreign: Sequence[Row], unrunnable: Mapping[UUID, str]
    ) -> list[TaskState]:
        """Put down what other workers may know, and mark as STUCK what none can run; the tasks of the latter.

        In a transaction after the claim's, behind its tokens.
        """
        tokens = {row["id"]: row["token"] for row in claimed}
        async with self._database.transaction() as tx:
            if foreign:
                await tx.query(_PUT_DOWN, *columns(map(_left_row, foreign)))
            return await _mark_stuck([(id_, tokens[id_], reason) for id_, reason in unrunnable.items()], tx)

    async def release(self, saga: ClaimedSaga) -> None:
        """Give a claim back, so that any worker may claim the saga without waiting for the lease to end."""
        await self._database.query(_RELEASE, saga.id, saga.token)

    async def put_down(self, waiting: Sequence[Waiting], tx: Transaction | None = None) -> None:
        """Give back sagas that have to wait: none may be claimed before it is due, and then the sweeper wakes a worker.

        That they waited is no new version, and no claim without progress. One that is cancelled is due immediately.
        """
        await (tx or self._database).query(
            _PUT_DOWN,
            [wait.saga.id for wait in waiting],
            [wait.saga.token for wait in waiting],
            [wait.seconds for wait in waiting],
            [wait.waits_for for wait in waiting],
            [storable_text(wait.reason, _LONGEST_REASON) for wait in waiting],
            [wait.saga.cancelled for wait in waiting],
        )

    async def release_all_but(self, in_flight: Collection[UUID], not_at_fault: Collection[UUID]) -> None:
        """Give back the sagas that this worker owns and does not run.

        `not_at_fault`: sagas that made no progress for a reason that passes: their last claim is not counted.
        """
        await self._database.query(_RELEASE_ALL_BUT, self._worker_id, list(in_flight), list(not_at_fault))

    def _sort(self, rows: Sequence[Row]) -> tuple[list[ClaimedSaga], list[Row], dict[UUID, str]]:
        """Return the sagas that can be run, those that another worker may know, and why the others cannot be run."""
        claimed, foreign, unrunnable = [], [], {}
        for row in sorted(rows, key=lambda row: int(row["accepted"])):
            if row["stalled"] > self._max_stalled_claims:
                unrunnable[row["id"]] = f"claimed {self._max_stalled_claims} times without progress"
                continue
            try:
                claimed.append(claimed_of(row, self._plans))
            except UnknownPlan:
                if (row["unknown_for"] or timedelta(0)) < self._longest_unknown_plan:
                    foreign.append(row)
                else:
                    unrunnable[row["id"]] = f"no worker that knows its plan came: {_unknown(row)}"
            except (msgspec.MsgspecError, ValueError) as error:
                unrunnable[row["id"]] = f"cannot be read: {error}"
        return claimed, foreign, unrunnable


_UNKNOWN_PLAN_SECONDS = 2.0
"""After which a worker is woken again for a saga whose plan this one does not know: any, perhaps one that does."""


def _unknown(row: Row) -> str:
    return f"the worker that claimed it knows no plan {row['plan']}, version {row['plan_version']}"


def _left_row(row: Row) -> tuple[object, ...]:
    """The values of `put_down` for a saga that is left to others, whether it was cancelled or not."""
    return row["id"], row["token"], _UNKNOWN_PLAN_SECONDS, KNOWING_WORKER, _unknown(row), True


_SUSPECT = 3
"""The number of claims without progress from which a saga may be one that kills its workers.

Sagas that are claimed together die together, and ten deaths make a saga STUCK, so a harmless suspect must not share
the fate of a poisonous one: of several one is claimed. The sweeper wakes workers for the others.
"""


async def _mark_stuck(unrunnable: Sequence[tuple[UUID, UUID, str]], tx: Transaction) -> list[TaskState]:
    """`unrunnable`: ids, tokens and reasons."""
    if not unrunnable:
        return []
    rows = await tx.query(_MARK_STUCK, *columns(unrunnable))
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
