"""idempotencyCache: how the cache of idempotency keys fares."""

from guards.idempotency.counts import CacheStats
from resolvers.context import Context, Role
from resolvers.permissions import allow


async def idempotency_cache(context: Context) -> CacheStats:
    """Its counts, of all processes where Redis is there."""
    allow(context, Role.OPERATOR)
    return await context.ports.keys.cache_stats()
