"""The installation's database for commands that run beside its processes, or without any."""

import contextlib
from collections.abc import Iterator

from app.container import Container
from app.settings import Settings
from embedded.servers import boot
from models import database


@contextlib.contextmanager
def open_database(settings: Settings) -> Iterator[Settings]:
    """Settings with a database: where none is set the embedded one, which `registro dev` may be using as well."""
    if settings.database_url:
        yield settings
        return
    with boot(settings.state_dir, redis=False) as embedded:
        yield settings.model_copy(update={"database_url": embedded.database_url})


async def ensure_tables(container: Container) -> None:
    """Make them in an empty database. Those that are there are left alone: `registro migrate` is a step of its own."""
    async with container.database():
        [there] = await database.query("SELECT to_regclass('groups') IS NOT NULL AS tables")
    if not there["tables"]:
        await database.migrate(container.settings.require_database())
