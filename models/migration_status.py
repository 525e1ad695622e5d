"""Whether the database's tables are those of this release."""

import pkgutil

from models import migrations
from models.database import Queries


async def has_tables(queries: Queries) -> bool:
    """Whether any release's tables are there."""
    [there] = await queries.query("SELECT to_regclass('groups') IS NOT NULL AS any")
    return bool(there["any"])


class MigrationCheck:
    """Raises until the database has had the migrations of this release, which stay once they are applied."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._migrated = False

    async def __call__(self) -> None:
        """Ask the database, unless it is known. Raises LookupError with what is missing."""
        if not self._migrated:
            if missing := await missing_migrations(self._queries):
                raise LookupError(f"missing migrations: {', '.join(missing)}")
            self._migrated = True


async def missing_migrations(queries: Queries) -> list[str]:
    """Those of this release that the database has not had, in their order."""
    [there] = await queries.query("SELECT to_regclass('tortoise_migrations') IS NOT NULL AS any")
    rows = await queries.query("SELECT name FROM tortoise_migrations WHERE app = 'models'") if there["any"] else []
    had = {row["name"] for row in rows}
    return sorted({module.name for module in pkgutil.iter_modules(migrations.__path__)} - had)
