"""Sagas that no living worker runs although it is their turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from models.database import SWEEP_LOCK, Queries
from models.sql import SQL


@dataclass(frozen=True, slots=True)
class DueSaga:
    """A saga that a worker should be woken for. `claims`: how often it was claimed until now."""

    id: UUID
    claims: int
    accepted: int


MAX_ROWS_AWAKE = 64
"""How many rows of batches are woken or under way at the same time, in the whole installation. A worker runs four times
as many sagas, so that what single students ask for finds room whatever batches wait, and no more than these rows are
carried out before it."""

_DUE = SQL["sweep.due"]
_WAITED = SQL["sweep.waited"]
_NEXT = SQL["sweep.next_in_line"]
_ROWS_OF_BATCHES = SQL["sweep.rows_of_batches"]
_TAKE_SWEEP = SQL["sweep.take_sweep"]


class DueSagas:
    """Reads which sagas a worker should be woken for.

    Args:
        queries: the database, or the transaction of a sweep.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def without_living_owner(
        self, after: int, *, older_than: timedelta, lease: timedelta, limit: int
    ) -> Sequence[DueSaga]:
        """Unfinished sagas whose owner is not alive and whose turn it is, in order of acceptance.

        Only those numbered above `after` that were accepted longer ago than `older_than`. None that were put down.
        """
        return [DueSaga(**row) for row in await self._queries.query(_DUE, lease, after, older_than, limit)]

    async def waited(self, limit: int) -> Sequence[DueSaga]:
        """Sagas that were put down and are due, in the order in which they became so."""
        return [DueSaga(**row) for row in await self._queries.query(_WAITED, limit)]

    async def next_in_line(self, turns: Sequence[tuple[int, int]]) -> Sequence[DueSaga]:
        """The saga that is next for each (student id, term id), if one is waiting."""
        rows = await self._queries.query(_NEXT, [student for student, _ in turns], [term for _, term in turns])
        return [DueSaga(**row) for row in rows]

    async def rows_of_batches(self, lease: timedelta) -> Sequence[DueSaga]:
        """The rows of batches that are next, in order of acceptance: as many as may be under way and are not."""
        return [DueSaga(**row) for row in await self._queries.query(_ROWS_OF_BATCHES, lease, MAX_ROWS_AWAKE)]

    async def may_sweep(self) -> bool:
        """Whether this transaction is the one that sweeps: until it ends, no other process does."""
        [row] = await self._queries.query(_TAKE_SWEEP, SWEEP_LOCK)
        return bool(row["mine"])
