"""Executes sagas: claims those that a worker was woken for, runs them, and publishes their state after each commit."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from structlog.contextvars import bind_contextvars, bound_contextvars

from enrollment.commit_values import SagaDetails
from enrollment.problems import ServiceUnavailable, TechnicalFailure
from enrollment.task import SWAP_PARTNER, TaskState
from events.hints import StatePublisher, Wakeups
from kit.batcher import Batcher
from kit.errors import DatabaseUnavailable, affects_whole_batch
from models.claims import Claims
from models.due_sagas import DueSagas
from models.saga_commits import SagaCommits
from models.waiting_swaps import WaitingSwaps
from saga.claimed_saga import ClaimedSaga, CommitRequest, Waiting
from saga.decide import owes
from saga.errors import WaitedTooLong
from saga.faults import FaultPoint, Faults
from saga.journal import SagaStatus
from saga.plan import Calls
from saga.retry import Retry
from saga.runner import Runner
from workers.notifications import OnFinal
from workers.saga_log_lines import log_commit, log_context, task_log_context

_log = structlog.get_logger("workers.saga_executor")

_LOCKED_PAUSES_SECONDS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""The pauses, give or take a half, before a saga that was found locked is claimed again; after the last one it is left
to the sweeper."""
_MAX_SEARCHES = 3
"""How often partners are sought for a swap that waits; after that it waits until its time is over, or is found."""
_ASK_AGAIN_SECONDS = 60.0
"""What a student is told whose task has waited for another system for too long. How long that needs is not known."""


class SagaExecutor:
    """Executes the sagas of one worker, with claims and commits of many sagas in one transaction each.

    Args:
        claims, waiting_swaps, commits, due: the stores.
        calls: makes the calls to other systems.
        publisher: publishes the states of sagas after each commit.
        wakeups: wakes workers for the sagas that can go on after a commit.
        on_final: is called with each task that became final.
        retry: how often a commit is tried while the database is unavailable.
        longest_wait: how long a saga may wait for another system before a step.
        lease: the age up to which the heartbeat of a worker counts as live.
        now: the time by the database's clock.
        batch: the largest number of sagas in one transaction.
        faults: the fault points of this process.
    """

    def __init__(
        self,
        *,
        claims: Claims,
        waiting_swaps: WaitingSwaps,
        commits: SagaCommits,
        due: DueSagas,
        calls: Calls,
        publisher: StatePublisher,
        wakeups: Wakeups,
        on_final: OnFinal,
        retry: Retry,
        longest_wait: timedelta,
        lease: timedelta,
        now: Callable[[], datetime],
        batch: int,
        faults: Faults,
    ) -> None:
        self._claims = claims
        self._waiting_swaps = waiting_swaps
        self._commits = commits
        self._due = due
        self._publisher = publisher
        self._wakeups = wakeups
        self._on_final = on_final
        self._lease = lease
        self._faults = faults
        # A failed claim is not split: a retry in halves would find sagas that the failed claim has claimed after all.
        self._claiming: Batcher[UUID, ClaimedSaga | None] = Batcher(
            self._claim, limit=batch, fails_together=lambda _: True
        )
        self._committing: Batcher[CommitRequest, ClaimedSaga | None] = Batcher(
            self._commit, limit=batch, fails_together=affects_whole_batch
        )
        self._putting_down = Batcher(self._put_down, limit=batch, fails_together=affects_whole_batch)
        self._seeking_partners = Batcher(self._seek_partners, limit=batch, fails_together=affects_whole_batch)
        self._runner = Runner(
            self._committing.submit,
            calls,
            transient=_is_transient,
            blame=_problem_of,
            retry=retry,
            longest_wait=longest_wait,
            now=now,
            faults=faults,
        )
        self._in_flight: Counter[UUID] = Counter()
        self._woken_again: set[UUID] = set()
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

    async def execute(self, saga_id: UUID) -> None:
        """Claim a saga and run it to its end. Does nothing if it cannot be claimed.

        A wake-up for a saga that is in flight makes it be claimed once more, unless it ends: the claim under way may
        have begun before it was the saga's turn.
        """
        if saga_id in self._in_flight:
            self._woken_again.add(saga_id)
            return
        self._in_flight[saga_id] += 1
        # The last two are bound later on; naming them here unbinds them at the end.
        with bound_contextvars(saga_id=str(saga_id), correlation_id=None, operation=None):
            try:
                while not await self._claim_and_run(saga_id) and saga_id in self._woken_again:
                    self._woken_again.discard(saga_id)
            finally:
                self._landed(saga_id)

    def _landed(self, saga_id: UUID) -> None:
        """The opposite of counting it as in flight once more."""
        self._in_flight[saga_id] -= 1
        if not self._in_flight[saga_id]:
            del self._in_flight[saga_id]
            self._woken_again.discard(saga_id)

    async def _claim_and_run(self, saga_id: UUID) -> bool:
        """Whether the saga was claimed and has ended."""
        try:
            saga = await self._claim_when_unlocked(saga_id)
            if saga is None:
                return False
            self._faults.inject(FaultPoint.AFTER_CLAIM)
            bind_contextvars(**log_context(saga))
            return await self._run(saga)
        except DatabaseUnavailable as error:
            self._not_now(saga_id, error)
            return False

    def _not_now(self, saga_id: UUID, error: DatabaseUnavailable) -> None:
        """A lock or an outage is not the saga's fault, so it must not count as a claim without progress."""
        self._not_at_fault.add(saga_id)
        _log.warning("saga released until it can be committed", reason=repr(error))

    async def _claim_when_unlocked(self, saga_id: UUID) -> ClaimedSaga | None:
        """Claim a saga; None if that is not possible now. Another worker's claim locks it for a few milliseconds."""
        pauses = iter(_LOCKED_PAUSES_SECONDS)
        while True:
            try:
                return await self._claiming.submit(saga_id)
            except DatabaseUnavailable as error:
                pause = next(pauses, None)
                if error.affects_whole_batch or pause is None:
                    raise
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - no secret depends on it

    async def idle(self) -> None:
        """Return when no commit is under way."""
        await self._committing.idle()

    async def _run(self, saga: ClaimedSaga, searches: int = _MAX_SEARCHES) -> bool:
        """Run a claimed saga; whether it has ended. `searches`: how often partners are sought if it is a swap."""
        began = time.perf_counter()
        try:
            after = await self._runner.run(saga)
        except asyncio.CancelledError:
            # The worker stops. What is committed stays; another worker does the rest.
            await asyncio.shield(self._release(saga))
            raise
        if after is None:
            _log.warning("saga taken over by another worker")
            return False
        if isinstance(after, Waiting):
            _log.debug("saga waits", waits_for=after.waits_for, reason=after.reason, seconds=round(after.seconds, 3))
            if after.waits_for == SWAP_PARTNER and searches:
                return await self._run_with_partners(after, searches - 1)
            await self._putting_down.submit(after)
            return False
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
        return after.status.final

    async def _run_with_partners(self, waiting: Waiting, searches: int) -> bool:
        """Put a swap down, and run it with others if they fit together now; whether it has ended.

        Those that were claimed for this submit their commits before the batcher begins another batch, so that they are
        committed together. Where its limit comes between them, they have to wait again.
        """
        found = self._seeking_partners.submit(waiting)
        try:
            sagas = await asyncio.shield(found)
        except asyncio.CancelledError:
            found.add_done_callback(self._not_run)
            raise
        ended = await asyncio.gather(*(self._run_partner(saga, searches) for saga in sagas))
        return any(end for saga, end in zip(sagas, ended, strict=True) if saga.id == waiting.saga.id)

    def _not_run(self, found: asyncio.Future[list[ClaimedSaga]]) -> None:
        """What was claimed for a wake-up that was cancelled before is given back by `release_orphans`."""
        if not found.cancelled() and found.exception() is None:
            for saga in found.result():
                self._landed(saga.id)

    async def _run_partner(self, saga: ClaimedSaga, searches: int) -> bool:
        """Run a swap that was claimed together with others; whether it has ended."""
        with bound_contextvars(**log_context(saga)):
            try:
                return await self._run(saga, searches)
            except DatabaseUnavailable as error:
                self._not_now(saga.id, error)
                return False
            finally:
                self._landed(saga.id)

    async def _seek_partners(self, waiting: Sequence[Waiting]) -> Sequence[list[ClaimedSaga]]:
        """Put swaps down; for each the sagas to run now. The first one runs those that were put down before as well."""
        async with self._claim_lock:
            claimed = await self._waiting_swaps.put_down(waiting)
            self._in_flight.update(saga.id for saga in claimed)
        ours = {each.saga.id for each in waiting}
        runs = [[saga for saga in claimed if saga.id == each.saga.id] for each in waiting]
        runs[0] += [saga for saga in claimed if saga.id not in ours]
        return runs

    async def _put_down(self, waiting: Sequence[Waiting]) -> Sequence[None]:
        await self._claims.put_down(waiting)
        await self._wake_rows_after(wait.saga for wait in waiting)
        return [None] * len(waiting)

    async def _release(self, saga: ClaimedSaga) -> None:
        await self._claims.release(saga)
        details: SagaDetails = saga.details
        await self._wakeups.wake([(saga.id, details.task.attempts)])

    async def _claim(self, ids: Sequence[UUID]) -> Sequence[ClaimedSaga | Exception | None]:
        async with self._claim_lock:
            result = await self._claims.claim(ids)
        for saga_id, reason in result.left.items():
            _log.warning("saga left to a worker that knows its plan", saga_id=str(saga_id), reason=reason)
        if result.stuck:
            for task in result.stuck:
                _log.error("saga stuck", **task_log_context(task), saga_status=task.saga_status)
            await self._publisher.publish(result.stuck)
            next_in_line = await self._due.next_in_line(sorted(set(result.given_up)))
            await self._wakeups.wake((due.id, due.claims) for due in next_in_line)
        answers: dict[UUID, ClaimedSaga | Exception] = {saga.id: saga for saga in result.claimed}
        for saga_id in result.locked:
            answers[saga_id] = DatabaseUnavailable("the saga or its student is locked", affects_whole_batch=False)
        return [answers.get(saga_id) for saga_id in ids]

    async def _commit(self, requests: Sequence[CommitRequest]) -> Sequence[ClaimedSaga | Exception | None]:
        began = time.perf_counter()
        committed = await self._commits.commit(requests)
        after = committed.answers
        seconds = time.perf_counter() - began
        moved = [
            saga
            for request, saga in zip(requests, after, strict=True)
            if isinstance(saga, ClaimedSaga) and saga.version > request.saga.version
        ]
        for saga in moved:
            log_commit(saga, seconds)
        self._faults.inject(FaultPoint.BEFORE_PUBLISH)
        await self._publisher.publish([saga.details.task for saga in moved])
        self._faults.inject(FaultPoint.AFTER_PUBLISH)
        if committed.next_in_line:
            await self._wakeups.wake(committed.next_in_line)
        await self._wake_after_debts(requests, moved)
        await self._wake_rows_after(saga for saga in moved if saga.status.final or saga.status is SagaStatus.STUCK)
        return after

    async def _wake_after_debts(self, requests: Sequence[CommitRequest], moved: Sequence[ClaimedSaga]) -> None:
        """Wake workers for the sagas that wait behind one that has just come to owe something: it gives up its turn."""
        paid = {request.saga.id for request in requests if owes(request.saga.plan, request.saga.records)}
        turns = [
            (saga.details.student_id, saga.details.term_id)
            for saga in moved
            if not saga.status.final and saga.id not in paid and owes(saga.plan, saga.records)
        ]
        if turns:
            due = await self._due.next_in_line(sorted(set(turns)))
            await self._wakeups.wake((saga.id, saga.claims) for saga in due)

    async def _wake_rows_after(self, left: Iterable[ClaimedSaga]) -> None:
        """Wake workers for the next rows of batches, if some of the sagas that no worker runs any more were rows."""
        if any(saga.command.batch_id is not None for saga in left):
            rows = await self._due.rows_of_batches(self._lease)
            await self._wakeups.wake((due.id, due.claims) for due in rows)


def _is_transient(error: Exception) -> bool:
    return isinstance(error, DatabaseUnavailable)


def _problem_of(saga: ClaimedSaga, error: Exception) -> TechnicalFailure | ServiceUnavailable:
    _log.error("step failed", exc_info=error)
    if isinstance(error, WaitedTooLong):
        return ServiceUnavailable(service=error.asked, retry_after_seconds=_ASK_AGAIN_SECONDS)
    return TechnicalFailure(correlation_id=saga.correlation_id)
