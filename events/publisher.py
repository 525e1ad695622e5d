"""Tells the API processes what was committed. What it says is a hint: who misses it reads the database."""

import asyncio
import time
from collections.abc import Sequence

import structlog
from redis.asyncio import Redis

from enrollment.task import TaskState
from events.envelope import encode
from events.outage import REDIS_TROUBLE, Outage

PATIENCE = 0.5  # seconds a commit's publication may take
PAUSE = 1.0  # seconds during which nothing is tried after a failure

_log = structlog.get_logger(__name__)


class Publisher:
    """Publishes states on one channel.

    Args:
        redis: a client of its own or a shared one; neither its timeouts nor its retries matter here.
        channel: what the listeners of this installation listen to.
    """

    def __init__(self, redis: Redis, channel: str) -> None:
        self._redis = redis
        self._channel = channel
        self._outage = Outage(_log, "events are not published: Redis is away", "events are published again")
        self._paused_until = 0.0  # on the monotonic clock

    async def publish(self, states: Sequence[TaskState]) -> None:
        """Publish what was just committed: within PATIENCE, or not at all. Raises nothing that comes from Redis."""
        now = time.monotonic()
        if not states or now < self._paused_until:
            return
        if self._outage.lasts:
            self._paused_until = now + PAUSE  # one tries whether Redis is back, the others need not
        try:
            async with asyncio.timeout(PATIENCE):
                await self._send(states)
        except REDIS_TROUBLE as error:
            self._paused_until = time.monotonic() + PAUSE
            self._outage.met(error)
        else:
            self._paused_until = 0.0
            self._outage.passed()

    async def _send(self, states: Sequence[TaskState]) -> None:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for state in states:
                pipeline.publish(self._channel, encode(state))
            await pipeline.execute()
