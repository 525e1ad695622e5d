"""How much is still to be done, counted only as far as it matters."""

from models.database import Queries
from models.sql import SQL

_BACKLOG = SQL["sweep.count_unfinished"]


class UnfinishedTasks:
    """Counts the tasks that are not finished."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def count(self, most: int) -> tuple[int, int, int]:
        """Unfinished tasks that wait for a worker, counted up to `most`; those of registrars; how many ever ended."""
        [row] = await self._queries.query(_BACKLOG, most)
        return row["unfinished"], row["by_registrars"], row["ended"]
