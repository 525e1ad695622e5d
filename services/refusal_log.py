"""What was refused before there was a task, on its way into the audit log: behind the answer, in order of arrival."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import structlog

from enrollment.audit import RefusedRequest, more_refusals
from kit.background import Loops
from kit.errors import DatabaseUnavailable
from kit.outage import Outage

Write = Callable[[Sequence[tuple[RefusedRequest, float]]], Awaitable[None]]
"""Writes refusals with their ages in seconds, all or none."""

_log = structlog.get_logger("services.refusal_log")

_BATCH_SIZE = 200
MOST = 10_000
"""Refusals that wait for the database; beyond that those that have waited longest are lost, and counted."""
LINES_A_MINUTE = 60
"""Refusals of one caller that are taken down in a minute; programs that try again make thousands."""
_PAUSE = 1.0
"""Seconds between two attempts while the database cannot be reached."""
_LAST_SECONDS = 2.0
"""What is spent on the rest when the process ends."""


class RefusalLog:
    """Takes down refused requests. One writer, so that their entries stand in the log in order of arrival.

    A refusal changed nothing, so its line need not be part of a commit, and the answer does not wait for it. What a
    process has not written yet, a moment's worth, is lost if it is killed. Of each caller a number of refusals is taken
    down in a minute, and after that minute how many more there were, so that no caller pushes out what others did.
    """

    def __init__(self, write: Write, clock: Callable[[], float] = time.monotonic) -> None:
        self._write = write
        self._clock = clock
        self._minute = 0.0
        self._seen: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._waiting: deque[tuple[RefusedRequest, float]] = deque()
        self._told, self._idle = asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._outage = Outage(
            _log, "refusals wait for the audit log: the database cannot be reached", "refusals are written"
        )
        self._overflow = Outage(_log, "refusals are lost: too many wait for the audit log", "no more refusals are lost")

    def record(self, refused: RefusedRequest) -> None:
        """Take it; never waits, never raises. What a caller is refused too often in a minute is only logged."""
        if refused.problem is not None:
            _log.info(
                "refused",
                correlation_id=refused.correlation_id,
                saga_id=None if refused.task_id is None else str(refused.task_id),
                problem=refused.problem.code,
            )
        if self._clock() // 60 != self._minute:
            self._end_minute()
        self._seen[refused.actor] += 1
        if self._seen[refused.actor] <= LINES_A_MINUTE:
            self._put(refused)
        else:
            if not self._left_out:
                self._told.set()  # so that the end of the minute is waited for
            self._left_out[refused.actor] += 1

    def _end_minute(self) -> None:
        """Take down how many more refusals there were, of each caller who had too many, and begin another minute."""
        for actor, count in self._left_out.items():
            self._put(more_refusals(actor, count))
        self._seen.clear()
        self._left_out.clear()
        self._minute = self._clock() // 60

    def _left_of_minute(self) -> float:
        """Seconds; 0 if another minute has begun without `_end_minute`."""
        return max(0.0, (self._minute + 1) * 60 - self._clock())

    def _put(self, refused: RefusedRequest) -> None:
        self._waiting.append((refused, time.monotonic()))
        if len(self._waiting) > MOST:
            self._waiting.popleft()
            self._overflow.failed()
        else:
            self._overflow.recovered()
        self._idle.clear()
        self._told.set()

    @asynccontextmanager
    async def running(self, loops: Loops) -> AsyncIterator[None]:
        """Write while the block runs, and at its end what is left."""
        async with loops.running(self._run, "refusals"):
            try:
                yield
            finally:
                self._end_minute()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LAST_SECONDS):
                        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._left_of_minute() if self._left_out else None):
                    await self._told.wait()
            if self._clock() // 60 != self._minute:
                self._end_minute()
            some = [self._waiting.popleft() for _ in range(min(_BATCH_SIZE, len(self._waiting)))]
            if some and not await self._written(some):
                self._waiting.extendleft(reversed(some))
                await asyncio.sleep(_PAUSE)
            elif not self._waiting:
                self._told.clear()
                self._idle.set()

    async def _written(self, some: Sequence[tuple[RefusedRequest, float]]) -> bool:
        """True if these are done. A row that cannot be written at all is logged and skipped."""
        now = time.monotonic()
        try:
            await self._write([(refused, now - since) for refused, since in some])
        except DatabaseUnavailable as error:
            self._outage.failed(error)
            return False
        except Exception:  # noqa: BLE001 - one refusal that cannot be written must not end the writing
            if len(some) > 1:
                return all([await self._written([one]) for one in some])
            _log.exception("a refusal cannot be written", action=some[0][0].action)
        else:
            self._outage.recovered()
        return True
