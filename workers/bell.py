"""The bell: an ARQ job a saga, and nothing but a hint. Losing one costs seconds; the sweeper rings again."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import structlog
from redis.asyncio import Redis

from events.outage import REDIS_TROUBLE, Outage
from saga.batcher import Batcher
from saga.faults import FaultPoint, Faults

_log = structlog.get_logger("workers.bell")

FUNCTION = "carry"
"""The name of the ARQ function that a bell asks for."""

_RING = """
-- KEYS: the queue, the list a worker's blocking pop waits on. ARGV: saga id and ring number by turns.
-- The job has ARQ's own form; its id is <saga>:<ring>, so that a bell that hangs already is not hung twice.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local rung = 0
for i = 1, #ARGV, 2 do
  local id = ARGV[i] .. ':' .. ARGV[i + 1]
  if redis.call('ZADD', KEYS[1], 'NX', now, id) == 1 then
    redis.call('PSETEX', 'arq:job:' .. id, 86400000,
      '{"t":null,"f":"carry","a":["' .. ARGV[i] .. '"],"k":{},"et":' .. now .. '}')
    rung = rung + 1
  end
end
if rung > 0 and redis.call('EXISTS', KEYS[2]) == 0 then redis.call('LPUSH', KEYS[2], 1) end
return rung"""


def wake_key(queue: str) -> str:
    """The list on which a queue's workers wait."""
    return f"{queue}:wake"


class Bell:
    """Rings for sagas, many in one call.

    Args:
        redis: with timeouts of its own: a frozen Redis must not hold anybody up for long.
        queue: the ARQ queue.
        faults: the fault points of this process.
    """

    def __init__(self, redis: Redis, queue: str, faults: Faults) -> None:
        self._script = redis.register_script(_RING)
        self._keys = [queue, wake_key(queue)]
        self._faults = faults
        self._outage = Outage(_log, "bells are not rung: Redis is away; the sweeper will", "bells are rung again")
        self._one = Batcher(self._ring_each, limit=512, whole=lambda _: True)

    async def ring(self, bells: Iterable[tuple[UUID, int]]) -> int:
        """Ring for (saga id, how often it was claimed so far); how many bells were hung that did not hang already.

        Never raises for trouble with Redis: it is 0 then, and logged once until Redis is back.
        """
        arguments = [text for saga_id, claims in bells for text in (str(saga_id), str(claims))]
        if not arguments:
            return 0
        self._faults.reach(FaultPoint.BEFORE_RING)
        try:
            rung = int(await self._script(keys=self._keys, args=arguments))
        except REDIS_TROUBLE as error:
            self._outage.met(error)
            return 0
        self._outage.passed()
        self._faults.reach(FaultPoint.AFTER_RING)
        return rung

    async def ring_one(self, saga_id: UUID) -> None:
        """Ring for a saga just accepted, together with whatever else is accepted meanwhile."""
        await self._one.submit(saga_id)

    async def _ring_each(self, ids: Sequence[UUID]) -> Sequence[None]:
        await self.ring((saga_id, 0) for saga_id in ids)
        return [None] * len(ids)
