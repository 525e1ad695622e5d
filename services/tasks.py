"""Accepts commands, many in one statement, and wakes workers for them; cancels and reads tasks."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from enrollment.paging import Page, PageRequest
from enrollment.problems import AlreadyFinal, NotCancellable, TaskNotFound
from enrollment.submission import Accepted, Submission, SubmissionResult
from enrollment.task import TaskState, TaskWait
from events.hints import WakeupsAndKeys
from guards.admission_policy import OverloadReason
from guards.idempotency.cache import KeyCache
from kit.batcher import Batcher
from kit.errors import affects_whole_batch
from models.acceptance import Acceptance
from models.database import Database
from models.saga_control import SagaControl
from models.task_states import TaskStates
from saga.faults import FaultPoint, Faults
from services.admission import Admission

_log = structlog.get_logger("services.tasks")

_MAX_BATCH = 128
"""Most commands accepted in one statement."""
_MAX_READ = 100
"""Most tasks read for subscribers in one query: their decoding takes some milliseconds, in which nothing else runs."""


Cancelled = TaskState | TaskNotFound | AlreadyFinal | NotCancellable
"""The task that is to be undone, or why it is not."""


@dataclass(frozen=True, slots=True)
class _AfterCommit:
    """One saga's part of the call to Redis that follows a commit.

    Attributes:
        claims: how often the saga was claimed so far; None where no worker has to be woken for it.
        key: the name in Redis of the idempotency key that stands for the saga from now on, if any.
    """

    saga_id: UUID
    claims: int | None
    key: str | None = None


class TaskService:
    """Accepts, cancels and reads tasks.

    Args:
        database: behind its circuit breaker; an open one refuses a submission before Redis is asked.
        acceptance: the store. keys: the cache of idempotency keys. wakeups: is called after each commit.
        admission: decides how many more tasks may begin.
        faults: the fault points of this process.
        took: called with the seconds that each acceptance took.
    """

    def __init__(
        self,
        database: Database,
        acceptance: Acceptance,
        admission: Admission,
        keys: KeyCache,
        wakeups: WakeupsAndKeys,
        faults: Faults,
        took: Callable[[float], None],
    ) -> None:
        self._database = database
        self._tasks = TaskStates(database)
        self._control = SagaControl(database)
        self._acceptance = acceptance
        self._admission = admission
        self._keys = keys
        self._wakeups = wakeups
        self._faults = faults
        self._took = took
        self._accepting: Batcher[Submission, SubmissionResult] = Batcher(
            self._accept, limit=_MAX_BATCH, fails_together=affects_whole_batch
        )
        self._looking_up = Batcher(keys.candidates, limit=4 * _MAX_BATCH, fails_together=lambda _: True)
        self._notifying = Batcher(self._notify, limit=4 * _MAX_BATCH, fails_together=lambda _: True)
        self._reading = Batcher(self._read, limit=_MAX_READ, fails_together=affects_whole_batch)

    async def submit(self, submission: Submission) -> SubmissionResult:
        """Return once the task is committed. Workers are woken in the background; the answer does not wait for that."""
        self._database.check()
        began = time.perf_counter()
        by_registrar = submission.by_registrar
        with self._admission.holding(by_registrar=by_registrar):
            if self._admission.refuses_new(by_registrar=by_registrar) and await self._is_new(submission):
                return self._admission.refuse(OverloadReason.PENDING)
            answer = await self._accepting.submit(submission)
        seconds = time.perf_counter() - began
        if isinstance(answer, Accepted):
            _log.info(
                "replayed" if answer.replayed else "accepted",
                saga_id=str(answer.task.id),
                correlation_id=submission.correlation_id,
                operation=submission.kind.lower(),
                duration_seconds=round(seconds, 6),
            )
            self._took(seconds)
            key = (submission.caller, submission.key)
            self._keys.remember_locally(key, answer.task.id)
            self._notifying.add(_AfterCommit(answer.task.id, None if answer.replayed else 0, self._keys.redis_key(key)))
        return answer

    async def cancel(self, task_id: UUID, *, actor: str, reason: str | None, correlation_id: str) -> Cancelled:
        """Return once the request is committed. A worker is woken, which ends a task that was not begun."""
        self._faults.inject(FaultPoint.BEFORE_ACCEPT_COMMIT)
        claims = await self._control.request_cancel(task_id, actor=actor, reason=reason, correlation_id=correlation_id)
        self._faults.inject(FaultPoint.AFTER_ACCEPT_COMMIT)
        if claims is not None:
            self._notifying.add(_AfterCommit(task_id, claims))
        state = (await self._tasks.by_ids([task_id])).get(task_id)
        if claims is not None:
            _log.info("cancelling", saga_id=str(task_id), correlation_id=correlation_id)
        return _cancelled(task_id, state, requested=claims is not None)

    def wake(self, sagas: Iterable[tuple[UUID, int]]) -> None:
        """Wake workers in the background for sagas that were accepted elsewhere, each with the number of its claims."""
        for saga_id, claims in sagas:
            self._notifying.add(_AfterCommit(saga_id, claims))

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        """Tasks by id; unknown ones are absent."""
        return await self._tasks.by_ids(ids)

    async def task(self, task_id: UUID) -> TaskState | None:
        """One task, read after this was called; None: there is none. What is asked for while one query is under way is
        the next query: thousands of subscribers may come back together."""
        return await self._reading.submit(task_id)

    async def waits(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskWait]:
        """What the tasks that wait now wait for, by their ids."""
        return await self._tasks.waits(ids)

    async def tasks_of_students(self, ids: Sequence[int], page: PageRequest) -> Mapping[int, Page[TaskState]]:
        """Newest first. Raises BadCursor."""
        return await self._tasks.of_students(ids, page)

    async def close(self) -> None:
        """Cancel what is being accepted or looked up, and return when no call to Redis is under way."""
        await asyncio.gather(self._accepting.stop(), self._looking_up.stop(), self._reading.stop())
        await self._notifying.idle()

    async def _is_new(self, submission: Submission) -> bool:
        """Whether it needs a new task, as far as the cache knows; a look-up that is too much as well finds nothing."""
        if self._admission.refuses_all(by_registrar=submission.by_registrar):
            return True
        return await self._looking_up.submit((submission.caller, submission.key)) is None

    async def _read(self, ids: Sequence[UUID]) -> Sequence[TaskState | None]:
        found = await self._tasks.by_ids(ids)
        return [found.get(task_id) for task_id in ids]

    async def _accept(self, submissions: Sequence[Submission]) -> Sequence[SubmissionResult | Exception]:
        """A key that was seen before is answered from its row; the rest goes into one statement."""
        seen = await self._keys.candidates([(s.caller, s.key) for s in submissions])
        candidates = {n: task_id for n, task_id in enumerate(seen) if task_id is not None}
        async with self._database.call() as call:
            answers: dict[int, SubmissionResult | Exception] = {}
            answers |= await self._acceptance.replay(call, {n: (submissions[n], candidates[n]) for n in candidates})
            if new := {n: submission for n, submission in enumerate(submissions) if n not in answers}:
                begins = await self._admission.admit([submission.by_registrar for submission in new.values()])
                admitted = {n for n, may in zip(new, begins, strict=True) if may}
                answers |= await self._acceptance.accept_admitted(call, new, admitted)
                self._admission.not_begun([new[n].by_registrar for n in admitted if not _begins_task(answers[n])])
        backlog = (n for n in range(len(submissions)) if n not in answers)
        answers |= {n: self._admission.refuse(OverloadReason.BACKLOG) for n in backlog}
        return [answers[n] for n in range(len(submissions))]

    async def _notify(self, sagas: Sequence[_AfterCommit]) -> Sequence[None]:
        await self._wakeups.wake_and_remember(
            ((saga.saga_id, saga.claims) for saga in sagas if saga.claims is not None),
            ((saga.key, saga.saga_id) for saga in sagas if saga.key is not None),
        )
        return [None] * len(sagas)


def _begins_task(answer: SubmissionResult | Exception) -> bool:
    return isinstance(answer, Accepted) and not answer.replayed


def _cancelled(task_id: UUID, state: TaskState | None, *, requested: bool) -> Cancelled:
    path = ("input", "id")
    if state is None:
        return TaskNotFound(path=path)
    if requested:
        return state
    why_not = AlreadyFinal if state.final else NotCancellable
    return why_not(task_id=str(task_id), path=path)
