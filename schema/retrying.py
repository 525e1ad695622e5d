"""What retrySaga is sent, and what it answers."""

from typing import Annotated

import strawberry

from enrollment import problems
from enrollment.task import TaskState
from resolvers.retry_saga import Outcome
from schema.request_problems import InvalidInput, SagaNotFound, SagaNotStuck, ServiceUnavailable
from schema.saga import Saga


@strawberry.input(description="A stuck saga to be carried on.")
class RetrySagaInput:
    """See `resolvers.retry_saga`."""

    id: strawberry.ID = strawberry.field(description="The saga's id.")
    reason: str = strawberry.field(
        description="Why it may work now, for the audit log; 1 to 1000 characters, not blank."
    )


@strawberry.type(description="The saga is carried on where it stopped, with as many attempts as at first.")
class SagaRetried:
    """Of `enrollment.task.TaskState`."""

    saga: Saga = strawberry.field(description="The saga, as it is now.")


RetrySagaResult = Annotated[
    SagaRetried | InvalidInput | SagaNotFound | SagaNotStuck | ServiceUnavailable,
    strawberry.union("RetrySagaResult", description="The saga that is carried on, or why it is not."),
]


def result_of(outcome: Outcome) -> RetrySagaResult:
    """The outcome as clients see it."""
    match outcome:
        case TaskState():
            return SagaRetried(saga=Saga.of(outcome))
        case problems.InvalidInput():
            return InvalidInput.of(outcome)
        case problems.SagaNotFound():
            return SagaNotFound.of(outcome)
        case problems.SagaNotStuck():
            return SagaNotStuck.of(outcome)
        case problems.ServiceUnavailable():
            return ServiceUnavailable.of(outcome)
