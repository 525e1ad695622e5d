"""Tells the API processes what was committed. What it says is a hint: who misses it reads the database."""

from collections.abc import Sequence

import structlog
from redis.asyncio import Redis

from enrollment.task import TaskState
from events.envelope import encode
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

PUBLISH_SECONDS = 0.5  # seconds a commit's publication may take

_log = structlog.get_logger(__name__)


class Publisher:
    """Publishes states on one channel.

    Args:
        redis: a client of its own or a shared one; neither its timeouts nor its retries matter here.
        channel: what the listeners of this installation listen to.
        guard: around each call to Redis.
    """

    def __init__(self, redis: Redis, channel: str, guard: Guard = UNGUARDED) -> None:
        self._redis = redis
        self._channel = channel
        outage = Outage(_log, "events are not published: Redis is away", "events are published again")
        self._hint = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=PUBLISH_SECONDS)

    async def publish(self, states: Sequence[TaskState]) -> None:
        """Publish what was just committed: within PATIENCE, or not at all. Raises nothing that comes from Redis."""
        if states:
            await self._hint.attempt(lambda: self._send(states), None)

    async def _send(self, states: Sequence[TaskState]) -> None:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for state in states:
                pipeline.publish(self._channel, encode(state))
            await pipeline.execute()
