"""Reads what a load has left behind, over the whole database: for rehearsals and for chaos, which have one each."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from models.database import Queries
from models.sql import SQL
from saga.journal import SagaStatus

_PROGRESS = SQL["load_outcomes.progress"]
_SUMS = SQL["load_outcomes.sums"]
_GROUPS_WITH_SEATS_LEFT = SQL["load_outcomes.groups_with_seats_left"]
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

    async def groups_with_seats_left(self) -> set[tuple[str, str]]:
        """The codes of term and group of each group with fewer live enrollments than seats."""
        rows = await self._queries.query(_GROUPS_WITH_SEATS_LEFT)
        return {(row["term_code"], row["code"]) for row in rows}

    async def sagas(self) -> Mapping[UUID, tuple[str, SagaStatus]]:
        """By the id of each saga, the name of its plan and its status."""
        return {row["id"]: (row["plan"], SagaStatus(row["status"])) for row in await self._queries.query(_SAGAS)}
