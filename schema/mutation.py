"""The root of mutations."""

from typing import Annotated

import strawberry

from enrollment import problems
from enrollment.submission import Accepted
from resolvers.enroll import Outcome, enroll
from schema.info import Info
from schema.request_problems import (
    IdempotencyConflict,
    InvalidInput,
    ServiceUnavailable,
    StudentNotFound,
    TermNotFound,
    TermNotOpen,
)
from schema.task import Task


@strawberry.input(description="One student, several groups of one term: all or none.")
class EnrollInput:
    """Codes may come with white space around them, in any Unicode form, and more than once."""

    student_code: str = strawberry.field(description="The student's code.")
    term_code: str = strawberry.field(description="The term's code.")
    group_codes: list[str] = strawberry.field(description="The groups' codes, 1 to 50; a repeated one counts once.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Makes it safe to send this again: the same key gives the same task. At most 255 printable "
        "characters; the `Idempotency-Key` header means the same. Without one, the same student, term and groups "
        "are the same request.",
    )


@strawberry.type(description="The request is durable and will be carried out; subscribe to its task.")
class TaskAccepted:
    """Of `enrollment.submission.Accepted`."""

    task: Task = strawberry.field(description="The task, as it is now.")
    replayed: bool = strawberry.field(description="Whether an earlier request with the same key made it.")


EnrollResult = Annotated[
    TaskAccepted
    | InvalidInput
    | StudentNotFound
    | TermNotFound
    | TermNotOpen
    | IdempotencyConflict
    | ServiceUnavailable,
    strawberry.union("EnrollResult", description="A task, or why there is none."),
]


@strawberry.type(description="What can be asked for. Each answers as soon as the request is durable, with a task.")
class Mutation:
    """Each field calls the resolver of its name."""

    @strawberry.mutation(description="Enroll a student in several groups of one term, all or none.")
    async def enroll(
        self,
        info: Info,
        input: Annotated[EnrollInput, strawberry.argument(description="Who, in which term, in which groups.")],
    ) -> EnrollResult:
        """By `resolvers.enroll`."""
        outcome = await enroll(
            info.context,
            student_code=input.student_code,
            term_code=input.term_code,
            group_codes=input.group_codes,
            idempotency_key=input.idempotency_key,
        )
        return _enroll_result(outcome)


def _enroll_result(outcome: Outcome) -> EnrollResult:
    match outcome:
        case Accepted():
            return TaskAccepted(task=Task.of(outcome.task), replayed=outcome.replayed)
        case problems.InvalidInput():
            return InvalidInput.of(outcome)
        case problems.StudentNotFound():
            return StudentNotFound.of(outcome)
        case problems.TermNotFound():
            return TermNotFound.of(outcome)
        case problems.TermNotOpen():
            return TermNotOpen.of(outcome)
        case problems.IdempotencyConflict():
            return IdempotencyConflict.of(outcome)
        case problems.ServiceUnavailable():
            return ServiceUnavailable.of(outcome)
