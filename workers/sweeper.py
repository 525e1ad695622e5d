"""The sweep: wakes workers for sagas that no live worker owns, and for those that were put down and are due.

Offers to students of waitlists that have expired are due as well: it accepts the tasks that end them. So are seats that
were kept from such students and are released: it accepts the tasks that take them.
"""

import time
from collections.abc import Sequence
from datetime import timedelta

import structlog

from events.hints import Wakeups
from models.database import Database, Transaction
from models.due_sagas import DueSaga, DueSagas
from models.waitlists import Waitlists, end_offers

_log = structlog.get_logger("workers.sweeper")

_MAX_PASS_SECONDS = 3.0
"""How long one sweep may go on; the next one continues where it ended."""


class Sweeper:
    """Wakes workers for every unfinished saga without a live owner that is due. One worker sweeps at a time.

    Args:
        wakeups: queues the wake-ups.
        waitlists: holds seats that are released.
        older_than: the age from which sagas are looked at; younger ones have their own wake-up.
        lease: the age up to which the heartbeat of an owner counts as live.
        page_size: how many sagas one query reads. A sweep reads further pages while most wake-ups were missing; while
            they are queued already it reads one page, so that a long queue costs little. Of those that are due after a
            wait it reads one page, so that many that come due together are spread over several sweeps.
    """

    def __init__(
        self,
        database: Database,
        waitlists: Waitlists,
        wakeups: Wakeups,
        *,
        older_than: timedelta,
        lease: timedelta,
        page_size: int = 1000,
    ) -> None:
        self._database = database
        self._waitlists = waitlists
        self._wakeups = wakeups
        self._older_than = older_than
        self._lease = lease
        self._page_size = page_size
        self._after = 0
        self._prepared = False

    async def sweep(self) -> None:
        """Sweep once, unless another worker is sweeping."""
        async with self._database.transaction() as tx:
            due_sagas = DueSagas(tx)
            if not self._prepared:
                await self._prepare(due_sagas, tx)
            if not await due_sagas.may_sweep():
                return
            # The transaction holds the lock. It is kept short, because a long one hinders vacuuming.
            await self._wake(await due_sagas.rows_of_batches(self._lease))
            queued = await self._wake(await due_sagas.waited(self._page_size))
            if queued:
                _log.info("woke workers for sagas that are due", count=queued)
            expired = await end_offers(self._page_size, tx)
            until = time.monotonic() + _MAX_PASS_SECONDS
            while await self._sweep_page(due_sagas) and time.monotonic() < until:
                pass
            # Last, because commits wait for the groups that it locks.
            released = await self._waitlists.open_released(self._page_size, tx)
        # A worker that was woken before the commit would find no such task.
        if expired:
            await self._wakeups.wake(expired)
            _log.info("woke workers for offers that have expired", count=len(expired))
        if released:
            await self._wakeups.wake(released)
            _log.info("woke workers for seats that are reserved no longer", count=len(released))

    async def _prepare(self, due_sagas: DueSagas, tx: Transaction) -> None:
        """Let the first connection prepare what is read, before it has the lock: a process that is frozen while it
        prepares a statement is not idle in its transaction, so that the server would not end it."""
        await due_sagas.rows_of_batches(self._lease)
        await due_sagas.waited(0)
        await due_sagas.without_living_owner(0, older_than=self._older_than, lease=self._lease, limit=0)
        await end_offers(0, tx)
        await self._waitlists.open_released(0, tx)
        self._prepared = True

    async def _sweep_page(self, due_sagas: DueSagas) -> bool:
        """Sweep the next page, and return whether another one should follow."""
        due = await due_sagas.without_living_owner(
            self._after, older_than=self._older_than, lease=self._lease, limit=self._page_size
        )
        self._after = due[-1].accepted if len(due) == self._page_size else 0
        queued = await self._wake(due)
        if queued:
            _log.info("woke workers for unclaimed sagas", count=queued)
        return len(due) == self._page_size and queued > self._page_size // 2

    async def _wake(self, due: Sequence[DueSaga]) -> int:
        return await self._wakeups.wake((saga.id, saga.claims) for saga in due)
