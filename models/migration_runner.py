"""Applies migrations while others use the database, without making them wait."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, ClassVar

import asyncpg
import structlog
from tortoise import Tortoise
from tortoise.context import TortoiseContext
from tortoise.migrations.api import migrate as run_migrations

from kit.errors import DatabaseUnavailable
from models.database import tortoise_config
from models.database_connections import LocalSettingsConnection, connect
from models.database_url import DatabaseUrl
from models.outages import is_transient
from models.sql import SQL

_log = structlog.get_logger("models.migrations")

_MIGRATION_LOCK = 7_214_001
"""Advisory lock: migrations of one database run one at a time (Tortoise's executor takes none)."""
_LOCK_MILLISECONDS = 500
"""How long a statement of a migration waits for a lock. All others that want the same table wait behind it, so this is
much shorter than the two seconds after which their statements give up."""
_IDLE_SECONDS = 60
"""How long a migration's transaction may be idle: Tortoise compares models in it, which takes seconds."""
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 5.0
"""Between two attempts at a migration that could not get a lock."""
_NO_LIMITS = {"statement_timeout": "0", "lock_timeout": "0"}
"""For indexes that are made concurrently, whatever the role has; a pooler takes no settings of sessions."""
_PATIENCE_SECONDS = 600.0
"""For locks that others hold on tables."""


async def migrate(url: str) -> None:
    """Bring the database's tables up to date; safe to run from several processes, and while the database is in use.

    A migration that cannot get a lock soon is tried again until it gets it, for ten minutes. Raises
    DatabaseUnavailable.
    """
    parsed, config = DatabaseUrl.parse(url), tortoise_config(url, pool_size=2)
    config["connections"]["default"]["credentials"] |= {
        "command_timeout": None,
        "connection_class": _MigrationConnection,
        "server_settings": {"TimeZone": "UTC"} | ({} if parsed.behind_pooler else _NO_LIMITS),
    }
    try:
        async with _turn(parsed) as connection:
            await _apply_all(config, connection)
    except Exception as error:
        if isinstance(error, DatabaseUnavailable) or not is_transient(error):
            raise
        raise DatabaseUnavailable(f"{type(error).__name__}: {error}") from error


async def _apply_all(config: Mapping[str, Any], connection: asyncpg.Connection) -> None:
    deadline, pause = time.monotonic() + _PATIENCE_SECONDS, _FIRST_PAUSE_SECONDS
    while True:
        try:
            async with TortoiseContext():
                try:
                    await run_migrations(config=dict(config))
                finally:
                    await Tortoise.close_connections()
        except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError) as error:
            if time.monotonic() > deadline:
                raise
            holder = await connection.fetchval(SQL["migrations.oldest_transaction"])
            await _drop_snapshot(connection)
            _log.warning("migration waits for a lock on a table", error=str(error), oldest_transaction=holder)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        else:
            return


@asynccontextmanager
async def _turn(url: DatabaseUrl) -> AsyncIterator[asyncpg.Connection]:
    """Waits until no other process migrates; yields the connection that holds the lock.

    The lock is that of a transaction, because a pooler keeps a session, and what it has locked, when its client is
    gone. It is asked for again and again instead of waited for: making an index concurrently waits for every statement
    that is under way, that of the next process in line included.
    """
    connection = await connect(url)
    waited = False
    try:
        while True:
            # Other levels of isolation keep a snapshot, and making an index concurrently would wait for it.
            turn = connection.transaction(isolation="read_committed")
            await turn.start()
            if await connection.fetchval(SQL["migrations.turn"], _MIGRATION_LOCK):
                break
            if not waited:
                holder = await connection.fetchval(SQL["migrations.holder"], _MIGRATION_LOCK)
                _log.warning("another process is migrating this database: waiting until it ends", holder=holder)
                waited = True
            await turn.rollback()
            await asyncio.sleep(_FIRST_PAUSE_SECONDS)
        await _drop_snapshot(connection)
        yield connection
    finally:
        await connection.close()


async def _drop_snapshot(connection: asyncpg.Connection) -> None:
    """A query keeps its snapshot until the next one, and making an index concurrently would wait for it. A statement in
    the simple protocol keeps none.
    """
    await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


class _MigrationConnection(LocalSettingsConnection):
    """A connection whose transactions are impatient. What runs in none waits for locks: making an index concurrently
    makes no others wait."""

    local_settings: ClassVar[Mapping[str, str]] = {
        "statement_timeout": "0",
        "lock_timeout": f"{_LOCK_MILLISECONDS}ms",
        "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS}s",
    }
