"""What retrySaga is sent, and what it answers."""

import strawberry

from resolvers.retry_saga import retry_saga
from schema.results import result_type
from schema.saga import Saga


@strawberry.input(description="A stuck saga to be continued.")
class RetrySagaInput:
    id: strawberry.ID = strawberry.field(description="The saga's id.")
    reason: str = strawberry.field(
        description="Why it may work now, for the audit log; 1 to 1000 characters, not blank."
    )


@strawberry.type(description="The saga continues where it stopped, with as many attempts as at first.")
class SagaRetried:
    saga: Saga = strawberry.field(description="The saga, as it is now.")


RetrySagaResult = result_type(retry_saga, SagaRetried, "The saga that continues, or why it does not.")
