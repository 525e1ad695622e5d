"""A temporary installation: a database and a Redis prefix of its own, which are deleted afterwards.

It uses the servers in the settings; without these, embedded servers in a temporary folder. What a killed command could
not delete is deleted by the next one.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator

import asyncpg
import structlog
from redis.asyncio import Redis

from app.settings import Settings
from embedded.servers import EmbeddedServerError, boot
from embedded.state_dir import temporary_state_dir
from events.arq_wire import job_key
from kit.errors import DatabaseUnavailable
from kit.redis_errors import REDIS_ERRORS
from models.database_url import with_database
from models.migration_runner import migrate
from models.scratch_databases import remove_abandoned, scratch_database

_log = structlog.get_logger(__name__)

_TIDYING_SECONDS = 3.0
"""What a command waits for the servers before it begins."""


@contextlib.asynccontextmanager
async def scratch_installation(settings: Settings, purpose: str) -> AsyncIterator[Settings]:
    """Settings of an empty, migrated installation. Call it in the main thread. Raises EmbeddedServerError."""
    with _servers(settings, purpose) as found:
        url = found.require_database()
        async with _database(url, purpose) as name:
            uncalled = found.participants.model_copy(update={"enabled": False})
            made = found.model_copy(
                update={"database_url": with_database(url, name), "redis_prefix": name, "participants": uncalled}
            )
            try:
                await migrate(made.require_database())
                yield made
            finally:
                await _delete_keys(made)


async def remove_abandoned_installations(settings: Settings) -> None:
    """Remove what killed commands have left behind on the servers in the settings, if these can be reached soon."""
    try:
        async with asyncio.timeout(_TIDYING_SECONDS):
            for name in await remove_abandoned(settings.require_database()):
                if settings.redis_url is not None:
                    await _delete_keys(settings.model_copy(update={"redis_prefix": name}))
    except Exception as error:  # noqa: BLE001 - whatever it is, the command itself meets it and says so
        _log.debug("what killed commands left behind is not removed", error=repr(error))


@contextlib.asynccontextmanager
async def _database(url: str, purpose: str) -> AsyncIterator[str]:
    async with contextlib.AsyncExitStack() as stack:
        with _server_errors():
            name = await stack.enter_async_context(scratch_database(url, purpose))
        try:
            yield name
        finally:
            with _server_errors():
                await stack.aclose()


@contextlib.contextmanager
def _servers(settings: Settings, purpose: str) -> Iterator[Settings]:
    if settings.database_url and settings.redis_url:
        yield settings
        return
    with (
        temporary_state_dir(purpose) as state,
        boot(state, postgres=not settings.database_url, redis=not settings.redis_url) as embedded,
    ):
        urls = {
            "database_url": settings.database_url or embedded.database_url,
            "redis_url": settings.redis_url or embedded.redis_url,
        }
        yield settings.model_copy(update=urls)


@contextlib.contextmanager
def _server_errors() -> Iterator[None]:
    """Turn errors of the server at DATABASE_URL into EmbeddedServerError, in a sentence."""
    try:
        yield
    except asyncpg.InsufficientPrivilegeError as error:
        raise EmbeddedServerError("The role in DATABASE_URL may not create databases: it needs CREATEDB.") from error
    except (OSError, asyncpg.PostgresError, DatabaseUnavailable) as error:
        raise EmbeddedServerError(f"The database at DATABASE_URL cannot be reached: {error}.") from error


async def _delete_keys(settings: Settings) -> None:
    """Delete the keys with our prefix and the jobs in our queue, whose keys have none.

    If Redis is unavailable, they stay: some hundred bytes that are not read again.
    """
    with contextlib.suppress(*REDIS_ERRORS):
        async with Redis.from_url(settings.require_redis()) as redis:
            for job_id in await redis.zrange(settings.queue, 0, -1):
                await redis.delete(job_key(job_id.decode(errors="replace")))
            async for key in redis.scan_iter(f"{settings.redis_prefix}:*", count=1000):
                await redis.delete(key)
