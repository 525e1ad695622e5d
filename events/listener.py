"""The loop by which a process receives what is published."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from types import MappingProxyType
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import TimeoutError as RedisTimeoutError

from events.hub import Hub
from kit.outage import Outage
from kit.redis_errors import REDIS_ERRORS

SILENCE_SECONDS = 2.0
"""How long Redis may be silent before it is asked for an answer."""
ANSWER_SECONDS = 3.0
"""How long it then may take to answer, and how long a new connection may take."""
MIN_RETRY_SECONDS, MAX_RETRY_SECONDS = 0.05, 1.0
"""The time between two attempts to listen; it doubles while they fail."""

_log = structlog.get_logger(__name__)


class Listener:
    """Listens to channels of Redis until it is cancelled, and connects again after any failure of Redis.

    Args:
        make_redis: makes a client for the listener alone, with `socket_timeout=None` and undecoded answers. If the
            client checks its own health, then no more often than every SILENCE_SECONDS + ANSWER_SECONDS.
        channel: the channel that the installation's publishers use.
        hub: where received messages go.
        catch_up: reads what was missed. It is called each time listening begins, because what was published before
            is lost.
        others: other channels to listen to, and who takes their messages.
    """

    def __init__(
        self,
        make_redis: Callable[[], Redis],
        channel: str,
        hub: Hub,
        catch_up: Callable[[], Coroutine[Any, Any, None]],
        others: Mapping[str, Callable[[bytes], None]] = MappingProxyType({}),
    ) -> None:
        self._make_redis = make_redis
        self._channel = channel
        self._hub = hub
        self._catch_up = catch_up
        self._takers = {name.encode(): take for name, take in {channel: hub.dispatch, **others}.items()}
        self._delay = MIN_RETRY_SECONDS
        self._outage = Outage(_log, "Redis is unavailable: events are not received", "events are received again")

    async def run(self) -> None:
        """Listen until cancelled."""
        async with asyncio.TaskGroup() as catch_ups:
            while True:
                try:
                    await self._listen(catch_ups)
                except REDIS_ERRORS as error:
                    self._outage.failed(error)
                await asyncio.sleep(self._delay)
                self._delay = min(self._delay * 2, MAX_RETRY_SECONDS)

    async def _listen(self, catch_ups: asyncio.TaskGroup) -> None:
        """Listen on one connection until it breaks or stays silent, then raise one of REDIS_ERRORS."""
        async with self._make_redis() as redis, redis.pubsub() as pubsub:
            async with asyncio.timeout(ANSWER_SECONDS):
                await pubsub.subscribe(*self._takers)
            while True:
                message = await _next_message(pubsub)
                if message["type"] == "message":
                    self._takers[message["channel"]](message["data"])
                elif message["type"] == "subscribe" and message["channel"] == self._channel.encode():
                    self._subscribed(catch_ups)

    def _subscribed(self, catch_ups: asyncio.TaskGroup) -> None:
        """Redis has confirmed the subscription: messages arrive from now on, earlier states have to be read.

        redis-py may reconnect a client by itself; it then subscribes again, so this is called then as well.
        """
        self._delay = MIN_RETRY_SECONDS
        self._outage.recovered()
        self._hub.listening_began()
        catch_ups.create_task(self._catch_up())  # not awaited: listening must not wait for a slow database


async def _next_message(pubsub: PubSub) -> dict[str, Any]:
    """Return the next message or the answer to a ping: a frozen server and a dead network close no connection."""
    message: dict[str, Any] | None = await pubsub.get_message(timeout=SILENCE_SECONDS)
    if message is None:
        await pubsub.ping()
        message = await pubsub.get_message(timeout=ANSWER_SECONDS)
    if message is None:
        raise RedisTimeoutError(f"Redis did not answer for {SILENCE_SECONDS + ANSWER_SECONDS:g} s")
    return message
