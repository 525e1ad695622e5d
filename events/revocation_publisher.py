"""Tells other API processes which tokens were revoked. A message may be lost: they also read the database."""

import msgspec
import structlog
from redis.asyncio import Redis

from enrollment.revocation import Revocation
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_TIMEOUT_SECONDS = 0.5

_log = structlog.get_logger(__name__)
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Revocation)


class RevocationPublisher:
    """Publishes revocations on a channel of their own.

    Args:
        guard: the circuit breaker of Redis.
    """

    def __init__(self, redis: Redis, channel: str, guard: Guard = UNGUARDED) -> None:
        self._redis = redis
        self._channel = channel
        outage = Outage(_log, "Redis is unavailable: revocations are not published", "revocations are published again")
        self._best_effort = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_TIMEOUT_SECONDS)

    async def publish(self, revocation: Revocation) -> None:
        """Publish it, or give up after half a second. Never raises because of Redis."""
        message = _encoder.encode(revocation)
        await self._best_effort.attempt(lambda: self._redis.publish(self._channel, message), None)


def read_revocation(message: bytes) -> Revocation | None:
    """What a message says; None for one that this release cannot read: the database has it too."""
    try:
        return _decoder.decode(message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        _log.warning("an unreadable revocation is dropped", error=str(error))
        return None
