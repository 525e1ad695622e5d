"""The root of mutations."""

from typing import Annotated

import strawberry

from enrollment.problems import Problem
from resolvers.cancel_task import cancel_task
from resolvers.drop import drop
from resolvers.enroll import enroll
from resolvers.invalidate_idempotency_key import invalidate_idempotency_key
from resolvers.node import NodeKind
from resolvers.reset_circuit_breaker import reset_circuit_breaker
from resolvers.retry_saga import retry_saga
from resolvers.save_group import save_group
from resolvers.save_term import save_term
from schema.cancel_task import CancelTaskInput, CancelTaskResult, TaskCancelling
from schema.ids import uuid_of
from schema.info import Info
from schema.invalidate_idempotency_key import (
    IdempotencyKeyInvalidated,
    InvalidateIdempotencyKeyInput,
    InvalidateIdempotencyKeyResult,
)
from schema.reset_circuit_breaker import CircuitBreakerReset, ResetCircuitBreakerInput, ResetCircuitBreakerResult
from schema.results import to_result
from schema.retry_saga import RetrySagaInput, RetrySagaResult, SagaRetried
from schema.save_group import GroupSaved, SaveGroupInput, SaveGroupResult
from schema.save_term import SaveTermInput, SaveTermResult, TermSaved
from schema.submit import DropInput, DropResult, EnrollInput, EnrollResult, TaskAccepted


@strawberry.type(
    description="What can be asked for. Whatever is answered is durable; what takes longer is answered with a task."
)
class Mutation:
    """Each field calls the resolver of its name."""

    @strawberry.mutation(
        description="Enroll a student in several groups of one term, all or none.", graphql_type=EnrollResult
    )
    async def enroll(
        self,
        info: Info,
        input: Annotated[EnrollInput, strawberry.argument(description="Who, in which term, in which groups.")],
    ) -> TaskAccepted | Problem:
        return to_result(await enroll(info.context, input.basket()), TaskAccepted.from_domain)

    @strawberry.mutation(
        description="Give a student's seats in several groups of one term back, all or none.", graphql_type=DropResult
    )
    async def drop(
        self,
        info: Info,
        input: Annotated[DropInput, strawberry.argument(description="Who, in which term, which groups.")],
    ) -> TaskAccepted | Problem:
        return to_result(await drop(info.context, input.basket()), TaskAccepted.from_domain)

    @strawberry.mutation(
        description="Call a task off: what was done of it is undone. Asking twice is asking once.",
        graphql_type=CancelTaskResult,
    )
    async def cancel_task(
        self,
        info: Info,
        input: Annotated[CancelTaskInput, strawberry.argument(description="Which task, and why.")],
    ) -> TaskCancelling | Problem:
        task_id = uuid_of(input.id, NodeKind.TASK)
        return to_result(await cancel_task(info.context, task_id, input.reason), TaskCancelling.from_domain)

    @strawberry.mutation(
        description="Carry a stuck saga on where it stopped. For operators.", graphql_type=RetrySagaResult
    )
    async def retry_saga(
        self,
        info: Info,
        input: Annotated[RetrySagaInput, strawberry.argument(description="Which saga, and why.")],
    ) -> SagaRetried | Problem:
        saga_id = uuid_of(input.id, NodeKind.SAGA)
        return to_result(await retry_saga(info.context, saga_id, input.reason), SagaRetried.from_domain)

    @strawberry.mutation(
        description="Free an idempotency key whose task has ended. For operators.",
        graphql_type=InvalidateIdempotencyKeyResult,
    )
    async def invalidate_idempotency_key(
        self,
        info: Info,
        input: Annotated[InvalidateIdempotencyKeyInput, strawberry.argument(description="Which key, and why.")],
    ) -> IdempotencyKeyInvalidated | Problem:
        entry_id = uuid_of(input.entry_id, NodeKind.IDEMPOTENCY_ENTRY)
        outcome = await invalidate_idempotency_key(info.context, entry_id, input.reason)
        return to_result(outcome, IdempotencyKeyInvalidated.from_domain)

    @strawberry.mutation(
        description="Create a term, or change its name and enrollment window.", graphql_type=SaveTermResult
    )
    async def save_term(
        self,
        info: Info,
        input: Annotated[SaveTermInput, strawberry.argument(description="The term as it shall be.")],
    ) -> TermSaved | Problem:
        return to_result(await save_term(info.context, input.to_draft()), TermSaved.from_domain)

    @strawberry.mutation(
        description="Create a group of a term, or change its course, capacity and meetings.",
        graphql_type=SaveGroupResult,
    )
    async def save_group(
        self,
        info: Info,
        input: Annotated[SaveGroupInput, strawberry.argument(description="The group as it shall be.")],
    ) -> GroupSaved | Problem:
        return to_result(await save_group(info.context, input.to_draft()), GroupSaved.from_domain)

    @strawberry.mutation(
        description="Let calls to a service through again at once. For operators.",
        graphql_type=ResetCircuitBreakerResult,
    )
    async def reset_circuit_breaker(
        self,
        info: Info,
        input: Annotated[ResetCircuitBreakerInput, strawberry.argument(description="Whose breaker, and why.")],
    ) -> CircuitBreakerReset | Problem:
        outcome = await reset_circuit_breaker(info.context, input.service, input.reason)
        return to_result(outcome, CircuitBreakerReset.from_domain)
