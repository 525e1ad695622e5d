"""What enroll and drop are sent, and what they answer."""

from typing import Annotated

import strawberry

from enrollment import problems
from enrollment.submission import Accepted
from resolvers.submit import Basket, Outcome
from schema.request_problems import (
    IdempotencyConflict,
    InvalidInput,
    Overloaded,
    ServiceUnavailable,
    StudentNotFound,
    TermNotFound,
    TermNotOpen,
)
from schema.task import Task


@strawberry.input
class _BasketInput:
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

    def basket(self) -> Basket:
        """The input as resolvers understand it."""
        return Basket(self.student_code, self.term_code, self.group_codes, self.idempotency_key)


@strawberry.input(description="One student, several groups of one term: all or none.")
class EnrollInput(_BasketInput):
    """Of `resolvers.submit.Basket`."""


@strawberry.input(description="One student, several groups of one term whose seats are given back: all or none.")
class DropInput(_BasketInput):
    """Of `resolvers.submit.Basket`."""


@strawberry.type(description="The request is durable and will be carried out; subscribe to its task.")
class TaskAccepted:
    """Of `enrollment.submission.Accepted`."""

    task: Task = strawberry.field(description="The task, as it is now.")
    replayed: bool = strawberry.field(description="Whether an earlier request with the same key made it.")


Result = (
    TaskAccepted
    | InvalidInput
    | StudentNotFound
    | TermNotFound
    | TermNotOpen
    | IdempotencyConflict
    | ServiceUnavailable
    | Overloaded
)
EnrollResult = Annotated[Result, strawberry.union("EnrollResult", description="A task, or why there is none.")]
DropResult = Annotated[Result, strawberry.union("DropResult", description="A task, or why there is none.")]


def result_of(outcome: Outcome) -> Result:
    """The outcome as clients see it."""
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
        case problems.Overloaded():
            return Overloaded.of(outcome)
