"""The thin loop that obeys `decide`: one coroutine a saga."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs

from saga.claimed_saga import STORE, ClaimedSaga, CommitRequest, Waiting
from saga.decide import CallStep, CallUndo, Commit, Decision, Finish, GiveUp, MarkStuck, Undo, decide, reached_at
from saga.errors import Broken, Declined, Later, Postponed, StepError, TimedOut, Unavailable, WaitedTooLong
from saga.faults import FaultPoint, Faults
from saga.journal import Record, SagaStatus, StepStatus
from saga.plan import CallContext, Calls, Step
from saga.retry import Retry
from saga.settle import CommitIntent

CommitOne = Callable[[CommitRequest], Awaitable[ClaimedSaga | None]]
"""Commits a request; the saga as it stands afterwards, or None when its token is not ours any more.

Raises Postponed if the saga is to be put down and committed later.
"""


After = ClaimedSaga | Waiting | None
"""A saga after something was done for it: as it stands, or that it has to wait; None when its token is not ours."""


class Runner:
    """Drives sagas to their end, or to where they have to wait.

    Args:
        commit: the batcher in front of the store.
        calls: makes the calls to other systems.
        transient: whether an error of a commit is worth another try (the database cannot be reached, a deadlock).
        blame: the domain's problem for a technical failure of a saga; never None.
        retry: how often a commit is tried again after a transient error.
        longest_wait: how long a saga waits before a step, from the moment it came to it. Then the step has failed.
        now: the time by the store's clock, UTC.
        faults: the fault points of this process.
    """

    def __init__(
        self,
        commit: CommitOne,
        calls: Calls,
        *,
        transient: Callable[[Exception], bool],
        blame: Callable[[ClaimedSaga, Exception], Any],
        retry: Retry,
        longest_wait: timedelta,
        now: Callable[[], datetime],
        faults: Faults,
    ) -> None:
        self._commit = commit
        self._calls = calls
        self._transient = transient
        self._blame = blame
        self._retry = retry
        self._longest_wait = longest_wait
        self._now = now
        self._faults = faults

    async def run(self, saga: ClaimedSaga) -> After:
        """Carry `saga` on until it is final or stuck, or has to wait; None if another worker has it now.

        Raises:
            Exception: the commit's transient error once its tries are used up; the saga waits to be claimed again.
        """
        after: After = saga
        due = True  # it was claimed, so what delay there is before its next step has passed
        while isinstance(after, ClaimedSaga) and not (after.status.final or after.status is SagaStatus.STUCK):
            before = after
            try:
                after = await self._obey(
                    before, decide(before.plan, before.records, cancelled=before.cancelled), due=due
                )
            except Postponed as error:
                seconds = error.seconds or self._retry.first_delay
                return Waiting(before, seconds, error.waits_for or STORE, str(error))
            due = False
        return after

    async def _obey(self, saga: ClaimedSaga, decision: Decision, *, due: bool) -> After:
        match decision:
            case Commit(positions):
                return await self._local(saga, CommitIntent(forward=positions), positions[0])
            case Undo(positions):
                self._faults.inject(FaultPoint.BEFORE_UNDO)
                after = await self._local(saga, CommitIntent(backward=positions), positions[0])
                self._faults.inject(FaultPoint.AFTER_UNDO)
                return after
            case CallStep(position, delay):
                if delay > 0 and not due:
                    return await self._wait(saga, position, _between_attempts(saga, position, delay))
                return await self._call(saga, position)
            case CallUndo(position, delay):
                if delay > 0 and not due:
                    return self._wait_to_undo(saga, position, _between_attempts(saga, position, delay))
                return await self._call_undo(saga, position)
            case GiveUp(position):
                error = Broken("the last attempt was never answered")
                return await self._write(saga, _failed(saga, position, error, self._blame(saga, error)))
            case MarkStuck() | Finish():
                return await self._commit_with_retry(saga, CommitIntent())

    async def _wait(self, saga: ClaimedSaga, position: int, error: Postponed) -> After:
        """Wait before a step, unless the saga has waited for as long as it may: then the step has failed."""
        step, waited = _step(saga, position), self._seconds_since(reached_at(saga.records, position))
        if step.owed:
            return Waiting(saga, _pause(step, error, waited), step.call().asked, str(error))
        if saga.cancelled:
            return saga  # it is not tried any more
        left = self._longest_wait.total_seconds() - waited
        if left > 0:
            return Waiting(saga, min(_pause(step, error, waited), left), step.call().asked, str(error))
        too_long = WaitedTooLong(f"given up after a wait of {waited:.0f} s: {error}", step.call().asked)
        failed = _failed(saga, position, too_long, self._blame(saga, too_long))
        if _begun_before(saga, position):
            return await self._write(saga, failed)
        # A call that was never made leaves nothing to undo.
        return await self._write(saga, structs.replace(failed, status=StepStatus.SKIPPED, attempts=0))

    def _wait_to_undo(self, saga: ClaimedSaga, position: int, error: Postponed) -> Waiting:
        """Wait before the undo of a step, for however long: what was begun has to be undone."""
        step, waited = _step(saga, position), self._seconds_since(saga.records[position].undo_started_at)
        return Waiting(saga, _pause(step, error, waited), step.call(undo=True).asked, str(error))

    def _seconds_since(self, moment: datetime | None) -> float:
        return 0.0 if moment is None else (self._now() - moment).total_seconds()

    async def _local(self, saga: ClaimedSaga, advance: CommitIntent, position: int) -> ClaimedSaga | None:
        """One commit. If it cannot be made at all, its first step has failed, or its undo is stuck."""
        try:
            return await self._commit_with_retry(saga, advance)
        except Exception as error:
            if isinstance(error, Postponed) or self._transient(error):
                raise
            if advance.backward:
                record = _undo_failed(saga.records[position], error, saga.plan.steps[position - 1].retry.tries)
            else:
                record = _failed(saga, position, error, self._blame(saga, error))
            return await self._write(saga, record)

    async def _call(self, saga: ClaimedSaga, position: int) -> After:
        try:
            self._calls.check(_step(saga, position).call())
        except Postponed as error:
            return await self._wait(saga, position, error)
        started = await self._begin(saga, _begun(saga, position))
        owed = _step(saga, position).owed
        if started is None or (started.cancelled and not owed):
            return started
        record = started.records[position]
        self._faults.inject(FaultPoint.BEFORE_CALL)
        try:
            detail = await self._at_other_system(started, position, undo=False)
        except Postponed as error:
            made = isinstance(error, Later) or _begun_before(saga, position)
            status = StepStatus.STARTED if made else StepStatus.PENDING
            taken_back = structs.replace(record, status=status, attempts=record.attempts - 1, detail=str(error))
            after = await self._write(started, taken_back)
            return None if after is None else await self._wait(after, position, error)
        except StepError as error:
            answered = _unpaid(started, position, error) if owed else self._unanswered(started, position, error)
        else:
            answered = structs.replace(record, status=StepStatus.DONE, detail=detail)
        self._faults.inject(FaultPoint.AFTER_CALL)
        return await self._write(started, answered)

    def _unanswered(self, saga: ClaimedSaga, position: int, error: StepError) -> Record:
        """The record of a step whose attempt was declined or has failed."""
        record = saga.records[position]
        if isinstance(error, Declined):
            problem = error.problem or self._blame(saga, error)
            return structs.replace(record, status=StepStatus.REFUSED, problem=problem)
        if error.retryable and not _step(saga, position).retry.exhausted(record.attempts):
            return structs.replace(record, detail=str(error))
        return _failed(saga, position, error, error.problem or self._blame(saga, error))

    async def _call_undo(self, saga: ClaimedSaga, position: int) -> After:
        try:
            self._calls.check(_step(saga, position).call(undo=True))
        except Postponed as error:
            return self._wait_to_undo(saga, position, error)
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
            taken_back = structs.replace(record, undo_attempts=record.undo_attempts - 1, detail=str(error))
            after = await self._write(started, taken_back)
            return None if after is None else self._wait_to_undo(after, position, error)
        except StepError as error:
            tries = _step(saga, position).retry.tries
            answered = _undo_failed(record, error, record.undo_attempts if error.retryable else tries)
        else:
            answered = structs.replace(record, status=StepStatus.COMPENSATED)
        self._faults.inject(FaultPoint.AFTER_UNDO)
        return await self._write(started, answered)

    async def _at_other_system(self, saga: ClaimedSaga, position: int, *, undo: bool) -> str | None:
        """One attempt at a call. Raises StepError only: an OSError is Unavailable, whatever else comes is Broken."""
        step, record = _step(saga, position), saga.records[position]
        context = CallContext(
            saga_id=saga.id,
            idempotency_key=f"{saga.id}:{step.name}:{'undo' if undo else 'do'}",
            correlation_id=saga.correlation_id,
            input=saga.command,
            attempt=record.undo_attempts if undo else record.attempts,
            left_out=_left_out(saga),
            details=saga.details,
        )
        try:
            async with asyncio.timeout(step.retry.timeout):
                return await self._calls.make(step.call(undo=undo), context)
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


def _left_out(saga: ClaimedSaga) -> frozenset[str]:
    skipped = (_step(saga, n).subject for n, record in saga.records.items() if record.status is StepStatus.SKIPPED)
    return frozenset(subject for subject in skipped if subject is not None)


def _between_attempts(saga: ClaimedSaga, position: int, delay: float) -> Postponed:
    return Postponed(f"the last attempt failed: {saga.records[position].detail}", delay)


def _begun_before(saga: ClaimedSaga, position: int) -> bool:
    """Whether a call was made that may have taken effect."""
    record = saga.records.get(position)
    return record is not None and record.status is StepStatus.STARTED


def _pause(step: Step, error: Postponed, waited: float) -> float:
    """How long to wait: as long as the error says, else half as long again as the saga has waited until now."""
    if error.seconds is not None:
        return error.seconds
    return min(max(waited / 2, step.retry.first_delay), step.retry.max_delay)


def _begun(saga: ClaimedSaga, position: int) -> Record:
    record = saga.records.get(position) or Record(position, _step(saga, position).name, StepStatus.STARTED)
    return structs.replace(record, status=StepStatus.STARTED, attempts=record.attempts + 1)


def _unpaid(saga: ClaimedSaga, position: int, error: StepError) -> Record:
    """The record of a step that is owed after an attempt that failed: it stays begun, whatever came of it."""
    record = saga.records[position]
    attempts = record.attempts if error.retryable else _step(saga, position).retry.tries
    return structs.replace(record, attempts=attempts, detail=str(error))


def _failed(saga: ClaimedSaga, position: int, error: Exception, problem: object) -> Record:
    record = saga.records.get(position) or Record(position, _step(saga, position).name, StepStatus.FAILED, attempts=1)
    return structs.replace(record, status=StepStatus.FAILED, problem=problem, detail=str(error))


def _undo_failed(record: Record, error: Exception, attempts: int) -> Record:
    return structs.replace(record, status=StepStatus.COMPENSATING, undo_attempts=attempts, detail=str(error))
