"""Publishes to API processes what was committed. A message may be lost: they also read the database."""

from collections.abc import Sequence

import structlog
from redis.asyncio import Redis

from enrollment.task import TaskState
from events.envelope import encode
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_TIMEOUT_SECONDS = 0.5
"""Short, because a worker's next commit waits for the call."""

_log = structlog.get_logger(__name__)


class Publisher:
    """Publishes the states of tasks on one channel.

    Args:
        redis: a client; its own timeouts and retries do not matter.
        channel: the channel that the installation's listeners subscribe to.
        guard: the circuit breaker of Redis.
    """

    def __init__(self, redis: Redis, channel: str, guard: Guard = UNGUARDED) -> None:
        self._redis = redis
        self._channel = channel
        outage = Outage(_log, "Redis is unavailable: events are not published", "events are published again")
        self._best_effort = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_TIMEOUT_SECONDS)

    async def publish(self, states: Sequence[TaskState]) -> None:
        """Publish committed states, or give up after half a second. Never raises because of Redis."""
        if states:
            await self._best_effort.attempt(lambda: self._send(states), None)

    async def _send(self, states: Sequence[TaskState]) -> None:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for state in states:
                pipeline.publish(self._channel, encode(state))
            await pipeline.execute()
