"""How often idempotency keys were found in the cache, in all processes together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import structlog
from redis.asyncio import Redis

from guards.idempotency.cache import CacheBackend, KeyCache
from kit.background import Loops
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.idempotency.counts")

_REDIS_TIMEOUT_SECONDS = 0.25
"""How long Redis may take: an operator waits for the counts."""

_ADD = """
local known = redis.call('HMGET', KEYS[2], 'hits', 'misses')
local totals = {}
for i, name in ipairs({'hits', 'misses'}) do
  totals[i] = redis.call('HINCRBY', KEYS[1], name, ARGV[i] - (known[i] or ARGV[i + 2]))
end
redis.call('HSET', KEYS[2], 'hits', ARGV[1], 'misses', ARGV[2])
redis.call('EXPIRE', KEYS[2], 3600)
return totals
"""
"""Adds to the totals of KEYS[1] what a process has counted since KEYS[2], its latest counts, and returns them.

Done twice it adds once, so a call whose answer came too late does no harm. ARGV: hits and misses of the process, then
those that it knows to be added, for a KEYS[2] that has expired.
"""


@dataclass(frozen=True, slots=True)
class LookupCounts:
    """Look-ups that found a key and that did not. `backend` is MEMORY if they are those of one process alone."""

    backend: CacheBackend
    hits: int
    misses: int

    @property
    def total_requests(self) -> int:
        return self.hits + self.misses

    @property
    def hit_rate(self) -> float:
        """Hits among all look-ups, 0 to 1; 0 before the first."""
        return self.hits / max(self.total_requests, 1)


@dataclass(frozen=True, slots=True)
class CacheStats:
    """The cache at one moment.

    Attributes:
        size: keys that stand for a task, by the database.
        ttl_seconds: how long a key stands for its task, from acceptance.
    """

    lookups: LookupCounts
    size: int
    ttl_seconds: int


class SharedLookupCounts:
    """Sums in Redis what the caches of all processes count; look-ups themselves do not wait for it.

    Args:
        cache: this process's.
        redis: the client.
        prefix: before every Redis key.
        guard: the circuit breaker of Redis.
        interval_seconds: between two times that this process adds its latest counts.
    """

    def __init__(
        self, cache: KeyCache, redis: Redis, prefix: str, guard: Guard = UNGUARDED, interval_seconds: float = 1.0
    ) -> None:
        self._cache = cache
        totals = f"{prefix}:idempotency-counts"
        self._redis_keys = [totals, f"{totals}:{uuid4()}"]
        self._add = redis.register_script(_ADD)
        self._interval_seconds = interval_seconds
        self._added = (0, 0)
        self._adding = asyncio.Lock()
        outage = Outage(
            _log,
            "Redis is unavailable: idempotency counts are those of this process only",
            "idempotency counts are shared again",
        )
        self._best_effort = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_REDIS_TIMEOUT_SECONDS)

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Add the counts at intervals while the block runs, and once more when it has ended."""
        try:
            async with loops.running(self._run, "idempotency counts"):
                yield
        finally:
            await self.read()

    async def read(self) -> LookupCounts:
        """The counts of all processes, this one's latest included; of this process alone without Redis."""
        async with self._adding:
            local = self._local()
            totals = await self._best_effort.attempt(lambda: self._add(self._redis_keys, [*local, *self._added]), None)
            if totals is None:
                return LookupCounts(CacheBackend.MEMORY, *local)
            self._added = local
            return LookupCounts(CacheBackend.REDIS, *totals)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._interval_seconds)
            if self._local() != self._added:
                await self.read()

    def _local(self) -> tuple[int, int]:
        """Hits and misses of this process, in both backends."""
        lookups = self._cache.lookups
        hits = sum(lookups[backend, True] for backend in CacheBackend)
        return hits, sum(lookups[backend, False] for backend in CacheBackend)
