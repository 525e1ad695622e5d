"""Access to the installation's database for commands that need no other process of it."""

import contextlib
from collections.abc import Iterator

from app.container import Container
from app.settings import Settings
from embedded.servers import boot
from models.database import migrate
from models.migration_status import has_tables


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
    async with Container.connected(settings) as container:
        migrated = await has_tables(container.database)
    if not migrated:
        await migrate(settings.require_database())
