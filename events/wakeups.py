"""The bell: an ARQ job a saga, and nothing but a hint. Losing one costs seconds; the sweeper rings again."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import structlog
from redis.asyncio import Redis

from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS
from saga.faults import FaultPoint, Faults

_log = structlog.get_logger("events.wakeups")

FUNCTION = "carry"
"""The name of the ARQ function that a bell asks for."""
_PATIENCE = 0.5
"""Seconds that ringing may take: the next commit waits for it."""

_RING = """
-- KEYS: the queue, the list a worker's blocking pop waits on, then keys to remember. ARGV: how many bells, for how many
-- milliseconds to remember; saga id and ring number of each bell; the value of each key.
-- The job has ARQ's own form; its id is <saga>:<ring>, so that a bell that hangs already is not hung twice.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local rung = 0
local bells = 2 * ARGV[1]
for i = 3, bells + 2, 2 do
  local id = ARGV[i] .. ':' .. ARGV[i + 1]
  if redis.call('ZADD', KEYS[1], 'NX', now, id) == 1 then
    redis.call('PSETEX', 'arq:job:' .. id, 86400000,
      '{"t":null,"f":"carry","a":["' .. ARGV[i] .. '"],"k":{},"et":' .. now .. '}')
    rung = rung + 1
  end
end
for i = 3, #KEYS do redis.call('SET', KEYS[i], ARGV[bells + i], 'PX', ARGV[2]) end
if rung > 0 and redis.call('EXISTS', KEYS[2]) == 0 then redis.call('LPUSH', KEYS[2], 1) end
return rung"""


def wake_key(queue: str) -> str:
    """The list on which a queue's workers wait."""
    return f"{queue}:wake"


class WorkerWakeups:
    """Rings for sagas, many in one call.

    Args:
        redis: with timeouts of its own: a frozen Redis must not hold anybody up for long.
        queue: the ARQ queue.
        faults: the fault points of this process.
        guard: around each call to Redis.
        remember_ms: how long idempotency keys are remembered.
    """

    def __init__(
        self, redis: Redis, queue: str, faults: Faults, guard: Guard = UNGUARDED, remember_ms: int = 3_600_000
    ) -> None:
        self._script = redis.register_script(_RING)
        self._keys = [queue, wake_key(queue)]
        self._faults = faults
        outage = Outage(_log, "bells are not rung: Redis is away; the sweeper will", "bells are rung again")
        self._hint = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_PATIENCE)
        self._remember_ms = remember_ms

    async def wake(self, due: Iterable[tuple[UUID, int]]) -> int:
        """See `events.hints.Wakeups`."""
        return await self._send(due, {})

    async def wake_and_remember(self, due: Iterable[tuple[UUID, int]], keys: Iterable[tuple[str, UUID]]) -> None:
        """See `events.hints.WakeupsAndKeys`."""
        await self._send(due, dict(keys))

    async def _send(self, due: Iterable[tuple[UUID, int]], keys: Mapping[str, UUID]) -> int:
        wakeups = [text for saga_id, claims in due for text in (str(saga_id), str(claims))]
        if not wakeups and not keys:
            return 0
        values = [str(task_id) for task_id in keys.values()]
        arguments: list[str | int] = [len(wakeups) // 2, self._remember_ms, *wakeups, *values]
        self._faults.inject(FaultPoint.BEFORE_WAKE)
        queued = int(await self._hint.attempt(lambda: self._script(keys=[*self._keys, *keys], args=arguments), 0))
        self._faults.inject(FaultPoint.AFTER_WAKE)
        return queued
