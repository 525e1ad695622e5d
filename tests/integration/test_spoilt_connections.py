"""Connections that are of no use any more are replaced, and what is slow is told from what has failed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from redis.asyncio import Redis

from app.container import Container
from guards.breaker.breaker import Breaker
from guards.breaker.policy import CircuitState, Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.background import Loops
from kit.errors import DatabaseUnavailable
from models.database import Database
from models.database_url import DatabaseUrl
from models.outages import failure_of
from tests.support.graphql import enroll
from tests.support.installation import Installation
from tests.support.poll import until, wait_for_async, within
from tests.support.relay import relay
from tests.support.tokens import signed_in

SOON = 30.0
POOL = 3
WRITE = "UPDATE terms SET name = name"
EXPENSIVE = "SELECT pg_sleep(600)"  # sleeps: in place of a query that takes as long
SESSION = "SELECT pg_backend_pid() AS pid, pg_sleep(0.05)"  # sleeps: so that the others take other sessions
POLICY = Policy(failure_threshold=3, recovery_seconds=0.2, success_threshold=2, timeout_seconds=0.3)


async def pids(database: Database) -> set[int]:
    """The sessions of the whole pool, which are all connected afterwards."""
    rows = await asyncio.gather(*(database.query(SESSION) for _ in range(POOL)))
    return {row[0]["pid"] for row in rows}


async def let_sessions_only_read(installation: Installation) -> None:
    """As after a switch-over: sessions that exist are gone, and new ones may only read."""
    await installation.sql(f'ALTER DATABASE "{installation.prefix}" SET default_transaction_read_only = on')
    await installation.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()"
    )


async def let_new_sessions_write(installation: Installation) -> None:
    """Sessions that exist still may not."""
    # By a session of a connection that was made before: it may write.
    await installation.sql(f'ALTER DATABASE "{installation.prefix}" RESET default_transaction_read_only')


async def answers(database: Database) -> bool:
    """Whether the pool is connected again."""
    try:
        return len(await pids(database)) == POOL
    except DatabaseUnavailable:
        return False


@pytest.fixture
async def small(installation: Installation) -> AsyncIterator[Container]:
    """A container with few connections."""
    async with Container.connected(installation.settings(database_pool_size=POOL)) as made:
        yield made


async def test_sessions_that_stayed_read_only_are_replaced_after_one_refusal(
    small: Container, installation: Installation
) -> None:
    database = small.database
    assert len(await pids(database)) == POOL
    await let_sessions_only_read(installation)
    await wait_for_async(lambda: answers(database), SOON, "the pool is connected")
    with pytest.raises(DatabaseUnavailable):
        await database.query(WRITE)
    with pytest.raises(DatabaseUnavailable):
        await database.check_writable()
    stale = await pids(database)
    await let_new_sessions_write(installation)
    with pytest.raises(DatabaseUnavailable, match="read-only"):
        await database.query(WRITE)
    for _ in range(2 * POOL):
        await database.query(WRITE)
    assert not stale & await pids(database)


async def test_a_transaction_that_may_only_read_is_rolled_back_without_an_error_in_the_log(
    small: Container, installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    await let_sessions_only_read(installation)
    await wait_for_async(lambda: answers(small.database), SOON, "the pool is connected")
    for _ in range(POOL):
        with pytest.raises(DatabaseUnavailable, match="read-only transaction"):
            async with small.database.transaction() as tx:
                await tx.query(WRITE)
    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []


async def test_readiness_replaces_sessions_that_stayed_read_only(small: Container, installation: Installation) -> None:
    database = small.database
    await pids(database)
    await let_sessions_only_read(installation)
    await wait_for_async(lambda: answers(database), SOON, "the pool is connected")
    await let_new_sessions_write(installation)
    await database.check_writable()
    await asyncio.gather(*(database.query(WRITE) for _ in range(2 * POOL)))


async def test_an_api_is_ready_only_while_it_can_write_and_accepts_when_it_can_again(
    installation: Installation,
) -> None:
    [processes] = await installation.start(workers=0)
    async with signed_in(processes.base_url) as api:

        async def unready() -> bool:
            answer = await api.http.get("/readyz")
            return answer.status_code == 503 and answer.json()["unavailable"] == ["database"]

        async def ready() -> bool:
            return (await api.http.get("/readyz")).status_code == 200

        await let_sessions_only_read(installation)
        await wait_for_async(unready, SOON, "it says that it is not ready")
        terms = await api.execute("{ terms { code } }")
        assert terms["data"]["terms"], "what only reads goes on"
        await let_new_sessions_write(installation)
        await wait_for_async(ready, SOON, "it is ready")
        assert (await enroll(api, "EST001", "G-ELC102-E"))["__typename"] == "TaskAccepted"


async def test_a_connection_lives_no_longer_than_the_setting_says(installation: Installation) -> None:
    settings = installation.settings(database_pool_size=POOL, database_connection_life_seconds=0.2)
    async with Container.connected(settings) as container:
        first = await pids(container.database)

        async def replaced() -> bool:
            return not first & await pids(container.database)

        await wait_for_async(replaced, SOON, "all connections are others")


@asynccontextmanager
async def guarded(container: Container) -> AsyncIterator[tuple[Database, Breaker, BreakerRegistry]]:
    """The container's database behind a circuit breaker of a process alone, with short times."""
    database = container.database
    nowhere = Redis(unix_socket_path="/nowhere/redis.sock")
    breakers = BreakerRegistry(nowhere, "t", {"database": GuardedService(POLICY, failure_of, database.probe)}, "here")
    async with breakers.running(Loops()):
        breaker = breakers.of("database")
        yield database.guarded_by(breaker), breaker, breakers
    await nowhere.aclose()


async def too_expensive(database: Database) -> None:
    """A statement that the server gives up."""
    async with database.transaction() as tx:
        await tx.execute("SET LOCAL statement_timeout = '10ms'")
        await tx.query(EXPENSIVE)


async def busy(database: Database) -> None:
    """Use a connection until cancelled."""
    async with database.transaction() as tx:
        await tx.query(EXPENSIVE)


async def in_use(container: Container) -> bool:
    """Whether no connection of the pool is free."""
    try:
        async with asyncio.timeout(0.1):  # limit: of one look
            await container.database.query("SELECT 1")
    except (TimeoutError, DatabaseUnavailable):
        return True
    return False


async def probed(breaker: Breaker) -> None:
    """Return once the probe that is wanted is answered."""
    await until(lambda: not breaker._probe_needed.is_set(), SOON, "the probe is answered")


async def test_a_slow_statement_opens_no_circuit(small: Container) -> None:
    async with guarded(small) as (database, breaker, breakers):
        for _ in range(2 * POLICY.failure_threshold):
            with pytest.raises(DatabaseUnavailable):
                await database.query(EXPENSIVE)
            await probed(breaker)
        assert breaker.closed
        assert breakers.status("database").failures == 0


async def test_waiting_for_a_connection_of_the_pool_opens_no_circuit(small: Container) -> None:
    async with guarded(small) as (database, breaker, breakers), AsyncExitStack() as stack:
        for _ in range(POOL):
            await stack.enter_async_context(Loops().running(lambda: busy(small.database), "in use"))
        await wait_for_async(lambda: in_use(small), SOON, "all connections are in use")
        for _ in range(2 * POLICY.failure_threshold):
            with pytest.raises(DatabaseUnavailable):
                await database.query("SELECT 1")
            await probed(breaker)
        assert breaker.closed
        assert breakers.status("database").failures == 0


async def test_a_statement_that_is_cancelled_for_its_cost_opens_no_circuit(
    small: Container,
) -> None:
    async with guarded(small) as (database, breaker, breakers):
        for _ in range(2 * POLICY.failure_threshold):
            with pytest.raises(DatabaseUnavailable, match="statement timeout"):
                await too_expensive(database)
        assert breaker.closed
        assert breakers.status("database").failures == 0


async def test_a_full_disk_opens_the_circuit_and_is_over_when_there_is_room(
    small: Container, installation: Installation
) -> None:
    await installation.sql(
        """CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"""
    )
    await installation.sql("CREATE TRIGGER no_room BEFORE UPDATE ON terms EXECUTE FUNCTION no_room()")
    async with guarded(small) as (database, _, breakers):
        for _ in range(POLICY.failure_threshold):
            with pytest.raises(DatabaseUnavailable, match="No space left on device"):
                await database.query(WRITE)
        assert breakers.status("database").state is CircuitState.OPEN
        with pytest.raises(DatabaseUnavailable, match="its circuit breaker refuses calls"):
            await database.query(WRITE)
        await installation.sql("DROP TRIGGER no_room ON terms")

        async def written() -> bool:
            try:
                await database.query(WRITE)
            except DatabaseUnavailable:
                return False
            return breakers.status("database").state is CircuitState.CLOSED

        await wait_for_async(written, SOON, "the circuit is closed")


async def test_a_database_that_stops_answering_opens_the_circuit_and_is_found_when_it_answers_again(
    installation: Installation,
) -> None:
    """Every connection stays open, as when a network loses all packets or the server is frozen."""
    passes = asyncio.Event()
    passes.set()
    there = DatabaseUrl.parse(installation.database_url)
    async with relay(installation.database_url, passes=passes) as port:
        login = there.user if there.password is None else f"{there.user}:{there.password}"
        url = f"postgresql://{login}@127.0.0.1:{port}/{there.database}"
        settings = installation.settings(database_url=url, database_pool_size=POOL)
        async with Container.connected(settings) as container, guarded(container) as (database, _, breakers):
            await database.query("SELECT 1")
            passes.clear()
            asking = asyncio.create_task(database.query("SELECT 1"))

            async def state_is(state: CircuitState) -> bool:
                return breakers.status("database").state is state

            await wait_for_async(lambda: state_is(CircuitState.OPEN), SOON, "the probes have failed")
            with pytest.raises(DatabaseUnavailable):
                database.check()
            passes.set()
            await wait_for_async(lambda: state_is(CircuitState.CLOSED), SOON, "the probes have succeeded")
            async with within(SOON):
                await asyncio.gather(*(database.query("SELECT 1") for _ in range(2 * POOL)))
                with pytest.raises(DatabaseUnavailable):
                    await asking
