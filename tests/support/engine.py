"""Accepts commands and executes their sagas inside a test, with the parts that processes are made of."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random
from uuid import UUID, uuid4

from app.container import Container, WorkerParts
from enrollment.submission import Accepted, Submission, SubmissionResult
from enrollment.task import Command, ErrorPolicy, TaskKind, TaskState
from guards.idempotency.key import derived_key, fingerprint
from kit.errors import DatabaseUnavailable
from models.task_states import TaskStates
from services.tasks import TaskService
from tests.support.poll import within

TERM = "2024-2"


def submission(
    student: str,
    groups: Sequence[str],
    *,
    drops: Sequence[str] = (),
    policy: ErrorPolicy = ErrorPolicy.ALL_OR_NONE,
    kind: TaskKind = TaskKind.ENROLL,
    term: str = TERM,
    key: str | None = None,
    derived: bool = False,
    caller: str = "test",
    waitlist: bool = False,
) -> Submission:
    """A submission with a client's key, a new one unless given; or with the derived key, as if none was sent.

    A swap, if it is to drop something for the groups.
    """
    taken, given_up = tuple(sorted(groups)), tuple(sorted(drops))
    command = Command(student, term, taken, given_up, policy=policy, waitlist=waitlist)
    kind = TaskKind.SWAP if drops else kind
    return Submission(
        kind=kind,
        command=command,
        caller=caller,
        key=derived_key(kind, command) if derived else key or uuid4().hex,
        derived=derived,
        fingerprint=fingerprint(kind, command),
        correlation_id=f"test-{uuid4().hex[:8]}",
    )


async def accept(container: Container, *submissions: Submission) -> list[UUID]:
    """Have them accepted in one statement, as one tick's requests are; their ids."""
    return [task_of(result).id for result in await submit(container, submissions)]


async def submit(container: Container, submissions: Sequence[Submission]) -> Sequence[SubmissionResult]:
    """Their results, all from one statement. Raises DatabaseUnavailable if a row that one of them needs is locked."""
    results: list[SubmissionResult] = []
    async with container.database.call() as call:
        for result in await container.acceptance().accept(call, submissions):
            if isinstance(result, DatabaseUnavailable):
                raise result
            results.append(result)
    return results


def task_of(answer: SubmissionResult) -> TaskState:
    """The task of an answer that accepts."""
    assert isinstance(answer, Accepted), answer
    return answer.task


async def task(container: Container, task_id: UUID) -> TaskState:
    """The task as the database has it now."""
    return (await TaskStates(container.database).by_ids([task_id]))[task_id]


@asynccontextmanager
async def task_service_of(container: Container) -> AsyncIterator[TaskService]:
    """The task service of an API as the container makes it."""
    async with container.api() as parts:
        assert isinstance(parts.services.tasks, TaskService)
        yield parts.services.tasks


@asynccontextmanager
async def living(container: Container, count: int = 2) -> AsyncIterator[list[WorkerParts]]:
    """Workers with a heartbeat, which do what the test calls."""
    async with AsyncExitStack() as stack:
        parts = [await stack.enter_async_context(container.worker()) for _ in range(count)]
        for worker in parts:
            await worker.heartbeat.beat()
        yield parts


async def executed(container: Container, workers: Sequence[WorkerParts], ids: Sequence[UUID]) -> list[TaskState]:
    """The tasks at their end: every worker tries each of them, again and again and in any order, until all are final.

    A wake-up out of turn is dropped, so each round brings a student's next task to its end.
    """
    async with within(60):
        await asyncio.gather(*(_drain(container, worker, list(ids), Random(n)) for n, worker in enumerate(workers)))
    states = await TaskStates(container.database).by_ids(ids)
    return [states[task_id] for task_id in ids]


async def done(
    container: Container,
    workers: Sequence[WorkerParts],
    student: str,
    *groups: str,
    kind: TaskKind = TaskKind.ENROLL,
    drops: Sequence[str] = (),
    waitlist: bool = False,
) -> TaskState:
    """The task of a request at its end. Promotions that it causes are left to others."""
    ids = await accept(container, submission(student, groups, kind=kind, drops=drops, waitlist=waitlist))
    [task] = await executed(container, workers, ids)
    return task


async def all_executed(container: Container, workers: Sequence[WorkerParts]) -> None:
    """Bring every task to its end, those included that are accepted on the way."""
    while ids := [row["id"] for row in await container.database.query("SELECT id FROM sagas WHERE ended IS NULL")]:
        await executed(container, workers, ids)


async def _drain(container: Container, worker: WorkerParts, ids: list[UUID], rng: Random) -> None:
    while ids:
        rng.shuffle(ids)
        await asyncio.gather(*(worker.executor.execute(task_id) for task_id in ids))
        await worker.executor.release_orphans()  # what was to be put down while another looked at it
        await worker.heartbeat.beat()
        states = await TaskStates(container.database).by_ids(ids)
        ids = [task_id for task_id in ids if not states[task_id].final]
