"""The root of subscriptions."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Annotated, TypeVar

import strawberry

from enrollment.searches import SagaSearch
from resolvers.context import Context
from resolvers.node import NodeKind
from resolvers.watch_batch import watch_batch
from resolvers.watch_circuit_breakers import watch_circuit_breakers
from resolvers.watch_saga import watch_saga
from resolvers.watch_sagas import watch_sagas
from resolvers.watch_seats import watch_seats
from resolvers.watch_stats import watch_stats
from resolvers.watch_task import watch_task
from resolvers.watch_waitlist import watch_waitlist
from schema.batch import Batch
from schema.circuit_breakers import CircuitBreaker
from schema.ids import uuid_of
from schema.info import Info
from schema.sagas import SagaFilter
from schema.stats import Stats
from schema.task_events import SagaEvent, TaskEvent
from schema.watch_seats import SeatCounts
from schema.watch_waitlist import WaitlistPlaces

Value = TypeVar("Value")
Event = TypeVar("Event")

Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
AfterVersion = Annotated[
    int | None,
    strawberry.argument(
        description="The last version seen, to resume: it is not sent again. Without it, a snapshot comes first."
    ),
]


@strawberry.type(description="What can be watched. Versions rise, some may be skipped, the final one never is.")
class Subscription:
    """Each field calls the resolver `watch_` and its name."""

    @strawberry.subscription(description="A task until it is final.")
    def task(self, info: Info, id: Id, after_version: AfterVersion = None) -> AsyncGenerator[TaskEvent, None]:
        versions = watch_task(info.context, uuid_of(id, NodeKind.TASK), after_version)
        return _events(info.context, versions, TaskEvent.from_domain)

    @strawberry.subscription(description="A saga until it is final.")
    def saga(self, info: Info, id: Id, after_version: AfterVersion = None) -> AsyncGenerator[SagaEvent, None]:
        versions = watch_saga(info.context, uuid_of(id, NodeKind.SAGA), after_version)
        return _events(info.context, versions, SagaEvent.from_domain)

    @strawberry.subscription(
        description="A batch, for registrars and operators: now, then when rows have changed, at most twice a second, "
        "until none changes any more."
    )
    def batch(self, info: Info, id: Id) -> AsyncGenerator[Batch, None]:
        return _events(info.context, watch_batch(info.context, uuid_of(id, NodeKind.BATCH)), Batch.from_domain)

    @strawberry.subscription(
        description="Sagas, for operators: first those that are live, then each that moves, whole, as it is published. "
        "One that no longer matches the filter is sent once more. A slow reader skips versions. Does not end."
    )
    def sagas(
        self,
        info: Info,
        filter: Annotated[SagaFilter | None, strawberry.argument(description="Which sagas.")] = None,
    ) -> AsyncGenerator[SagaEvent, None]:
        versions = watch_sagas(info.context, SagaSearch() if filter is None else filter.to_search())
        return _events(info.context, versions, SagaEvent.from_domain)

    @strawberry.subscription(
        description="Seats of a term's groups: all of them first, then those that changed, at most four times a "
        "second. Does not end."
    )
    def seats(
        self,
        info: Info,
        term_code: Annotated[str, strawberry.argument(description="The term's code.")],
        group_codes: Annotated[
            list[str] | None,
            strawberry.argument(
                description="At most 100; those that the term does not have are left out. Without them, the whole term."
            ),
        ] = None,
    ) -> AsyncGenerator[SeatCounts, None]:
        return _events(info.context, watch_seats(info.context, term_code, group_codes), SeatCounts.from_domain)

    @strawberry.subscription(
        description="A student's places in the waitlists of a term: now, then whenever one changes, at most four times "
        "a second. Does not end."
    )
    def waitlist(
        self,
        info: Info,
        student_code: Annotated[str, strawberry.argument(description="The student's code.")],
        term_code: Annotated[str, strawberry.argument(description="The term's code.")],
    ) -> AsyncGenerator[WaitlistPlaces, None]:
        return _events(info.context, watch_waitlist(info.context, student_code, term_code), WaitlistPlaces.from_domain)

    @strawberry.subscription(
        description="How the work goes, for operators: now, then at the interval asked for, except while the database "
        "cannot be reached. Does not end."
    )
    def stats(
        self,
        info: Info,
        every_seconds: Annotated[
            float, strawberry.argument(description="Seconds between two readings, 0.5 to 3600.")
        ] = 2,
    ) -> AsyncGenerator[Stats, None]:
        return _events(info.context, watch_stats(info.context, every_seconds), Stats.from_domain)

    @strawberry.subscription(
        description="Circuit breakers, for operators: first all as they are, then each that changes, in any process. "
        "Does not end."
    )
    def circuit_breakers(self, info: Info) -> AsyncGenerator[CircuitBreaker, None]:
        return _events(info.context, watch_circuit_breakers(info.context), CircuitBreaker.from_domain)


async def _events(
    context: Context, values: AsyncGenerator[Value, None], from_domain: Callable[[Value], Event]
) -> AsyncGenerator[Event, None]:
    """What is sent of the values, each with its relations read afresh: a subscription may last for hours."""
    async with aclosing(values):
        async for value in values:
            context.forget_loaded()
            yield from_domain(value)
            del value  # the next one may come hours later
