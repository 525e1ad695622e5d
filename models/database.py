"""The database: its pool of connections, its transactions, and the one error for whatever may work later."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from types import TracebackType
from typing import Any, NoReturn, Protocol, Self, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import connections
from tortoise.context import TortoiseContext
from tortoise.exceptions import TransactionManagementError
from tortoise.migrations.api import migrate as run_migrations
from tortoise.models import Model
from tortoise.transactions import in_transaction

from kit.errors import CircuitOpen, DatabaseUnavailable
from kit.guard import UNGUARDED, CircuitGuard, GuardedBlock
from models import MODULES
from models.outages import is_lock_held, is_transient

Row = dict[str, Any]
T = TypeVar("T")

_CONNECT_SECONDS = 5
_COMMAND_SECONDS = 30
"""What one statement may take; after that the database counts as unavailable."""
_IDLE_IN_TRANSACTION_SECONDS = 5
"""After which the database ends an idle transaction. Shorter than a lease, so that the locks of a frozen worker are
gone before another worker claims its sagas."""
_IDLE_IN_MIGRATION_SECONDS = 60
"""The same for migrations: within a transaction Tortoise compares models, which takes seconds on a busy machine."""
_LOCK_SECONDS = 2
"""How long a statement waits for a lock: a row that is locked from outside must not hold up a whole batch."""

_MIGRATION_LOCK = 7_214_001
"""Advisory lock: migrations of one database run one at a time (Tortoise's executor takes none)."""
SWEEP_LOCK = 7_214_002
"""Advisory lock: one sweeper at a time. The numbers are a registry: never reuse one."""


class Queries(Protocol):
    """Whatever runs SQL: the database, a call, or a transaction."""

    async def query(self, sql: str, *values: object) -> list[Row]:
        """The rows of `sql`, those of RETURNING included."""
        ...

    async def run(self, ask: Callable[[BaseDBAsyncClient], Awaitable[T]]) -> T:
        """What the queryset returns that `ask` makes with `using_db`."""
        ...


class DatabaseCall:
    """Statements that are one call for the circuit breaker, because the block that yielded this is the call.

    Their errors are the driver's; the block turns those that may pass into DatabaseUnavailable.
    """

    def __init__(self, client: BaseDBAsyncClient) -> None:
        self._client = client

    async def query(self, sql: str, *values: object) -> list[Row]:
        """The rows of `sql`, those of RETURNING included."""
        return await self._client.execute_query_dict(sql, list(values))

    async def run(self, ask: Callable[[BaseDBAsyncClient], Awaitable[T]]) -> T:
        """What the queryset returns that `ask` makes with `using_db`."""
        return await ask(self._client)


class Transaction(DatabaseCall):
    """Statements that are committed together or not at all."""

    async def execute(self, statement: str) -> None:
        """Run a statement that takes no values and returns no rows, such as SET or LOCK."""
        await self._client.execute_script(statement)


class Database:
    """What stores ask. Each query is one call for the circuit breaker, and so is each `call` and each `transaction`.

    Every method raises DatabaseUnavailable for what may work later; other errors are the driver's own.

    Args:
        client: Tortoise's, which has the pool.
        guard: the circuit breaker of this process's database.
    """

    def __init__(self, client: BaseDBAsyncClient, guard: CircuitGuard = UNGUARDED) -> None:
        self._client = client
        self._guard = guard
        self._errors = _Errors(guard)

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, pool_size: int) -> AsyncIterator[Self]:
        """The database at a `postgresql://` URL, without a circuit breaker. A process can have one open at a time.

        The first query connects.
        """
        # Batches run in tasks with an empty context; Tortoise finds its connections there by this fallback only.
        await Tortoise.init(
            config=tortoise_config(url, pool_size=pool_size),
            routers=[_NoImplicitConnection],
            _enable_global_fallback=True,
        )
        try:
            yield cls(connections.get("default"))
        finally:
            await Tortoise.close_connections()

    def guarded_by(self, guard: CircuitGuard) -> "Database":
        """The same database behind a circuit breaker."""
        return Database(self._client, guard)

    def check(self) -> None:
        """Raise DatabaseUnavailable if the circuit breaker would refuse a call, without asking the database."""
        with self._errors:
            self._guard.check()

    async def query(self, sql: str, *values: object) -> list[Row]:
        """The rows of `sql`, those of RETURNING included (which Tortoise's execute_query would drop)."""
        with self._errors:
            return await self._guard.call_async(self._client.execute_query_dict, sql, list(values))

    async def run(self, ask: Callable[[BaseDBAsyncClient], Awaitable[T]]) -> T:
        """What the queryset returns that `ask` makes with `using_db`."""
        with self._errors:
            return await self._guard.call_async(ask, self._client)

    async def ping(self) -> None:
        """Return if the database answers."""
        await self.query("SELECT 1")

    @asynccontextmanager
    async def call(self) -> AsyncIterator[DatabaseCall]:
        """The statements of the block are one call, however many they are; each commits by itself."""
        with self._errors:
            async with GuardedBlock(self._guard):
                yield DatabaseCall(self._client)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """The statements of the block are one transaction and one call: commits at its end, rolls back on an error."""
        with self._errors:
            async with GuardedBlock(self._guard), _transaction(self._client.connection_name) as client:
                yield Transaction(client)


class _Errors:
    """Turns an error that may pass into DatabaseUnavailable; a class because a generator would cost each query more."""

    def __init__(self, guard: CircuitGuard) -> None:
        self._guard = guard

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None or not is_transient(error):
            return
        reason, whole = f"{type(error).__name__}: {error}", not is_lock_held(error)
        if seconds := error.retry_after_seconds if isinstance(error, CircuitOpen) else self._guard.retry_after_seconds:
            raise DatabaseUnavailable(reason, seconds, affects_whole_batch=whole) from error
        raise DatabaseUnavailable(reason, affects_whole_batch=whole) from error


@asynccontextmanager
async def _transaction(connection_name: str) -> AsyncIterator[BaseDBAsyncClient]:
    """Tortoise's own keeps its connection for good when BEGIN fails or is cancelled (the pool runs dry), and leaves the
    task that asked for it in a transaction that never was.
    """
    context = in_transaction(connection_name)
    try:
        client = await context.__aenter__()
    except BaseException as error:
        if getattr(context, "token", None) is not None:
            # This is what it takes for "there is nothing to roll back".
            await context.__aexit__(TransactionManagementError, error, None)
        raise
    async with AsyncExitStack() as stack:
        stack.push_async_exit(context.__aexit__)
        yield client


async def migrate(url: str) -> None:
    """Bring the database's tables up to date; safe to run from several processes at the same time.

    Raises DatabaseUnavailable.
    """
    settings = tortoise_config(url, pool_size=2)
    credentials = settings["connections"]["default"]["credentials"]
    credentials["server_settings"] |= {
        "lock_timeout": "0",  # wait for transactions that hold locks on the tables, however long that takes
        "idle_in_transaction_session_timeout": f"{_IDLE_IN_MIGRATION_SECONDS}s",
    }
    names = ("host", "port", "user", "password", "database")
    with _Errors(UNGUARDED):
        connection = await asyncpg.connect(**{name: credentials[name] for name in names})
        try:
            await connection.execute("SELECT pg_advisory_lock($1)", _MIGRATION_LOCK)
            async with TortoiseContext():
                await run_migrations(config=settings)
                await Tortoise.close_connections()
        finally:
            await connection.close()


class _NoImplicitConnection:
    """What Tortoise asks for a connection where a queryset names none: it would pass breaker and transaction by."""

    def db_for_read(self, model: type[Model]) -> NoReturn:
        """Raises RuntimeError."""
        raise RuntimeError(f"a queryset of {model.__name__} has to name its connection: .using_db(client) in `run`")

    db_for_write = db_for_read


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg ships no types
    """A pooled connection without the reset query on release: a round trip saved, and nothing sets session state."""

    def get_reset_query(self) -> str:
        return ""


def tortoise_config(url: str, *, pool_size: int) -> dict[str, Any]:
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
            "idle_in_transaction_session_timeout": f"{_IDLE_IN_TRANSACTION_SECONDS}s",
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
