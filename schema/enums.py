"""The domain's enums, described for clients; the schema's types name them from here."""

from dataclasses import dataclass
from enum import EnumMeta
from typing import Annotated, TypeVar

from strawberry.types.enum import EnumAnnotation

from enrollment import catalogue, history, overrides, problems, rule_settings, statistics, task, weekday
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
CourseStatus = Annotated[
    history.CourseStatus,
    _described(
        "What became of a course that a student took.",
        PASSED="It was passed.",
        FAILED="It was not passed.",
        IN_PROGRESS="It has not ended yet.",
        WITHDRAWN="The student gave it up; this is no attempt.",
    ),
]
DependentDrops = Annotated[
    rule_settings.DependentDrops,
    _described(
        "What becomes of a drop after which a group that is kept would lack one that it is taken with.",
        REFUSED="It is refused, and names the group that is to be dropped with it.",
        DROPPED_TOO="The group that is taken with it is dropped too.",
    ),
]
EnrollmentStatus = Annotated[
    catalogue.EnrollmentStatus,
    _described(
        "Where an enrollment stands; all but DROPPED are live. RESERVED and CONFIRMED hold a seat.",
        RESERVED="A seat is held while its task is still being carried out.",
        CONFIRMED="The student has the seat.",
        WAITLISTED="The student waits for a seat; it holds none.",
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
        ENROLL="Enroll a student in several groups of one term, by default all or none.",
        DROP="Give a student's seats in several groups of one term back, all or none; or leave their waitlists.",
        SWAP="Give a student's seats in some groups of a term up for seats in others, all or none.",
        PROMOTE="Give a student of a waitlist the seat that is held for them, or offer it, or end its offer.",
    ),
]
ErrorPolicy = Annotated[
    task.ErrorPolicy,
    _described(
        "What becomes of a basket of which not every group can be had.",
        ALL_OR_NONE="Nothing is taken.",
        BEST_EFFORT="A basket that fits is taken whole. Otherwise its groups are judged one by one in the order of "
        "their codes, each beside what is held and what fitted before it. What fits is taken; the rest is REJECTED, "
        "each group with its problems. The task is SUCCEEDED if any group fits, REJECTED if none does.",
    ),
]
TaskStatus = Annotated[
    task.TaskStatus,
    _described(
        "Where a task stands. SUCCEEDED, REJECTED, FAILED and CANCELLED are final.",
        QUEUED="Accepted and durable; not begun, or waiting for the student's turn.",
        RUNNING="Being carried out.",
        COMPENSATING="What was done of it is being undone.",
        SUCCEEDED="What was asked for is done; with BEST_EFFORT, for one of the groups at least.",
        REJECTED="A rule, a full group or another system refused it; nothing is kept.",
        FAILED="Something broke on our side; nothing is kept.",
        CANCELLED="It was cancelled; nothing is kept.",
    ),
]
WaitReason = Annotated[
    task.WaitReason,
    _described(
        "What a task waits for.",
        PARTICIPANT="Another system, which cannot be reached or has said that it cannot answer now.",
        EARLIER_TASK="The end of an earlier task of the student in the same term: they run one after the other.",
        RECORD="A record that someone else has locked, such as a group; it is tried again soon.",
        WORKER="A worker of the release that began it; the upgrade is under way.",
        SEAT="A seat in a full group that another swap may give up; for some seconds, before the swap is refused.",
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
        WAITLISTED="The group is full, and the student waits for a seat; or a seat is offered to them.",
        REJECTED="At fault; its problems say why.",
        NOT_TAKEN="Faultless, but the task was refused because of others.",
        RELEASED="A seat was held, then given back.",
        DROPPED="The student's seat was given back, or their place in the waitlist given up.",
        NOT_DROPPED="It was to be given up and was not: the student waits for the seat that it is given up for, or has "
        "been offered that; or did not have it any more when that seat came.",
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
RefundPolicy = Annotated[
    rule_settings.RefundPolicy,
    _described(
        "Whether billing is asked to give money back after a drop.",
        FULL="After each drop.",
        UNTIL="After drops before a moment.",
        NONE="Never; billing hears nothing of drops.",
    ),
]
OverrideKind = Annotated[
    overrides.OverrideKind,
    _described(
        "What an override sets aside: the problem with this code.",
        GROUP_FULL="Every seat of a group is taken; the student gets one beyond its capacity.",
        TIME_CONFLICT="Two groups meet at the same time.",
        CREDIT_LIMIT_EXCEEDED="The student would hold more credits than allowed.",
        TERM_NOT_OPEN="The student's enrollment window is not open.",
        PREREQUISITE_MISSING="The student has not taken what a course builds on.",
        COREQUISITE_MISSING="A course is taken without those that go together with it.",
        LINKED_GROUP_MISSING="A group is taken without those that go together with it.",
        REPEAT_LIMIT_REACHED="The student has taken a course as often as one may.",
        ALREADY_PASSED="The student has passed a course that may not be taken again.",
        SEATS_RESERVED="The free seats of a group are kept for others; the student gets one of them. A group without a "
        "free seat stays full.",
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
