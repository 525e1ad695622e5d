"""The one loop of a process that listens to what is published."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import TimeoutError as RedisTimeoutError

from events.hub import Hub
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS

QUIET_SECONDS = 2.0  # seconds of silence after which Redis is asked for a sign of life
ANSWER_SECONDS = 3.0  # seconds it then has to answer, and a new connection has to be made
MIN_RETRY_SECONDS, MAX_RETRY_SECONDS = 0.05, 1.0  # seconds between two attempts to listen

_log = structlog.get_logger(__name__)


class Listener:
    """Keeps listening, whatever happens to Redis.

    Args:
        make_redis: a new client that nobody else uses, with `socket_timeout=None` and answers left as bytes. If
            it checks its health itself, no more often than every QUIET + PATIENCE seconds.
        channel: what the publishers of this installation publish on.
        hub: whom to tell.
        heal_now: reads what was missed; called each time listening begins: what was published before is lost.
    """

    def __init__(
        self,
        make_redis: Callable[[], Redis],
        channel: str,
        hub: Hub,
        catch_up: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        self._make_redis = make_redis
        self._channel = channel
        self._hub = hub
        self._catch_up = catch_up
        self._delay = MIN_RETRY_SECONDS
        self._outage = Outage(_log, "events are not heard: Redis is away", "events are heard again")

    async def run(self) -> None:
        """Listen until cancelled."""
        async with asyncio.TaskGroup() as heals:
            while True:
                try:
                    await self._listen(heals)
                except REDIS_ERRORS as error:
                    self._outage.failed(error)
                await asyncio.sleep(self._delay)
                self._delay = min(self._delay * 2, MAX_RETRY_SECONDS)

    async def _listen(self, heals: asyncio.TaskGroup) -> None:
        """Listen over one connection until it breaks or falls silent, then raise one of REDIS_ERRORS."""
        async with self._make_redis() as redis, redis.pubsub() as pubsub:
            async with asyncio.timeout(ANSWER_SECONDS):
                await pubsub.subscribe(self._channel)
            while True:
                message = await _next_message(pubsub)
                if message["type"] == "message":
                    self._hub.dispatch(message["data"])
                elif message["type"] == "subscribe":
                    self._subscribed(heals)

    def _subscribed(self, heals: asyncio.TaskGroup) -> None:
        """Redis has confirmed that we listen: from here on we hear, what was before we read.

        A client that reconnects by itself also subscribes anew by itself, and so comes here again.
        """
        self._delay = MIN_RETRY_SECONDS
        self._outage.recovered()
        self._hub.listening_began()
        heals.create_task(self._catch_up())  # not awaited: a slow database must not keep us from listening


async def _next_message(pubsub: PubSub) -> dict[str, Any]:
    """The next thing Redis says, if only that it lives: a frozen server and a dead network close no connection."""
    message: dict[str, Any] | None = await pubsub.get_message(timeout=QUIET_SECONDS)
    if message is None:
        await pubsub.ping()
        message = await pubsub.get_message(timeout=ANSWER_SECONDS)
    if message is None:
        raise RedisTimeoutError(f"no sign of life for {QUIET_SECONDS + ANSWER_SECONDS:g} s")
    return message
