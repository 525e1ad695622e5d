"""Access to the installation's database for commands that need no other process of it."""

import contextlib
from collections.abc import Iterator

from app.settings import Settings
from embedded.servers import boot
from models.database import Database, migrate


@contextlib.contextmanager
def open_database(settings: Settings) -> Iterator[Settings]:
    """Settings with a database. Without DATABASE_URL it is the embedded one, which `registro dev` may be using, too.

    Raises EmbeddedServerError.
    """
    if settings.database_url:
        yield settings
        return
    with boot(settings.state_dir, redis=False) as embedded:
        yield settings.model_copy(update={"database_url": embedded.database_url})


async def ensure_tables(settings: Settings) -> None:
    """Create the tables in an empty database. Existing tables are not migrated; that is left to `registro migrate`."""
    url = settings.require_database()
    async with Database.open(url, pool_size=1) as database:
        [there] = await database.query("SELECT to_regclass('groups') IS NOT NULL AS tables")
    if not there["tables"]:
        await migrate(url)
