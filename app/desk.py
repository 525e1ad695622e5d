"""The desk where commands are handed in: accepts many in one statement, then rings for them."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog

from enrollment.paging import Page, PageRequest
from enrollment.submission import Accepted, Answer, Submission
from enrollment.task import TaskState
from guards.idempotency import KeyCache
from models import snapshots
from models.acceptance import Acceptance
from models.database import transient
from saga.batcher import Batcher
from workers.bell import Bell

_log = structlog.get_logger("app.desk")

_AT_ONCE = 128
"""Most commands accepted in one statement."""


class Desk:
    """Accepts and reads tasks; see `resolvers.ports.Tasks`."""

    def __init__(self, acceptance: Acceptance, keys: KeyCache, bell: Bell) -> None:
        self._acceptance = acceptance
        self._keys = keys
        self._bell = bell
        self._accepting = Batcher(self._accept, limit=_AT_ONCE, whole=transient)
        self._ringing = Batcher(self._ring, limit=4 * _AT_ONCE, whole=lambda _: True)
        self._bells: set[asyncio.Task[None]] = set()

    async def submit(self, submission: Submission) -> Answer:
        """Returns once the task is committed; the bell rings meanwhile, and nobody waits for it."""
        began = time.perf_counter()
        answer = await self._accepting.submit(submission)
        _log_answer(submission, answer, time.perf_counter() - began)
        if isinstance(answer, Accepted):
            self._keys.remember_here((submission.caller, submission.key), answer.task.id)
            bell = asyncio.get_running_loop().create_task(self._ringing.submit((submission, answer)))
            self._bells.add(bell)
            bell.add_done_callback(self._bells.discard)
        return answer

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        """Tasks by id; unknown ones are absent."""
        return await snapshots.tasks(ids)

    async def tasks_of_student(self, student_id: int, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        return await snapshots.tasks_of_student(student_id, page)

    async def close(self) -> None:
        """Return when no bell is being rung any more."""
        await asyncio.gather(*self._bells)

    async def _accept(self, submissions: Sequence[Submission]) -> Sequence[Answer]:
        """A key that was seen before is answered from its row; the rest goes into one statement."""
        seen = await self._keys.candidates([(s.caller, s.key) for s in submissions])
        candidates = {n: task_id for n, task_id in enumerate(seen) if task_id is not None}
        answers = await self._acceptance.replay({n: (submissions[n], candidates[n]) for n in candidates})
        new = [n for n in range(len(submissions)) if n not in answers]
        accepted = await self._acceptance.accept([submissions[n] for n in new]) if new else []
        answers |= dict(zip(new, accepted, strict=True))
        return [answers[n] for n in range(len(submissions))]

    async def _ring(self, accepted: Sequence[tuple[Submission, Accepted]]) -> Sequence[None]:
        await self._bell.ring(
            ((answer.task.id, 0) for _, answer in accepted if not answer.replayed),
            ((self._keys.name((s.caller, s.key)), answer.task.id) for s, answer in accepted),
        )
        return [None] * len(accepted)


def _log_answer(submission: Submission, answer: Answer, seconds: float) -> None:
    what = {"operation": submission.kind.lower(), "duration_seconds": round(seconds, 6)}
    if isinstance(answer, Accepted):
        message = "replayed" if answer.replayed else "accepted"
        _log.info(message, saga_id=str(answer.task.id), correlation_id=submission.correlation_id, **what)
    else:
        _log.info("refused", problem=answer.code, correlation_id=submission.correlation_id, **what)
