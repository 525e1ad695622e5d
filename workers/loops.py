"""The loops beside the bells: a worker's heartbeat, and the sweep for sagas that nobody alive carries."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import structlog

from models import heartbeats, sweeps
from models.claims import Claims
from models.database import SWEEP_LOCK, query, transaction, transient
from saga.outage import Outage
from workers.carrier import Carrier, Ring

_log = structlog.get_logger("workers.loops")


async def every(seconds: float, act: Callable[[], Awaitable[None]], what: str) -> None:
    """Do `act` now and every so many seconds until cancelled; the database being away is logged once, and survived."""
    outage = Outage(_log, f"{what}: the database is away", f"{what}: the database is back")
    while True:
        try:
            await act()
        except Exception as error:
            if not transient(error):
                raise
            outage.met(error)
        else:
            outage.passed()
        await asyncio.sleep(seconds)


class Heartbeat:
    """Beats this worker's row, and looks after what it has in its hands.

    Cancelled sagas are woken; after doubt, what we own but do not carry is given back.
    """

    def __init__(self, worker_id: UUID, name: str, carrier: Carrier, claims: Claims) -> None:
        self._worker_id = worker_id
        self._name = name
        self._carrier = carrier
        self._claims = claims

    async def beat(self) -> None:
        """One beat."""
        await heartbeats.beat(self._worker_id, self._name, len(self._carrier.hands))
        await self._carrier.wake_cancelled()
        if self._carrier.in_doubt:
            self._carrier.in_doubt = False
            try:
                await self._claims.release_all_but(self._carrier.hands)
            except BaseException:
                self._carrier.in_doubt = True
                raise


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
            while await self._sweep_page():
                pass

    async def _sweep_page(self) -> bool:
        """Whether the next page should follow at once."""
        due = await sweeps.due(self._after, older_than=self._older_than, lease=self._lease, limit=self._page)
        self._after = due[-1].accepted if len(due) == self._page else 0
        rung = await self._bell.ring((saga.id, saga.claims) for saga in due)
        if rung:
            _log.info("rang for sagas that nobody carried", count=rung)
        return len(due) == self._page and rung > self._page // 2
