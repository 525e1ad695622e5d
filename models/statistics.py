"""Counts the work: unfinished sagas one by one, because they are few; final ones by sums that triggers maintain."""

from datetime import timedelta

import orjson

from enrollment.statistics import PlanInFlight, QueueStats, SagaStats, WorkerInfo, WorkStats
from models.database import Queries, Row
from models.sql import SQL
from saga.journal import SagaStatus

_WORK = SQL["statistics.work"]
_WORKERS = SQL["statistics.workers"]
_PLANS = SQL["statistics.plans"]


class WorkStatistics:
    """Reads how the work goes."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def read(self, lease: timedelta) -> WorkStats:
        """The work as it is now; `lease`: how old the heartbeat of a living worker may be."""
        [row] = await self._queries.query(_WORK, lease)
        workers = [WorkerInfo(**worker) for worker in await self._queries.query(_WORKERS, lease)]
        queue = QueueStats(row["waiting"], row["running"], row["deferred"], row["oldest_waiting_seconds"], workers)
        return WorkStats(row["at"], queue, _sagas(row))

    async def plans(self, lease: timedelta) -> list[PlanInFlight]:
        """The plans that unfinished sagas follow."""
        return [PlanInFlight(**row) for row in await self._queries.query(_PLANS, lease)]


def _sagas(row: Row) -> SagaStats:
    live: dict[str, int] = orjson.loads(row["live"] or "{}")
    counts = live | orjson.loads(row["ended"])
    by_status = {status: counts.get(status, 0) for status in SagaStatus}
    return SagaStats(sum(live.values()), by_status, row["oldest_active_seconds"])
