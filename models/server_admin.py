"""What is asked of a PostgreSQL server and of no store: a database for one purpose, and the faults of chaos.

Each function takes a connection of its own, past pool and circuit breaker; errors are asyncpg's.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg

_NO_TIME_LIMIT = {"statement_timeout": "0"}


@asynccontextmanager
async def direct_connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection without a time limit for statements."""
    connection = await asyncpg.connect(url, server_settings=_NO_TIME_LIMIT)
    try:
        yield connection
    finally:
        await connection.close()


async def create_database(url: str, name: str) -> None:
    """Create an empty database on the server at `url`."""
    async with direct_connection(url) as connection:
        await connection.execute(f'CREATE DATABASE "{name}"')


async def drop_database(url: str, name: str) -> None:
    """Remove a database of the server at `url`, even if it is in use."""
    async with direct_connection(url) as connection:
        await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@asynccontextmanager
async def statements_timing_out(url: str) -> AsyncIterator[None]:
    """New connections to the database have 1 ms for each statement, until the block ends."""
    name = urlsplit(url).path.removeprefix("/")
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
