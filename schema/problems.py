"""Problem and its types, one for each class of `enrollment.problems`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import strawberry

from enrollment import problems as domain
from resolvers.messages import message
from schema.enums import ProblemCode, RetryAdvice
from schema.info import Info


@strawberry.interface(
    description="Something that speaks against a request. Always select `code` and `message` of the interface too, "
    "so that a problem you do not know yet breaks nothing."
)
class Problem:
    """Of `enrollment.problems.Problem`."""

    value: strawberry.Private[domain.Problem]

    @strawberry.field(description="Its stable name.")
    def code(self) -> ProblemCode:
        """The tag of its class."""
        return ProblemCode[self.value.code]

    @strawberry.field(description="One sentence for people, in English or Spanish as `Accept-Language` asks.")
    def message(self, info: Info) -> str:
        """In the caller's language."""
        return message(self.value, info.context.language)

    @strawberry.field(description="Where the input is at fault, from `input` down; null where it is no single field.")
    def path(self) -> list[str] | None:
        """As a list, for GraphQL."""
        return None if self.value.path is None else list(self.value.path)

    @strawberry.field(description="What to do about it.")
    def retry(self) -> RetryAdvice:
        """Of its class."""
        return RetryAdvice[self.value.retry.name]


@strawberry.type(description="One thing wrong with one field of the input.")
class FieldError:
    """Of `enrollment.problems.FieldError`."""

    path: list[str] = strawberry.field(description="Names from `input` down to the field, list indexes as text.")
    message: str = strawberry.field(description="What is wrong and what would be right.")


@strawberry.type(description="The request itself is malformed; nothing was accepted.")
class InvalidInput(Problem):
    """Of `enrollment.problems.InvalidInput`."""

    errors: list[FieldError] = strawberry.field(description="Everything that is wrong, at once.")

    @classmethod
    def of(cls, value: domain.InvalidInput) -> Self:
        """The problem as clients see it."""
        return cls(
            value=value, errors=[FieldError(path=list(error.path), message=error.message) for error in value.errors]
        )


@strawberry.type(description="There is no such student.")
class StudentNotFound(Problem):
    """Of `enrollment.problems.StudentNotFound`."""

    student_code: str = strawberry.field(description="The code that nobody has.")

    @classmethod
    def of(cls, value: domain.StudentNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value, student_code=value.student_code)


@strawberry.type(description="There is no such term.")
class TermNotFound(Problem):
    """Of `enrollment.problems.TermNotFound`."""

    term_code: str = strawberry.field(description="The code that no term has.")

    @classmethod
    def of(cls, value: domain.TermNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value, term_code=value.term_code)


@strawberry.type(description="The term's enrollment window did not contain the moment of acceptance.")
class TermNotOpen(Problem):
    """Of `enrollment.problems.TermNotOpen`."""

    term_code: str = strawberry.field(description="Which term.")
    opens_at: datetime = strawberry.field(description="When it opens; that moment included.")
    closes_at: datetime = strawberry.field(description="When it closes; that moment not included.")
    now: datetime = strawberry.field(description="The moment of acceptance, by the database's clock.")

    @classmethod
    def of(cls, value: domain.TermNotOpen) -> Self:
        """The problem as clients see it."""
        return cls(
            value=value, term_code=value.term_code, opens_at=value.opens_at, closes_at=value.closes_at, now=value.now
        )


@strawberry.type(description="The term has no such group.")
class GroupNotFound(Problem):
    """Of `enrollment.problems.GroupNotFound`."""

    group_code: str = strawberry.field(description="The code that no group of the term has.")
    term_code: str = strawberry.field(description="Which term.")

    @classmethod
    def of(cls, value: domain.GroupNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code, term_code=value.term_code)


@strawberry.type(description="Every seat of the group is taken.")
class GroupFull(Problem):
    """Of `enrollment.problems.GroupFull`."""

    group_code: str = strawberry.field(description="Which group.")
    capacity: int = strawberry.field(description="How many seats it has.")

    @classmethod
    def of(cls, value: domain.GroupFull) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code, capacity=value.capacity)


@strawberry.type(description="The student holds a seat in the group already.")
class AlreadyEnrolled(Problem):
    """Of `enrollment.problems.AlreadyEnrolled`."""

    group_code: str = strawberry.field(description="Which group.")

    @classmethod
    def of(cls, value: domain.AlreadyEnrolled) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code)


@strawberry.type(description="Two groups of one course: asked for together, or one of them held already.")
class SameCourseTwice(Problem):
    """Of `enrollment.problems.SameCourseTwice`."""

    course_code: str = strawberry.field(description="Which course.")
    group_codes: list[str] = strawberry.field(description="Its groups; choose one.")

    @classmethod
    def of(cls, value: domain.SameCourseTwice) -> Self:
        """The problem as clients see it."""
        return cls(value=value, course_code=value.course_code, group_codes=list(value.group_codes))


@strawberry.type(description="The student is not active and may not enroll.")
class StudentInactive(Problem):
    """Of `enrollment.problems.StudentInactive`."""

    student_code: str = strawberry.field(description="Which student.")

    @classmethod
    def of(cls, value: domain.StudentInactive) -> Self:
        """The problem as clients see it."""
        return cls(value=value, student_code=value.student_code)


@strawberry.type(description="A hold keeps the student from enrolling.")
class HoldActive(Problem):
    """Of `enrollment.problems.HoldActive`."""

    hold: "Hold" = strawberry.field(description="The hold.")

    @classmethod
    def of(cls, value: domain.HoldActive) -> Self:
        """The problem as clients see it."""
        return cls(value=value, hold=Hold.of(value.hold))


@strawberry.type(description="Another system that takes part in the enrollment said no.")
class ParticipantDeclined(Problem):
    """Of `enrollment.problems.ParticipantDeclined`."""

    service: str = strawberry.field(description="Which system.")
    reason: str = strawberry.field(description="Why, in its words.")

    @classmethod
    def of(cls, value: domain.ParticipantDeclined) -> Self:
        """The problem as clients see it."""
        return cls(value=value, service=value.service, reason=value.reason)


@strawberry.type(description="The idempotency key was used for another request.")
class IdempotencyConflict(Problem):
    """Of `enrollment.problems.IdempotencyConflict`."""

    first_task_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, value: domain.IdempotencyConflict) -> Self:
        """The problem as clients see it."""
        return cls(value=value, first_task_id=UUID(value.first_task_id))

    @strawberry.field(description="The task of the request that used it first.")
    async def first_task(self, info: Info) -> "Task | None":
        """By loader."""
        found = await info.context.loaders.task.load(self.first_task_id)
        return None if found is None else Task.of(found)


@strawberry.type(description="A service we depend on cannot be reached; nothing was accepted.")
class ServiceUnavailable(Problem):
    """Of `enrollment.problems.ServiceUnavailable`."""

    service: str = strawberry.field(description="Which service.")
    retry_after_seconds: float = strawberry.field(description="When it is worth trying again.")

    @classmethod
    def of(cls, value: domain.ServiceUnavailable) -> Self:
        """The problem as clients see it."""
        return cls(value=value, service=value.service, retry_after_seconds=value.retry_after_seconds)


@strawberry.type(description="Something broke on our side; nothing of the request was kept.")
class TechnicalFailure(Problem):
    """Of `enrollment.problems.TechnicalFailure`."""

    correlation_id: str = strawberry.field(description="Quote it when you ask about it.")

    @classmethod
    def of(cls, value: domain.TechnicalFailure) -> Self:
        """The problem as clients see it."""
        return cls(value=value, correlation_id=value.correlation_id)


_SHOWN: dict[type[domain.Problem], Callable[[Any], Problem]] = {
    domain.InvalidInput: InvalidInput.of,
    domain.StudentNotFound: StudentNotFound.of,
    domain.TermNotFound: TermNotFound.of,
    domain.TermNotOpen: TermNotOpen.of,
    domain.GroupNotFound: GroupNotFound.of,
    domain.GroupFull: GroupFull.of,
    domain.AlreadyEnrolled: AlreadyEnrolled.of,
    domain.SameCourseTwice: SameCourseTwice.of,
    domain.StudentInactive: StudentInactive.of,
    domain.HoldActive: HoldActive.of,
    domain.ParticipantDeclined: ParticipantDeclined.of,
    domain.IdempotencyConflict: IdempotencyConflict.of,
    domain.ServiceUnavailable: ServiceUnavailable.of,
    domain.TechnicalFailure: TechnicalFailure.of,
}

PROBLEM_TYPES = (
    InvalidInput,
    StudentNotFound,
    TermNotFound,
    TermNotOpen,
    GroupNotFound,
    GroupFull,
    AlreadyEnrolled,
    SameCourseTwice,
    StudentInactive,
    HoldActive,
    ParticipantDeclined,
    IdempotencyConflict,
    ServiceUnavailable,
    TechnicalFailure,
)
"""Every type of the interface, for the schema to know."""


def problem_of(problem: domain.Problem) -> Problem:
    """The problem as clients see it."""
    return _SHOWN[type(problem)](problem)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.student import Hold  # noqa: E402
from schema.task import Task  # noqa: E402
