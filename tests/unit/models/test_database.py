"""What a database makes of its driver's errors, and what its circuit breaker sees of them."""

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar, cast

import asyncpg
import pytest

from kit.errors import CircuitOpen, DatabaseUnavailable, affects_whole_batch
from kit.guard import Failure
from models.database import Database, Row
from models.outages import failure_of
from models.postgres_client import RenewableClient

P = ParamSpec("P")
T = TypeVar("T")


class Client:
    """A driver that gives one row, or raises `error`."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.replaced = 0

    async def replace_connections(self) -> None:
        self.replaced += 1

    async def execute_query_dict(self, sql: str, values: list[object]) -> list[Row]:
        if self.error is not None:
            raise self.error
        return [{"sql": sql, "values": values}]


class Guard:
    """A circuit breaker that records how each call ended.

    Attributes:
        refusal: raised instead of making a call.
    """

    def __init__(self) -> None:
        self.ended: list[Failure] = []
        self.retry_after_seconds = 0.0
        self.closed = True
        self.refusal: CircuitOpen | None = None

    def check(self) -> None:
        if self.refusal is not None:
            raise self.refusal

    async def call_async(self, func: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        self.check()
        try:
            result = await func(*args, **kwargs)
        except Exception as error:
            self.ended.append(failure_of(error))
            raise
        self.ended.append(Failure.NONE)
        return result


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def guard() -> Guard:
    return Guard()


@pytest.fixture
def database(client: Client, guard: Guard) -> Database:
    return Database(cast("RenewableClient", client)).guarded_by(guard)


async def test_each_query_is_one_call(database: Database, guard: Guard) -> None:
    assert await database.query("SELECT $1", 1) == [{"sql": "SELECT $1", "values": [1]}]
    await database.query("SELECT 2")
    assert guard.ended == [Failure.NONE, Failure.NONE]


async def test_the_statements_of_a_call_are_one_call(database: Database, guard: Guard) -> None:
    async with database.call() as call:
        assert await call.query("SELECT $1", 1) == [{"sql": "SELECT $1", "values": [1]}]
        await call.query("SELECT 2")
        assert guard.ended == []
    assert guard.ended == [Failure.NONE]


@pytest.mark.parametrize(
    ("error", "again", "whole", "says", "replaced"),
    [
        (asyncpg.ConnectionDoesNotExistError("gone"), True, True, Failure.PROCESS, True),
        (asyncpg.TooManyConnectionsError("full"), True, True, Failure.PROCESS, False),
        (asyncpg.AdminShutdownError("bye"), True, True, Failure.PROCESS, True),
        (asyncpg.CrashShutdownError("ouch"), True, True, Failure.PROCESS, True),
        (asyncpg.CannotConnectNowError("starting up"), True, True, Failure.PROCESS, True),
        (asyncpg.ProtocolViolationError("what"), True, True, Failure.PROCESS, True),
        (asyncpg.InternalClientError("hung up"), True, True, Failure.PROCESS, True),
        (ConnectionRefusedError("refused"), True, True, Failure.PROCESS, True),
        (TimeoutError("too slow"), True, True, Failure.SUSPECTED, False),
        (asyncpg.QueryCanceledError("too slow"), True, True, Failure.NONE, False),
        (asyncpg.ConfigurationLimitExceededError("too much"), True, True, Failure.NONE, False),
        (asyncpg.ReadOnlySQLTransactionError("a standby"), True, True, Failure.NONE, True),
        (asyncpg.TransactionTimeoutError("too slow"), True, True, Failure.NONE, False),
        (asyncpg.SerializationError("conflict"), True, True, Failure.NONE, False),
        (asyncpg.DeadlockDetectedError("deadlock"), True, True, Failure.NONE, False),
        (asyncpg.InvalidCachedStatementError("migrated"), True, True, Failure.NONE, False),
        (asyncpg.OutdatedSchemaCacheError("migrated"), True, True, Failure.NONE, False),
        (asyncpg.LockNotAvailableError("locked"), True, False, Failure.NONE, False),
        (asyncpg.UniqueViolationError("twice"), False, False, Failure.NONE, False),
        (asyncpg.UndefinedTableError("not migrated"), False, False, Failure.NONE, False),
        (asyncpg.DataError("no parameter"), False, False, Failure.NONE, False),
        (ValueError("ours"), False, False, Failure.NONE, False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
async def test_what_may_work_later_is_one_error_and_its_cause_says_whether_the_database_has_failed(
    database: Database,
    client: Client,
    guard: Guard,
    error: Exception,
    again: bool,
    whole: bool,
    says: Failure,
    replaced: bool,
) -> None:
    client.error = error
    with pytest.raises(DatabaseUnavailable if again else type(error)) as from_query:
        await database.query("SELECT 1")
    with pytest.raises(DatabaseUnavailable if again else type(error)) as from_call:
        await _query_in_a_call(database)
    for raised in (from_query.value, from_call.value):
        assert affects_whole_batch(raised) is whole
        assert (raised.__cause__ if again else raised) is error
    assert guard.ended == [says, says]
    assert client.replaced == (2 if replaced else 0)


async def _query_in_a_call(database: Database) -> None:
    async with database.call() as call:
        await call.query("SELECT 1")


async def test_the_breaker_says_when_to_try_again_and_without_it_two_seconds_are_said(
    database: Database, client: Client, guard: Guard
) -> None:
    client.error = ConnectionRefusedError("refused")
    for known, expected in ((0.0, 2.0), (17.5, 17.5)):
        guard.retry_after_seconds = known
        with pytest.raises(DatabaseUnavailable, match="ConnectionRefusedError: refused") as raised:
            await database.query("SELECT 1")
        assert raised.value.retry_after_seconds == expected


async def test_a_refused_call_says_when_to_try_again_and_is_not_made(database: Database, guard: Guard) -> None:
    guard.refusal = CircuitOpen("database", 12.5)
    with pytest.raises(DatabaseUnavailable) as checked:
        database.check()
    with pytest.raises(DatabaseUnavailable) as queried:
        await database.query("SELECT 1")
    with pytest.raises(DatabaseUnavailable) as called:
        async with database.call():
            pytest.fail("the block has begun")
    for raised in (checked, queried, called):
        assert raised.value.retry_after_seconds == 12.5
        assert affects_whole_batch(raised.value)
        assert raised.value.__cause__ is guard.refusal
    assert guard.ended == []


async def test_an_outage_met_elsewhere_in_a_block_stays_what_it_is(database: Database, guard: Guard) -> None:
    """A key that is released again and again, say: later it may work, but the database has not failed."""
    error = DatabaseUnavailable("again and again")
    with pytest.raises(DatabaseUnavailable) as raised:
        async with database.call():
            raise error
    assert raised.value is error
    assert guard.ended == [Failure.NONE]
