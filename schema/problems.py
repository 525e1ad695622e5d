"""Problems as clients see them: each class of `enrollment.problems` is declared here, once.

Resolvers return problems as they are. A type declared here reads the attributes of the domain's value.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, EnumMeta
from typing import Any, NamedTuple, cast, get_type_hints
from uuid import UUID

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType

from enrollment import problems as domain
from enrollment import weekday
from enrollment.batch import Batch
from enrollment.searches import IdempotencyKeyEntry
from enrollment.task import TaskState
from resolvers.loaders import Loaders
from resolvers.messages import message
from schema.enums import RetryAdvice, Weekday
from schema.info import Info
from schema.mapping import relation


@strawberry.type(description="Something an office holds against a student.")
class Hold:
    reason: str = strawberry.field(description="Why, for the student to read.")
    office: str | None = strawberry.field(description="Who can lift it, if that is known.")
    since: datetime = strawberry.field(description="From when it stands; that moment included.")
    until: datetime | None = strawberry.field(
        description="Until when it stands, that moment not included; null: until it is cleared."
    )
    blocks_enrollment: bool = strawberry.field(description="Whether it keeps the student from enrolling.")
    blocks_drops: bool = strawberry.field(description="Whether it keeps the student from dropping.")
    code: str | None = strawberry.field(
        description="Its code, unique among the student's holds; null if another program wrote it."
    )


@strawberry.type(description="One thing wrong with one field of the input.")
class FieldError:
    path: Sequence[str] = strawberry.field(description="Names from `input` down to the field, list indexes as text.")
    message: str = strawberry.field(description="What is wrong and what would be right.")


def _message(root: Any, info: Info) -> str:
    return message(root, info.context.language, info.context.time_zone)


@strawberry.interface(
    description="Something that speaks against a request. Always select `code` and `message` of the interface too, "
    "so that a problem you do not know yet breaks nothing."
)
class Problem:
    code: str = strawberry.field(graphql_type=LazyType("ProblemCode", __name__), description="Its stable name.")
    message: str = strawberry.field(
        resolver=_message, description="One sentence for people, in English or Spanish as `Accept-Language` asks."
    )
    path: Sequence[str] | None = strawberry.field(
        description="Where the input is at fault, from `input` down; null where it is no single field."
    )
    retry: RetryAdvice = strawberry.field(description="What to do about it.")

    @staticmethod
    def resolve_type(problem: domain.Problem, *_: object) -> str:
        return type(problem).__name__


class _Declaration(NamedTuple):
    class_: type[domain.Problem]
    type_: type[Problem]
    code_description: str

    @property
    def code(self) -> str:
        return str(self.class_.__struct_config__.tag)


_GRAPHQL_TYPES = {weekday.Weekday: Weekday, domain.Hold: Hold, tuple[domain.FieldError, ...]: list[FieldError]}
"""For attributes of problems that Strawberry cannot read by itself."""


def _problem(
    class_: type[domain.Problem], description: str, code: str = "", **fields: str | StrawberryField
) -> _Declaration:
    """Declares the type of a class: its description, that of its code where it differs, and its fields.

    A field is the description of the attribute of its name, or a relation.
    """
    hints = get_type_hints(class_)
    namespace: dict[str, Any] = {
        name: strawberry.field(description=field, graphql_type=_GRAPHQL_TYPES.get(hints[name], hints[name]))
        if isinstance(field, str)
        else field
        for name, field in fields.items()
    }
    namespace["is_type_of"] = staticmethod(lambda problem, _: type(problem) is class_)
    type_ = strawberry.type(type(class_.__name__, (Problem,), namespace), description=description)
    return _Declaration(class_, type_, code or description)


@relation("schema.task.Task", "The task.", required=True)
async def _final_task(problem: domain.AlreadyFinal, loaders: Loaders) -> TaskState | None:
    return await loaders.task.load(UUID(problem.task_id))


@relation("schema.task.Task", "The task.", required=True)
async def _own_task(problem: domain.NotCancellable, loaders: Loaders) -> TaskState | None:
    return await loaders.task.load(UUID(problem.task_id))


@relation("schema.saga.Saga", "The saga.", required=True)
async def _running_saga(problem: domain.SagaNotStuck, loaders: Loaders) -> TaskState | None:
    return await loaders.task.load(UUID(problem.saga_id))


@relation("schema.idempotency_entries.IdempotencyEntry", "The entry.", required=True)
async def _entry_in_flight(problem: domain.EntryInFlight, loaders: Loaders) -> IdempotencyKeyEntry | None:
    return await loaders.key_entry.load(UUID(problem.entry_id))


@relation("schema.task.Task", "The task of the request that used it first.")
async def _first_task(problem: domain.IdempotencyConflict, loaders: Loaders) -> TaskState | None:
    return await loaders.task.load(UUID(problem.first_task_id))


@relation("schema.batch.Batch", "The batch of the request that used it first.")
async def _first_batch(problem: domain.BatchKeyConflict, loaders: Loaders) -> Batch | None:
    return await loaders.batch.load(UUID(problem.first_batch_id))


_DECLARATIONS = (
    _problem(
        domain.InvalidInput,
        "The request itself is malformed; nothing was accepted.",
        code="The input is malformed; see InvalidInput.",
        errors="Everything that is wrong.",
    ),
    _problem(
        domain.StudentNotFound,
        "There is no such student.",
        student_code="The code that no student has.",
        similar_code="The code of a student, if it differs in case, leading zeros or look-alike letters only.",
    ),
    _problem(
        domain.TermNotFound,
        "There is no such term.",
        term_code="The code that no term has.",
        similar_code="The code of a term, if it differs in case, leading zeros or look-alike letters only.",
    ),
    _problem(
        domain.TermNotOpen,
        "The term's enrollment window did not contain the moment of acceptance.",
        code="The term's enrollment window is not open.",
        term_code="Which term.",
        opens_at="When it opens; that moment included.",
        closes_at="When it closes; that moment not included.",
        now="The moment of acceptance, by the database's clock.",
    ),
    _problem(
        domain.GroupNotFound,
        "The term has no such group.",
        group_code="The code that no group of the term has.",
        term_code="Which term.",
    ),
    _problem(
        domain.GroupFull,
        "Every seat of the group is taken.",
        code="Every seat of a group is taken.",
        group_code="Which group.",
        capacity="How many seats it has.",
    ),
    _problem(
        domain.GroupCancelled,
        "The group was cancelled and takes no seat any more.",
        code="A group was cancelled.",
        group_code="Which group.",
        cancelled_at="From when on it takes no seat.",
        reason="Why, as the registrar gave it.",
    ),
    _problem(domain.AlreadyEnrolled, "The student holds a seat in the group already.", group_code="Which group."),
    _problem(
        domain.AlreadyWaitlisted,
        "The group is full, and the student waits for a seat in it already.",
        code="The student waits for a seat in the group already.",
        group_code="Which group.",
    ),
    _problem(
        domain.NotWaitlisted,
        "No seat of the group is held for the student any more: they have left the waitlist, or have the seat already.",
        code="No seat is held for the student any more.",
        group_code="Which group.",
    ),
    _problem(
        domain.SameCourseTwice,
        "Two groups of one course, or of one component of it: asked for together, or one of them held already.",
        code="Two groups are of one course.",
        course_code="Which course.",
        group_codes="Its groups; choose one.",
    ),
    _problem(
        domain.NotEnrolled,
        "The student has no confirmed seat in the group, so there is none to drop.",
        code="The student has no seat in the group to drop.",
        group_code="Which group.",
    ),
    _problem(
        domain.TimeConflict,
        "Two groups meet at the same time: asked for together, or one of them held already.",
        code="Two groups meet at the same time.",
        group_code="A group asked for.",
        with_group_code="The other group, asked for or held.",
        weekday="A day on which both meet.",
    ),
    _problem(
        domain.CreditLimitExceeded,
        "The student would hold more credits in the term than allowed.",
        code="More credits than the student may hold.",
        maximum="The most they may hold.",
        held="What they hold already.",
        asked="What the groups asked for would add.",
    ),
    _problem(
        domain.PrerequisiteMissing,
        "The student has not taken, or not passed well enough, what the course builds on.",
        code="Prerequisites of a course are missing.",
        group_code="A group asked for.",
        course_code="Its course.",
        missing="What is missing: `MAT101>=51 and (FIS100 or FIS101)`, for example.",
    ),
    _problem(
        domain.CorequisiteMissing,
        "The course is taken together with others, which are neither held nor asked for.",
        code="Courses that go together were not asked for together.",
        group_code="A group asked for.",
        course_code="Its course.",
        missing="The courses that are missing: `FIS102L`, or `FIS102L or FIS103L`, for example.",
    ),
    _problem(
        domain.LinkedGroupMissing,
        "The group is taken together with other groups, which are neither held nor asked for.",
        code="Groups that go together were not asked for together.",
        group_code="A group asked for.",
        missing="The groups that are missing: `G-LAB-A or G-LAB-B`, for example.",
    ),
    _problem(
        domain.NeededByHeldGroup,
        "A group that the student keeps is taken together with one that was to be dropped.",
        code="A group that is kept needs one that was to be dropped.",
        group_codes="Those to be dropped that it needs.",
        needed_by="The group that is kept.",
    ),
    _problem(
        domain.AlreadyPassed,
        "The student has passed the course, and the term does not let it be taken again.",
        code="The course was passed already.",
        group_code="A group asked for.",
        course_code="Its course.",
        passed_in="The term in which it was passed.",
    ),
    _problem(
        domain.RepeatLimitReached,
        "The student has taken the course as often as one may.",
        code="The course was taken as often as one may.",
        group_code="A group asked for.",
        course_code="Its course.",
        attempts="How often it was taken.",
        maximum="How often it may be.",
    ),
    _problem(
        domain.BelowMinimumCredits,
        "After the drop the student would hold fewer credits than they have to.",
        code="Fewer credits than the student has to hold.",
        minimum="The fewest they may hold.",
        held="What they hold.",
        dropped="What of it they would drop.",
    ),
    _problem(
        domain.SeatsReserved,
        "The seats of the group that are free are reserved for cohorts that the student does not belong to.",
        code="The free seats of a group are reserved for others.",
        group_code="Which group.",
        cohorts="For whom they are reserved.",
        released_at="When the next of them are free to all; null: never.",
    ),
    _problem(
        domain.StudentInactive,
        "The student is not active and may not enroll.",
        code="The student is not active.",
        student_code="Which student.",
    ),
    _problem(domain.HoldActive, "A hold keeps the student from enrolling, or from dropping.", hold="The hold."),
    _problem(
        domain.HoldNotFound,
        "Nothing with this code is held against the student.",
        student_code="The student.",
        hold_code="The code that none of their holds has.",
    ),
    _problem(domain.OverrideNotFound, "There is no such override."),
    _problem(
        domain.CapacityBelowTaken,
        "More seats of the group are taken, or promised to students of its waitlist, than the capacity asked for.",
        code="More seats are taken than that.",
        group_code="Which group.",
        taken="How many of its seats are taken or promised.",
    ),
    _problem(
        domain.TaskNotFound,
        "There is no such task.",
        archived_before="The instant before which tasks are archived, if it may be one of those.",
    ),
    _problem(
        domain.AlreadyFinal,
        "The task is final; nothing about it can be changed.",
        code="The task is final already.",
        task=_final_task,
    ),
    _problem(
        domain.NotCancellable,
        "The institution itself has made the task, such as the drop from a group that it has cancelled.",
        code="The task cannot be cancelled.",
        task=_own_task,
    ),
    _problem(
        domain.SagaNotFound,
        "There is no such saga.",
        archived_before="The instant before which tasks are archived, if it may be one of those.",
    ),
    _problem(
        domain.SagaNotStuck,
        "The saga goes on by itself, or has ended; only a stuck one can be retried.",
        code="The saga is not stuck.",
        saga=_running_saga,
    ),
    _problem(
        domain.UnknownService,
        "There is no circuit breaker for such a service.",
        code="There is no such service.",
        service="What was asked for.",
        known="The services that there are.",
    ),
    _problem(domain.EntryNotFound, "There is no such idempotency key.", code="There is no such idempotency entry."),
    _problem(
        domain.EntryInFlight,
        "The task that the key stands for is under way; a second one must not begin beside it.",
        code="The task of the idempotency key is under way.",
        entry=_entry_in_flight,
    ),
    _problem(
        domain.ParticipantDeclined,
        "Another system that takes part in the enrollment said no.",
        code="Another system said no.",
        service="Which system.",
        reason="Why, in its words.",
    ),
    _problem(
        domain.IdempotencyConflict,
        "The idempotency key was used for another request.",
        code="The key was used for another request.",
        first_task=_first_task,
    ),
    _problem(
        domain.BatchKeyConflict,
        "The idempotency key was used for a batch with other rows.",
        code="The key was used for a batch with other rows.",
        first_batch=_first_batch,
    ),
    _problem(
        domain.DuplicateRow,
        "An earlier row of the batch asks for the same.",
        first_row="The number of that row, from 1.",
    ),
    _problem(
        domain.ServiceUnavailable,
        "A service we depend on cannot be reached; nothing was accepted.",
        code="A service we need cannot be reached.",
        service="Which service.",
        retry_after_seconds="When it is worth trying again.",
    ),
    _problem(
        domain.Overloaded,
        "More work waits than can be done soon; nothing was accepted.",
        code="More work waits than can be done soon.",
        retry_after_seconds="When to send the same again, with the same key.",
    ),
    _problem(
        domain.TooManyUnfinishedTasks,
        "The student has as many unfinished tasks in the term as one may have; nothing was accepted.",
        code="The student has too many unfinished tasks.",
        student_code="Which student.",
        term_code="In which term.",
        maximum="How many unfinished tasks a student may have in a term.",
        retry_after_seconds="When to send the same again, with the same key.",
    ),
    _problem(
        domain.RateLimited,
        "The caller has sent more mutations than one may in this time; nothing was accepted.",
        code="The caller sends too many mutations.",
        retry_after_seconds="When to send the same again, with the same key.",
    ),
    _problem(
        domain.TechnicalFailure,
        "Something broke on our side; nothing of the request was kept.",
        code="Something broke on our side.",
        correlation_id="Quote it when you ask about it.",
    ),
)

PROBLEM_TYPES = {each.class_: each.type_ for each in _DECLARATIONS}
"""The type of each class of problems, in the order of `AnyProblem`."""

ProblemCode = strawberry.enum(
    cast(
        "EnumMeta",
        Enum(
            "ProblemCode",
            {each.code: strawberry.enum_value(each.code, description=each.code_description) for each in _DECLARATIONS},
        ),
    ),
    description="The stable name of a problem; one for each type of Problem.",
)
