"""The connection: how it is configured, migrated, and which of its errors are worth another try."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from contextvars import ContextVar
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

from kit.errors import CircuitOpen
from kit.guard import UNGUARDED, Guard, GuardedBlock
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


_guard: Guard = UNGUARDED
"""The circuit breaker of this process's database; see `guarded`."""
_in_call: ContextVar[bool] = ContextVar("in_call", default=False)


@contextmanager
def guarded(guard: Guard) -> Iterator[None]:
    """Meanwhile `guard` is around each call to the database."""
    global _guard
    before, _guard = _guard, guard
    try:
        yield
    finally:
        _guard = before


@asynccontextmanager
async def one_call() -> AsyncIterator[None]:
    """All that is asked inside is one call to the database: a batch is, however many statements it takes.

    Raises CircuitOpen on entering where the database is known to be away.
    """
    if _in_call.get():
        yield
        return
    token = _in_call.set(True)
    try:
        async with GuardedBlock(_guard):
            yield
    finally:
        _in_call.reset(token)


async def query(sql: str, *values: object, using: BaseDBAsyncClient | None = None) -> list[Row]:
    """Rows of `sql`, RETURNING included (which Tortoise's execute_query would drop). One call, unless part of one.

    With `using` it is nobody's call but the caller's: that of a transaction, or none that is guarded.
    """
    if using is not None:
        return await using.execute_query_dict(sql, list(values))
    async with one_call():
        return await database().execute_query_dict(sql, list(values))


@asynccontextmanager
async def transaction() -> AsyncIterator[BaseDBAsyncClient]:
    """A transaction: commits at the end of its block, rolls back on an error. What is queried inside is part of it, and
    all of it is one call."""
    async with one_call(), _transaction() as connection:
        yield connection


@asynccontextmanager
async def _transaction() -> AsyncIterator[BaseDBAsyncClient]:
    """Tortoise's own keeps its connection for good when BEGIN fails or is cancelled (the pool runs dry), and leaves the
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
    """Whether the same may succeed later: the database is away, busy, shutting down or being migrated, a lock was not
    to be had, or the circuit breaker did not let it through."""
    error = _met(error)
    if isinstance(error, CircuitOpen):
        return True
    if isinstance(error, asyncpg.InvalidCachedStatementError | asyncpg.OutdatedSchemaCacheError):
        return True  # a migration changed a table; the next transaction prepares its statements anew
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate or "").startswith(_TRANSIENT)
    return isinstance(error, _AWAY)


_FAILED = ("08", "53", "57", "58")
"""SQLSTATE classes: no connection, out of resources, told to stop, trouble of its own."""
# InternalClientError: the server hung up in the middle of an operation, and its connection does not know it yet.
_AWAY = (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, DBConnectionError)


def failed(error: BaseException) -> bool:
    """Whether the database itself has failed: what its circuit breaker counts.

    Narrower than `transient`. What was asked may be at fault (22, 23), or have met somebody else's transaction: a
    conflict (40) and a lock not had within our `lock_timeout` (55P03) are answers of a database in good health. 57014,
    a statement cancelled, counts: we set no `statement_timeout`, so it was too slow for whoever runs the database, as
    one beyond our own time for a statement is for us.
    """
    error = _met(error)
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate or "").startswith(_FAILED)
    # asyncpg's error for a value that fits no parameter is both an InterfaceError and a ValueError.
    return isinstance(error, _AWAY) and not isinstance(error, ValueError)


def _met(error: BaseException) -> BaseException:
    if isinstance(error, TransactionManagementError) and error.__cause__ is not None:
        return error.__cause__
    return error


def concerns_all(error: BaseException) -> bool:
    """Whether an error met by a batch is everybody's in it: transient, but for a lock that only one of them wants."""
    return transient(error) and not isinstance(error, asyncpg.LockNotAvailableError)
