"""The cache of idempotency keys, in figures."""

from typing import Self

import strawberry

from guards.idempotency.counts import CacheStats
from schema.enums import IdempotencyBackend
from schema.mapping import copy_fields


@strawberry.type(description="State of the cache of idempotency keys. What it finds is a hint: the database decides.")
class IdempotencyCacheStats:
    backend: IdempotencyBackend = strawberry.field(description="Where the counts come from.")
    hits: int = strawberry.field(description="Look-ups that found a key, since Redis was last emptied.")
    misses: int = strawberry.field(description="Look-ups that found none: new requests, mostly.")
    total_requests: int = strawberry.field(description="Hits and misses together.")
    hit_rate: float = strawberry.field(description="Hits among all look-ups, 0 to 1; 0 before the first.")
    size: int = strawberry.field(
        description="Keys that stand, counted by index in the database: not released, not expired. 100000 means that "
        "many or more."
    )
    ttl_seconds: int = strawberry.field(description="How long a key replays its task, from acceptance.")

    @classmethod
    def from_domain(cls, stats: CacheStats) -> Self:
        return copy_fields(cls, stats.lookups, size=stats.size, ttl_seconds=stats.ttl_seconds)
