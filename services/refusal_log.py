"""What was refused before there was a task, on its way into the audit log: behind the answer, in order of arrival."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import structlog

from enrollment.audit import RefusedRequest
from kit.background import running_in_background
from kit.errors import DatabaseUnavailable
from kit.outage import Outage

Write = Callable[[Sequence[tuple[RefusedRequest, float]]], Awaitable[None]]
"""Writes refusals with their ages in seconds, all or none."""

_log = structlog.get_logger("services.refusal_log")

_BATCH_SIZE = 200
MOST = 10_000
"""Refusals that wait for the database; beyond that those that have waited longest are lost, and counted."""
_PAUSE = 1.0
"""Seconds between two attempts while the database cannot be reached."""
_LAST_SECONDS = 2.0
"""What is spent on the rest when the process ends."""


class RefusalLog:
    """Takes down refused requests. One writer, so that their entries stand in the log in order of arrival.

    A refusal changed nothing, so its line need not be part of a commit, and the answer does not wait for it. What a
    process has not written yet, a moment's worth, is lost if it is killed.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: deque[tuple[RefusedRequest, float]] = deque()
        self._told, self._idle = asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._outage = Outage(
            _log, "refusals wait for the audit log: the database cannot be reached", "refusals are written"
        )

    def record(self, refused: RefusedRequest) -> None:
        """Take it; never waits, never raises."""
        _log.info(
            "refused",
            correlation_id=refused.correlation_id,
            saga_id=None if refused.task_id is None else str(refused.task_id),
            problem=refused.problem.code,
        )
        self._waiting.append((refused, time.monotonic()))
        if len(self._waiting) > MOST:
            self._waiting.popleft()
            _log.warning("a refusal is lost: too many wait for the audit log", action=refused.action)
        self._idle.clear()
        self._told.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write while the block runs, and at its end what is left."""
        async with running_in_background(self._run(), "refusals"):
            try:
                yield
            finally:
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LAST_SECONDS):
                        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            await self._told.wait()
            some = [self._waiting.popleft() for _ in range(min(_BATCH_SIZE, len(self._waiting)))]
            if not await self._written(some):
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
