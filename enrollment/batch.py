"""Batches: enrollments of many students that a registrar hands in together, each carried out as a task of its own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from msgspec import structs

from enrollment.problems import AnyProblem, BatchKeyConflict, DuplicateRow, InvalidInput
from enrollment.submission import Submission
from enrollment.task import Command, ErrorPolicy

_encode = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row on its way in: what it asks for, and its submission, or why there is none."""

    command: Command
    submission: Submission | InvalidInput | DuplicateRow


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch on its way to being accepted.

    Attributes:
        rows: in the order in which they were sent.
        caller: whose idempotency keys these are.
        key: the client's, or one derived from the rows.
        fingerprint: 32 bytes that two batches share only if their rows ask for the same, in the same order.
        derived: whether the key was derived.
    """

    rows: Sequence[NewRow]
    caller: str
    key: str
    fingerprint: bytes
    reason: str | None
    correlation_id: str
    derived: bool = False


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """How many of the rows have come how far.

    Attributes:
        not_accepted: those that have a problem instead of a task.
        queued, running, succeeded, rejected, failed, cancelled: those with a task, by its status; a task that is being
            undone is running.
        archived: those whose task has been archived.
    """

    rows: int
    not_accepted: int
    queued: int
    running: int
    succeeded: int
    rejected: int
    failed: int
    cancelled: int
    archived: int

    @property
    def final(self) -> bool:
        """Whether no row will change any more."""
        return self.queued + self.running == 0


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it stands. `finished_at`: when its last task ended; None until then, or if no row has a task."""

    id: UUID
    submitted_by: str
    submitted_at: datetime
    reason: str | None
    finished_at: datetime | None
    counts: BatchCounts

    @property
    def final(self) -> bool:
        """Whether no row will change any more."""
        return self.counts.final


@dataclass(frozen=True, slots=True)
class AcceptedBatch:
    """A durable batch; `replayed`: an earlier request with the same key had made it."""

    batch: Batch
    replayed: bool


BatchResult = AcceptedBatch | BatchKeyConflict


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row.

    Attributes:
        row: its number in the batch, from 1.
        task_id: its task; None if it was not accepted, and `problem` says why.
        replayed: whether an earlier request for the same had made the task.
    """

    row: int
    student_code: str
    term_code: str
    group_codes: tuple[str, ...]
    task_id: UUID | None
    replayed: bool
    problem: AnyProblem | None


def without_duplicates(rows: Sequence[NewRow]) -> list[NewRow]:
    """The rows; one that asks for the same as an earlier one is none to be submitted."""
    first: dict[Command, int] = {}
    return [
        row
        if first.setdefault(row.command, number) == number
        else replace(row, submission=DuplicateRow(first_row=first[row.command], path=row_path(number)))
        for number, row in enumerate(rows, 1)
    ]


def fingerprint_of(commands: Sequence[Command]) -> bytes:
    """32 bytes that two lists share only if they ask for the same, in the same order."""
    return sha256(_encode([_asked(command) for command in commands]).encode()).digest()


def _asked(command: Command) -> list[object]:
    """What it asks for. What says nothing is left out, as before there was such a thing: keys that are in use stay."""
    asked: list[object] = [command.student_code, command.term_code, command.group_codes]
    if command.policy is not ErrorPolicy.ALL_OR_NONE:
        asked.append(command.policy)
    if command.waitlist:
        asked.append("waitlist")
    return asked


def row_path(number: int) -> tuple[str, ...]:
    """The field of the input that a row, by its number from 1, was sent in."""
    return ("input", "rows", str(number - 1))


def of_row(problem: AnyProblem, number: int) -> AnyProblem:
    """The problem of a submission, said of the row: its path leads to the row's field."""
    if problem.path is None or problem.path[:2] == ("input", "rows"):
        return problem
    return structs.replace(problem, path=(*row_path(number), *problem.path[1:]))
