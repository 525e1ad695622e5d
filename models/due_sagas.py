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


_DUE = SQL["sweep.due"]
_NEXT = SQL["sweep.next_in_line"]
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
        """Unfinished sagas whose owner is not alive, in order of acceptance.

        Only those numbered above `after` that were accepted longer ago than `older_than`.
        """
        return [DueSaga(**row) for row in await self._queries.query(_DUE, lease, after, older_than, limit)]

    async def next_in_line(self, turns: Sequence[tuple[int, int]]) -> Sequence[DueSaga]:
        """The saga that is next for each (student id, term id), if one is waiting."""
        rows = await self._queries.query(_NEXT, [student for student, _ in turns], [term for _, term in turns])
        return [DueSaga(**row) for row in rows]

    async def may_sweep(self) -> bool:
        """Whether this transaction is the one that sweeps: until it ends, no other process does."""
        [row] = await self._queries.query(_TAKE_SWEEP, SWEEP_LOCK)
        return bool(row["mine"])
