"""Admission control of one API process: how many new tasks may begin, and the answer to those that may not."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import structlog

from enrollment.problems import Overloaded
from guards.admission_policy import (
    MAX_READING_AGE_SECONDS,
    BacklogReading,
    OverloadReason,
    admissible,
    estimated_drain_seconds,
    finish_rate,
    needs_reading,
    recent_readings,
    spread_retry_seconds,
)
from kit.background import running_in_background
from kit.errors import DatabaseUnavailable
from kit.outage import Outage

ReadBacklog = Callable[[int], Awaitable[tuple[int, int]]]
"""Takes the number up to which unfinished tasks are counted. Returns (unfinished tasks, tasks that have ever ended)."""

_log = structlog.get_logger("services.admission")

_READ_TIMEOUT_SECONDS = 1.0
"""How long reading the backlog may take: a batch of mutations waits for it."""
_PENDING_DRAIN_SECONDS = 2.0
"""How long a process that holds too many mutations takes to write them, unless its database is slow."""
_QUIET_SECONDS = 5.0
"""Time without a refusal after which an overload is over: at the limit, tasks are refused and admitted by turns."""


class Admission:
    """Decides how many new tasks may begin. Asked once for each batch of mutations.

    Args:
        read: reads the backlog from the database, without its circuit breaker: the waiting batch is one call already.
        limit: unfinished tasks in the installation; `guards.admission_policy.overshoot` says by how many it may be
            exceeded.
        max_pending: mutations that this process holds before it refuses new ones.

    Attributes:
        pending: mutations that this process holds.
        refused: how many were refused, by reason.
    """

    def __init__(self, read: ReadBacklog, limit: int, max_pending: int) -> None:
        self._read = read
        self.limit = limit
        self._max_pending = max_pending
        self.pending = 0
        self.refused: Counter[OverloadReason] = Counter(dict.fromkeys(OverloadReason, 0))
        self._reading: BacklogReading | None = None
        self._begun = 0
        self._earlier: Sequence[BacklogReading] = ()
        self._not_before = 0.0
        self._refused_at = dict.fromkeys(OverloadReason, 0.0)
        self._overloads = {
            OverloadReason.BACKLOG: Outage(
                _log, "overloaded: too many tasks are unfinished", "no longer overloaded by tasks"
            ),
            OverloadReason.PENDING: Outage(
                _log, "overloaded: too many mutations wait to be written", "no longer overloaded by mutations"
            ),
        }

    @property
    def refuses_new(self) -> bool:
        """Whether this process holds more mutations than it may: those that need a new task are to be refused."""
        return self.pending > self._max_pending

    @property
    def refuses_all(self) -> bool:
        """Whether it holds twice as many: any mutation is to be refused, without a look-up."""
        return self.pending > 2 * self._max_pending

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Count one more mutation as held while the block runs."""
        self.pending += 1
        try:
            yield
        finally:
            self.pending -= 1

    async def admit(self, asked: int) -> int:
        """How many of `asked` new tasks may begin. They count as begun, even if they are not stored afterwards."""
        now = time.monotonic()
        if now >= self._not_before and needs_reading(self._reading, now, self._begun + asked, self.limit):
            await self._read_backlog(now)
        unfinished = self._reading.unfinished if self._reading else 0
        admitted = admissible(self.limit, unfinished, self._begun, asked)
        self._begun += admitted
        return admitted

    def refuse(self, reason: OverloadReason) -> Overloaded:
        """The answer to a mutation that is refused for `reason`."""
        self.refused[reason] += 1
        self._refused_at[reason] = time.monotonic()
        self._overloads[reason].failed(limit=self.limit if reason is OverloadReason.BACKLOG else self._max_pending)
        chance = random.random()  # noqa: S311 - no secret depends on it
        return Overloaded(retry_after_seconds=spread_retry_seconds(self._drain_seconds(reason), chance))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Log the end of an overload while the block runs, even if no more mutations arrive."""
        async with running_in_background(self._watch(), "admission"):
            yield

    def _drain_seconds(self, reason: OverloadReason) -> float:
        if reason is OverloadReason.PENDING or self._reading is None:
            return _PENDING_DRAIN_SECONDS
        rate = finish_rate(self._earlier, self._reading)
        return estimated_drain_seconds(self._reading.unfinished + self._begun, rate)

    async def _read_backlog(self, now: float) -> None:
        """Read the backlog. If the database cannot answer, the last reading remains in use."""
        try:
            async with asyncio.timeout(_READ_TIMEOUT_SECONDS):
                unfinished, ended = await self._read(self.limit + 1)
        except (TimeoutError, DatabaseUnavailable):
            self._not_before = now + MAX_READING_AGE_SECONDS
            return
        self._reading, self._begun = BacklogReading(now, unfinished, ended), 0
        self._earlier = recent_readings(self._earlier, self._reading)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(1)
            for reason, overload in self._overloads.items():
                if time.monotonic() - self._refused_at[reason] >= _QUIET_SECONDS:
                    overload.recovered()
