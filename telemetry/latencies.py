"""How long operations took in the last five minutes, in all processes: one histogram in Redis for each slot of time."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis

from enrollment.statistics import BUCKETS, LatencyKind, LatencyStats, bucket_of, latency
from kit.background import Loops
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("telemetry.latencies")

_REDIS_TIMEOUT_SECONDS = 0.25
"""How long Redis may take: an operator waits for the figures."""
SLOT_SECONDS = 10
"""The width of a slot."""
SLOT_COUNT = 30
"""How many complete slots are read: five minutes. The current slot is read as well."""

Measured = tuple[LatencyKind, int]
"""(what was timed, bucket of the histogram)"""

# Redis's clock chooses the slot: the clocks of the processes may be an hour apart.
_ADD = """
-- KEYS: the prefix of the slots. ARGV: width of a slot and time to keep it, in seconds; then field, count, field, …
local name = KEYS[1] .. ':' .. math.floor(redis.call('TIME')[1] / ARGV[1])
for i = 3, #ARGV, 2 do redis.call('HINCRBY', name, ARGV[i], ARGV[i + 1]) end
redis.call('EXPIRE', name, ARGV[2])
return 1"""

_SUM = """
-- KEYS: the prefix of the slots. ARGV: width of a slot in seconds, slots to read. Returns field, count, field, …
local last = math.floor(redis.call('TIME')[1] / ARGV[1])
local sums, fields = {}, {}
for slot = last - ARGV[2], last do
  local counts = redis.call('HGETALL', KEYS[1] .. ':' .. string.format('%.0f', slot))
  for i = 1, #counts, 2 do
    if not sums[counts[i]] then
      sums[counts[i]] = 0
      fields[#fields + 1] = counts[i]
    end
    sums[counts[i]] = sums[counts[i]] + counts[i + 1]
  end
end
local answer = {}
for _, field in ipairs(fields) do
  answer[#answer + 1] = field
  answer[#answer + 1] = sums[field]
end
return answer"""


class Latencies:
    """Records how long this process's operations took and reads those of all processes. Recording waits for nothing.

    Args:
        redis: the client.
        prefix: before every Redis key.
        guard: the circuit breaker of Redis.
        interval_seconds: between two times that this process adds its latest measurements to the shared ones. What
            cannot be added then is lost to them, which figures of the last minutes can bear.

    Attributes:
        totals: measurements since the process started, by what was timed and bucket.
        seconds: their sum, by what was timed.
    """

    def __init__(self, redis: Redis, prefix: str, guard: Guard = UNGUARDED, interval_seconds: float = 1.0) -> None:
        self._add = redis.register_script(_ADD)
        self._sum = redis.register_script(_SUM)
        self._redis_key = f"{prefix}:latency"
        self._interval_seconds = interval_seconds
        self._new: Counter[Measured] = Counter()
        self._slots: dict[int, Counter[Measured]] = {}
        self.totals: Counter[Measured] = Counter()
        self.seconds = dict.fromkeys(LatencyKind, 0.0)
        outage = Outage(
            _log, "Redis is unavailable: latencies are those of this process only", "latencies are shared again"
        )
        self._best_effort = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_REDIS_TIMEOUT_SECONDS)

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Share measurements at intervals while the block runs, and once more when it has ended."""
        try:
            async with loops.running(self._run, "latencies"):
                yield
        finally:
            await self._share()

    def record(self, what: LatencyKind, seconds: float) -> None:
        """Record that an operation took `seconds`."""
        measured = (what, bucket_of(seconds))
        self._new[measured] += 1
        self.totals[measured] += 1
        self.seconds[what] += max(seconds, 0.0)
        slot = int(time.monotonic() // SLOT_SECONDS)
        if slot not in self._slots:
            self._slots = {kept: counts for kept, counts in self._slots.items() if kept >= slot - SLOT_COUNT}
            self._slots[slot] = Counter()
        self._slots[slot][measured] += 1

    async def read(self) -> Sequence[LatencyStats]:
        """The latencies of all processes, of each kind in its order; of this process alone without Redis."""
        await self._share()
        answer = await self._best_effort.attempt(
            lambda: self._sum(keys=[self._redis_key], args=[SLOT_SECONDS, SLOT_COUNT]), None
        )
        counts = self._local() if answer is None else _read(answer)
        return [latency(what, {b: n for (kind, b), n in counts.items() if kind is what}) for what in LatencyKind]

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._interval_seconds)
            await self._share()

    async def _share(self) -> None:
        new, self._new = self._new, Counter()
        if new:
            fields = [text for (what, bucket), count in new.items() for text in (f"{what}:{bucket}", count)]
            arguments = [SLOT_SECONDS, SLOT_SECONDS * (SLOT_COUNT + 2), *fields]
            await self._best_effort.attempt(lambda: self._add(keys=[self._redis_key], args=arguments), None)

    def _local(self) -> Mapping[Measured, int]:
        oldest = int(time.monotonic() // SLOT_SECONDS) - SLOT_COUNT
        return sum((counts for slot, counts in self._slots.items() if slot >= oldest), Counter())


def _read(answer: Sequence[bytes | int]) -> Mapping[Measured, int]:
    """The counts in the script's answer, without what another release may have measured."""
    counts: dict[Measured, int] = {}
    for field, count in zip(answer[::2], answer[1::2], strict=True):
        with contextlib.suppress(ValueError):
            assert isinstance(field, bytes)
            what, _, bucket = str(field, "ascii").partition(":")
            if 0 <= int(bucket) < BUCKETS:
                counts[LatencyKind(what), int(bucket)] = int(count)
    return counts
