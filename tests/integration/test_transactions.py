"""Transactions against a real database: whatever happens to one, its connection goes back to the pool."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from functools import partial

import pytest

from app.container import Container
from kit.batcher import Batcher
from kit.errors import DatabaseUnavailable
from models.database import Database, Queries
from tests.support.installation import Installation
from tests.support.poll import turns, wait_for_async, within

_PID = "SELECT pg_backend_pid() AS pid"


async def _pid(queries: Queries) -> int:
    [row] = await queries.query(_PID)
    return int(row["pid"])


async def test_what_is_batched_inside_a_transaction_runs_outside_of_it(container: Container) -> None:
    database = container.database

    async def in_a_transaction() -> int:
        async with database.transaction() as tx:
            return await _pid(tx)

    async def work(items: Sequence[int]) -> Sequence[int]:
        return [await in_a_transaction() for _ in items]

    batcher = Batcher(work, limit=10)
    async with database.transaction() as tx:
        mine = await _pid(tx)
        assert await _pid(database) != mine, "only what the transaction is asked is part of it"
        assert await batcher.submit(1) != mine
        inherited = asyncio.create_task(in_a_transaction())  # what tests/architecture/test_tasks.py forbids
        assert await inherited == mine


async def test_a_transaction_cancelled_at_any_moment_gives_its_connection_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise the database would give back for us what says nothing.
    monkeypatch.setattr("models.database._IDLE_IN_TRANSACTION_SECONDS", 3600)
    async with Container.connected(installation.settings()) as container:

        async def one() -> None:
            async with container.database.transaction() as tx:
                await tx.query("SELECT 1")

        size = container.settings.database_pool_size
        await asyncio.gather(*(one() for _ in range(size)))  # all connections are made
        for steps in [*range(40)] * size:
            task = asyncio.create_task(one())
            await turns(steps)
            task.cancel()
            await asyncio.wait([task])
        async with within(30):
            await asyncio.gather(*(one() for _ in range(2 * size)))


@pytest.fixture
async def small(installation: Installation) -> AsyncIterator[Container]:
    """A container whose pool has two connections."""
    async with Container.connected(installation.settings(database_pool_size=2)) as made:
        yield made


async def test_a_transaction_that_cannot_begin_gives_its_connection_back(
    small: Container, installation: Installation
) -> None:
    """The server ends our connections behind our back, more often than the pool has room for."""
    kill = f"""
import asyncio, asyncpg
async def main():
    connection = await asyncpg.connect({installation.database_url!r})
    await connection.fetch("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND pid <> pg_backend_pid()")
asyncio.run(main())
"""
    for _ in range(small.settings.database_pool_size + 1):
        await small.database.query("SELECT 1")
        # Blocking: the event loop must not hear of it before BEGIN is sent.
        subprocess.run([sys.executable, "-c", kill], check=True)  # noqa: ASYNC221 - see above
        async with within(10):
            with pytest.raises(DatabaseUnavailable):
                async with small.database.transaction() as tx:
                    await tx.query("SELECT 1")
            await wait_for_async(
                partial(_reachable, small.database), 10, "queries, outside of any transaction and by a new connection,"
            )


async def _reachable(database: Database) -> bool:
    try:
        return await _pid(database) > 0
    except DatabaseUnavailable:
        return False
