"""What invalidateIdempotencyKey is sent, and what it answers."""

from typing import Annotated

import strawberry

from enrollment import problems
from enrollment.searches import IdempotencyKeyEntry
from resolvers.invalidate_idempotency_key import Outcome
from schema.idempotency import IdempotencyEntry
from schema.request_problems import EntryInFlight, EntryNotFound, InvalidInput, ServiceUnavailable


@strawberry.input(description="An idempotency key to be freed before its time.")
class InvalidateIdempotencyKeyInput:
    """See `resolvers.invalidate_idempotency_key`."""

    entry_id: strawberry.ID = strawberry.field(description="The entry's id.")
    reason: str = strawberry.field(description="Why, for the audit log; 1 to 1000 characters, not blank.")


@strawberry.type(description="The key is free: the same request begins a new task.")
class IdempotencyKeyInvalidated:
    """Of `enrollment.searches.IdempotencyKeyEntry`."""

    entry: IdempotencyEntry = strawberry.field(description="The entry, as it is now.")


InvalidateIdempotencyKeyResult = Annotated[
    IdempotencyKeyInvalidated | InvalidInput | EntryNotFound | EntryInFlight | ServiceUnavailable,
    strawberry.union("InvalidateIdempotencyKeyResult", description="The entry that is free, or why it is not."),
]


def result_of(outcome: Outcome) -> InvalidateIdempotencyKeyResult:
    """The outcome as clients see it."""
    match outcome:
        case IdempotencyKeyEntry():
            return IdempotencyKeyInvalidated(entry=IdempotencyEntry.of(outcome))
        case problems.InvalidInput():
            return InvalidInput.of(outcome)
        case problems.EntryNotFound():
            return EntryNotFound.of(outcome)
        case problems.EntryInFlight():
            return EntryInFlight.of(outcome)
        case problems.ServiceUnavailable():
            return ServiceUnavailable.of(outcome)
