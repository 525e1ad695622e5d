"""The loops beside the bells: a worker's heartbeat, and the sweep for sagas that nobody alive carries."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import structlog

from models import heartbeats, sweeps
from models.database import SWEEP_LOCK, query, transaction, transient
from saga.clock import Clock
from saga.outage import Outage
from workers.carrier import Carrier, Ring

_log = structlog.get_logger("workers.loops")

_LONGEST_PASS = 3.0
"""Seconds; the next pass goes on where this one ended."""


async def every(seconds: float, act: Callable[[], Awaitable[None]], what: str) -> None:
    """Do `act` now and every so many seconds until cancelled. Nothing that it raises ends a worker.

    The database being away is logged once; anything else each time, loudly.
    """
    outage = Outage(_log, f"{what}: the database is away", f"{what}: the database is back")
    while True:
        try:
            await act()
        except Exception as error:  # noqa: BLE001 - one bad pass must not end all workers
            if transient(error):
                outage.met(error)
            else:
                _log.exception(f"{what} failed")
        else:
            outage.passed()
        await asyncio.sleep(seconds)


class Heartbeat:
    """Beats this worker's row, and does nothing else: whatever else might have to wait must not cost us the lease.

    Args:
        clock: is told what time it is, each time.
    """

    def __init__(self, worker_id: UUID, name: str, carrier: Carrier, clock: Clock) -> None:
        self._worker_id = worker_id
        self._name = name
        self._carrier = carrier
        self._clock = clock

    async def beat(self) -> None:
        """One beat."""
        at = await heartbeats.beat(self._worker_id, self._name, len(self._carrier.hands))
        self._clock.heard(int(at.timestamp() * 1000))


class Sweeper:
    """Rings for every live saga that has no live owner; one sweeper at a time.

    Args:
        bell: what it rings.
        older_than: sagas accepted more recently are left to their own bells.
        lease: how old an owner's heartbeat may be.
        page: sagas looked at in one query. While bells turn out to be missing it goes on with the next page at once;
            while they hang already it takes one page a pass, so that a long queue costs little.
    """

    def __init__(self, bell: Ring, *, older_than: timedelta, lease: timedelta, page: int = 1000) -> None:
        self._bell = bell
        self._older_than = older_than
        self._lease = lease
        self._page = page
        self._after = 0

    async def sweep(self) -> None:
        """One pass; nothing while another worker sweeps."""
        async with transaction() as tx:
            locked = await query("SELECT pg_try_advisory_xact_lock($1) AS mine", SWEEP_LOCK, using=tx)
            if not locked[0]["mine"]:
                return
            # Paging leaves this transaction silent; the database would end it, and the lock with it, after 5 s.
            until = time.monotonic() + _LONGEST_PASS
            while await self._sweep_page() and time.monotonic() < until:
                pass

    async def _sweep_page(self) -> bool:
        """Whether the next page should follow at once."""
        due = await sweeps.due(self._after, older_than=self._older_than, lease=self._lease, limit=self._page)
        self._after = due[-1].accepted if len(due) == self._page else 0
        rung = await self._bell.ring((saga.id, saga.claims) for saga in due)
        if rung:
            _log.info("rang for sagas that nobody carried", count=rung)
        return len(due) == self._page and rung > self._page // 2
