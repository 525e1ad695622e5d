"""Handing in commands and carrying them inside a test, with the parts that processes are made of."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid4

import msgspec

from app.container import Container
from enrollment.submission import Accepted, Answer, Submission
from enrollment.task import Command, TaskKind, TaskState
from models import snapshots

TERM = "2024-2"


def submission(
    student: str, groups: Sequence[str], *, term: str = TERM, key: str | None = None, caller: str = "test"
) -> Submission:
    """A submission with a client's key: a new one unless given."""
    command = Command(student, term, tuple(sorted(groups)))
    return Submission(
        kind=TaskKind.ENROLL,
        command=command,
        caller=caller,
        key=key or uuid4().hex,
        derived=False,
        fingerprint=sha256(msgspec.json.encode(command)).digest(),
        correlation_id=f"test-{uuid4().hex[:8]}",
    )


async def accept(container: Container, *submissions: Submission) -> list[UUID]:
    """Have them accepted in one statement, as one tick's requests are; their ids."""
    return [task_of(answer).id for answer in await container.acceptance().accept(submissions)]


def task_of(answer: Answer) -> TaskState:
    """The task of an answer that accepts."""
    assert isinstance(answer, Accepted), answer
    return answer.task


async def task(task_id: UUID) -> TaskState:
    """The task as the database has it now."""
    return (await snapshots.tasks([task_id]))[task_id]
