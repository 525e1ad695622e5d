"""Reads what hints failed to tell: published messages may be lost, committed states are not."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

import structlog

from enrollment.task import TaskState
from events.hub import Hub
from kit.outage import Outage

Load = Callable[[Mapping[UUID, int]], Awaitable[Sequence[TaskState]]]
"""From task ids, with the versions known of them, to the states of those that have a newer one.

It has to end by itself, in an error if need be: there is one round at a time.
"""

_log = structlog.get_logger(__name__)


class Healer:
    """Offers the hub what is newer in the database than what was heard, by one query for everything watched.

    Args:
        load: the query.
        hub: what is watched, and whom to tell.
        every: seconds between two rounds.
    """

    def __init__(self, load: Load, hub: Hub, every: float = 1.0) -> None:
        self._load = load
        self._hub = hub
        self._every = every
        self._turn = asyncio.Lock()
        self._begun = 0  # rounds
        self._ended = 0  # the last round that was seen through
        self._outage = Outage(_log, "watched tasks cannot be read", "watched tasks are read again")

    async def run(self) -> None:
        """Heal every so often until cancelled."""
        while True:
            await asyncio.sleep(self._every)
            await self.now()

    async def now(self) -> None:
        """Return once a round that began after this call has ended; who ask during one round share the next."""
        asked = self._begun
        async with self._turn:
            if self._ended > asked:
                return
            self._begun += 1
            await self._round()
            self._ended = self._begun

    async def _round(self) -> None:
        watched = self._hub.watched()
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
