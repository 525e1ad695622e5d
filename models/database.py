"""The connection: how it is configured, migrated, and which of its errors are worth another try."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import connections
from tortoise.context import TortoiseContext
from tortoise.exceptions import DBConnectionError, TransactionManagementError
from tortoise.migrations.api import migrate as run_migrations
from tortoise.transactions import in_transaction

from models import MODULES

Row = dict[str, Any]

_CONNECT_SECONDS = 5
_COMMAND_SECONDS = 30
"""What one statement may take; after that the database counts as away."""
_SILENT_SECONDS = 5
"""How long a transaction may say nothing; then the database ends it. A frozen worker's, or one whose machine is gone,
would keep its locks for ever otherwise: less than a lease, so that whoever takes its sagas over need not wait."""
_LOCK_SECONDS = 2
"""How long a statement waits for somebody's lock: a row that is locked from outside must not hold up a whole batch."""

_MIGRATION_LOCK = 7_214_001
"""Advisory lock: migrations of one database run one at a time (Tortoise's executor takes none)."""
SWEEP_LOCK = 7_214_002
"""Advisory lock: one sweeper at a time. The numbers are a registry: never reuse one."""


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg ships no types
    """A pooled connection without the reset query on release: a round trip saved, and nothing sets session state."""

    def get_reset_query(self) -> str:
        return ""


def config(url: str, *, pool_size: int) -> dict[str, Any]:
    """Tortoise's configuration for a `postgresql://` URL; a unix socket's directory may stand in `?host=`."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    credentials = {
        "host": query.pop("host", None) or parts.hostname or "127.0.0.1",
        "port": parts.port or int(query.pop("port", 5432)),
        "user": unquote(parts.username or "postgres"),
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path.lstrip("/") or "registro",
        "minsize": 1,
        "maxsize": pool_size,
        "connection_class": _Connection,
        "timeout": _CONNECT_SECONDS,
        "command_timeout": _COMMAND_SECONDS,
        # The batches' array parameters mislead custom plans; a generic plan is made once per connection.
        "server_settings": {
            "jit": "off",
            "plan_cache_mode": "force_generic_plan",
            "idle_in_transaction_session_timeout": f"{_SILENT_SECONDS}s",
            "lock_timeout": f"{_LOCK_SECONDS}s",
            "TimeZone": "UTC",
            "application_name": "registro",
        },
        **query,
    }
    return {
        "connections": {"default": {"engine": "tortoise.backends.asyncpg", "credentials": credentials}},
        "apps": {
            "models": {
                "models": list(MODULES),
                "migrations": "models.migrations",
                "default_connection": "default",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


async def connect(url: str, *, pool_size: int) -> None:
    """Open the pool for this process; once per process and loop."""
    # Uvicorn runs its lifespan in a task of its own: without the fallback, requests would not see the connection.
    await Tortoise.init(config=config(url, pool_size=pool_size), _enable_global_fallback=True)


async def disconnect() -> None:
    """Close the pool."""
    await Tortoise.close_connections()


def database() -> BaseDBAsyncClient:
    """The process's connection pool."""
    connection: BaseDBAsyncClient = connections.get("default")
    return connection


async def query(sql: str, *values: object, using: BaseDBAsyncClient | None = None) -> list[Row]:
    """Rows of `sql`, RETURNING included (which Tortoise's execute_query would drop)."""
    return await (using or database()).execute_query_dict(sql, list(values))


@asynccontextmanager
async def transaction() -> AsyncIterator[BaseDBAsyncClient]:
    """A transaction: commits at the end of its block, rolls back on an error. What is queried inside is part of it.

    Tortoise's own keeps its connection for good when BEGIN fails or is cancelled (the pool runs dry), and leaves the
    task that asked for it in a transaction that never was.
    """
    context = in_transaction()
    try:
        connection = await context.__aenter__()
    except BaseException as error:
        if getattr(context, "token", None) is not None:
            # This is what it takes for "there is nothing to roll back".
            await context.__aexit__(TransactionManagementError, error, None)
        raise
    async with AsyncExitStack() as stack:
        stack.push_async_exit(context.__aexit__)
        yield connection


async def migrate(url: str) -> None:
    """Bring the database's tables up to date; safe to run from several processes at once."""
    settings = config(url, pool_size=2)
    # Migrations wait for whoever is at work.
    settings["connections"]["default"]["credentials"]["server_settings"]["lock_timeout"] = "0"
    credentials = settings["connections"]["default"]["credentials"]
    names = ("host", "port", "user", "password", "database")
    guard = await asyncpg.connect(**{name: credentials[name] for name in names})
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", _MIGRATION_LOCK)
        async with TortoiseContext():
            await run_migrations(config=settings)
            await Tortoise.close_connections()
    finally:
        await guard.close()


_TRANSIENT = ("08", "25006", "25P03", "40", "53", "55P03", "57", "58")
"""SQLSTATE classes, and single codes: a standby not yet primary, falling silent for too long, a lock not had."""


def transient(error: BaseException) -> bool:
    """Whether the same may succeed later: the database is away, busy, shutting down or being migrated, or a lock was
    not to be had."""
    if isinstance(error, TransactionManagementError) and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, asyncpg.InvalidCachedStatementError | asyncpg.OutdatedSchemaCacheError):
        return True  # a migration changed a table; the next transaction prepares its statements anew
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate or "").startswith(_TRANSIENT)
    # InternalClientError: the server hung up in the middle of an operation, and its connection does not know it yet.
    away = OSError | asyncpg.InterfaceError | asyncpg.InternalClientError | DBConnectionError | TimeoutError
    return isinstance(error, away)


def concerns_all(error: BaseException) -> bool:
    """Whether an error met by a batch is everybody's in it: transient, but for a lock that only one of them wants."""
    return transient(error) and not isinstance(error, asyncpg.LockNotAvailableError)
