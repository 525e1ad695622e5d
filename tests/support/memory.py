"""Ports in memory, for tests of what resolvers make of what ports say."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast
from uuid import UUID

from enrollment.paging import Page, PageRequest
from enrollment.submission import Accepted, Answer, Submission
from enrollment.task import TaskState
from events.hub import Hub
from resolvers.context import Context
from resolvers.messages import Language
from resolvers.ports import Catalogue
from tests.support.states import make_state


class MemoryTasks:
    """Remembers what was submitted and gives out the states it holds.

    Attributes:
        answer: what a submission is answered with; None: accepted. An exception is raised.
        before_reading: awaited by every reading of tasks, for what happens meanwhile.
    """

    def __init__(self, *states: TaskState) -> None:
        self.states = {state.id: state for state in states}
        self.submitted: list[Submission] = []
        self.answer: Answer | Exception | None = None
        self.before_reading: Callable[[], Awaitable[None]] | None = None

    async def submit(self, submission: Submission) -> Answer:
        self.submitted.append(submission)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or Accepted(make_state(UUID(int=len(self.submitted)), 1), replayed=False)

    async def tasks(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        found = {task_id: self.states[task_id] for task_id in ids if task_id in self.states}
        if self.before_reading is not None:
            await self.before_reading()
        return found

    async def tasks_of_student(self, student_id: int, page: PageRequest) -> Page[TaskState]:
        raise NotImplementedError


def make_context(
    *,
    tasks: MemoryTasks | None = None,
    board: Hub | None = None,
    catalogue: object = None,
    idempotency_key: str | None = None,
    language: Language = Language.EN,
) -> Context:
    """A context; `catalogue` needs only the methods that the test calls."""
    return Context(
        catalogue=cast("Catalogue", catalogue),
        tasks=tasks or MemoryTasks(),
        board=board or Hub(),
        correlation_id="c-test",
        idempotency_key=idempotency_key,
        language=language,
    )
