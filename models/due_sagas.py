"""What is still to do: live sagas that nobody alive carries, and who comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from models.database import SWEEP_LOCK, query
from models.sql import SQL


@dataclass(frozen=True, slots=True)
class Due:
    """A saga whose bell should be rung. `claims`: how often it was claimed so far."""

    id: UUID
    claims: int
    accepted: int


_DUE = SQL["sweep.due"]
_NEXT = SQL["sweep.next_in_line"]
_TAKE_SWEEP = SQL["sweep.take_sweep"]


async def due(after: int, *, older_than: timedelta, lease: timedelta, limit: int) -> Sequence[Due]:
    """Live sagas with no live owner, accepted longer ago than `older_than`, numbered above `after`; in their order."""
    return [Due(**row) for row in await query(_DUE, lease, after, older_than, limit)]


async def next_in_line(turns: Sequence[tuple[int, int]]) -> Sequence[Due]:
    """For each (student id, term id) the saga that waits for its turn and comes next, if there is one."""
    rows = await query(_NEXT, [student for student, _ in turns], [term for _, term in turns])
    return [Due(**row) for row in rows]


async def take_sweep(tx: BaseDBAsyncClient) -> bool:
    """Whether this transaction is the one that sweeps, until it ends; no other process does then."""
    [row] = await query(_TAKE_SWEEP, SWEEP_LOCK, using=tx)
    return bool(row["mine"])
