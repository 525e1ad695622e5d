"""The database: its pool of connections, its transactions, and the one error for whatever may work later."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from types import TracebackType
from typing import Any, NoReturn, Protocol, Self, TypeVar

import asyncpg
import structlog
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import connections
from tortoise.exceptions import TransactionManagementError
from tortoise.models import Model
from tortoise.transactions import in_transaction

from kit.background import Loops
from kit.errors import CircuitOpen, DatabaseUnavailable
from kit.guard import UNGUARDED, CircuitGuard, GuardedBlock
from models import MODULES
from models.database_connections import LocalSettingsConnection, connect
from models.database_url import DatabaseUrl
from models.outages import is_lock_held, is_transient, spoils_connections
from models.postgres_client import RenewableClient
from models.sql import SQL

_log = structlog.get_logger("models.database")

Row = dict[str, Any]
T = TypeVar("T")

_COMMAND_SECONDS = 30
"""What one statement may take; after that the database counts as unavailable."""
_IDLE_IN_TRANSACTION_SECONDS = 5
"""After which the database ends an idle transaction. Shorter than a lease, so that the locks of a frozen worker are
gone before another worker claims its sagas."""
_LIFE_SPREAD = 0.2
"""The share of a connection's longest life by which it may be replaced earlier."""
_LOCK_SECONDS = 2
"""How long a statement waits for a lock: a row that is locked from outside must not hold up a whole batch."""
_SETTINGS = {
    "jit": "off",
    # The batches' array parameters mislead custom plans; a generic plan is made once per connection.
    "plan_cache_mode": "force_generic_plan",
    "idle_in_transaction_session_timeout": f"{_IDLE_IN_TRANSACTION_SECONDS}s",
    "lock_timeout": f"{_LOCK_SECONDS}s",
}
"""Settings of each session; of each transaction behind a pooler, which knows no sessions."""

SWEEP_LOCK = 7_214_002
"""Advisory lock: one sweeper at a time. 7214001 is that of migrations, 7214003 that of scratch databases; never reuse a
number."""
SWAP_LOCK = 7_214_005
"""Advisory lock: one worker at a time puts swaps down that wait for each other."""
BATCH_LOCK = 7_214_006
"""Advisory lock: one batch is accepted at a time."""


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

    def __init__(self, client: RenewableClient, guard: CircuitGuard = UNGUARDED) -> None:
        self._client = client
        self._guard = guard
        self._errors = _Errors(client, guard)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, pool_size: int, connection_life_seconds: float = 1800, loops: Loops | None = None
    ) -> AsyncIterator[Self]:
        """The database at a `postgresql://` URL, without a circuit breaker. A process can have one open at a time.

        The first query connects. A connection is replaced when it has lived for `connection_life_seconds`, by one of
        the process's `loops`. Raises ValueError if the URL cannot be used.
        """
        for warning in DatabaseUrl.parse(url).warnings:
            _log.warning("a part of the database's URL has no effect", reason=warning)
        # Batches run in tasks with an empty context; Tortoise finds its connections there by this fallback only.
        await Tortoise.init(
            config=tortoise_config(url, pool_size=pool_size),
            routers=[_NoImplicitConnection],
            _enable_global_fallback=True,
        )
        client = connections.get("default")
        assert isinstance(client, RenewableClient)
        renewing = (loops or Loops()).running(
            lambda: _renewed(client, connection_life_seconds), "renewal of connections"
        )
        try:
            async with renewing:
                yield cls(client)
        finally:
            await Tortoise.close_connections()

    def guarded_by(self, guard: CircuitGuard) -> "Database":
        """The same database behind a circuit breaker."""
        return Database(self._client, guard)

    def check(self) -> None:
        """Raise DatabaseUnavailable if the circuit breaker would refuse a call, without asking the database."""
        try:
            self._guard.check()
        except CircuitOpen as error:
            self._errors.translate(error)

    async def query(self, sql: str, *values: object) -> list[Row]:
        """The rows of `sql`, those of RETURNING included (which Tortoise's execute_query would drop)."""
        async with self._errors:
            return await self._guard.call_async(self._client.execute_query_dict, sql, list(values))

    async def run(self, ask: Callable[[BaseDBAsyncClient], Awaitable[T]]) -> T:
        """What the queryset returns that `ask` makes with `using_db`."""
        async with self._errors:
            return await self._guard.call_async(ask, self._client)

    async def ping(self) -> None:
        """Return if the database answers."""
        await self.query("SELECT 1")

    async def check_writable(self) -> None:
        """Return if what changes the database can be done: it answers, in a session that may write.

        Sessions that may only read are left behind by a switch-over, so the connections are replaced and it is asked
        once more.
        """
        if not await self._is_writable():
            await self._client.replace_connections()
            if not await self._is_writable():
                raise DatabaseUnavailable("sessions of this database may only read")

    async def _is_writable(self) -> bool:
        [row] = await self.query("SELECT current_setting('transaction_read_only') = 'off' AS writable")
        return bool(row["writable"])

    async def probe(self) -> None:
        """Return if the database answers; for its circuit breaker, which this passes by. Raises the driver's error."""
        await self._client.probe()

    @asynccontextmanager
    async def call(self) -> AsyncIterator[DatabaseCall]:
        """The statements of the block are one call, however many they are; each commits by itself."""
        async with self._errors, GuardedBlock(self._guard):
            yield DatabaseCall(self._client)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """The statements of the block are one transaction and one call: commits at its end, rolls back on an error."""
        async with self._errors, GuardedBlock(self._guard), _transaction(self._client.connection_name) as client:
            yield Transaction(client)


class _Errors:
    """Turns an error that may pass into DatabaseUnavailable, and has connections replaced that it has spoilt.

    A class because a generator would cost each query more.
    """

    def __init__(self, client: RenewableClient, guard: CircuitGuard) -> None:
        self._client = client
        self._guard = guard

    async def __aenter__(self) -> None:
        pass

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            return
        if spoils_connections(error):
            await self._client.replace_connections()
        self.translate(error)

    def translate(self, error: BaseException) -> None:
        """Raise DatabaseUnavailable if the error may pass."""
        if isinstance(error, DatabaseUnavailable) or not is_transient(error):
            return
        reason, whole = f"{type(error).__name__}: {error}", not is_lock_held(error)
        if seconds := error.retry_after_seconds if isinstance(error, CircuitOpen) else self._guard.retry_after_seconds:
            raise DatabaseUnavailable(reason, seconds, affects_whole_batch=whole) from error
        raise DatabaseUnavailable(reason, affects_whole_batch=whole) from error


async def _renewed(client: RenewableClient, seconds: float) -> None:
    """Replace the connections whenever so much time has passed, not in all processes at the same moment."""
    while True:
        await asyncio.sleep(seconds * random.uniform(1 - _LIFE_SPREAD, 1))  # noqa: S311 - no secret
        await client.replace_connections()


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
        try:
            yield client
        except TransactionManagementError:
            # Tortoise takes it for "there is nothing to roll back" here as well; asyncpg would, with a line at ERROR.
            with suppress(Exception):
                await client.rollback()
            raise


class _NoImplicitConnection:
    """What Tortoise asks for a connection where a queryset names none: it would pass breaker and transaction by."""

    def db_for_read(self, model: type[Model]) -> NoReturn:
        """Raises RuntimeError."""
        raise RuntimeError(f"a queryset of {model.__name__} has to name its connection: .using_db(client) in `run`")

    db_for_write = db_for_read


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg ships no types
    """A pooled connection without the reset query on release: a round trip saved, and nothing sets session state."""

    def get_reset_query(self) -> str:
        """None."""
        return ""


class _PooledConnection(LocalSettingsConnection, _Connection):
    local_settings = _SETTINGS


def tortoise_config(url: str, *, pool_size: int) -> dict[str, Any]:
    """Tortoise's configuration for a database's URL. Raises ValueError: see `DatabaseUrl.parse`."""
    parsed = DatabaseUrl.parse(url)
    credentials = {
        "minsize": 1,
        "maxsize": pool_size,
        "connect": _Connector(parsed),
        "connection_class": _PooledConnection if parsed.behind_pooler else _Connection,
        "command_timeout": _COMMAND_SECONDS,
        "server_settings": {"TimeZone": "UTC"} | ({} if parsed.behind_pooler else _SETTINGS),
    }
    return {
        "connections": {"default": {"engine": "models.postgres_client", "credentials": credentials}},
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


async def settings_not_in_force(queries: Queries) -> list[str]:
    """Those of the product's settings that a server or a pooler does not let it have."""
    rows = await queries.query(SQL["sessions.other_settings"], list(_SETTINGS), list(_SETTINGS.values()))
    return [row["name"] for row in rows]


class _Connector:
    """Makes the connections of asyncpg's pool, past the host and user that Tortoise would give it."""

    def __init__(self, url: DatabaseUrl) -> None:
        self._url = url

    async def __call__(
        self,
        *_: object,
        connection_class: type[asyncpg.Connection],
        server_settings: Mapping[str, str],
        command_timeout: float | None,
        **__: object,
    ) -> asyncpg.Connection:
        return await connect(
            self._url,
            connection_class=connection_class,
            server_settings=server_settings,
            command_timeout=command_timeout,
        )
