"""The servers of the installation on this machine, for commands that are given no URLs."""

import contextlib
from collections.abc import Iterator

from pydantic import SecretStr

from app.container import Container
from app.dev_receipt_key import with_kept_key
from app.http.auth.dev_tokens import signing_secret
from app.settings import Settings
from embedded.servers import boot, find_running
from kit.errors import DatabaseRefused
from kit.loopback import is_loopback
from models.migration_runner import migrate
from models.migration_status import has_tables, missing_migrations


def with_running_servers(settings: Settings) -> Settings:
    """Settings with the embedded servers that run, where no URL is set. Nothing is started."""
    running = find_running(settings.state_dir)
    urls = {
        "database_url": settings.database_url or running.database_url,
        "redis_url": settings.redis_url or running.redis_url,
    }
    return settings.model_copy(update=urls)


def joined(settings: Settings) -> Settings:
    """Settings of a process that joins what `registro dev` runs, if neither server is configured.

    A process with one URL of the two is a mistake, and is not given the other server of another installation.
    """
    if settings.database_url or settings.redis_url:
        return settings
    found = with_running_servers(settings)
    if not found.database_url or not is_loopback(found.host):
        return found
    found = with_kept_key(found)
    secret = signing_secret(found)
    return found.model_copy(update={"jwt_secret": SecretStr(secret)}) if found.keyless and secret else found


@contextlib.contextmanager
def open_database(settings: Settings) -> Iterator[Settings]:
    """Settings with a database: the configured one, else the embedded one, which is started unless it runs already.

    Redis is the configured one, else the embedded one if it runs. Raises EmbeddedServerError.
    """
    if settings.database_url:
        yield settings
        return
    with boot(settings.state_dir, redis=False) as embedded:
        yield with_running_servers(settings.model_copy(update={"database_url": embedded.database_url}))


async def ensure_tables(settings: Settings) -> None:
    """Create the tables in an empty database. Existing tables are not migrated; that is left to `registro migrate`.

    Raises DatabaseRefused if they are of an earlier release.
    """
    async with Container.connected(settings) as container:
        migrated = await has_tables(container.database)
        missing = await missing_migrations(container.database) if migrated else []
    if missing:
        raise DatabaseRefused(f"migrations are missing: {', '.join(missing)}; run `registro migrate`")
    if not migrated:
        await migrate(settings.require_database())
