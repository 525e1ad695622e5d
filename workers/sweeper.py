"""The sweep for sagas that no living worker carries out."""

import time
from datetime import timedelta

import structlog

from events.hints import Wakeups
from models import due_sagas
from models.database import transaction

_log = structlog.get_logger("workers.sweeper")

_MAX_PASS_SECONDS = 3.0
"""Seconds; the next pass goes on where this one ended."""


class Sweeper:
    """Rings for every live saga that has no live owner; one sweeper at a time.

    Args:
        bell: what it rings.
        older_than: sagas accepted more recently are left to their own bells.
        lease: how old an owner's heartbeat may be.
        page: sagas looked at in one query. While bells turn out to be missing it goes on with the next page at once;
            while they hang already it takes one page a pass, so that a long queue costs little.
    """

    def __init__(self, wakeups: Wakeups, *, older_than: timedelta, lease: timedelta, page_size: int = 1000) -> None:
        self._wakeups = wakeups
        self._older_than = older_than
        self._lease = lease
        self._page_size = page_size
        self._after = 0

    async def sweep(self) -> None:
        """One pass; nothing while another worker sweeps."""
        async with transaction() as tx:
            if not await due_sagas.take_sweep(tx):
                return
            # Paging leaves this transaction silent; the database would end it, and the lock with it, after 5 s.
            until = time.monotonic() + _MAX_PASS_SECONDS
            while await self._sweep_page() and time.monotonic() < until:
                pass

    async def _sweep_page(self) -> bool:
        """Whether the next page should follow at once."""
        due = await due_sagas.due(self._after, older_than=self._older_than, lease=self._lease, limit=self._page_size)
        self._after = due[-1].accepted if len(due) == self._page_size else 0
        rung = await self._wakeups.wake((saga.id, saga.claims) for saga in due)
        if rung:
            _log.info("rang for sagas that nobody carried", count=rung)
        return len(due) == self._page_size and rung > self._page_size // 2
