"""How long things took in the last five minutes, in all processes together: histograms in Redis, one a slot of time."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis

from enrollment.statistics import LatencyKind, LatencyStats, bucket_of, latency
from kit.background import running_in_background
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("telemetry.latencies")

_PATIENCE = 0.25
"""Seconds that Redis may take: an operator waits for the figures."""
SLOT = 10
"""Seconds a slot is wide."""
SLOTS = 30
"""Whole slots that are looked back: five minutes. The one under way counts as well."""

Measured = tuple[LatencyKind, int]
"""What was timed, and the bucket."""

# The slot is Redis's to say: the clocks of the processes may be an hour apart.
_ADD = """
-- KEYS: before the names of slots. ARGV: seconds a slot, seconds to keep it; field and count by turns.
local name = KEYS[1] .. ':' .. math.floor(redis.call('TIME')[1] / ARGV[1])
for i = 3, #ARGV, 2 do redis.call('HINCRBY', name, ARGV[i], ARGV[i + 1]) end
redis.call('EXPIRE', name, ARGV[2])
return 1"""

_SUM = """
-- KEYS: before the names of slots. ARGV: seconds a slot, slots to look back. Returns field and count by turns.
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
    """Times what this process does, and tells of all processes; nothing that is timed waits for Redis.

    Args:
        redis: the client.
        prefix: before every Redis key.
        guard: around each call to Redis.
        every: seconds between two times that this process adds what it has measured since. What cannot be added then
            is left out of the shared figures: they are no accounts.

    Attributes:
        totals: everything measured since this process began; seconds: how long it took together, by what was timed.
    """

    def __init__(self, redis: Redis, prefix: str, guard: Guard = UNGUARDED, every: float = 1.0) -> None:
        self._add = redis.register_script(_ADD)
        self._sum = redis.register_script(_SUM)
        self._name = f"{prefix}:latency"
        self._every = every
        self._new: Counter[Measured] = Counter()
        self._slots: dict[int, Counter[Measured]] = {}
        self.totals: Counter[Measured] = Counter()
        self.seconds: Counter[LatencyKind] = Counter()
        outage = Outage(_log, "latencies are not shared: Redis is away", "latencies are shared again")
        self._hint = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_PATIENCE)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Add up meanwhile, and once more in the end."""
        try:
            async with running_in_background(self._run(), "latencies"):
                yield
        finally:
            await self._share()

    def took(self, what: LatencyKind, seconds: float) -> None:
        """Count one more that took so long."""
        measured = (what, bucket_of(seconds))
        self._new[measured] += 1
        self.totals[measured] += 1
        self.seconds[what] += max(seconds, 0.0)  # type: ignore[assignment]  # a Counter of floats adds up as well
        slot = int(time.monotonic() // SLOT)
        if slot not in self._slots:
            self._slots = {kept: counts for kept, counts in self._slots.items() if kept >= slot - SLOTS}
            self._slots[slot] = Counter()
        self._slots[slot][measured] += 1

    async def read(self) -> Sequence[LatencyStats]:
        """Of all processes, or of this one while Redis is away; of each kind, in their order."""
        await self._share()
        answer = await self._hint.attempt(lambda: self._sum(keys=[self._name], args=[SLOT, SLOTS]), None)
        counts = self._here() if answer is None else _read(answer)
        return [latency(what, {b: n for (kind, b), n in counts.items() if kind is what}) for what in LatencyKind]

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._share()

    async def _share(self) -> None:
        new, self._new = self._new, Counter()
        if new:
            fields = [text for (what, bucket), count in new.items() for text in (f"{what}:{bucket}", count)]
            arguments = [SLOT, SLOT * (SLOTS + 2), *fields]
            await self._hint.attempt(lambda: self._add(keys=[self._name], args=arguments), None)

    def _here(self) -> Mapping[Measured, int]:
        oldest = int(time.monotonic() // SLOT) - SLOTS
        return sum((counts for slot, counts in self._slots.items() if slot >= oldest), Counter())


def _read(answer: Sequence[bytes | int]) -> Mapping[Measured, int]:
    counts: dict[Measured, int] = {}
    for field, count in zip(answer[::2], answer[1::2], strict=True):
        what, _, bucket = str(field, "ascii").partition(":")  # type: ignore[arg-type]  # by turns
        counts[LatencyKind(what), int(bucket)] = int(count)
    return counts
