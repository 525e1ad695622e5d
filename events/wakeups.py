"""Wakes workers for sagas: a wake-up is a job in ARQ's queue, and may be lost, because the sweeper queues it again."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import structlog
from redis.asyncio import Redis

from events.arq_wire import WakeupQueue
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS
from saga.faults import FaultPoint, Faults

_log = structlog.get_logger("events.wakeups")

_TIMEOUT_SECONDS = 0.5
"""Short, because a worker's next commit waits for the call."""


class WorkerWakeups:
    """Queues wake-ups, many in one call; see `events.hints`.

    Args:
        redis: a client with timeouts of its own, so that a frozen Redis costs little time.
        queue: the name of the ARQ queue.
        faults: the fault points of this process.
        guard: the circuit breaker of Redis.
        key_milliseconds: how long idempotency keys are stored.
    """

    def __init__(
        self, redis: Redis, queue: str, faults: Faults, guard: Guard = UNGUARDED, key_milliseconds: int = 3_600_000
    ) -> None:
        self._queue = WakeupQueue(redis, queue)
        self._faults = faults
        outage = Outage(
            _log, "Redis is unavailable: workers are woken by the sweeper", "workers are woken through Redis again"
        )
        self._best_effort = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_TIMEOUT_SECONDS)
        self._key_milliseconds = key_milliseconds

    async def wake(self, due: Iterable[tuple[UUID, int]]) -> int:
        """Queue a wake-up for each pair; see `events.hints.Wakeups`."""
        return await self._enqueue(list(due), {})

    async def wake_and_remember(self, due: Iterable[tuple[UUID, int]], keys: Iterable[tuple[str, UUID]]) -> None:
        """Queue wake-ups and store idempotency keys; see `events.hints.WakeupsAndKeys`."""
        await self._enqueue(list(due), dict(keys))

    async def _enqueue(self, due: list[tuple[UUID, int]], keys: Mapping[str, UUID]) -> int:
        if not due and not keys:
            return 0
        self._faults.inject(FaultPoint.BEFORE_WAKE)
        queued = await self._best_effort.attempt(lambda: self._queue.enqueue(due, keys, self._key_milliseconds), 0)
        self._faults.inject(FaultPoint.AFTER_WAKE)
        return queued
