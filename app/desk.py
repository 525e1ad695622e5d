"""The desk where commands are handed in: accepts many in one statement, then rings for them."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog

from enrollment.paging import Page, PageRequest
from enrollment.submission import Accepted, Answer, Submission
from enrollment.task import TaskState
from models import snapshots
from models.acceptance import Acceptance
from models.database import transient
from saga.batcher import Batcher
from workers.bell import Bell

_log = structlog.get_logger("app.desk")


class Desk:
    """Accepts and reads tasks; see `resolvers.ports.Tasks`."""

    def __init__(self, acceptance: Acceptance, bell: Bell) -> None:
        self._accepting = Batcher(acceptance.accept, limit=128, whole=transient)
        self._bell = bell
        self._ringing: set[asyncio.Task[None]] = set()

    async def submit(self, submission: Submission) -> Answer:
        """Returns once the task is committed; the bell rings meanwhile, and nobody waits for it."""
        began = time.perf_counter()
        answer = await self._accepting.submit(submission)
        _log_answer(submission, answer, time.perf_counter() - began)
        if isinstance(answer, Accepted) and not answer.replayed:
            ringing = asyncio.get_running_loop().create_task(self._bell.ring_one(answer.task.id))
            self._ringing.add(ringing)
            ringing.add_done_callback(self._ringing.discard)
        return answer

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        """Tasks by id; unknown ones are absent."""
        return await snapshots.tasks(ids)

    async def tasks_of_student(self, student_id: int, page: PageRequest) -> Page[TaskState]:
        """Newest first. Raises BadCursor."""
        return await snapshots.tasks_of_student(student_id, page)

    async def close(self) -> None:
        """Return when no bell is being rung any more."""
        await asyncio.gather(*self._ringing)


def _log_answer(submission: Submission, answer: Answer, seconds: float) -> None:
    what = {"operation": submission.kind.lower(), "duration_seconds": round(seconds, 6)}
    if isinstance(answer, Accepted):
        message = "replayed" if answer.replayed else "accepted"
        _log.info(message, saga_id=str(answer.task.id), correlation_id=submission.correlation_id, **what)
    else:
        _log.info("refused", problem=answer.code, correlation_id=submission.correlation_id, **what)
