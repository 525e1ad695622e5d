"""The cache of idempotency keys: says which task a key may stand for; the row in the database decides."""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import structlog
from redis.asyncio import Redis

from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.idempotency.cache")

_REDIS_TIMEOUT_SECONDS = 0.25
"""How long a look-up waits for Redis: a mutation waits for it too."""

_FORGET = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
"""Deletes a key unless it stands for another task by now."""

ScopedKey = tuple[str, str]
"""(scope, key)"""


class CacheBackend(StrEnum):
    """Where a look-up was answered."""

    REDIS = "REDIS"
    MEMORY = "MEMORY"


class KeyCache:
    """Keys in Redis, shared by all processes; while Redis is unavailable, this process's latest keys in memory.

    Args:
        redis: the client.
        prefix: before every Redis key.
        ttl_seconds: how long Redis keeps a key. The database judges the age of its own row, and that decides.
        guard: the circuit breaker of Redis.
        memory_size: how many keys are kept in memory.

    Attributes:
        lookups: how many, by (backend, whether a task was found).
    """

    def __init__(
        self, redis: Redis, prefix: str, ttl_seconds: float, guard: Guard = UNGUARDED, memory_size: int = 1000
    ) -> None:
        self._redis = redis
        self._prefix = prefix
        self._memory: OrderedDict[ScopedKey, UUID] = OrderedDict()
        self._memory_size = memory_size
        outage = Outage(
            _log,
            "Redis is unavailable: idempotency keys are looked up in memory",
            "idempotency keys are looked up in Redis again",
        )
        self._best_effort = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_REDIS_TIMEOUT_SECONDS)
        self.ttl_ms = int(ttl_seconds * 1000)
        self._forget = redis.register_script(_FORGET)
        self.lookups: Counter[tuple[CacheBackend, bool]] = Counter()

    def redis_key(self, key: ScopedKey) -> str:
        """The Redis key whose value is the id of the task."""
        scope, text = key
        return f"{self._prefix}:idempotency:{scope}:{text}"

    async def candidates(self, keys: Sequence[ScopedKey]) -> list[UUID | None]:
        """For each key the task that it may stand for. One call to Redis for all; raises no error of Redis."""
        found = await self._best_effort.attempt(lambda: self._from_redis(keys), None)
        backend = CacheBackend.MEMORY if found is None else CacheBackend.REDIS
        answers = [self._memory.get(key) for key in keys] if found is None else found
        self.lookups.update((backend, answer is not None) for answer in answers)
        return answers

    def remember_locally(self, key: ScopedKey, task_id: UUID) -> None:
        """Keep a key in memory. The call that wakes a worker also writes it to Redis."""
        self._memory[key] = task_id
        self._memory.move_to_end(key)
        while len(self._memory) > self._memory_size:
            self._memory.popitem(last=False)

    async def forget(self, key: ScopedKey, task_id: UUID) -> None:
        """Delete a key that stands for this task, from Redis and this process's memory.

        Other processes may keep it in memory, which does no harm: the row decides.
        """
        if self._memory.get(key) == task_id:
            del self._memory[key]
        await self._best_effort.attempt(lambda: self._forget(keys=[self.redis_key(key)], args=[str(task_id)]), None)

    async def fill(self, active: Sequence[tuple[ScopedKey, UUID, float]]) -> bool:
        """Write keys to Redis that it does not have: (key, task, seconds to keep it). Whether Redis took them."""

        async def send() -> bool:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for key, task_id, seconds in active:
                    pipeline.set(self.redis_key(key), str(task_id), px=max(int(seconds * 1000), 1), nx=True)
                await pipeline.execute()
            return True

        return await self._best_effort.attempt(send, False)

    async def _from_redis(self, keys: Sequence[ScopedKey]) -> list[UUID | None] | None:
        return [_task_id(value) for value in await self._redis.mget([self.redis_key(key) for key in keys])]


def _task_id(value: bytes | None) -> UUID | None:
    """The id in a value of Redis; None if there is no value or it is no id."""
    try:
        return UUID(value.decode()) if value is not None else None
    except ValueError:
        return None
