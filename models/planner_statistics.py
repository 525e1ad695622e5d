"""Keeps the statistics from which PostgreSQL plans up with tables that grow fast."""

from models.database import Database
from models.sql import SQL

_OUTGROWN = SQL["planner_statistics.outgrown"]
_TABLES = ("sagas", "saga_steps", "enrollments", "audit_log")
"""Those that a rush fills."""


class PlannerStatistics:
    """Renews statistics that a table has outgrown.

    PostgreSQL itself looks for such tables once a minute. Until then each connection keeps the plans that were good for
    the few rows of before, and may read the whole table for each enrollment of a rush.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def renew(self) -> None:
        """Analyze the tables that have grown to several times the size that the statistics say. A table that is being
        vacuumed or analyzed is left out; so are all of them where another role owns them."""
        for row in await self._database.query(_OUTGROWN, _TABLES):
            await self._database.query(f"ANALYZE (SKIP_LOCKED) {row['name']}")
