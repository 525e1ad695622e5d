"""Transactions against a real database: whatever happens to one, its connection goes back to the pool."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence

import asyncpg
import pytest
from tortoise.exceptions import TransactionManagementError

from app.container import Container
from kit.batcher import Batcher
from models.database import query, transaction, transient
from tests.support.installation import Installation
from tests.support.poll import turns, wait_for_async

_PID = "SELECT pg_backend_pid() AS pid"
_CUT = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TransactionManagementError)
"""What a transaction may raise whose connection the server has ended."""


async def _pid() -> int:
    [row] = await query(_PID)
    return int(row["pid"])


@pytest.mark.usefixtures("container")
async def test_what_is_batched_inside_a_transaction_runs_outside_of_it() -> None:
    async def work(items: Sequence[int]) -> Sequence[int]:
        return [await _pid() for _ in items]

    batcher = Batcher(work, limit=10)
    async with transaction() as tx:
        [mine] = await query(_PID, using=tx)
        assert await _pid() == mine["pid"], "a query without a connection of its own uses the transaction's"
        assert await batcher.submit(1) != mine["pid"]
        inherited = asyncio.create_task(_pid())  # what tests/architecture/test_tasks.py forbids
        assert await inherited == mine["pid"]


async def test_a_transaction_cancelled_at_any_moment_gives_its_connection_back(container: Container) -> None:
    async def one() -> None:
        async with transaction() as tx:
            await query("SELECT 1", using=tx)

    size = container.settings.database_pool_size
    await asyncio.gather(*(one() for _ in range(size)))  # all connections are made
    for steps in [*range(40)] * size:
        task = asyncio.create_task(one())
        await turns(steps)
        task.cancel()
        await asyncio.wait([task])
    async with asyncio.timeout(3):  # before the database ends what says nothing
        await asyncio.gather(*(one() for _ in range(2 * size)))


@pytest.fixture
async def small(installation: Installation) -> AsyncIterator[Container]:
    """A container whose pool has two connections."""
    made = Container(installation.settings(database_pool_size=2))
    async with made.database():
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
        await query("SELECT 1")
        # Blocking: the event loop must not hear of it before BEGIN is sent.
        subprocess.run([sys.executable, "-c", kill], check=True)  # noqa: ASYNC221
        async with asyncio.timeout(10):
            with pytest.raises(_CUT, check=transient):
                async with transaction() as tx:
                    await query("SELECT 1", using=tx)
            await wait_for_async(_reachable, 10, "queries, outside of any transaction and by a new connection,")


async def _reachable() -> bool:
    try:
        return await _pid() > 0
    except Exception as error:
        if not transient(error):
            raise
        return False
