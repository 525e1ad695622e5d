"""Reads from the database what lost messages did not say: messages may be lost, committed states are not."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

import structlog

from enrollment.task import TaskState
from events.hub import Hub
from kit.outage import Outage

LoadNewer = Callable[[Mapping[UUID, int]], Awaitable[Sequence[TaskState]]]
"""From the known versions by task id to the states of the tasks that have a newer version.

It must end by itself, if only with an error, because the rounds of a poller follow each other.
"""

_log = structlog.get_logger(__name__)


class CatchUpPoller:
    """Offers the hub the states that are newer in the database than in the hub, with one query for all watched tasks.

    Args:
        load: the query.
        hub: knows which tasks are watched, and passes states to their subscribers.
        interval_seconds: the time between two rounds.
    """

    def __init__(self, load: LoadNewer, hub: Hub, interval_seconds: float = 1.0) -> None:
        self._load = load
        self._hub = hub
        self._interval_seconds = interval_seconds
        self._lock = asyncio.Lock()
        self._rounds_begun = 0
        self._last_completed_round = 0
        self._outage = Outage(_log, "watched tasks cannot be read", "watched tasks are read again")

    async def run(self) -> None:
        """Catch up at intervals until cancelled."""
        while True:
            await asyncio.sleep(self._interval_seconds)
            await self.catch_up()

    async def catch_up(self) -> None:
        """Return once a round that began after this call has ended. Calls during one round share the next one."""
        asked = self._rounds_begun
        async with self._lock:
            if self._last_completed_round > asked:
                return
            self._rounds_begun += 1
            await self._round()
            self._last_completed_round = self._rounds_begun

    async def _round(self) -> None:
        watched = self._hub.watched_versions()
        if not watched:
            return
        try:
            states = await self._load(watched)
        except Exception as error:  # noqa: BLE001 - the loop must go on after any error; the next round tries again
            self._outage.failed(error)
            return
        self._outage.recovered()
        for state in states:
            self._hub.offer(state)
