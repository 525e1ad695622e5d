"""Reads what a load has left behind, over the whole database: for rehearsals and for chaos, which have one each."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from models.database import Queries
from models.sql import SQL
from saga.journal import SagaStatus

_PROGRESS = SQL["load_outcomes.progress"]
_SUMS = SQL["load_outcomes.sums"]
_GROUPS = SQL["load_outcomes.groups"]
_SAGAS = SQL["load_outcomes.sagas"]


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """How many sagas are final, how many of those did not succeed, how many are not final; how many seats are taken."""

    done: int
    rejected: int
    unfinished: int
    seats: int


@dataclass(frozen=True, slots=True)
class LoadSums:
    """Sums over all groups and sagas.

    Attributes:
        over_capacity: groups with more live enrollments than seats.
        partial: final sagas that hold neither all groups that they asked for nor, if they did not succeed, none.
        seats_mismatch: groups whose count of seats is not that of their live enrollments.
    """

    seats_taken: int
    over_capacity: int
    partial: int
    seats_mismatch: int


@dataclass(frozen=True, slots=True)
class GroupSeats:
    """A group. `title`: of its course; `taken`: its live enrollments."""

    term_code: str
    code: str
    title: str
    capacity: int
    taken: int


@dataclass(frozen=True, slots=True)
class SagaOutcome:
    """How a saga stands. `seated`: whether it has got its student a seat, which may have been dropped since."""

    plan: str
    status: SagaStatus
    seated: bool


class LoadOutcomes:
    """See the module."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def progress(self) -> LoadProgress:
        """How far the load has come."""
        [row] = await self._queries.query(_PROGRESS)
        return LoadProgress(**row)

    async def sums(self) -> LoadSums:
        """What the load adds up to."""
        [row] = await self._queries.query(_SUMS)
        return LoadSums(**row)

    async def groups(self) -> list[GroupSeats]:
        """Every group."""
        return [GroupSeats(**row) for row in await self._queries.query(_GROUPS)]

    async def sagas(self) -> Mapping[UUID, SagaOutcome]:
        """How each saga stands, by its id."""
        return {
            row["id"]: SagaOutcome(row["plan"], SagaStatus(row["status"]), row["seated"])
            for row in await self._queries.query(_SAGAS)
        }
