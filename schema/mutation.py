"""The root of mutations."""

from typing import Annotated

import strawberry

from enrollment.catalogue_edits import TermDraft
from enrollment.problems import Problem
from enrollment.submission import Accepted
from resolvers.cancel_task import cancel_task
from resolvers.drop import drop
from resolvers.enroll import enroll
from resolvers.invalidate_idempotency_key import invalidate_idempotency_key
from resolvers.node import NodeKind
from resolvers.reset_circuit_breaker import reset_circuit_breaker
from resolvers.retry_saga import retry_saga
from resolvers.save_group import save_group
from resolvers.save_term import save_term
from resolvers.submit import SubmitRequest
from schema.cancel_task import CancelTaskInput, CancelTaskResult, TaskCancelling
from schema.circuit_breakers import CircuitBreaker
from schema.group import Group
from schema.idempotency_entries import IdempotencyEntry
from schema.ids import uuid_of
from schema.info import Info
from schema.invalidate_idempotency_key import (
    IdempotencyKeyInvalidated,
    InvalidateIdempotencyKeyInput,
    InvalidateIdempotencyKeyResult,
)
from schema.mapping import copy_fields
from schema.reset_circuit_breaker import CircuitBreakerReset, ResetCircuitBreakerInput, ResetCircuitBreakerResult
from schema.results import mutation, to_result
from schema.retry_saga import RetrySagaInput, RetrySagaResult, SagaRetried
from schema.saga import Saga
from schema.save_group import GroupSaved, SaveGroupInput, SaveGroupResult
from schema.save_term import SaveTermInput, SaveTermResult, TermSaved
from schema.submit import DropInput, DropResult, EnrollInput, EnrollResult, TaskAccepted
from schema.task import Task
from schema.term import Term


@strawberry.type(
    description="What can be asked for. Whatever is answered is durable; what takes longer is answered with a task."
)
class Mutation:
    """Each field calls the resolver of its name."""

    @mutation(EnrollResult, "Enroll a student in several groups of one term, all or none.")
    async def enroll(
        self,
        info: Info,
        input: Annotated[EnrollInput, strawberry.argument(description="Who, in which term, in which groups.")],
    ) -> TaskAccepted | Problem:
        return to_result(await enroll(info.context, copy_fields(SubmitRequest, input)), _accepted)

    @mutation(DropResult, "Give a student's seats in several groups of one term back, all or none.")
    async def drop(
        self,
        info: Info,
        input: Annotated[DropInput, strawberry.argument(description="Who, in which term, which groups.")],
    ) -> TaskAccepted | Problem:
        return to_result(await drop(info.context, copy_fields(SubmitRequest, input)), _accepted)

    @mutation(CancelTaskResult, "Cancel a task: what was done of it is undone. Asking twice is asking once.")
    async def cancel_task(
        self,
        info: Info,
        input: Annotated[CancelTaskInput, strawberry.argument(description="Which task, and why.")],
    ) -> TaskCancelling | Problem:
        outcome = await cancel_task(info.context, uuid_of(input.id, NodeKind.TASK), input.reason)
        return to_result(outcome, lambda state: TaskCancelling(task=Task.from_domain(state)))

    @mutation(RetrySagaResult, "Continue a stuck saga where it stopped. For operators.")
    async def retry_saga(
        self,
        info: Info,
        input: Annotated[RetrySagaInput, strawberry.argument(description="Which saga, and why.")],
    ) -> SagaRetried | Problem:
        outcome = await retry_saga(info.context, uuid_of(input.id, NodeKind.SAGA), input.reason)
        return to_result(outcome, lambda state: SagaRetried(saga=Saga.from_domain(state)))

    @mutation(InvalidateIdempotencyKeyResult, "Free an idempotency key whose task has ended. For operators.")
    async def invalidate_idempotency_key(
        self,
        info: Info,
        input: Annotated[InvalidateIdempotencyKeyInput, strawberry.argument(description="Which key, and why.")],
    ) -> IdempotencyKeyInvalidated | Problem:
        entry_id = uuid_of(input.entry_id, NodeKind.IDEMPOTENCY_ENTRY)
        outcome = await invalidate_idempotency_key(info.context, entry_id, input.reason)
        return to_result(outcome, lambda entry: IdempotencyKeyInvalidated(entry=IdempotencyEntry.from_domain(entry)))

    @mutation(SaveTermResult, "Create a term, or change its name and enrollment window.")
    async def save_term(
        self,
        info: Info,
        input: Annotated[SaveTermInput, strawberry.argument(description="The term as it shall be.")],
    ) -> TermSaved | Problem:
        outcome = await save_term(info.context, copy_fields(TermDraft, input))
        return to_result(outcome, lambda term: TermSaved(term=Term.from_domain(term)))

    @mutation(SaveGroupResult, "Create a group of a term, or change its course, capacity and meetings.")
    async def save_group(
        self,
        info: Info,
        input: Annotated[SaveGroupInput, strawberry.argument(description="The group as it shall be.")],
    ) -> GroupSaved | Problem:
        outcome = await save_group(info.context, input.to_draft())
        return to_result(outcome, lambda group: GroupSaved(group=Group.from_domain(group)))

    @mutation(ResetCircuitBreakerResult, "Let calls to a service through again, immediately. For operators.")
    async def reset_circuit_breaker(
        self,
        info: Info,
        input: Annotated[ResetCircuitBreakerInput, strawberry.argument(description="Whose breaker, and why.")],
    ) -> CircuitBreakerReset | Problem:
        outcome = await reset_circuit_breaker(info.context, input.service, input.reason)
        return to_result(outcome, lambda found: CircuitBreakerReset(circuit_breaker=CircuitBreaker.from_domain(found)))


def _accepted(accepted: Accepted) -> TaskAccepted:
    return TaskAccepted(task=Task.from_domain(accepted.task), replayed=accepted.replayed)
