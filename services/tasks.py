"""Accepts commands, many in one statement, and wakes workers for them; cancels and reads tasks."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from enrollment.paging import Page, PageRequest
from enrollment.problems import AlreadyFinal, TaskNotFound
from enrollment.submission import Accepted, Submission, SubmissionResult
from enrollment.task import TaskState
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
        self._accepting = Batcher(self._accept, limit=_MAX_BATCH, fails_together=affects_whole_batch)
        self._looking_up = Batcher(keys.candidates, limit=4 * _MAX_BATCH, fails_together=lambda _: True)
        self._notifying = Batcher(self._notify, limit=4 * _MAX_BATCH, fails_together=lambda _: True)
        self._unsent: set[asyncio.Task[None]] = set()

    async def submit(self, submission: Submission) -> SubmissionResult:
        """Return once the task is committed. Workers are woken in the background; the answer does not wait for that."""
        self._database.check()
        began = time.perf_counter()
        with self._admission.holding():
            if await self._must_be_refused(submission):
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
            self._notify_soon(_AfterCommit(answer.task.id, None if answer.replayed else 0, self._keys.redis_key(key)))
        return answer

    async def cancel(
        self, task_id: UUID, *, actor: str, reason: str | None, correlation_id: str
    ) -> TaskState | TaskNotFound | AlreadyFinal:
        """Return once the request is committed. A worker is woken, which ends a task that was not begun."""
        self._faults.inject(FaultPoint.BEFORE_ACCEPT_COMMIT)
        claims = await self._control.request_cancel(task_id, actor=actor, reason=reason, correlation_id=correlation_id)
        self._faults.inject(FaultPoint.AFTER_ACCEPT_COMMIT)
        if claims is not None:
            self._notify_soon(_AfterCommit(task_id, claims))
        state = (await self._tasks.by_ids([task_id])).get(task_id)
        if claims is not None:
            _log.info("cancelling", saga_id=str(task_id), correlation_id=correlation_id)
        return _cancelled(task_id, state, requested=claims is not None)

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        """Tasks by id; unknown ones are absent."""
        return await self._tasks.by_ids(ids)

    async def tasks_of_student(self, student_id: int, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        return await self._tasks.of_student(student_id, page)

    async def close(self) -> None:
        """Cancel what is being accepted or looked up, and return when no call to Redis is under way."""
        await asyncio.gather(self._accepting.stop(), self._looking_up.stop())
        await asyncio.gather(*self._unsent)

    async def _must_be_refused(self, submission: Submission) -> bool:
        """While too many mutations are held, whether this one needs a new task, as far as the cache knows."""
        if not self._admission.refuses_new:
            return False
        key = (submission.caller, submission.key)
        return self._admission.refuses_all or await self._looking_up.submit(key) is None

    async def _accept(self, submissions: Sequence[Submission]) -> Sequence[SubmissionResult]:
        """A key that was seen before is answered from its row; the rest goes into one statement."""
        seen = await self._keys.candidates([(s.caller, s.key) for s in submissions])
        candidates = {n: task_id for n, task_id in enumerate(seen) if task_id is not None}
        async with self._database.call() as call:
            answers = await self._acceptance.replay(call, {n: (submissions[n], candidates[n]) for n in candidates})
            if new := {n: submission for n, submission in enumerate(submissions) if n not in answers}:
                room = await self._admission.admit(len(new))
                answers |= await self._acceptance.accept_within(call, new, room)
        backlog = (n for n in range(len(submissions)) if n not in answers)
        answers |= {n: self._admission.refuse(OverloadReason.BACKLOG) for n in backlog}
        return [answers[n] for n in range(len(submissions))]

    def _notify_soon(self, saga: _AfterCommit) -> None:
        """Call Redis in a task of its own: the caller's answer does not wait for it."""
        sending = asyncio.get_running_loop().create_task(self._notifying.submit(saga))
        self._unsent.add(sending)
        sending.add_done_callback(self._unsent.discard)

    async def _notify(self, sagas: Sequence[_AfterCommit]) -> Sequence[None]:
        await self._wakeups.wake_and_remember(
            ((saga.saga_id, saga.claims) for saga in sagas if saga.claims is not None),
            ((saga.key, saga.saga_id) for saga in sagas if saga.key is not None),
        )
        return [None] * len(sagas)


def _cancelled(task_id: UUID, state: TaskState | None, *, requested: bool) -> TaskState | TaskNotFound | AlreadyFinal:
    path = ("input", "id")
    if state is None:
        return TaskNotFound(path=path)
    return state if requested else AlreadyFinal(task_id=str(task_id), path=path)
