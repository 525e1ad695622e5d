"""idempotencyCache: the cache of idempotency keys, in figures."""

from guards.idempotency.counts import CacheStats
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow


async def idempotency_cache(context: Context) -> CacheStats:
    """The counts of all processes; of this one alone while Redis cannot be reached."""
    allow(context, Role.OPERATOR)
    return await context.services.idempotency_keys.cache_stats()
