"""What can speak against a request, as data. A refusal is a value, never an exception.

Each class is one member of the API's `Problem`; its `code` is the tag under which it is stored and published.
"""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import msgspec

from enrollment.weekday import Weekday


class RetryAdvice(StrEnum):
    """What a client should do next."""

    SAME_KEY = "SAME_KEY"
    NEW_KEY = "NEW_KEY"
    AFTER = "AFTER"
    DO_NOT = "DO_NOT"


class Problem(msgspec.Struct, frozen=True, tag_field="code", kw_only=True):
    """Base of all problems.

    Attributes:
        path: of the input field at fault, for example ("input", "groupCodes"); None where it is no single field.
    """

    retry: ClassVar[RetryAdvice] = RetryAdvice.DO_NOT

    path: tuple[str, ...] | None = None

    @property
    def code(self) -> str:
        """The problem's stable name, in capitals with underscores."""
        return str(type(self).__struct_config__.tag)


class FieldError(msgspec.Struct, frozen=True):
    """One thing wrong with one input field.

    Attributes:
        path: names from `input` down to the field, list indexes as text.
        message: what is wrong with it and what would be right.
    """

    path: tuple[str, ...]
    message: str


class InvalidInput(Problem, frozen=True, tag="INVALID_INPUT", kw_only=True):
    """The request itself is malformed; nothing was accepted."""

    errors: tuple[FieldError, ...]


class StudentNotFound(Problem, frozen=True, tag="STUDENT_NOT_FOUND", kw_only=True):
    """There is no such student."""

    student_code: str


class TermNotFound(Problem, frozen=True, tag="TERM_NOT_FOUND", kw_only=True):
    """There is no such term."""

    term_code: str


class TermNotOpen(Problem, frozen=True, tag="TERM_NOT_OPEN", kw_only=True):
    """The term's enrollment window does not contain the moment of acceptance, by the database's clock (UTC)."""

    term_code: str
    opens_at: datetime
    closes_at: datetime
    now: datetime


class GroupNotFound(Problem, frozen=True, tag="GROUP_NOT_FOUND", kw_only=True):
    """The term has no such group."""

    group_code: str
    term_code: str


class GroupFull(Problem, frozen=True, tag="GROUP_FULL", kw_only=True):
    """Every seat of the group is taken."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.NEW_KEY

    group_code: str
    capacity: int


class AlreadyEnrolled(Problem, frozen=True, tag="ALREADY_ENROLLED", kw_only=True):
    """The student holds a seat in the group already."""

    group_code: str


class SameCourseTwice(Problem, frozen=True, tag="SAME_COURSE_TWICE", kw_only=True):
    """Two groups of one course: in the basket, or one in the basket and one held."""

    course_code: str
    group_codes: tuple[str, ...]


class NotEnrolled(Problem, frozen=True, tag="NOT_ENROLLED", kw_only=True):
    """The student has no confirmed seat in the group, so there is none to drop."""

    group_code: str


class TimeConflict(Problem, frozen=True, tag="TIME_CONFLICT", kw_only=True):
    """Two groups meet at the same time: both in the basket, or one in the basket and one held."""

    group_code: str
    with_group_code: str
    weekday: Weekday


class CreditLimitExceeded(Problem, frozen=True, tag="CREDIT_LIMIT_EXCEEDED", kw_only=True):
    """The student would hold more credits in the term than allowed.

    Attributes:
        maximum: most they may hold; held: what they hold already; asked: what the basket adds.
    """

    maximum: int
    held: int
    asked: int


class StudentInactive(Problem, frozen=True, tag="STUDENT_INACTIVE", kw_only=True):
    """The student may not enroll at present."""

    student_code: str


class Hold(msgspec.Struct, frozen=True):
    """Something an office holds against a student.

    Attributes:
        reason: for the student to read; office: who can lift it; since: UTC.
        blocks_enrollment: whether it keeps the student from enrolling.
    """

    reason: str
    since: datetime
    office: str | None = None
    blocks_enrollment: bool = True


class HoldActive(Problem, frozen=True, tag="HOLD_ACTIVE", kw_only=True):
    """A hold keeps the student from enrolling."""

    hold: Hold


class CapacityBelowTaken(Problem, frozen=True, tag="CAPACITY_BELOW_TAKEN", kw_only=True):
    """More seats are taken than the capacity asked for."""

    group_code: str
    taken: int


class TaskNotFound(Problem, frozen=True, tag="TASK_NOT_FOUND", kw_only=True):
    """There is no such task."""


class AlreadyFinal(Problem, frozen=True, tag="ALREADY_FINAL", kw_only=True):
    """The task is final; nothing about it can be changed."""

    task_id: str


class SagaNotFound(Problem, frozen=True, tag="SAGA_NOT_FOUND", kw_only=True):
    """There is no such saga."""


class UnknownService(Problem, frozen=True, tag="UNKNOWN_SERVICE", kw_only=True):
    """There is no circuit breaker for such a service."""

    service: str
    known: tuple[str, ...]


class SagaNotStuck(Problem, frozen=True, tag="SAGA_NOT_STUCK", kw_only=True):
    """The saga goes on by itself, or has ended: there is nothing to retry."""

    saga_id: str


class EntryNotFound(Problem, frozen=True, tag="ENTRY_NOT_FOUND", kw_only=True):
    """There is no such idempotency key."""


class EntryInFlight(Problem, frozen=True, tag="ENTRY_IN_FLIGHT", kw_only=True):
    """The task that the key stands for is under way: a second one must not begin beside it."""

    entry_id: str


class ParticipantDeclined(Problem, frozen=True, tag="PARTICIPANT_DECLINED", kw_only=True):
    """Another system that takes part in the saga said no."""

    service: str
    reason: str


class IdempotencyConflict(Problem, frozen=True, tag="IDEMPOTENCY_CONFLICT", kw_only=True):
    """The key was used for another request."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.NEW_KEY

    first_task_id: str


class ServiceUnavailable(Problem, frozen=True, tag="SERVICE_UNAVAILABLE", kw_only=True):
    """A service we depend on cannot be reached; nothing was accepted."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.AFTER

    service: str
    retry_after_seconds: float


class Overloaded(Problem, frozen=True, tag="OVERLOADED", kw_only=True):
    """More work waits than can be done soon; nothing was accepted."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.AFTER

    retry_after_seconds: float


class TechnicalFailure(Problem, frozen=True, tag="TECHNICAL_FAILURE", kw_only=True):
    """Something broke on our side; nothing of the request was kept."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.NEW_KEY

    correlation_id: str


AnyProblem = (
    InvalidInput
    | StudentNotFound
    | TermNotFound
    | TermNotOpen
    | GroupNotFound
    | GroupFull
    | AlreadyEnrolled
    | SameCourseTwice
    | NotEnrolled
    | TimeConflict
    | CreditLimitExceeded
    | StudentInactive
    | HoldActive
    | CapacityBelowTaken
    | TaskNotFound
    | AlreadyFinal
    | SagaNotFound
    | SagaNotStuck
    | UnknownService
    | EntryNotFound
    | EntryInFlight
    | ParticipantDeclined
    | IdempotencyConflict
    | ServiceUnavailable
    | Overloaded
    | TechnicalFailure
)
"""Every problem there is; what the journal, the task and the events may carry."""
