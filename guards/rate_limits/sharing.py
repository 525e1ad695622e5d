"""Settles with Redis what the callers of this process have drawn, so that all processes admit together what one may."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import structlog
from redis.asyncio import Redis

from guards.rate_limits.buckets import Buckets, Debt
from guards.rate_limits.rates import Rates
from kit.background import Loops
from kit.guard import UNGUARDED, Guard
from kit.outage import BestEffortCall, Outage
from kit.redis_errors import REDIS_ERRORS

_log = structlog.get_logger("guards.rate_limits")

_SETTLE_SECONDS = 1.0
"""Between two settlements, unless a caller owes half a chunk."""
_MAX_BATCH = 500
"""Buckets in one call to Redis, which it does nothing else beside; about a millisecond."""
_REDIS_TIMEOUT_SECONDS = 0.25
"""How long Redis may take. A chunk lasts half a second at least."""
_QUIET_SECONDS = 5.0
"""Time without a refusal after which it is logged that callers are no longer refused."""

_DRAW = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local per_second, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local levels = {}
for index, key in ipairs(KEYS) do
    local level, at = string.match(redis.call('GET', key) or '', '^(%-?[%d.]+) ([%d.]+)$')
    level, at = tonumber(level or ''), tonumber(at or '')
    if level and at then
        level = math.min(burst, level + math.max(0, now - at) * per_second)
    else
        level = burst
    end
    level = level - tonumber(ARGV[2 + index])
    local lifetime = math.ceil((burst - level) / per_second * 1000) + 1000
    redis.call('SET', key, string.format('%.6f %.6f', level, now), 'PX', lifetime)
    levels[index] = string.format('%.6f', level)
end
return levels
"""
"""Draws from buckets, below zero if need be, and returns their levels. A bucket that is full again expires."""


class RateSharing:
    """Settles debts in the background, in few calls for all callers. No request waits for it.

    While Redis is unavailable debts are forgiven, and the buckets of this process decide alone.

    Args:
        prefix: before every Redis key.
        guard: the circuit breaker of Redis.
    """

    def __init__(self, rates: Rates, redis: Redis, prefix: str, guard: Guard = UNGUARDED) -> None:
        self._rates = rates
        self._prefix = f"{prefix}:rate"
        self._draw = redis.register_script(_DRAW)
        outage = Outage(
            _log,
            "Redis is unavailable: each process counts the requests of callers by itself",
            "requests of callers are counted together again",
        )
        self._best_effort = BestEffortCall(outage, REDIS_ERRORS, guard, timeout_seconds=_REDIS_TIMEOUT_SECONDS)
        self._refusals = [
            (table, Outage(_log, "callers are refused: they ask too often", "callers are no longer refused"))
            for table in rates.tables
        ]

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Settle while the block runs."""
        async with loops.running(self._run, "rate limits"):
            yield

    async def settle(self) -> None:
        """Settle all debts. If Redis cannot be reached they are forgiven."""
        for table in self._rates.tables:
            debts = table.debts()
            for start in range(0, len(debts), _MAX_BATCH):
                await self._settle(table, debts[start : start + _MAX_BATCH])
            table.forget_full()

    async def _run(self) -> None:
        pressing = self._rates.debts_pressing
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_SETTLE_SECONDS):
                    await pressing.wait()
            pressing.clear()
            await self.settle()
            self._log_refusals()

    async def _settle(self, table: Buckets, debts: Sequence[Debt]) -> None:
        keys = [f"{self._prefix}:{table.name}:{debt.key}" for debt in debts]
        limits = [table.limit.per_second, table.limit.burst]
        levels = await self._best_effort.attempt(
            lambda: self._draw(keys=keys, args=[*limits, *(debt.tokens for debt in debts)]), None
        )
        table.settle(debts, None if levels is None else [float(level) for level in levels])

    def _log_refusals(self) -> None:
        for table, refusals in self._refusals:
            if time.monotonic() - table.refused_at < _QUIET_SECONDS:
                refusals.failed(limit=table.name, caller=table.last_refused)
            else:
                refusals.recovered()
