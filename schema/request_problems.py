"""Problems of a request as a whole."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from enrollment import problems as domain
from resolvers.errors import NotFound
from schema.info import Info
from schema.problem import Problem, shows


@strawberry.type(description="One thing wrong with one field of the input.")
class FieldError:
    """Of `enrollment.problems.FieldError`."""

    path: list[str] = strawberry.field(description="Names from `input` down to the field, list indexes as text.")
    message: str = strawberry.field(description="What is wrong and what would be right.")


@shows(domain.InvalidInput)
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


@shows(domain.StudentNotFound)
@strawberry.type(description="There is no such student.")
class StudentNotFound(Problem):
    """Of `enrollment.problems.StudentNotFound`."""

    student_code: str = strawberry.field(description="The code that nobody has.")

    @classmethod
    def of(cls, value: domain.StudentNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value, student_code=value.student_code)


@shows(domain.TermNotFound)
@strawberry.type(description="There is no such term.")
class TermNotFound(Problem):
    """Of `enrollment.problems.TermNotFound`."""

    term_code: str = strawberry.field(description="The code that no term has.")

    @classmethod
    def of(cls, value: domain.TermNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value, term_code=value.term_code)


@shows(domain.TermNotOpen)
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


@shows(domain.CapacityBelowTaken)
@strawberry.type(description="More seats of the group are taken than the capacity asked for.")
class CapacityBelowTaken(Problem):
    """Of `enrollment.problems.CapacityBelowTaken`."""

    group_code: str = strawberry.field(description="Which group.")
    taken: int = strawberry.field(description="How many of its seats are taken.")

    @classmethod
    def of(cls, value: domain.CapacityBelowTaken) -> Self:
        """The problem as clients see it."""
        return cls(value=value, group_code=value.group_code, taken=value.taken)


@shows(domain.TaskNotFound)
@strawberry.type(description="There is no such task.")
class TaskNotFound(Problem):
    """Of `enrollment.problems.TaskNotFound`."""

    @classmethod
    def of(cls, value: domain.TaskNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value)


@shows(domain.AlreadyFinal)
@strawberry.type(description="The task is final; nothing about it can be changed.")
class AlreadyFinal(Problem):
    """Of `enrollment.problems.AlreadyFinal`."""

    task_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, value: domain.AlreadyFinal) -> Self:
        """The problem as clients see it."""
        return cls(value=value, task_id=UUID(value.task_id))

    @strawberry.field(description="The task.")
    async def task(self, info: Info) -> "Task":
        """By loader. Never null, as in TaskCancelling: both are selected in one document."""
        found = await info.context.loaders.task.load(self.task_id)
        if found is None:
            raise NotFound(f"There is no task {self.task_id}.")
        return Task.of(found)


@shows(domain.SagaNotFound)
@strawberry.type(description="There is no such saga.")
class SagaNotFound(Problem):
    """Of `enrollment.problems.SagaNotFound`."""

    @classmethod
    def of(cls, value: domain.SagaNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value)


@shows(domain.UnknownService)
@strawberry.type(description="There is no circuit breaker for such a service.")
class UnknownService(Problem):
    """Of `enrollment.problems.UnknownService`."""

    service: str = strawberry.field(description="What was asked for.")
    known: list[str] = strawberry.field(description="The services that there are.")

    @classmethod
    def of(cls, value: domain.UnknownService) -> Self:
        """The problem as clients see it."""
        return cls(value=value, service=value.service, known=list(value.known))


@shows(domain.SagaNotStuck)
@strawberry.type(description="The saga goes on by itself, or has ended; only a stuck one can be retried.")
class SagaNotStuck(Problem):
    """Of `enrollment.problems.SagaNotStuck`."""

    saga_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, value: domain.SagaNotStuck) -> Self:
        """The problem as clients see it."""
        return cls(value=value, saga_id=UUID(value.saga_id))

    @strawberry.field(description="The saga.")
    async def saga(self, info: Info) -> "Saga":
        """By loader. Never null, as in SagaRetried: both are selected in one document."""
        found = await info.context.loaders.task.load(self.saga_id)
        if found is None:
            raise NotFound(f"There is no saga {self.saga_id} that can be read.")
        return Saga.of(found)


@shows(domain.EntryNotFound)
@strawberry.type(description="There is no such idempotency key.")
class EntryNotFound(Problem):
    """Of `enrollment.problems.EntryNotFound`."""

    @classmethod
    def of(cls, value: domain.EntryNotFound) -> Self:
        """The problem as clients see it."""
        return cls(value=value)


@shows(domain.EntryInFlight)
@strawberry.type(description="The task that the key stands for is under way; a second one must not begin beside it.")
class EntryInFlight(Problem):
    """Of `enrollment.problems.EntryInFlight`."""

    entry_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, value: domain.EntryInFlight) -> Self:
        """The problem as clients see it."""
        return cls(value=value, entry_id=UUID(value.entry_id))

    @strawberry.field(description="The entry.")
    async def entry(self, info: Info) -> "IdempotencyEntry":
        """By loader. Never null, as in IdempotencyKeyInvalidated: both are selected in one document."""
        found = await info.context.loaders.key_entry.load(self.entry_id)
        if found is None:
            raise NotFound(f"There is no idempotency entry {self.entry_id}.")
        return IdempotencyEntry.of(found)


@shows(domain.IdempotencyConflict)
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


@shows(domain.ServiceUnavailable)
@strawberry.type(description="A service we depend on cannot be reached; nothing was accepted.")
class ServiceUnavailable(Problem):
    """Of `enrollment.problems.ServiceUnavailable`."""

    service: str = strawberry.field(description="Which service.")
    retry_after_seconds: float = strawberry.field(description="When it is worth trying again.")

    @classmethod
    def of(cls, value: domain.ServiceUnavailable) -> Self:
        """The problem as clients see it."""
        return cls(value=value, service=value.service, retry_after_seconds=value.retry_after_seconds)


@shows(domain.Overloaded)
@strawberry.type(description="More work waits than can be done soon; nothing was accepted.")
class Overloaded(Problem):
    """Of `enrollment.problems.Overloaded`."""

    retry_after_seconds: float = strawberry.field(description="When to send the same again, with the same key.")

    @classmethod
    def of(cls, value: domain.Overloaded) -> Self:
        """The problem as clients see it."""
        return cls(value=value, retry_after_seconds=value.retry_after_seconds)


@shows(domain.TechnicalFailure)
@strawberry.type(description="Something broke on our side; nothing of the request was kept.")
class TechnicalFailure(Problem):
    """Of `enrollment.problems.TechnicalFailure`."""

    correlation_id: str = strawberry.field(description="Quote it when you ask about it.")

    @classmethod
    def of(cls, value: domain.TechnicalFailure) -> Self:
        """The problem as clients see it."""
        return cls(value=value, correlation_id=value.correlation_id)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.idempotency import IdempotencyEntry  # noqa: E402
from schema.saga import Saga  # noqa: E402
from schema.task import Task  # noqa: E402
