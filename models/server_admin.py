"""What is asked of a PostgreSQL server and of no store: a connection of one's own, and the faults of chaos.

Each function takes a connection of its own, past pool and circuit breaker; errors are asyncpg's.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from models.database_connections import connect
from models.database_url import DatabaseUrl

_NO_TIME_LIMIT = {"statement_timeout": "0"}


@asynccontextmanager
async def direct_connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection without a time limit for statements."""
    connection = await connect(DatabaseUrl.parse(url), server_settings=_NO_TIME_LIMIT)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def statements_timing_out(url: str) -> AsyncIterator[None]:
    """New connections to the database have 1 ms for each statement, until the block ends."""
    name = DatabaseUrl.parse(url).database
    async with direct_connection(url) as connection:
        await connection.execute(f"ALTER DATABASE \"{name}\" SET statement_timeout = '1ms'")
    try:
        yield
    finally:
        async with direct_connection(url) as connection:
            await connection.execute(f'ALTER DATABASE "{name}" RESET statement_timeout')


@asynccontextmanager
async def some_groups_locked(url: str) -> AsyncIterator[None]:
    """A tenth of all groups is locked by a transaction that does nothing, until the block ends."""
    async with direct_connection(url) as connection, connection.transaction():
        await connection.execute("SELECT FROM groups WHERE random() < 0.1 FOR UPDATE")
        yield
