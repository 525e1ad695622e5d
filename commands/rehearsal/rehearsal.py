"""Submits baskets as the API does, and waits until workers have executed them."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.container import ApiParts
from commands.rehearsal.baskets import RehearsalBasket, submission_of
from enrollment.problems import Overloaded
from enrollment.submission import Accepted, SubmissionResult
from enrollment.task import TaskState, TaskStatus
from models.database import Database
from models.load_outcomes import LoadOutcomes

STALL_TIMEOUT_SECONDS = 60.0
"""If no basket becomes final within this time, the others are given up."""
POLL_SECONDS = 0.05
"""Between two queries for the number of final baskets."""
WORKER_CHECK_SECONDS = 0.5
"""Between two checks whether a worker is left."""
MAX_CONCURRENT_SUBMISSIONS = 500
"""Fewer than the pending mutations at which an API answers Overloaded."""


@dataclass(slots=True)
class Tally:
    """The progress: baskets that are final or were refused at acceptance, those of them that were rejected, seats."""

    done: int = 0
    rejected: int = 0
    seats: int = 0


@dataclass(slots=True)
class Rehearsal:
    """Baskets on their way.

    Attributes:
        parts: those of an API, for `tasks` and `task_feed`.
        show: called as the rehearsal advances.
        check: raises if no worker is left.
        answers: one for each basket; None until it is answered.
    """

    database: Database
    parts: ApiParts
    baskets: Sequence[RehearsalBasket]
    show: Callable[[Tally], None]
    check: Callable[[], None]
    answers: list[SubmissionResult | None] = field(init=False)
    _submissions: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(MAX_CONCURRENT_SUBMISSIONS), init=False
    )

    def __post_init__(self) -> None:
        self.answers = [None] * len(self.baskets)

    async def run(self, *, in_order: bool) -> float:
        """Submit all baskets: with `in_order` each when the one before is final, else all together.

        Returns the seconds until the last was final. Raises what `check` raises.
        """
        work = asyncio.create_task(self._in_order() if in_order else self._concurrently())
        try:
            while not work.done():
                self.check()
                await asyncio.wait({work}, timeout=WORKER_CHECK_SECONDS)
            return work.result()
        finally:
            work.cancel()
            await asyncio.wait({work})

    async def _in_order(self) -> float:
        began, tally = time.perf_counter(), Tally()
        for number in range(len(self.baskets)):
            try:
                async with asyncio.timeout(STALL_TIMEOUT_SECONDS):
                    task = await self._wait_for_final(await self._submit(number))
            except TimeoutError:
                break
            tally.done += 1
            if task is not None and task.status is TaskStatus.SUCCEEDED:
                tally.seats += len(task.groups)
            else:
                tally.rejected += 1
            self.show(tally)
        return time.perf_counter() - began

    async def _concurrently(self) -> float:
        began = time.perf_counter()
        sending = asyncio.gather(*(self._submit(number) for number in range(len(self.baskets))))
        try:
            return await self._wait_for_all(sending) - began
        finally:
            sending.cancel()

    async def _submit(self, number: int) -> SubmissionResult:
        """Submit a basket; again after the advised time while the answer is Overloaded."""
        submission = submission_of(self.baskets[number], number + 1)
        while True:
            async with self._submissions:
                answer = await self.parts.services.tasks.submit(submission)
            if not isinstance(answer, Overloaded):
                break
            await asyncio.sleep(answer.retry_after_seconds)
        self.answers[number] = answer
        return answer

    async def _wait_for_final(self, answer: SubmissionResult) -> TaskState | None:
        """Return the task when it is final; None if none was accepted.

        Nothing was awaited since the answer, and workers are woken in a task of its own, so the saga cannot have ended
        before this watches it. Events that are lost are caught up with.
        """
        if not isinstance(answer, Accepted):
            return None
        async with self.parts.services.task_feed.watch(answer.task.id) as states:
            async for state in states:
                if state.final:
                    return state
        raise AssertionError("a watch does not end by itself")

    async def _wait_for_all(self, sending: "asyncio.Future[list[SubmissionResult]]") -> float:
        """Wait until all baskets are final or are given up. Returns that time, by `time.perf_counter`."""
        before, moved = -1, time.perf_counter()
        while True:
            if sending.done():
                sending.result()
            load = await LoadOutcomes(self.database).progress()
            refused = sum(answer is not None and not isinstance(answer, Accepted) for answer in self.answers)
            tally = Tally(load.done + refused, load.rejected + refused, load.seats)
            self.show(tally)
            now = time.perf_counter()
            if tally.done != before:
                before, moved = tally.done, now
            if tally.done >= len(self.baskets) or now - moved > STALL_TIMEOUT_SECONDS:
                return now
            await asyncio.sleep(POLL_SECONDS)
