"""Prunes: deletes finished tasks that nothing needs any more, in small batches with pauses."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from enrollment.pruned import PrunedCounts
from models.database import Database
from models.retention import PruneTransaction, Retention
from saga.faults import FaultPoint, Faults
from workers.prune_archive import PruneArchive

_PAGE = 1000
"""Sagas that one query looks at."""
_BATCH = 100
"""Sagas that one transaction deletes. Their locks are held while the archive is written to the disk."""
_SHARE = 0.05
"""The part of the time in which the database and the disk work for pruning; the rest are pauses."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PruneProgress:
    """How far pruning has come. `number`: of the last saga that was looked at, in order of acceptance."""

    number: int
    pruned: PrunedCounts


class Pruner:
    """Deletes what is older than an instant. After an interruption it begins anew: what was committed is gone.

    Args:
        database: behind its circuit breaker, if the process has one.
        faults: the fault points of this process.
        share: the part of the time in which it works, above 0 and at most 1.
        batch: most sagas that one transaction deletes.
    """

    def __init__(self, database: Database, faults: Faults, *, share: float = _SHARE, batch: int = _BATCH) -> None:
        self._database = database
        self._retention = Retention(database)
        self._faults = faults
        self._pause_per_second = 1 / share - 1
        self._batch = batch

    async def prune(self, before: datetime, archive: PruneArchive | None) -> AsyncIterator[PruneProgress]:
        """Delete what is older, and yield after each page. Without an archive nothing is kept of it.

        Raises DatabaseUnavailable, and what `PruneArchive.append` raises; the batch is then still there.
        """
        pruned = await self._paced(self._delete_workers(before, archive))
        async for number, sagas in self._pages(before):
            for first in range(0, len(sagas), self._batch):
                pruned += await self._paced(self._delete_sagas(sagas[first : first + self._batch], before, archive))
            yield PruneProgress(number, pruned)

    async def preview(self, before: datetime) -> AsyncIterator[PruneProgress]:
        """What `prune` would delete."""
        counts = PrunedCounts(workers=await self._retention.dead_workers(before))
        async for number, sagas in self._pages(before):
            counts += await self._paced(self._retention.count_of(sagas))
            yield PruneProgress(number, counts)

    async def _pages(self, before: datetime) -> AsyncIterator[tuple[int, Sequence[UUID]]]:
        """What may go, in the order of acceptance (an enrollment precedes the drop that ended it), with the number up
        to which that is all."""
        number, over = 0, False
        while not over:
            page = await self._paced(self._retention.page(before, number, _PAGE))
            number, over = page.last or number, page.over
            yield number, page.sagas

    async def _paced(self, work: Awaitable[T]) -> T:
        """The result, after a pause that is as many times longer than the work took."""
        began = time.monotonic()
        result = await work
        await asyncio.sleep((time.monotonic() - began) * self._pause_per_second)
        return result

    async def _delete_sagas(self, ids: Sequence[UUID], before: datetime, archive: PruneArchive | None) -> PrunedCounts:
        async with self._database.transaction() as tx:
            pruning = PruneTransaction(tx, before)
            sagas = await pruning.sagas(ids)
            if not sagas.ids:
                return PrunedCounts()
            if archive:
                await archive.append(sagas.lines)
            self._faults.inject(FaultPoint.BEFORE_PRUNE_COMMIT)
            return await pruning.delete_sagas(sagas)

    async def _delete_workers(self, before: datetime, archive: PruneArchive | None) -> PrunedCounts:
        async with self._database.transaction() as tx:
            pruning = PruneTransaction(tx, before)
            workers = await pruning.workers()
            if not workers.ids:
                return PrunedCounts()
            if archive:
                await archive.append(workers.lines)
            return await pruning.delete_workers(workers)
