"""Enums, each with one value for every value of its counterpart in the domain (a test compares them)."""

from enum import Enum

import strawberry
from strawberry import enum_value


@strawberry.enum(description="What a caller may do.")
class Role(Enum):
    """Of `resolvers.context.Role`."""

    STUDENT = enum_value("STUDENT", description="Reads and changes their own enrollments.")
    REGISTRAR = enum_value("REGISTRAR", description="Acts for any student and keeps terms and groups.")
    OPERATOR = enum_value("OPERATOR", description="Watches and steers the machinery.")
    ADMIN = enum_value("ADMIN", description="Everything.")


@strawberry.enum(description="Where an enrollment stands; all but DROPPED are live and hold a seat.")
class EnrollmentStatus(Enum):
    """Of `enrollment.catalogue.EnrollmentStatus`."""

    RESERVED = enum_value("RESERVED", description="A seat is held while its task is still being carried out.")
    CONFIRMED = enum_value("CONFIRMED", description="The student has the seat.")
    DROPPED = enum_value("DROPPED", description="Given back.")


@strawberry.enum(description="What is timed.")
class LatencyKind(Enum):
    """Of `enrollment.statistics.LatencyKind`."""

    ACCEPT = enum_value("ACCEPT", description="From a command's arrival until its task was committed.")
    TO_FINAL = enum_value("TO_FINAL", description="From a task's acceptance until it was final.")


@strawberry.enum(description="A day of the week.")
class Weekday(Enum):
    """Of `enrollment.catalogue.Weekday`."""

    MONDAY = enum_value("MONDAY", description="Monday.")
    TUESDAY = enum_value("TUESDAY", description="Tuesday.")
    WEDNESDAY = enum_value("WEDNESDAY", description="Wednesday.")
    THURSDAY = enum_value("THURSDAY", description="Thursday.")
    FRIDAY = enum_value("FRIDAY", description="Friday.")
    SATURDAY = enum_value("SATURDAY", description="Saturday.")
    SUNDAY = enum_value("SUNDAY", description="Sunday.")


@strawberry.enum(description="What a task is to do.")
class TaskKind(Enum):
    """Of `enrollment.task.TaskKind`."""

    ENROLL = enum_value("ENROLL", description="Enroll a student in several groups of one term, all or none.")
    DROP = enum_value("DROP", description="Give a student's seats in several groups of one term back, all or none.")


@strawberry.enum(description="Where a task stands. SUCCEEDED, REJECTED, FAILED and CANCELLED are final.")
class TaskStatus(Enum):
    """Of `enrollment.task.TaskStatus`."""

    QUEUED = enum_value("QUEUED", description="Accepted and durable; not begun, or waiting for the student's turn.")
    RUNNING = enum_value("RUNNING", description="Being carried out.")
    COMPENSATING = enum_value("COMPENSATING", description="What was done of it is being undone.")
    SUCCEEDED = enum_value("SUCCEEDED", description="Everything that was asked for is done.")
    REJECTED = enum_value("REJECTED", description="A rule, a full group or another system refused it; nothing is kept.")
    FAILED = enum_value("FAILED", description="Something broke on our side; nothing is kept.")
    CANCELLED = enum_value("CANCELLED", description="It was called off; nothing is kept.")


@strawberry.enum(description="What became of one group of a task. A later task never changes it.")
class GroupTaskStatus(Enum):
    """Of `enrollment.task.GroupStatus`."""

    PENDING = enum_value("PENDING", description="Not decided.")
    RESERVED = enum_value("RESERVED", description="A seat is held until the whole task is decided.")
    CONFIRMED = enum_value("CONFIRMED", description="The student got the seat.")
    REJECTED = enum_value("REJECTED", description="At fault; its problems say why.")
    NOT_TAKEN = enum_value("NOT_TAKEN", description="Faultless, but the task was refused because of others.")
    RELEASED = enum_value("RELEASED", description="A seat was held, then given back.")
    DROPPED = enum_value("DROPPED", description="The student's seat was given back, as asked.")


@strawberry.enum(description="Where a saga stands. COMPLETED, REJECTED, COMPENSATED and FAILED are final.")
class SagaStatus(Enum):
    """Of `saga.journal.SagaStatus`."""

    PENDING = enum_value("PENDING", description="Not claimed by a worker, or waiting for the student's turn.")
    RUNNING = enum_value("RUNNING", description="A worker carries it out.")
    COMPENSATING = enum_value("COMPENSATING", description="What was committed is being undone, newest first.")
    STUCK = enum_value("STUCK", description="An undo keeps failing; an operator has to look.")
    COMPLETED = enum_value("COMPLETED", description="Every step is done.")
    REJECTED = enum_value("REJECTED", description="Refused before anything was committed.")
    COMPENSATED = enum_value("COMPENSATED", description="Everything that was committed is undone.")
    FAILED = enum_value("FAILED", description="Broken off for technical reasons with nothing committed.")


@strawberry.enum(description="Where a step of a saga stands.")
class SagaStepStatus(Enum):
    """Of `saga.journal.StepStatus`."""

    PENDING = enum_value("PENDING", description="Not begun.")
    STARTED = enum_value("STARTED", description="Another system was called and has not answered.")
    DONE = enum_value("DONE", description="Done.")
    REFUSED = enum_value("REFUSED", description="A rule, a full group or another system said no.")
    FAILED = enum_value("FAILED", description="Given up after its last attempt.")
    COMPENSATING = enum_value("COMPENSATING", description="Being undone.")
    COMPENSATED = enum_value("COMPENSATED", description="Undone.")
    SKIPPED = enum_value("SKIPPED", description="Left out; there was nothing to do.")


@strawberry.enum(description="Whether calls to a service are made.")
class CircuitBreakerState(Enum):
    """Of `guards.breaker.policy.State`."""

    CLOSED = enum_value("CLOSED", description="Calls are made.")
    OPEN = enum_value("OPEN", description="No call is made: too many in a row have failed.")
    HALF_OPEN = enum_value("HALF_OPEN", description="One call at a time is made, to see whether the service is back.")


@strawberry.enum(description="Where the counts of the cache of idempotency keys come from.")
class IdempotencyBackend(Enum):
    """Of `guards.idempotency.cache.Backend`."""

    REDIS = enum_value("REDIS", description="From Redis: those of all API processes together.")
    MEMORY = enum_value("MEMORY", description="From the memory of the process that answers; Redis is away.")


@strawberry.enum(description="What a client should do about a problem.")
class RetryAdvice(Enum):
    """Of `enrollment.problems.RetryAdvice`."""

    SAME_KEY = enum_value("SAME_KEY", description="Send it again with the same idempotency key.")
    NEW_KEY = enum_value("NEW_KEY", description="Send it again with a new idempotency key; the old one replays this.")
    AFTER = enum_value("AFTER", description="Send it again with the same key, after the seconds it names.")
    DO_NOT = enum_value("DO_NOT", description="Do not send the same again; something in it has to change first.")


@strawberry.enum(description="The stable name of a problem; one for each type of Problem.")
class ProblemCode(Enum):
    """Of the tags of `enrollment.problems.AnyProblem`."""

    INVALID_INPUT = enum_value("INVALID_INPUT", description="The input is malformed; see InvalidInput.")
    STUDENT_NOT_FOUND = enum_value("STUDENT_NOT_FOUND", description="There is no such student.")
    TERM_NOT_FOUND = enum_value("TERM_NOT_FOUND", description="There is no such term.")
    TERM_NOT_OPEN = enum_value("TERM_NOT_OPEN", description="The term's enrollment window is not open.")
    GROUP_NOT_FOUND = enum_value("GROUP_NOT_FOUND", description="The term has no such group.")
    GROUP_FULL = enum_value("GROUP_FULL", description="Every seat of a group is taken.")
    ALREADY_ENROLLED = enum_value("ALREADY_ENROLLED", description="The student holds a seat in the group already.")
    SAME_COURSE_TWICE = enum_value("SAME_COURSE_TWICE", description="Two groups are of one course.")
    NOT_ENROLLED = enum_value("NOT_ENROLLED", description="The student has no seat in the group to drop.")
    TIME_CONFLICT = enum_value("TIME_CONFLICT", description="Two groups meet at the same time.")
    CREDIT_LIMIT_EXCEEDED = enum_value("CREDIT_LIMIT_EXCEEDED", description="More credits than the student may hold.")
    STUDENT_INACTIVE = enum_value("STUDENT_INACTIVE", description="The student is not active.")
    HOLD_ACTIVE = enum_value("HOLD_ACTIVE", description="A hold keeps the student from enrolling.")
    CAPACITY_BELOW_TAKEN = enum_value("CAPACITY_BELOW_TAKEN", description="More seats are taken than that.")
    TASK_NOT_FOUND = enum_value("TASK_NOT_FOUND", description="There is no such task.")
    ALREADY_FINAL = enum_value("ALREADY_FINAL", description="The task is final already.")
    SAGA_NOT_FOUND = enum_value("SAGA_NOT_FOUND", description="There is no such saga.")
    SAGA_NOT_STUCK = enum_value("SAGA_NOT_STUCK", description="The saga is not stuck.")
    UNKNOWN_SERVICE = enum_value("UNKNOWN_SERVICE", description="There is no such service.")
    ENTRY_NOT_FOUND = enum_value("ENTRY_NOT_FOUND", description="There is no such idempotency entry.")
    ENTRY_IN_FLIGHT = enum_value("ENTRY_IN_FLIGHT", description="The task of the idempotency key is under way.")
    PARTICIPANT_DECLINED = enum_value("PARTICIPANT_DECLINED", description="Another system said no.")
    IDEMPOTENCY_CONFLICT = enum_value("IDEMPOTENCY_CONFLICT", description="The key was used for another request.")
    SERVICE_UNAVAILABLE = enum_value("SERVICE_UNAVAILABLE", description="A service we need cannot be reached.")
    OVERLOADED = enum_value("OVERLOADED", description="More work waits than can be done soon.")
    TECHNICAL_FAILURE = enum_value("TECHNICAL_FAILURE", description="Something broke on our side.")
