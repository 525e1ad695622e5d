"""The thin loop that obeys `decide`: one coroutine a saga."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from msgspec import structs

from saga.decide import CallStep, CallUndo, Commit, Decision, Finish, GiveUp, MarkStuck, Undo, decide
from saga.errors import Broken, Declined, Postponed, StepError, TimedOut, Unavailable
from saga.faults import FaultPoint, Faults
from saga.journal import Record, Records, SagaStatus, StepStatus
from saga.plan import CallContext, MakeCall, Plan, Step
from saga.retry import Retry
from saga.settle import CommitIntent


@dataclass(frozen=True, slots=True)
class ClaimedSaga:
    """A saga that a worker has claimed.

    Attributes:
        id, token: which saga, and the proof that it is ours: a saga with another token is left out of every commit.
        version: as of the last commit. A commit that finds a newer one under our own token was asked for twice (its
            answer was lost); nothing is done again then, and the saga is read afresh.
        plan, records, status: what it consists of and how far it is.
        cancelled: whether a cancellation was requested, as of the last commit.
        correlation_id: of the request that began it.
        command: what it carries out; subject: what the domain and the store keep of it. The engine reads neither.
    """

    id: UUID
    token: UUID
    version: int
    plan: Plan
    records: Records
    status: SagaStatus
    cancelled: bool
    correlation_id: str
    command: Any
    details: Any


@dataclass(frozen=True, slots=True)
class CommitRequest:
    """One saga's part of a commit."""

    saga: ClaimedSaga
    intent: CommitIntent


CommitOne = Callable[[CommitRequest], Awaitable[ClaimedSaga | None]]
"""Commits a request; the saga as it stands afterwards, or None when its token is not ours any more."""


class Runner:
    """Drives sagas to their end.

    Args:
        commit: the batcher in front of the store.
        call: makes the calls to other systems.
        transient: whether an error of a commit is worth another try (the database cannot be reached, a deadlock).
        blame: the domain's problem for a technical failure of a saga; never None.
        retry: how often a commit is tried again after a transient error.
        faults: the fault points of this process.
    """

    def __init__(
        self,
        commit: CommitOne,
        call: MakeCall,
        *,
        transient: Callable[[Exception], bool],
        blame: Callable[[ClaimedSaga, Exception], Any],
        retry: Retry,
        faults: Faults,
    ) -> None:
        self._commit = commit
        self._carry = call
        self._transient = transient
        self._blame = blame
        self._retry = retry
        self._faults = faults
        self._asleep: dict[UUID, asyncio.Event] = {}

    @property
    def asleep(self) -> frozenset[UUID]:
        """Sagas that wait before they try a step again."""
        return frozenset(self._asleep)

    def wake(self, ids: Iterable[UUID]) -> None:
        """End the waiting of those of `ids` that wait: they have been cancelled, and nothing is tried again."""
        for saga_id in ids:
            if saga_id in self._asleep:
                self._asleep[saga_id].set()

    async def run(self, saga: ClaimedSaga) -> ClaimedSaga | None:
        """Carry `saga` on until it is final or stuck; as it then stands, or None if another worker has it now.

        Raises:
            Exception: the commit's transient error once its tries are used up; the saga waits to be claimed again.
        """
        current: ClaimedSaga | None = saga
        while current is not None and not (current.status.final or current.status is SagaStatus.STUCK):
            current = await self._obey(current, decide(current.plan, current.records, cancelled=current.cancelled))
        return current

    async def _obey(self, saga: ClaimedSaga, decision: Decision) -> ClaimedSaga | None:
        match decision:
            case Commit(positions):
                return await self._local(saga, CommitIntent(forward=positions), positions[0])
            case Undo(positions):
                self._faults.inject(FaultPoint.BEFORE_UNDO)
                after = await self._local(saga, CommitIntent(backward=positions), positions[0])
                self._faults.inject(FaultPoint.AFTER_UNDO)
                return after
            case CallStep(position, delay):
                await self._wait(saga, delay)
                return await self._call(saga, position)
            case CallUndo(position, delay):
                await asyncio.sleep(delay)
                return await self._call_undo(saga, position)
            case GiveUp(position):
                error = Broken("the last attempt was never answered")
                return await self._write(saga, _failed(saga, position, error, self._blame(saga, error)))
            case MarkStuck() | Finish():
                return await self._commit_with_retry(saga, CommitIntent())

    async def _wait(self, saga: ClaimedSaga, delay: float) -> None:
        if delay <= 0:
            return
        woken = self._asleep[saga.id] = asyncio.Event()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(delay):
                    await woken.wait()
        finally:
            del self._asleep[saga.id]

    async def _local(self, saga: ClaimedSaga, advance: CommitIntent, position: int) -> ClaimedSaga | None:
        """One commit. If it cannot be made at all, its first step has failed, or its undo is stuck."""
        try:
            return await self._commit_with_retry(saga, advance)
        except Exception as error:
            if self._transient(error):
                raise
            if advance.backward:
                record = _undo_failed(saga.records[position], error, saga.plan.steps[position - 1].retry.tries)
            else:
                record = _failed(saga, position, error, self._blame(saga, error))
            return await self._write(saga, record)

    async def _call(self, saga: ClaimedSaga, position: int) -> ClaimedSaga | None:
        started = await self._begin(saga, _begun(saga, position))
        if started is None or started.cancelled:
            return started
        record = started.records[position]
        self._faults.inject(FaultPoint.BEFORE_CALL)
        try:
            detail = await self._at_other_system(started, position, undo=False)
        except Postponed as error:
            # One that was never made leaves nothing to undo.
            status = StepStatus.STARTED if record.attempts > 1 else StepStatus.PENDING
            return await self._later(
                started, structs.replace(record, status=status, attempts=record.attempts - 1), error
            )
        except Declined as error:
            answered = structs.replace(
                record, status=StepStatus.REFUSED, problem=error.problem or self._blame(saga, error)
            )
        except StepError as error:
            exhausted = not error.retryable or _step(saga, position).retry.exhausted(record.attempts)
            answered = (
                _failed(started, position, error, error.problem or self._blame(saga, error))
                if exhausted
                else structs.replace(record, detail=str(error))
            )
        else:
            answered = structs.replace(record, status=StepStatus.DONE, detail=detail)
        self._faults.inject(FaultPoint.AFTER_CALL)
        return await self._write(started, answered)

    async def _call_undo(self, saga: ClaimedSaga, position: int) -> ClaimedSaga | None:
        record = saga.records[position]
        begun = structs.replace(record, status=StepStatus.COMPENSATING, undo_attempts=record.undo_attempts + 1)
        started = await self._begin(saga, begun)
        if started is None:
            return None
        record = started.records[position]
        self._faults.inject(FaultPoint.BEFORE_UNDO)
        try:
            await self._at_other_system(started, position, undo=True)
        except Postponed as error:
            return await self._later(started, structs.replace(record, undo_attempts=record.undo_attempts - 1), error)
        except StepError as error:
            tries = _step(saga, position).retry.tries
            answered = _undo_failed(record, error, record.undo_attempts if error.retryable else tries)
        else:
            answered = structs.replace(record, status=StepStatus.COMPENSATED)
        self._faults.inject(FaultPoint.AFTER_UNDO)
        return await self._write(started, answered)

    async def _later(self, saga: ClaimedSaga, record: Record, error: Postponed) -> ClaimedSaga | None:
        """Take back that an attempt was begun, say why, and wait."""
        after = await self._write(saga, structs.replace(record, detail=str(error)))
        if after is not None:
            await self._wait(after, error.seconds)
        return after

    async def _at_other_system(self, saga: ClaimedSaga, position: int, *, undo: bool) -> str | None:
        """One attempt at a call. Raises StepError only: an OSError is Unavailable, whatever else comes is Broken."""
        step, record = _step(saga, position), saga.records[position]
        context = CallContext(
            saga_id=saga.id,
            idempotency_key=f"{saga.id}:{step.name}:{'undo' if undo else 'do'}",
            correlation_id=saga.correlation_id,
            input=saga.command,
            attempt=record.undo_attempts if undo else record.attempts,
        )
        try:
            async with asyncio.timeout(step.retry.timeout):
                return await self._carry(step.call(undo=undo), context)
        except TimeoutError as error:
            raise TimedOut(f"no answer within {step.retry.timeout:g} s") from error
        except StepError:
            raise
        except OSError as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from error
        except Exception as error:
            raise Broken(f"{type(error).__name__}: {error}") from error

    async def _begin(self, saga: ClaimedSaga, record: Record) -> ClaimedSaga | None:
        return await self._commit_with_retry(saga, CommitIntent(remote_records=(record,), begins=True))

    async def _write(self, saga: ClaimedSaga, record: Record) -> ClaimedSaga | None:
        return await self._commit_with_retry(saga, CommitIntent(remote_records=(record,)))

    async def _commit_with_retry(self, saga: ClaimedSaga, intent: CommitIntent) -> ClaimedSaga | None:
        """Commit, again after transient errors. If it was committed after all, its version says so."""
        attempt = 1
        while True:
            try:
                return await self._commit(CommitRequest(saga, intent))
            except Exception as error:
                if not self._transient(error) or self._retry.exhausted(attempt):
                    raise
            attempt += 1
            await asyncio.sleep(self._retry.delay_before(attempt))


def _step(saga: ClaimedSaga, position: int) -> Step:
    return saga.plan.steps[position - 1]


def _begun(saga: ClaimedSaga, position: int) -> Record:
    record = saga.records.get(position) or Record(position, _step(saga, position).name, StepStatus.STARTED)
    return structs.replace(record, status=StepStatus.STARTED, attempts=record.attempts + 1)


def _failed(saga: ClaimedSaga, position: int, error: Exception, problem: object) -> Record:
    record = saga.records.get(position) or Record(position, _step(saga, position).name, StepStatus.FAILED, attempts=1)
    return structs.replace(record, status=StepStatus.FAILED, problem=problem, detail=str(error))


def _undo_failed(record: Record, error: Exception, attempts: int) -> Record:
    return structs.replace(record, status=StepStatus.COMPENSATING, undo_attempts=attempts, detail=str(error))
