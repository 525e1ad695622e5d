"""Admission control of one API process: how many new tasks may begin, and the answer to those that may not."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager

import structlog

from enrollment.problems import Overloaded
from guards.admission_policy import (
    MAX_READING_AGE_SECONDS,
    BacklogReading,
    OverloadReason,
    admitted,
    estimated_drain_seconds,
    finish_rate,
    half_for_registrars,
    needs_reading,
    recent_readings,
    spread_retry_seconds,
)
from kit.background import Loops
from kit.errors import DatabaseUnavailable
from kit.outage import Outage

ReadBacklog = Callable[[int], Awaitable[tuple[int, int, int]]]
"""Takes the number up to which unfinished tasks are counted. Returns how many there are, how many of them registrars
asked for, and how many tasks have ever ended."""

_log = structlog.get_logger("services.admission")

_READ_TIMEOUT_SECONDS = 1.0
"""How long reading the backlog may take: a batch of mutations waits for it."""
_PENDING_DRAIN_SECONDS = 2.0
"""How long a process that holds too many mutations takes to write them, unless its database is slow."""
_QUIET_SECONDS = 5.0
"""Time without a refusal after which an overload is over: at the limit, tasks are refused and admitted by turns."""


class _Held(AbstractContextManager[None]):
    """One mutation that is held. A generator would cost each mutation three times as much."""

    __slots__ = ("_admission", "_by_registrar")

    def __init__(self, admission: "Admission", by_registrar: bool) -> None:
        self._admission = admission
        self._by_registrar = by_registrar

    def __enter__(self) -> None:
        self._admission.hold(1, by_registrar=self._by_registrar)

    def __exit__(self, *_: object) -> None:
        self._admission.hold(-1, by_registrar=self._by_registrar)


class Admission:
    """Decides how many new tasks may begin. Asked once for each batch of mutations.

    Args:
        read: reads the backlog from the database, without its circuit breaker: the waiting batch is one call already.
        limit: unfinished tasks in the installation; `guards.admission_policy.overshoot` says by how many it may be
            exceeded.
        max_pending: mutations that this process holds before it refuses new ones; of registrars it holds half as many.

    Attributes:
        pending: mutations that this process holds.
        refused: how many were refused, by reason.
    """

    def __init__(self, read: ReadBacklog, limit: int, max_pending: int) -> None:
        self._read = read
        self.limit = limit
        self._max_pending = max_pending
        self.pending = 0
        self._pending_by_registrars = 0
        self.refused: Counter[OverloadReason] = Counter(dict.fromkeys(OverloadReason, 0))
        self._reading: BacklogReading | None = None
        self._begun = 0
        self._begun_by_registrars = 0
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

    def refuses_new(self, *, by_registrar: bool) -> bool:
        """Whether this process holds more mutations than it may: those that need a new task are to be refused.

        `by_registrar`: whether a registrar asks.
        """
        return self._holds_more_than(self._max_pending, by_registrar=by_registrar)

    def refuses_all(self, *, by_registrar: bool) -> bool:
        """Whether it holds twice as many: any mutation is to be refused, without a look-up."""
        return self._holds_more_than(2 * self._max_pending, by_registrar=by_registrar)

    def holding(self, *, by_registrar: bool) -> AbstractContextManager[None]:
        """Count one more mutation as held while the block runs."""
        return _Held(self, by_registrar)

    def hold(self, change: int, *, by_registrar: bool) -> None:
        """Count `change` more mutations as held, or fewer if it is negative."""
        self.pending += change
        self._pending_by_registrars += change * by_registrar

    async def admit(self, asked: Sequence[bool]) -> list[bool]:
        """Which of the new tasks may begin; `asked`: for each, whether a registrar asks for it.

        Those count as begun, until `not_begun` is told otherwise.
        """
        now = time.monotonic()
        if now >= self._not_before and needs_reading(self._reading, now, self._begun + len(asked), self.limit):
            await self._read_backlog(now)
        unfinished, by_registrars = self._begun, self._begun_by_registrars
        if self._reading is not None:
            unfinished += self._reading.unfinished
            by_registrars += self._reading.by_registrars
        answers = admitted(self.limit, unfinished, by_registrars, asked)
        self._begun += sum(answers)
        self._begun_by_registrars += sum(by for by, begins in zip(asked, answers, strict=True) if begins)
        return answers

    def not_begun(self, asked: Sequence[bool]) -> None:
        """Give back the room of tasks that were admitted and did not begin; `asked`: as for `admit`.

        Without that a student whose requests are refused for having too many tasks would take the room of others.
        """
        self._begun -= len(asked)
        self._begun_by_registrars -= sum(asked)

    def refuse(self, reason: OverloadReason) -> Overloaded:
        """The answer to a mutation that is refused for `reason`."""
        self.refused[reason] += 1
        self._refused_at[reason] = time.monotonic()
        self._overloads[reason].failed(limit=self.limit if reason is OverloadReason.BACKLOG else self._max_pending)
        chance = random.random()  # noqa: S311 - no secret depends on it
        return Overloaded(retry_after_seconds=spread_retry_seconds(self._drain_seconds(reason), chance))

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Log the end of an overload while the block runs, even if no more mutations arrive."""
        async with loops.running(self._watch, "admission"):
            yield

    def _drain_seconds(self, reason: OverloadReason) -> float:
        if reason is OverloadReason.PENDING or self._reading is None:
            return _PENDING_DRAIN_SECONDS
        rate = finish_rate(self._earlier, self._reading)
        return estimated_drain_seconds(self._reading.unfinished + self._begun, rate)

    def _holds_more_than(self, limit: int, *, by_registrar: bool) -> bool:
        too_many_of_registrars = self._pending_by_registrars > half_for_registrars(limit)
        return self.pending > limit or (by_registrar and too_many_of_registrars)

    async def _read_backlog(self, now: float) -> None:
        """Read the backlog. If the database cannot answer, the last reading remains in use."""
        try:
            async with asyncio.timeout(_READ_TIMEOUT_SECONDS):
                unfinished, by_registrars, ended = await self._read(self.limit + 1)
        except (TimeoutError, DatabaseUnavailable):
            self._not_before = now + MAX_READING_AGE_SECONDS
            return
        self._reading = BacklogReading(now, unfinished, by_registrars, ended)
        self._begun = self._begun_by_registrars = 0
        self._earlier = recent_readings(self._earlier, self._reading)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(1)
            for reason, overload in self._overloads.items():
                if time.monotonic() - self._refused_at[reason] >= _QUIET_SECONDS:
                    overload.recovered()
