"""The root of mutations."""

from typing import Annotated

import strawberry

from resolvers.cancel_task import cancel_task
from resolvers.drop import drop
from resolvers.enroll import enroll
from resolvers.invalidate_idempotency_key import invalidate_idempotency_key
from resolvers.node import NodeKind
from resolvers.reset_circuit_breaker import reset_circuit_breaker
from resolvers.retry_saga import retry_saga
from resolvers.save_group import save_group
from resolvers.save_term import save_term
from schema import cancelling, circuit_breaker, invalidating, retrying, saving_groups, saving_terms, submission
from schema.cancelling import CancelTaskInput, CancelTaskResult
from schema.circuit_breaker import ResetCircuitBreakerInput, ResetCircuitBreakerResult
from schema.ids import uuid_of
from schema.info import Info
from schema.invalidating import InvalidateIdempotencyKeyInput, InvalidateIdempotencyKeyResult
from schema.retrying import RetrySagaInput, RetrySagaResult
from schema.saving_groups import SaveGroupInput, SaveGroupResult
from schema.saving_terms import SaveTermInput, SaveTermResult
from schema.submission import DropInput, DropResult, EnrollInput, EnrollResult


@strawberry.type(
    description="What can be asked for. Whatever is answered is durable; what takes longer is answered with a task."
)
class Mutation:
    """Each field calls the resolver of its name."""

    @strawberry.mutation(description="Enroll a student in several groups of one term, all or none.")
    async def enroll(
        self,
        info: Info,
        input: Annotated[EnrollInput, strawberry.argument(description="Who, in which term, in which groups.")],
    ) -> EnrollResult:
        """By `resolvers.enroll`."""
        return submission.result_of(await enroll(info.context, input.basket()))

    @strawberry.mutation(description="Give a student's seats in several groups of one term back, all or none.")
    async def drop(
        self,
        info: Info,
        input: Annotated[DropInput, strawberry.argument(description="Who, in which term, which groups.")],
    ) -> DropResult:
        """By `resolvers.drop`."""
        return submission.result_of(await drop(info.context, input.basket()))

    @strawberry.mutation(description="Call a task off: what was done of it is undone. Asking twice is asking once.")
    async def cancel_task(
        self,
        info: Info,
        input: Annotated[CancelTaskInput, strawberry.argument(description="Which task, and why.")],
    ) -> CancelTaskResult:
        """By `resolvers.cancel_task`."""
        task_id = uuid_of(input.id, NodeKind.TASK)
        return cancelling.result_of(await cancel_task(info.context, task_id, input.reason))

    @strawberry.mutation(description="Carry a stuck saga on where it stopped. For operators.")
    async def retry_saga(
        self,
        info: Info,
        input: Annotated[RetrySagaInput, strawberry.argument(description="Which saga, and why.")],
    ) -> RetrySagaResult:
        """By `resolvers.retry_saga`."""
        saga_id = uuid_of(input.id, NodeKind.SAGA)
        return retrying.result_of(await retry_saga(info.context, saga_id, input.reason))

    @strawberry.mutation(description="Free an idempotency key whose task has ended. For operators.")
    async def invalidate_idempotency_key(
        self,
        info: Info,
        input: Annotated[InvalidateIdempotencyKeyInput, strawberry.argument(description="Which key, and why.")],
    ) -> InvalidateIdempotencyKeyResult:
        """By `resolvers.invalidate_idempotency_key`."""
        entry_id = uuid_of(input.entry_id, NodeKind.IDEMPOTENCY_ENTRY)
        return invalidating.result_of(await invalidate_idempotency_key(info.context, entry_id, input.reason))

    @strawberry.mutation(description="Create a term, or change its name and enrollment window.")
    async def save_term(
        self,
        info: Info,
        input: Annotated[SaveTermInput, strawberry.argument(description="The term as it shall be.")],
    ) -> SaveTermResult:
        """By `resolvers.save_term`."""
        return saving_terms.result_of(await save_term(info.context, input.draft()))

    @strawberry.mutation(description="Create a group of a term, or change its course, capacity and meetings.")
    async def save_group(
        self,
        info: Info,
        input: Annotated[SaveGroupInput, strawberry.argument(description="The group as it shall be.")],
    ) -> SaveGroupResult:
        """By `resolvers.save_group`."""
        return saving_groups.result_of(await save_group(info.context, input.draft()))

    @strawberry.mutation(description="Let calls to a service through again at once. For operators.")
    async def reset_circuit_breaker(
        self,
        info: Info,
        input: Annotated[ResetCircuitBreakerInput, strawberry.argument(description="Whose breaker, and why.")],
    ) -> ResetCircuitBreakerResult:
        """By `resolvers.reset_circuit_breaker`."""
        return circuit_breaker.result_of(await reset_circuit_breaker(info.context, input.service, input.reason))
