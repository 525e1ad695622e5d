"""How far back finished tasks are known: finds those that nothing needs any more, and deletes them whole."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q, RawSQL
from tortoise.functions import Max, Min
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.pruned import PrunedCounts
from models.commit_locks import WAIT_MILLISECONDS
from models.database import Queries, Transaction
from models.database_connections import connect
from models.database_url import DatabaseUrl
from models.sagas import SagaRow
from models.sql import SQL
from models.workers import WorkerRow

_PRUNE_LOCK = 7_214_004
"""Advisory lock: one process at a time prunes."""

_DUE = SQL["retention.due"]
_TAKE_TURN = SQL["retention.take_turn"]
_PAGE = SQL["retention.page"]
_COUNT_OF = SQL["retention.count_of"]
_LOCK_SAGAS = SQL["retention.lock_sagas"]
_ARCHIVED = SQL["retention.archived"]
_DELETE = SQL["retention.delete"]
_LOCK_WORKERS = SQL["retention.lock_workers"]


class RetentionRow(Model):
    """The only row of its table.

    Attributes:
        one: always true, so that there is one row.
        archived_before: tasks that ended before may have been deleted; null: none has been.
        completed_at: when pruning by night was completed last.
    """

    one = fields.BooleanField(primary_key=True, default=True, db_default=True)
    archived_before = fields.DatetimeField(null=True)
    completed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "retention"
        table_description = "How far back finished tasks are known"
        constraints = (CheckConstraint(check="one", name="retention_one_check"),)


@dataclass(frozen=True, slots=True)
class PrunablePage:
    """Some of all sagas, in the order of their numbers.

    Attributes:
        last: the number of the last one; None: there is none.
        sagas: those that may go.
        over: whether none that follows can be old enough.
    """

    last: int | None
    sagas: Sequence[UUID]
    over: bool


@dataclass(frozen=True, slots=True)
class Prunable:
    """What the transaction deletes next; it is locked. `lines`: JSON, each without the end of the line."""

    ids: Sequence[UUID]
    lines: Sequence[str]


class Retention:
    """Finds what is older than an instant, by the database's clock.

    Args:
        queries: the database.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def archived_before(self) -> datetime | None:
        """Tasks that ended before this instant may have been deleted. None: every task is there."""
        [row] = await self._queries.run(lambda client: RetentionRow.filter().using_db(client).values("archived_before"))
        instant: datetime | None = row["archived_before"]
        return instant

    async def instant_before(self, age: timedelta) -> datetime:
        """The instant so long ago, to the second, so that whatever is said about it is exact."""
        [row] = await self._queries.run(
            lambda client: RetentionRow.annotate(now=RawSQL("now()")).using_db(client).values("now")
        )
        now: datetime = row["now"]
        return (now - age).replace(microsecond=0)

    async def due(self, hour_utc: int) -> bool:
        """Whether the hour of this day is past and pruning was not completed since."""
        [row] = await self._queries.query(_DUE, hour_utc)
        return bool(row["due"])

    async def completed(self) -> None:
        """Record that pruning by night was completed now."""
        await self._queries.run(
            lambda client: RetentionRow.filter().using_db(client).update(completed_at=RawSQL("now()"))
        )

    async def page(self, before: datetime, after: int, limit: int) -> PrunablePage:
        """The sagas that follow the number `after`, and which of them may go."""
        [row] = await self._queries.query(_PAGE, before, after, limit)
        return PrunablePage(**row)

    async def count_of(self, sagas: Sequence[UUID]) -> PrunedCounts:
        """What belongs to these sagas."""
        [row] = await self._queries.query(_COUNT_OF, list(sagas))
        return PrunedCounts(sagas=len(sagas), **row)

    async def numbers(self) -> tuple[int, int]:
        """The numbers of the first and the last saga; 0 where there is none."""
        found = await self._queries.run(
            lambda client: (
                SagaRow.annotate(first=Min("accepted"), last=Max("accepted")).using_db(client).values("first", "last")
            )
        )
        return found[0]["first"] or 0, found[0]["last"] or 0

    async def dead_workers(self, before: datetime) -> int:
        """How many workers may go."""
        return len(await self._queries.query(_LOCK_WORKERS, before))


class PruneTransaction:
    """One transaction that deletes: first what goes is locked and read, then it is archived elsewhere, then deleted.

    It waits for no lock, so no commit that waits for it can be what it waits for.

    Args:
        before: what is older goes.
    """

    def __init__(self, tx: Transaction, before: datetime) -> None:
        self._tx = tx
        self._before = before

    async def sagas(self, ids: Sequence[UUID]) -> Prunable:
        """Those of the sagas that go; what another transaction has locked stays."""
        await self._tx.execute(f"SET LOCAL lock_timeout = '{WAIT_MILLISECONDS}ms'")
        locked = [row["id"] for row in await self._tx.query(_LOCK_SAGAS, self._before, list(ids))]
        rows = await self._tx.query(_ARCHIVED, locked)
        return Prunable([row["id"] for row in rows], [row["line"] for row in rows])

    async def workers(self) -> Prunable:
        """Workers that are long dead."""
        await self._tx.execute(f"SET LOCAL lock_timeout = '{WAIT_MILLISECONDS}ms'")
        rows = await self._tx.query(_LOCK_WORKERS, self._before)
        return Prunable([row["id"] for row in rows], [row["line"] for row in rows])

    async def delete_sagas(self, sagas: Prunable) -> PrunedCounts:
        """Delete them, and record since when all tasks are there."""
        before = self._before
        earlier = Q(archived_before=None) | Q(archived_before__lt=before)
        await self._tx.run(lambda client: RetentionRow.filter(earlier).using_db(client).update(archived_before=before))
        [row] = await self._tx.query(_DELETE, list(sagas.ids))
        return PrunedCounts(row["sagas"], row["enrollments"], row["steps"], row["audit_entries"])

    async def delete_workers(self, workers: Prunable) -> PrunedCounts:
        """Delete their rows."""
        await self._tx.run(lambda client: WorkerRow.filter(id__in=workers.ids).using_db(client).delete())
        return PrunedCounts(workers=len(workers.ids))


@asynccontextmanager
async def prune_turn(url: str) -> AsyncIterator[bool]:
    """Whether this process may prune. While the block runs, no other may; the lock goes with the process.

    The lock has a connection of its own, on which nothing else is done, so that it holds no snapshot that would keep
    what was deleted from being vacuumed.
    """
    connection = await connect(DatabaseUrl.parse(url))
    try:
        await connection.transaction(isolation="read_committed").start()
        mine = await connection.fetchval(_TAKE_TURN, _PRUNE_LOCK)
        await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield bool(mine)
    finally:  # ends the transaction, too
        await connection.close()
