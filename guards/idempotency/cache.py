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

_PATIENCE = 0.25
"""Seconds that a look-up waits for Redis: a mutation waits for it too."""

_FORGET = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
"""Unless the key stands for another task by now."""

Key = tuple[str, str]
"""(scope, key)"""


class Backend(StrEnum):
    """Where a look-up was answered."""

    REDIS = "REDIS"
    MEMORY = "MEMORY"


class KeyCache:
    """Keys in Redis, shared by all processes; while Redis is away, the latest of this process in memory.

    Args:
        redis: the client.
        prefix: before every Redis key.
        ttl_seconds: how long a key is remembered; the database judges its own, and that one counts.
        guard: around each call to Redis.
        memory: most keys remembered in memory.

    Attributes:
        counts: look-ups by (backend, whether something was found).
    """

    def __init__(
        self, redis: Redis, prefix: str, ttl_seconds: float, guard: Guard = UNGUARDED, memory: int = 1000
    ) -> None:
        self._redis = redis
        self._prefix = prefix
        self._memory: OrderedDict[Key, UUID] = OrderedDict()
        self._most = memory
        outage = Outage(
            _log,
            "idempotency keys are looked up in memory: Redis is away",
            "idempotency keys are looked up in Redis again",
        )
        self._hint = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_PATIENCE)
        self.ttl_ms = int(ttl_seconds * 1000)
        self._forget = redis.register_script(_FORGET)
        self.counts: Counter[tuple[Backend, bool]] = Counter()

    def name(self, key: Key) -> str:
        """The Redis key under which `key` is remembered."""
        scope, text = key
        return f"{self._prefix}:idempotency:{scope}:{text}"

    async def candidates(self, keys: Sequence[Key]) -> list[UUID | None]:
        """For each key the task it was last remembered for, if any. One look-up for all; never raises for Redis."""
        found = await self._hint.attempt(lambda: self._from_redis(keys), None)
        backend = Backend.MEMORY if found is None else Backend.REDIS
        answers = [self._memory.get(key) for key in keys] if found is None else found
        self.counts.update((backend, answer is not None) for answer in answers)
        return answers

    def remember_here(self, key: Key, task_id: UUID) -> None:
        """Remember in memory; whoever rings remembers in Redis, in the same call."""
        self._memory[key] = task_id
        self._memory.move_to_end(key)
        while len(self._memory) > self._most:
            self._memory.popitem(last=False)

    async def forget(self, key: Key, task_id: UUID) -> None:
        """Forget that `key` stands for this task, here and in Redis. Other processes' memories go on saying so for a
        while, without harm: the row decides."""
        if self._memory.get(key) == task_id:
            del self._memory[key]
        await self._hint.attempt(lambda: self._forget(keys=[self.name(key)], args=[str(task_id)]), None)

    async def fill(self, standing: Sequence[tuple[Key, UUID, float]]) -> bool:
        """Remember keys in Redis that it does not know, each for so many seconds; whether Redis took them."""

        async def send() -> bool:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for key, task_id, seconds in standing:
                    pipeline.set(self.name(key), str(task_id), px=max(int(seconds * 1000), 1), nx=True)
                await pipeline.execute()
            return True

        return await self._hint.attempt(send, False)

    async def _from_redis(self, keys: Sequence[Key]) -> list[UUID | None] | None:
        return [_task_id(value) for value in await self._redis.mget([self.name(key) for key in keys])]


def _task_id(value: bytes | None) -> UUID | None:
    """The id in a cached value; None for what is not one of ours."""
    try:
        return UUID(value.decode()) if value is not None else None
    except ValueError:
        return None
