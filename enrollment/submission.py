"""A command on its way in, and what it is answered with."""

from dataclasses import dataclass

from enrollment.problems import IdempotencyConflict, Overloaded, StudentNotFound, TermNotFound, TermNotOpen
from enrollment.task import Command, TaskKind, TaskState


@dataclass(frozen=True, slots=True)
class Submission:
    """A command on its way to being accepted.

    Attributes:
        caller: whose idempotency keys these are.
        key: the client's idempotency key, or the derived one; `derived` says which.
        fingerprint: 32 bytes that two requests share only if they ask for the same.
    """

    kind: TaskKind
    command: Command
    caller: str
    key: str
    derived: bool
    fingerprint: bytes
    correlation_id: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A durable task; `replayed`: an earlier request with the same key had made it."""

    task: TaskState
    replayed: bool


Refusal = StudentNotFound | TermNotFound | TermNotOpen | IdempotencyConflict | Overloaded
SubmissionResult = Accepted | Refusal
