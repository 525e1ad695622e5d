"""How often idempotency keys were found in the cache, in all processes together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from guards.idempotency.cache import Backend, KeyCache
from kit.background import running_in_background
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.idempotency.counts")

_PATIENCE = 0.25
"""Seconds that Redis may take: an operator waits for the counts."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Look-ups that found a key and that did not; `backend`: MEMORY where they are one process's alone."""

    backend: Backend
    hits: int
    misses: int


@dataclass(frozen=True, slots=True)
class CacheStats:
    """The counts, how many keys stand for tasks, and how long a key does, from acceptance."""

    counted: Counted
    size: int
    ttl_seconds: int


class KeyCounts:
    """Adds up in Redis what the caches of all processes count; look-ups themselves never wait for it.

    Args:
        cache: this process's.
        redis: the client.
        prefix: before every Redis key.
        guard: around each call to Redis.
        every: seconds between two times that this process adds what it has counted since.
    """

    def __init__(
        self, cache: KeyCache, redis: Redis, prefix: str, guard: Guard = UNGUARDED, every: float = 1.0
    ) -> None:
        self._cache = cache
        self._redis = redis
        self._name = f"{prefix}:idempotency-counts"
        self._every = every
        self._added = (0, 0)
        self._turn = asyncio.Lock()
        outage = Outage(_log, "idempotency counts are not shared: Redis is away", "idempotency counts are shared again")
        self._hint = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_PATIENCE)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Add up meanwhile, and once more in the end."""
        try:
            async with running_in_background(self._run(), "idempotency counts"):
                yield
        finally:
            await self.read()

    async def read(self) -> Counted:
        """The counts of all processes, this one's latest included."""
        async with self._turn:
            hits, misses = self._here()
            new = (hits - self._added[0], misses - self._added[1])
            shared = await self._hint.attempt(lambda: self._add(*new), None)
            if shared is None:
                return Counted(Backend.MEMORY, hits, misses)
            self._added = (hits, misses)
            return Counted(Backend.REDIS, *shared)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            if self._here() != self._added:
                await self.read()

    def _here(self) -> tuple[int, int]:
        """Of this process, wherever they were answered."""
        counts = self._cache.counts
        return sum(counts[backend, True] for backend in Backend), sum(counts[backend, False] for backend in Backend)

    async def _add(self, hits: int, misses: int) -> tuple[int, int]:
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.hincrby(self._name, "hits", hits)
            pipeline.hincrby(self._name, "misses", misses)
            added = await pipeline.execute()
        return int(added[0]), int(added[1])
