"""Accepts batches and wakes workers for their first rows; reads batches."""

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from enrollment.batch import AcceptedBatch, Batch, BatchResult, NewBatch, RowResult
from enrollment.paging import Page, PageRequest
from enrollment.problems import Overloaded
from enrollment.submission import Submission
from events.hints import Wakeups
from guards.admission_policy import OverloadReason
from models.batches import Batches
from models.database import Database
from models.due_sagas import DueSagas
from services.admission import Admission

_log = structlog.get_logger("services.batches")


class BatchService:
    """Accepts and reads batches.

    Args:
        database: behind its circuit breaker. batches: the store.
        admission: decides how many more tasks may begin; all rows of a batch may, or none.
        wakeups: is called after each commit, for the rows that may run now; see `DueSagas.rows_of_batches`.
        lease: the age up to which the heartbeat of a worker counts as live.
    """

    def __init__(
        self, database: Database, batches: Batches, admission: Admission, wakeups: Wakeups, lease: timedelta
    ) -> None:
        self._database = database
        self._batches = batches
        self._admission = admission
        self._wakeups = wakeups
        self._lease = lease

    async def submit(self, batch: NewBatch) -> BatchResult | Overloaded:
        """Return once the batch and its rows are committed, and workers are woken for the first of them."""
        self._database.check()
        began = time.perf_counter()
        with self._admission.holding(by_registrar=True):
            if self._admission.refuses_all(by_registrar=True):
                return self._admission.refuse(OverloadReason.PENDING)
            result = await self._batches.of_key(batch) or await self._accept(batch)
        if isinstance(result, AcceptedBatch):
            _log.info(
                "batch replayed" if result.replayed else "batch accepted",
                batch_id=str(result.batch.id),
                correlation_id=batch.correlation_id,
                rows=result.batch.counts.rows,
                not_accepted=result.batch.counts.not_accepted,
                duration_seconds=round(time.perf_counter() - began, 6),
            )
            if not result.batch.final:
                due = await DueSagas(self._database).rows_of_batches(self._lease)
                await self._wakeups.wake((saga.id, saga.claims) for saga in due)
        return result

    async def batches(self, ids: Sequence[UUID]) -> Mapping[UUID, Batch]:
        """Batches by id; unknown ones are absent."""
        return await self._batches.by_ids(ids)

    async def rows_of_batches(self, ids: Sequence[UUID], page: PageRequest) -> Mapping[UUID, Page[RowResult]]:
        """What became of the rows of each batch, in their order. Raises BadCursor."""
        return await self._batches.rows_of_batches(ids, page)

    async def _accept(self, batch: NewBatch) -> BatchResult | Overloaded:
        if self._admission.refuses_new(by_registrar=True):
            return self._admission.refuse(OverloadReason.PENDING)
        asked = [True for row in batch.rows if isinstance(row.submission, Submission)]
        begins = await self._admission.admit(asked)
        if not all(begins):
            self._admission.not_begun([True for begin in begins if begin])
            return self._admission.refuse(OverloadReason.BACKLOG)
        result = await self._batches.accept(batch)
        begun = result.batch.counts.queued if isinstance(result, AcceptedBatch) and not result.replayed else 0
        self._admission.not_begun([True] * (len(asked) - min(begun, len(asked))))
        return result
