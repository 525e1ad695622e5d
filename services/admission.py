"""Back-pressure of one API process: how much it lets in, and how it tells that it lets no more in."""

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
from kit.outage import Outage
from models.database import transient

Read = Callable[[int], Awaitable[tuple[int, int]]]
"""Tasks to be carried out, counted up to so many, and those that have ever ended."""

_log = structlog.get_logger("services.admission")

_PATIENCE = 1.0
"""Seconds that a reading may take: a batch waits for it."""
_SOON = 2.0
"""Seconds in which a process that holds too much has written it, unless its database is in trouble."""
_QUIET = 5.0
"""Seconds without a refusal after which it is over: at the limit, refusing and admitting take turns."""


class Backlog:
    """Says what of new work there is room for. The desk asks it once for each batch.

    Args:
        read: asks the database.
        limit: most unfinished tasks of the installation; `guards.admission_policy.overshoot` says by how much it may be
            missed.
        most_pending: most submissions that this process holds at once before it turns new ones away.

    Attributes:
        pending: submissions that it holds.
        refused: how many were refused, by what there was too much of.
    """

    def __init__(self, read: Read, limit: int, most_pending: int) -> None:
        self._read = read
        self.limit = limit
        self._most_pending = most_pending
        self.pending = 0
        self.refused: Counter[OverloadReason] = Counter(dict.fromkeys(OverloadReason, 0))
        self._reading: BacklogReading | None = None
        self._begun = 0
        self._earlier: Sequence[BacklogReading] = ()
        self._not_before = 0.0
        self._latest = dict.fromkeys(OverloadReason, 0.0)
        self._outages = {
            OverloadReason.BACKLOG: Outage(
                _log, "overloaded: too many tasks are unfinished", "no longer overloaded by tasks"
            ),
            OverloadReason.PENDING: Outage(
                _log, "overloaded: too many mutations wait to be written", "no longer overloaded by mutations"
            ),
        }

    @property
    def crowded(self) -> bool:
        """Whether this process holds more than it should: what is new is to be turned away."""
        return self.pending > self._most_pending

    @property
    def full(self) -> bool:
        """Whether it holds twice that: whatever comes is to be turned away, without looking at it."""
        return self.pending > 2 * self._most_pending

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Meanwhile one more submission is held."""
        self.pending += 1
        try:
            yield
        finally:
            self.pending -= 1

    async def admit(self, asked: int) -> int:
        """How many of `asked` new tasks may be begun; those count as begun, whatever becomes of them."""
        now = time.monotonic()
        if now >= self._not_before and needs_reading(self._reading, now, self._begun + asked, self.limit):
            await self._renew(now)
        unfinished = self._reading.unfinished if self._reading else 0
        admitted = admissible(self.limit, unfinished, self._begun, asked)
        self._begun += admitted
        return admitted

    def refuse(self, why: OverloadReason) -> Overloaded:
        """The answer to one that is turned away."""
        self.refused[why] += 1
        self._latest[why] = time.monotonic()
        self._outages[why].failed(limit=self.limit if why is OverloadReason.BACKLOG else self._most_pending)
        chance = random.random()  # noqa: S311 - nobody gains by guessing it
        return Overloaded(retry_after_seconds=spread_retry_seconds(self._needed(why), chance))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Meanwhile notice that it is over, even if nobody comes any more."""
        async with running_in_background(self._watch(), "backlog"):
            yield

    def _needed(self, why: OverloadReason) -> float:
        if why is OverloadReason.PENDING or self._reading is None:
            return _SOON
        return estimated_drain_seconds(
            self._reading.unfinished + self._begun, finish_rate(self._earlier, self._reading)
        )

    async def _renew(self, now: float) -> None:
        """Where the count cannot be had, the last one counts on, with what was begun since."""
        try:
            async with asyncio.timeout(_PATIENCE):
                unfinished, ended = await self._read(self.limit + 1)
        except Exception as error:
            if not transient(error):
                raise
            self._not_before = now + MAX_READING_AGE_SECONDS
            return
        self._reading, self._begun = BacklogReading(now, unfinished, ended), 0
        self._earlier = recent_readings(self._earlier, self._reading)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(1)
            for why, outage in self._outages.items():
                if time.monotonic() - self._latest[why] >= _QUIET:
                    outage.recovered()
