"""What invalidateIdempotencyKey is sent, and what it answers."""

import strawberry

from resolvers.invalidate_idempotency_key import invalidate_idempotency_key
from schema.idempotency_entries import IdempotencyEntry
from schema.results import result_type


@strawberry.input(description="An idempotency key to be freed before its time.")
class InvalidateIdempotencyKeyInput:
    entry_id: strawberry.ID = strawberry.field(description="The entry's id.")
    reason: str = strawberry.field(description="Why, for the audit log; 1 to 1000 characters, not blank.")


@strawberry.type(description="The key is free: the same request begins a new task.")
class IdempotencyKeyInvalidated:
    entry: IdempotencyEntry = strawberry.field(description="The entry, as it is now.")


InvalidateIdempotencyKeyResult = result_type(
    invalidate_idempotency_key, IdempotencyKeyInvalidated, "The entry that is free, or why it is not."
)
