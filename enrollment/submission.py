"""A command on its way in, and what it is answered with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from enrollment.problems import (
    IdempotencyConflict,
    Overloaded,
    StudentNotFound,
    TermNotFound,
    TermNotOpen,
    TooManyUnfinishedTasks,
)
from enrollment.task import Command, TaskKind, TaskState
from enrollment.term_windows import TermWindows


@dataclass(frozen=True, slots=True)
class Submission:
    """A command on its way to being accepted.

    Attributes:
        caller: whose idempotency keys these are.
        key: the client's idempotency key, or the derived one; `derived` says which.
        fingerprint: 32 bytes that two requests share only if they ask for the same.
        by_registrar: whether a registrar asks.
    """

    kind: TaskKind
    command: Command
    caller: str
    key: str
    derived: bool
    fingerprint: bytes
    correlation_id: str
    by_registrar: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A durable task; `replayed`: an earlier request with the same key had made it."""

    task: TaskState
    replayed: bool


Refusal = StudentNotFound | TermNotFound | TermNotOpen | IdempotencyConflict | Overloaded | TooManyUnfinishedTasks
SubmissionResult = Accepted | Refusal


@dataclass(frozen=True, slots=True)
class NamedRows:
    """What there is of the student and the term that a command names.

    Attributes:
        student_exists: whether there is such a student; similar_student: the code of one alike, if there is not.
        windows: those of the term; None if there is no such term; similar_term: as `similar_student`.
        now: the database's time when it was looked up. All moments are UTC.
        cohorts: the student's.
        window_override: whether the student has an override for closed windows in the term.
    """

    student_exists: bool
    similar_student: str | None
    windows: TermWindows | None
    similar_term: str | None
    now: datetime
    cohorts: tuple[str, ...] = ()
    window_override: bool = False


def against_accepting(
    kind: TaskKind, command: Command, rows: NamedRows
) -> Iterator[StudentNotFound | TermNotFound | TermNotOpen]:
    """What speaks against accepting the command at all, before any rule of enrolling; a submission hears the first."""
    if not rows.student_exists:
        yield StudentNotFound(
            student_code=command.student_code, similar_code=rows.similar_student, path=("input", "studentCode")
        )
    path = ("input", "termCode")
    if rows.windows is None:
        yield TermNotFound(term_code=command.term_code, similar_code=rows.similar_term, path=path)
        return
    window = rows.windows.nearest(kind, rows.cohorts, rows.now)
    if not window.is_open(kind, rows.now) and command.reason is None and not rows.window_override:
        yield TermNotOpen(
            term_code=command.term_code,
            opens_at=window.opens_at,
            closes_at=window.closes_for(kind),
            now=rows.now,
            path=path,
        )
