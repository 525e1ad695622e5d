"""Reads what hints failed to tell: published messages may be lost, committed states are not."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

import structlog

from enrollment.task import TaskState
from events.hub import Hub
from kit.outage import Outage

LoadNewer = Callable[[Mapping[UUID, int]], Awaitable[Sequence[TaskState]]]
"""From task ids, with the versions known of them, to the states of those that have a newer one.

It has to end by itself, in an error if need be: there is one round at a time.
"""

_log = structlog.get_logger(__name__)


class CatchUpPoller:
    """Offers the hub what is newer in the database than what was heard, by one query for everything watched.

    Args:
        load: the query.
        hub: what is watched, and whom to tell.
        every: seconds between two rounds.
    """

    def __init__(self, load: LoadNewer, hub: Hub, interval_seconds: float = 1.0) -> None:
        self._load = load
        self._hub = hub
        self._interval_seconds = interval_seconds
        self._lock = asyncio.Lock()
        self._rounds_begun = 0  # rounds
        self._last_completed_round = 0  # the last round that was seen through
        self._outage = Outage(_log, "watched tasks cannot be read", "watched tasks are read again")

    async def run(self) -> None:
        """Heal every so often until cancelled."""
        while True:
            await asyncio.sleep(self._interval_seconds)
            await self.catch_up()

    async def catch_up(self) -> None:
        """Return once a round that began after this call has ended; who ask during one round share the next."""
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
        except Exception as error:  # noqa: BLE001 - whatever keeps the states from us, the next round tries again
            self._outage.failed(error)
            return
        self._outage.recovered()
        for state in states:
            self._hub.offer(state)
