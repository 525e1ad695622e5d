"""The domain's enums, described for clients; the schema's types name them from here."""

from dataclasses import dataclass
from enum import EnumMeta
from typing import Annotated, TypeVar

from strawberry.types.enum import EnumAnnotation

from enrollment import catalogue, problems, statistics, task, weekday
from guards.breaker import policy
from guards.idempotency import cache
from resolvers import caller
from saga import journal

Enum = TypeVar("Enum", bound=EnumMeta)


@dataclass(frozen=True, eq=False)
class _Described(EnumAnnotation):
    """`strawberry.enum` as an annotation, with a description for each value."""

    values: tuple[tuple[str, str], ...] = ()

    def __call__(self, cls: Enum) -> Enum:
        super().__call__(cls)
        descriptions = dict(self.values)
        for value in vars(cls)["__strawberry_definition__"].values:
            value.description = descriptions[value.name]
        return cls


def _described(description: str, *, name: str | None = None, **values: str) -> _Described:
    return _Described(name=name, description=description, values=tuple(values.items()))


Role = Annotated[
    caller.Role,
    _described(
        "What a caller may do.",
        STUDENT="Reads and changes their own enrollments.",
        REGISTRAR="Acts for any student and keeps terms and groups.",
        OPERATOR="Watches and steers the machinery.",
        ADMIN="Everything.",
    ),
]
EnrollmentStatus = Annotated[
    catalogue.EnrollmentStatus,
    _described(
        "Where an enrollment stands; all but DROPPED are live and hold a seat.",
        RESERVED="A seat is held while its task is still being carried out.",
        CONFIRMED="The student has the seat.",
        DROPPED="Given back.",
    ),
]
LatencyKind = Annotated[
    statistics.LatencyKind,
    _described(
        "What is timed.",
        ACCEPT="From a command's arrival until its task was committed.",
        TO_FINAL="From a task's acceptance until it was final.",
    ),
]
Weekday = Annotated[
    weekday.Weekday,
    _described(
        "A day of the week.",
        **{day.name: f"{day.name.title()}." for day in weekday.Weekday},
    ),
]
TaskKind = Annotated[
    task.TaskKind,
    _described(
        "What a task is to do.",
        ENROLL="Enroll a student in several groups of one term, all or none.",
        DROP="Give a student's seats in several groups of one term back, all or none.",
    ),
]
TaskStatus = Annotated[
    task.TaskStatus,
    _described(
        "Where a task stands. SUCCEEDED, REJECTED, FAILED and CANCELLED are final.",
        QUEUED="Accepted and durable; not begun, or waiting for the student's turn.",
        RUNNING="Being carried out.",
        COMPENSATING="What was done of it is being undone.",
        SUCCEEDED="Everything that was asked for is done.",
        REJECTED="A rule, a full group or another system refused it; nothing is kept.",
        FAILED="Something broke on our side; nothing is kept.",
        CANCELLED="It was cancelled; nothing is kept.",
    ),
]
GroupTaskStatus = Annotated[
    task.GroupStatus,
    _described(
        "What became of one group of a task. A later task never changes it.",
        name="GroupTaskStatus",
        PENDING="Not decided.",
        RESERVED="A seat is held until the whole task is decided.",
        CONFIRMED="The student got the seat.",
        REJECTED="At fault; its problems say why.",
        NOT_TAKEN="Faultless, but the task was refused because of others.",
        RELEASED="A seat was held, then given back.",
        DROPPED="The student's seat was given back, as asked.",
    ),
]
SagaStatus = Annotated[
    journal.SagaStatus,
    _described(
        "Where a saga stands. COMPLETED, REJECTED, COMPENSATED and FAILED are final.",
        PENDING="Not claimed by a worker, or waiting for the student's turn.",
        RUNNING="A worker carries it out.",
        COMPENSATING="What was committed is being undone, newest first.",
        STUCK="An undo keeps failing; an operator has to look.",
        COMPLETED="Every step is done.",
        REJECTED="Refused before anything was committed.",
        COMPENSATED="Everything that was committed is undone.",
        FAILED="Broken off for technical reasons with nothing committed.",
    ),
]
SagaStepStatus = Annotated[
    journal.StepStatus,
    _described(
        "Where a step of a saga stands.",
        name="SagaStepStatus",
        PENDING="Not begun.",
        STARTED="Another system was called and has not answered.",
        DONE="Done.",
        REFUSED="A rule, a full group or another system said no.",
        FAILED="Given up after its last attempt.",
        COMPENSATING="Being undone.",
        COMPENSATED="Undone.",
        SKIPPED="Left out; there was nothing to do.",
    ),
]
CircuitBreakerState = Annotated[
    policy.CircuitState,
    _described(
        "Whether calls to a service are made.",
        name="CircuitBreakerState",
        CLOSED="Calls are made.",
        OPEN="No call is made: too many in a row have failed.",
        HALF_OPEN="One call at a time is made, to see whether the service is back.",
    ),
]
IdempotencyBackend = Annotated[
    cache.CacheBackend,
    _described(
        "Where the counts of the cache of idempotency keys come from.",
        name="IdempotencyBackend",
        REDIS="From Redis: those of all API processes together.",
        MEMORY="From the memory of the process that answers, because Redis cannot be reached.",
    ),
]
RetryAdvice = Annotated[
    problems.RetryAdvice,
    _described(
        "What a client should do about a problem.",
        SAME_KEY="Send it again with the same idempotency key.",
        NEW_KEY="Send it again with a new idempotency key; the old one replays this.",
        AFTER="Send it again with the same key, after the seconds it names.",
        DO_NOT="Do not send the same again; something in it has to change first.",
    ),
]
