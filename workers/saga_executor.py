"""Carries sagas: claims what the bells ring for, runs it, and tells what became of it after each commit."""

import asyncio
import time
from collections.abc import Sequence
from uuid import UUID

import structlog
from structlog.contextvars import bind_contextvars, bound_contextvars

from enrollment.group_commit import SagaDetails
from enrollment.problems import TechnicalFailure
from enrollment.task import TaskState
from events.hints import StatePublisher, Wakeups
from kit.batcher import Batcher
from models import due_sagas, saga_control
from models.claims import Claims
from models.database import concerns_all, transient
from models.saga_commits import Stretches
from saga.faults import FaultPoint, Faults
from saga.journal import Record, SagaStatus
from saga.plan import MakeCall
from saga.retry import Retry
from saga.runner import ClaimedSaga, CommitRequest, Runner
from workers.notifications import OnFinal

_log = structlog.get_logger("workers.saga_executor")


class SagaExecutor:
    """One worker's sagas.

    Args:
        claims, stretches: the store. call: makes the calls to other systems. publisher, bell: who is told of every
            commit; notify: who is told of every end.
        retry: how often a commit is tried while the database is away.
        batch: most sagas in one transaction.
        faults: the fault points of this process.
    """

    def __init__(
        self,
        *,
        claims: Claims,
        stretches: Stretches,
        call: MakeCall,
        publisher: StatePublisher,
        wakeups: Wakeups,
        on_final: OnFinal,
        retry: Retry,
        batch: int,
        faults: Faults,
    ) -> None:
        self._claims = claims
        self._stretches = stretches
        self._publisher = publisher
        self._wakeups = wakeups
        self._on_final = on_final
        self._faults = faults
        # Halving a claim would find what its first half has claimed already: an error is everybody's.
        self._claiming = Batcher(self._claim, limit=batch, fails_together=lambda _: True)
        self._committing = Batcher(self._commit, limit=batch, fails_together=concerns_all)
        self._runner = Runner(
            self._committing.submit, call, transient=transient, blame=_technical_failure, retry=retry, faults=faults
        )
        self._in_flight: set[UUID] = set()
        self._not_at_fault: set[UUID] = set()
        self._claim_lock = asyncio.Lock()

    @property
    def in_flight(self) -> frozenset[UUID]:
        """The sagas this worker is busy with, those that it is about to claim included."""
        return frozenset(self._in_flight)

    async def release_orphans(self) -> None:
        """Give back what we own but do not carry: claims whose answer was lost or came too late, sagas put down.

        No claim is under way meanwhile, so that whatever we own and carry is in our hands.
        """
        async with self._claim_lock:
            blameless = frozenset(self._not_at_fault)
            await self._claims.release_all_but(self._in_flight, blameless)
            self._not_at_fault -= blameless
        await self._wake_cancelled()

    async def _wake_cancelled(self) -> None:
        """Look whether any of those that wait before trying again has been cancelled meanwhile; those go on at once.

        The bell that a cancellation rings reaches any worker, seldom the one that has the saga in its hands.
        """
        if self._runner.asleep:
            self._runner.wake(await saga_control.cancelled(self._runner.asleep))

    async def execute(self, saga_id: UUID) -> None:
        """Answer a bell: claim the saga and run it to its end; nothing where it is not ours to run."""
        if saga_id in self._in_flight:
            return
        self._in_flight.add(saga_id)
        # Of what is bound while it is carried nothing is left behind.
        with bound_contextvars(saga_id=str(saga_id), correlation_id=None, operation=None):
            try:
                await self._claim_and_run(saga_id)
            finally:
                self._in_flight.discard(saga_id)

    async def _claim_and_run(self, saga_id: UUID) -> None:
        try:
            saga = await self._claiming.submit(saga_id)
            if saga is not None:
                self._faults.inject(FaultPoint.AFTER_CLAIM)
                bind_contextvars(**_log_context(saga))
                await self._run(saga)
        except Exception as error:
            if not transient(error):
                raise
            # Somebody else's lock or an outage: however often that happens, it says nothing against the saga.
            self._not_at_fault.add(saga_id)
            _log.warning("saga put down until it can be committed", reason=repr(error))

    async def idle(self) -> None:
        """Return when no commit is under way."""
        await self._committing.idle()

    async def _run(self, saga: ClaimedSaga) -> None:
        began = time.perf_counter()
        try:
            after = await self._runner.run(saga)
        except asyncio.CancelledError:
            # Told to stop while waiting: what is committed stays, the rest is for others.
            await asyncio.shield(self._release(saga))
            raise
        if after is None:
            _log.warning("saga taken over by another worker")
            return
        task: TaskState = after.details.task
        level = _log.error if after.status is SagaStatus.STUCK else _log.info
        level(
            "saga stuck" if after.status is SagaStatus.STUCK else "saga finished",
            plan=saga.plan.name,
            saga_status=after.status,
            task_status=task.status,
            problems=[problem.code for problem in task.problems],
            duration_seconds=round(time.perf_counter() - began, 6),
        )
        if after.status.final:
            self._on_final(task)

    async def _release(self, saga: ClaimedSaga) -> None:
        await self._claims.release(saga)
        details: SagaDetails = saga.details
        await self._wakeups.wake([(saga.id, details.task.attempts)])

    async def _claim(self, ids: Sequence[UUID]) -> Sequence[ClaimedSaga | None]:
        async with self._claim_lock:
            harvest = await self._claims.claim(ids)
        if harvest.stuck:
            for task in harvest.stuck:
                _log.error("saga stuck", **_task_log_context(task), saga_status=task.saga_status)
            await self._publisher.publish(harvest.stuck)
        claimed = {saga.id: saga for saga in harvest.claimed}
        return [claimed.get(saga_id) for saga_id in ids]

    async def _commit(self, requests: Sequence[CommitRequest]) -> Sequence[ClaimedSaga | None]:
        began = time.perf_counter()
        after = await self._stretches.commit(requests)
        seconds = time.perf_counter() - began
        moved = [
            saga
            for request, saga in zip(requests, after, strict=True)
            if saga is not None and saga.version > request.saga.version
        ]
        for saga in moved:
            _log_commit(saga, seconds)
        self._faults.inject(FaultPoint.BEFORE_PUBLISH)
        await self._publisher.publish([saga.details.task for saga in moved])
        self._faults.inject(FaultPoint.AFTER_PUBLISH)
        await self._wake_next_in_line(moved)
        return after

    async def _wake_next_in_line(self, moved: Sequence[ClaimedSaga]) -> None:
        """Whoever ended gives up its student's turn: ring for the one that waits."""
        turns = {
            (saga.details.student_id, saga.details.term_id)
            for saga in moved
            if saga.status.final or saga.status is SagaStatus.STUCK
        }
        if turns:
            await self._wakeups.wake((due.id, due.claims) for due in await due_sagas.next_in_line(sorted(turns)))


def _technical_failure(saga: ClaimedSaga, error: Exception) -> TechnicalFailure:
    _log.error("step failed", exc_info=error)
    return TechnicalFailure(correlation_id=saga.correlation_id)


def _log_context(saga: ClaimedSaga) -> dict[str, str]:
    """What a line is about. Batches are committed in a task of their own, where nothing is bound."""
    details: SagaDetails = saga.details
    return _task_log_context(details.task)


def _task_log_context(task: TaskState) -> dict[str, str]:
    return {"saga_id": str(task.id), "correlation_id": task.correlation_id, "operation": task.kind.lower()}


def _log_commit(saga: ClaimedSaga, seconds: float) -> None:
    """One line a commit, with the steps it wrote: the trail from the request to every step.

    `seconds`: what the commit of the whole batch took.
    """
    steps = [_describe_step(saga, record) for record in saga.records.values() if record.version == saga.version]
    _log.info(
        "committed",
        **_log_context(saga),
        duration_seconds=round(seconds, 6),
        version=saga.version,
        saga_status=saga.status,
        steps=steps,
    )


def _describe_step(saga: ClaimedSaga, record: Record) -> str:
    """A step by its position and without its group: which groups somebody wants is the journal's to know."""
    subject = saga.plan.steps[record.position - 1].subject
    name = record.name if subject is None else record.name.removesuffix(f" {subject}")
    return f"{record.position} {name}: {record.status}"
