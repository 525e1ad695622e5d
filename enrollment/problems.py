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
    """There is no such student.

    Attributes:
        similar_code: that of a student, if it differs in case, leading zeros or look-alike letters only.
    """

    student_code: str
    similar_code: str | None = None


class TermNotFound(Problem, frozen=True, tag="TERM_NOT_FOUND", kw_only=True):
    """There is no such term. `similar_code`: as that of `StudentNotFound`."""

    term_code: str
    similar_code: str | None = None


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


class GroupCancelled(Problem, frozen=True, tag="GROUP_CANCELLED", kw_only=True):
    """The group was cancelled and takes no seat any more. `reason`: as the registrar gave it."""

    group_code: str
    cancelled_at: datetime
    reason: str


class AlreadyEnrolled(Problem, frozen=True, tag="ALREADY_ENROLLED", kw_only=True):
    """The student holds a seat in the group already."""

    group_code: str


class AlreadyWaitlisted(Problem, frozen=True, tag="ALREADY_WAITLISTED", kw_only=True):
    """The group is full, and the student waits for a seat in it already."""

    group_code: str


class NotWaitlisted(Problem, frozen=True, tag="NOT_WAITLISTED", kw_only=True):
    """No seat is held for the student any more: they have left the waitlist, or have the seat already."""

    group_code: str


class SameCourseTwice(Problem, frozen=True, tag="SAME_COURSE_TWICE", kw_only=True):
    """Two groups of one course, or of one component of it: in the basket, or one in the basket and one held."""

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


class PrerequisiteMissing(Problem, frozen=True, tag="PREREQUISITE_MISSING", kw_only=True):
    """The student has not taken, or not passed well enough, what the course builds on.

    Attributes:
        missing: what of it is missing, in the form of `enrollment.requirements`.
    """

    group_code: str
    course_code: str
    missing: str


class CorequisiteMissing(Problem, frozen=True, tag="COREQUISITE_MISSING", kw_only=True):
    """The course is taken together with others, which are neither held nor in the basket.

    Attributes:
        missing: these courses, in the form of `enrollment.requirements`.
    """

    group_code: str
    course_code: str
    missing: str


class LinkedGroupMissing(Problem, frozen=True, tag="LINKED_GROUP_MISSING", kw_only=True):
    """The group is taken together with other groups, which are neither held nor in the basket.

    Attributes:
        missing: these groups, in the form of `enrollment.requirements`.
    """

    group_code: str
    missing: str


class NeededByHeldGroup(Problem, frozen=True, tag="NEEDED_BY_HELD_GROUP", kw_only=True):
    """A group that the student keeps is taken together with one that is to be dropped.

    Attributes:
        group_codes: those to be dropped; needed_by: the group that is kept.
    """

    group_codes: tuple[str, ...]
    needed_by: str


class AlreadyPassed(Problem, frozen=True, tag="ALREADY_PASSED", kw_only=True):
    """The student has passed the course, and the term does not let it be taken again."""

    group_code: str
    course_code: str
    passed_in: str


class RepeatLimitReached(Problem, frozen=True, tag="REPEAT_LIMIT_REACHED", kw_only=True):
    """The student has taken the course as often as one may."""

    group_code: str
    course_code: str
    attempts: int
    maximum: int


class BelowMinimumCredits(Problem, frozen=True, tag="BELOW_MINIMUM_CREDITS", kw_only=True):
    """After the drop the student would hold fewer credits than they have to.

    Attributes:
        minimum: fewest they may hold; held: what they hold; dropped: what of it they would drop.
    """

    minimum: int
    held: int
    dropped: int


class SeatsReserved(Problem, frozen=True, tag="SEATS_RESERVED", kw_only=True):
    """The seats of the group that are free are kept for cohorts that the student does not belong to.

    Attributes:
        cohorts: these; released_at: when the next of these seats are free to all, UTC; None: never.
    """

    retry: ClassVar[RetryAdvice] = RetryAdvice.NEW_KEY

    group_code: str
    cohorts: tuple[str, ...]
    released_at: datetime | None = None


class StudentInactive(Problem, frozen=True, tag="STUDENT_INACTIVE", kw_only=True):
    """The student may not enroll at present."""

    student_code: str


class Hold(msgspec.Struct, frozen=True):
    """Something an office holds against a student.

    Attributes:
        reason: for the student to read; office: who can lift it.
        since, until: from when (inclusive) until when (exclusive) it stands, UTC; None: until it is cleared.
        blocks_enrollment, blocks_drops: whether it keeps the student from enrolling, and from dropping.
        code: by which it is found among the student's; None for one that was written past this product.
    """

    reason: str
    since: datetime
    office: str | None = None
    blocks_enrollment: bool = True
    until: datetime | None = None
    blocks_drops: bool = False
    code: str | None = None

    def stands_at(self, moment: datetime) -> bool:
        """Whether the moment lies between its beginning and its end."""
        return self.since <= moment and (self.until is None or moment < self.until)


class HoldActive(Problem, frozen=True, tag="HOLD_ACTIVE", kw_only=True):
    """A hold keeps the student from enrolling, or from dropping."""

    hold: Hold


class HoldNotFound(Problem, frozen=True, tag="HOLD_NOT_FOUND", kw_only=True):
    """Nothing with this code is held against the student."""

    student_code: str
    hold_code: str


class OverrideNotFound(Problem, frozen=True, tag="OVERRIDE_NOT_FOUND", kw_only=True):
    """There is no such override."""


class CapacityBelowTaken(Problem, frozen=True, tag="CAPACITY_BELOW_TAKEN", kw_only=True):
    """More seats are taken, or promised to students of the waitlist, than the capacity asked for."""

    group_code: str
    taken: int


class TaskNotFound(Problem, frozen=True, tag="TASK_NOT_FOUND", kw_only=True):
    """There is no such task. `archived_before`: the instant before which tasks are archived, if it may be one."""

    archived_before: datetime | None = None


class AlreadyFinal(Problem, frozen=True, tag="ALREADY_FINAL", kw_only=True):
    """The task is final; nothing about it can be changed."""

    task_id: str


class NotCancellable(Problem, frozen=True, tag="NOT_CANCELLABLE", kw_only=True):
    """The institution itself has made the task; no one can cancel it."""

    task_id: str


class SagaNotFound(Problem, frozen=True, tag="SAGA_NOT_FOUND", kw_only=True):
    """There is no such saga. `archived_before`: as that of `TaskNotFound`."""

    archived_before: datetime | None = None


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


class BatchKeyConflict(Problem, frozen=True, tag="BATCH_KEY_CONFLICT", kw_only=True):
    """The key was used for a batch with other rows."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.NEW_KEY

    first_batch_id: str


class DuplicateRow(Problem, frozen=True, tag="DUPLICATE_ROW", kw_only=True):
    """An earlier row of the batch asks for the same. `first_row`: its number, from 1."""

    first_row: int


class ServiceUnavailable(Problem, frozen=True, tag="SERVICE_UNAVAILABLE", kw_only=True):
    """A service we depend on cannot be reached; nothing was accepted."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.AFTER

    service: str
    retry_after_seconds: float


class Overloaded(Problem, frozen=True, tag="OVERLOADED", kw_only=True):
    """More work waits than can be done soon; nothing was accepted."""

    retry: ClassVar[RetryAdvice] = RetryAdvice.AFTER

    retry_after_seconds: float


class TooManyUnfinishedTasks(Problem, frozen=True, tag="TOO_MANY_UNFINISHED_TASKS", kw_only=True):
    """The student has as many unfinished tasks in the term as one may have; nothing was accepted.

    Attributes:
        maximum: how many that is. They run one after the other.
    """

    retry: ClassVar[RetryAdvice] = RetryAdvice.AFTER

    student_code: str
    term_code: str
    maximum: int
    retry_after_seconds: float


class RateLimited(Problem, frozen=True, tag="RATE_LIMITED", kw_only=True):
    """The caller has asked for changes more often than one may; nothing was accepted."""

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
    | GroupCancelled
    | AlreadyEnrolled
    | AlreadyWaitlisted
    | NotWaitlisted
    | SameCourseTwice
    | NotEnrolled
    | TimeConflict
    | CreditLimitExceeded
    | PrerequisiteMissing
    | CorequisiteMissing
    | LinkedGroupMissing
    | NeededByHeldGroup
    | AlreadyPassed
    | RepeatLimitReached
    | BelowMinimumCredits
    | SeatsReserved
    | StudentInactive
    | HoldActive
    | HoldNotFound
    | OverrideNotFound
    | CapacityBelowTaken
    | TaskNotFound
    | AlreadyFinal
    | NotCancellable
    | SagaNotFound
    | SagaNotStuck
    | UnknownService
    | EntryNotFound
    | EntryInFlight
    | ParticipantDeclined
    | IdempotencyConflict
    | BatchKeyConflict
    | DuplicateRow
    | ServiceUnavailable
    | Overloaded
    | TooManyUnfinishedTasks
    | RateLimited
    | TechnicalFailure
)
"""Every problem there is; what the journal, the task and the events may carry."""
