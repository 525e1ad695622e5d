"""A temporary installation: a database and a Redis prefix of its own, which are deleted afterwards.

It uses the servers in the settings; without these, embedded servers in a temporary folder.
"""

import contextlib
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
from redis.asyncio import Redis

from app.settings import Settings
from embedded.servers import EmbeddedServerError, boot
from embedded.state_dir import temporary_state_dir
from events.arq_wire import job_key
from kit.redis_errors import REDIS_ERRORS
from models.database import migrate
from models.server_admin import create_database, drop_database


@contextlib.asynccontextmanager
async def scratch_installation(settings: Settings, purpose: str) -> AsyncIterator[Settings]:
    """Settings of an empty, migrated installation. Call it in the main thread. Raises EmbeddedServerError."""
    name = f"registro_{purpose}_{uuid4().hex[:12]}"
    with _servers(settings, purpose) as found:
        url = found.require_database()
        uncalled = found.participants.model_copy(update={"enabled": False})
        made = found.model_copy(
            update={"database_url": with_database_name(url, name), "redis_prefix": name, "participants": uncalled}
        )
        with _server_errors():
            await create_database(url, name)
        try:
            await migrate(made.require_database())
            yield made
        finally:
            await _delete_keys(made)
            with _server_errors():
                await drop_database(url, name)


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


def with_database_name(url: str, name: str) -> str:
    """`url` with another database name."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextlib.contextmanager
def _server_errors() -> Iterator[None]:
    """Turn errors of the server at DATABASE_URL into EmbeddedServerError, in a sentence."""
    try:
        yield
    except asyncpg.InsufficientPrivilegeError as error:
        raise EmbeddedServerError("The role in DATABASE_URL may not create databases: it needs CREATEDB.") from error
    except (OSError, asyncpg.PostgresError) as error:
        raise EmbeddedServerError(f"The database at DATABASE_URL cannot be reached: {error}.") from error


async def _delete_keys(settings: Settings) -> None:
    """Delete the keys with our prefix and the jobs in our queue, whose keys have none.

    If Redis is unavailable, they stay until they expire: some hundred bytes that are not read again.
    """
    with contextlib.suppress(*REDIS_ERRORS):
        async with Redis.from_url(settings.require_redis()) as redis:
            for job_id in await redis.zrange(settings.queue, 0, -1):
                await redis.delete(job_key(job_id.decode()))
            async for key in redis.scan_iter(f"{settings.redis_prefix}:*", count=1000):
                await redis.delete(key)
