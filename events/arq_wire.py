"""How ARQ keeps jobs in Redis: the only module that knows. tests/integration/test_arq_wire.py compares it with ARQ.

A queue is a sorted set of job ids, scored by the time from which they may run; the call itself is in a key of its own.
A wake-up is the job `<saga>:<claims>` that calls FUNCTION with the saga's id: the number of claims makes the id new
each time a saga is claimed, and keeps a saga from being queued twice in between. ARQ puts jobs in and takes them out
one at a time, with several commands each; these scripts do it for many in one call. They also keep a list that workers
wait on with a blocking pop, which ARQ does not have: it polls.
"""

from collections.abc import Iterable, Mapping
from string import Template
from uuid import UUID

import orjson
from arq.constants import expires_extra_ms, job_key_prefix
from arq.jobs import DeserializationError, deserialize_job_raw
from redis.asyncio import Redis

FUNCTION = "execute_saga"
"""The name of the ARQ function that a wake-up calls, with the saga's id as its only argument."""

_NOW = """
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))"""

_OURS = """
-- What is of another kind was not left there by us, and would stop all wake-ups.
local function take_over(key, kind)
  local found = redis.call('TYPE', key).ok
  if found ~= kind and found ~= 'none' then redis.call('DEL', key) end
end
take_over(KEYS[1], 'zset')
take_over(KEYS[2], 'list')"""

_ENQUEUE = Template(
    _NOW
    + _OURS
    + """
-- KEYS: queue, wake list, names of keys to store. ARGV: how many wake-ups, milliseconds until the stored keys expire,
-- saga and claims of each wake-up, the values to store. Returns how many wake-ups were not queued already.
local added = 0
local last = 2 * ARGV[1] + 2
for i = 3, last, 2 do
  local id = ARGV[i] .. ':' .. ARGV[i + 1]
  if redis.call('ZADD', KEYS[1], 'NX', now, id) == 1 then
    redis.call('PSETEX', '$job_key_prefix' .. id, $expires_ms,
      '{"t":null,"f":"$function","a":["' .. ARGV[i] .. '"],"k":{},"et":' .. now .. '}')
    added = added + 1
  end
end
for i = 3, #KEYS do redis.call('SET', KEYS[i], ARGV[last + i - 2], 'PX', ARGV[2]) end
if added > 0 and redis.call('EXISTS', KEYS[2]) == 0 then redis.call('LPUSH', KEYS[2], 1) end
return added"""
).substitute(job_key_prefix=job_key_prefix, expires_ms=expires_extra_ms, function=FUNCTION)

_TAKE = Template(
    _NOW
    + _OURS
    + """
-- KEYS: queue, wake list. ARGV: the largest number of jobs. Returns id and call of each job, alternating.
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
local taken = {}
for _, id in ipairs(ids) do
  local call = redis.pcall('GET', '$job_key_prefix' .. id)
  taken[#taken + 1] = id
  taken[#taken + 1] = type(call) == 'string' and call or ''
  redis.call('DEL', '$job_key_prefix' .. id)
  redis.call('ZREM', KEYS[1], id)
end
-- What is left is for another worker that waits.
if redis.call('ZCARD', KEYS[1]) > 0 and redis.call('EXISTS', KEYS[2]) == 0 then redis.call('LPUSH', KEYS[2], 1) end
return taken"""
).substitute(job_key_prefix=job_key_prefix)


class UnreadableWakeup(ValueError):
    """A job that is no wake-up as this version of Registro writes them, or one that has expired."""


class WakeupQueue:
    """The wake-ups in one ARQ queue. Its methods raise whatever the Redis client raises."""

    def __init__(self, redis: Redis, queue: str) -> None:
        self._enqueue = redis.register_script(_ENQUEUE)
        self._take = redis.register_script(_TAKE)
        self._keys = [queue, wake_list(queue)]

    async def enqueue(self, due: Iterable[tuple[UUID, int]], store: Mapping[str, UUID], store_milliseconds: int) -> int:
        """Queue wake-ups for pairs of a saga's id and the number of its claims; return how many were not queued yet.

        In the same call, store the ids in `store` under their keys for `store_milliseconds`.
        """
        wakeups = [text for saga_id, claims in due for text in (str(saga_id), claims)]
        arguments = [len(wakeups) // 2, store_milliseconds, *wakeups, *map(str, store.values())]
        return int(await self._enqueue(keys=[*self._keys, *store], args=arguments))

    async def take(self, limit: int) -> list[tuple[str, bytes]]:
        """Remove at most `limit` due jobs, the oldest first; return their ids and calls, for `read_saga`.

        An id that is no text keeps what can be read of it; a call that is no string in Redis is empty.
        """
        taken = await self._take(keys=self._keys, args=[limit])
        return [(job_id.decode(errors="replace"), call) for job_id, call in zip(taken[::2], taken[1::2], strict=True)]


def wake_list(queue: str) -> str:
    """The list that holds an element while there may be something in the queue; workers wait for one to pop."""
    return f"{queue}:wake"


def job_key(job_id: str) -> str:
    """The key in Redis that holds the call of a job."""
    return f"{job_key_prefix}{job_id}"


def read_saga(job: bytes) -> UUID:
    """The saga that a job is a wake-up for. Raises UnreadableWakeup."""
    try:
        function, arguments, named, _, _ = deserialize_job_raw(job, deserializer=orjson.loads)
        [saga_id] = [*arguments, *named.values()]
        if function != FUNCTION:
            raise UnreadableWakeup(f"it calls {function!r}")
        return UUID(saga_id)
    except (DeserializationError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableWakeup(repr(error)) from error
