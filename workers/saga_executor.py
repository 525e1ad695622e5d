"""Executes sagas: claims those that a worker was woken for, runs them, and publishes their state after each commit."""

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
from kit.errors import DatabaseUnavailable, affects_whole_batch
from models.claims import Claims
from models.due_sagas import DueSagas
from models.saga_commits import SagaCommits
from models.saga_control import SagaControl
from saga.faults import FaultPoint, Faults
from saga.journal import Record, SagaStatus
from saga.plan import MakeCall
from saga.retry import Retry
from saga.runner import ClaimedSaga, CommitRequest, Runner
from workers.notifications import OnFinal

_log = structlog.get_logger("workers.saga_executor")


class SagaExecutor:
    """Executes the sagas of one worker, with claims and commits of many sagas in one transaction each.

    Args:
        claims, commits, control, due: the stores.
        call: makes the calls to other systems.
        publisher: publishes the states of sagas after each commit.
        wakeups: wakes workers for the sagas that can go on after a commit.
        on_final: is called with each task that became final.
        retry: how often a commit is tried while the database is unavailable.
        batch: the largest number of sagas in one transaction.
        faults: the fault points of this process.
    """

    def __init__(
        self,
        *,
        claims: Claims,
        commits: SagaCommits,
        control: SagaControl,
        due: DueSagas,
        call: MakeCall,
        publisher: StatePublisher,
        wakeups: Wakeups,
        on_final: OnFinal,
        retry: Retry,
        batch: int,
        faults: Faults,
    ) -> None:
        self._claims = claims
        self._commits = commits
        self._control = control
        self._due = due
        self._publisher = publisher
        self._wakeups = wakeups
        self._on_final = on_final
        self._faults = faults
        # A failed claim is not split: a retry in halves would find sagas that the failed claim has claimed after all.
        self._claiming = Batcher(self._claim, limit=batch, fails_together=lambda _: True)
        self._committing = Batcher(self._commit, limit=batch, fails_together=affects_whole_batch)
        self._runner = Runner(
            self._committing.submit, call, transient=_is_transient, blame=_technical_failure, retry=retry, faults=faults
        )
        self._in_flight: set[UUID] = set()
        self._not_at_fault: set[UUID] = set()
        self._claim_lock = asyncio.Lock()

    @property
    def in_flight(self) -> frozenset[UUID]:
        """The sagas that this worker runs, those that it is about to claim included."""
        return frozenset(self._in_flight)

    async def release_orphans(self) -> None:
        """Release the sagas that this worker owns and does not run.

        They were claimed by a call whose answer was lost or came too late, or could not be committed. No claim is under
        way while this runs, so every saga that is owned and run is in flight.
        """
        async with self._claim_lock:
            not_at_fault = frozenset(self._not_at_fault)
            await self._claims.release_all_but(self._in_flight, not_at_fault)
            self._not_at_fault -= not_at_fault
        await self._wake_cancelled()

    async def _wake_cancelled(self) -> None:
        """End the waiting of sagas that were cancelled while they wait to try a step again.

        The wake-up that a cancellation queues reaches any worker, seldom the one that runs the saga.
        """
        if self._runner.asleep:
            self._runner.wake(await self._control.cancelled(self._runner.asleep))

    async def execute(self, saga_id: UUID) -> None:
        """Claim a saga and run it to its end. Does nothing if it cannot be claimed or is in flight already."""
        if saga_id in self._in_flight:
            return
        self._in_flight.add(saga_id)
        # The last two are bound later on; naming them here unbinds them at the end.
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
        except DatabaseUnavailable as error:
            # A lock or an outage is not the saga's fault, so it must not count as a claim without progress.
            self._not_at_fault.add(saga_id)
            _log.warning("saga released until it can be committed", reason=repr(error))

    async def idle(self) -> None:
        """Return when no commit is under way."""
        await self._committing.idle()

    async def _run(self, saga: ClaimedSaga) -> None:
        began = time.perf_counter()
        try:
            after = await self._runner.run(saga)
        except asyncio.CancelledError:
            # The worker stops. What is committed stays; another worker does the rest.
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
            result = await self._claims.claim(ids)
        if result.stuck:
            for task in result.stuck:
                _log.error("saga stuck", **_task_log_context(task), saga_status=task.saga_status)
            await self._publisher.publish(result.stuck)
        claimed = {saga.id: saga for saga in result.claimed}
        return [claimed.get(saga_id) for saga_id in ids]

    async def _commit(self, requests: Sequence[CommitRequest]) -> Sequence[ClaimedSaga | None]:
        began = time.perf_counter()
        after = await self._commits.commit(requests)
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
        """Wake workers for the sagas whose turn it is now, because the saga before them has ended or is stuck."""
        turns = {
            (saga.details.student_id, saga.details.term_id)
            for saga in moved
            if saga.status.final or saga.status is SagaStatus.STUCK
        }
        if turns:
            await self._wakeups.wake((due.id, due.claims) for due in await self._due.next_in_line(sorted(turns)))


def _is_transient(error: Exception) -> bool:
    return isinstance(error, DatabaseUnavailable)


def _technical_failure(saga: ClaimedSaga, error: Exception) -> TechnicalFailure:
    _log.error("step failed", exc_info=error)
    return TechnicalFailure(correlation_id=saga.correlation_id)


def _log_context(saga: ClaimedSaga) -> dict[str, str]:
    """The fields that say what a log line is about; a batch is committed in a task in which none is bound."""
    details: SagaDetails = saga.details
    return _task_log_context(details.task)


def _task_log_context(task: TaskState) -> dict[str, str]:
    return {"saga_id": str(task.id), "correlation_id": task.correlation_id, "operation": task.kind.lower()}


def _log_commit(saga: ClaimedSaga, seconds: float) -> None:
    """Log the commit of one saga with the steps that it wrote, so that each step can be traced to its request.

    `seconds`: the duration of the group commit.
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
    """Describe a step without its group: logs do not say which groups a student asked for."""
    subject = saga.plan.steps[record.position - 1].subject
    name = record.name if subject is None else record.name.removesuffix(f" {subject}")
    return f"{record.position} {name}: {record.status}"
