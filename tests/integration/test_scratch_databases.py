"""Scratch databases: whose owner lives stays, whose owner is gone is removed, and nothing else is touched."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from models.scratch_databases import remove_abandoned, scratch_database
from tests.support.installation import Servers, named

ABANDONED = "registro_scratch_abandoned_0123456789ab"


@pytest.fixture
async def abandoned(servers: Servers) -> AsyncIterator[str]:
    """A database as a killed owner leaves it behind."""
    await servers.execute(f'CREATE DATABASE "{ABANDONED}"')
    yield ABANDONED
    await servers.execute(f'DROP DATABASE IF EXISTS "{ABANDONED}"')


async def databases(servers: Servers) -> set[str]:
    connection = await asyncpg.connect(servers.database_url)
    try:
        return {row["datname"] for row in await connection.fetch("SELECT datname FROM pg_database")}
    finally:
        await connection.close()


async def test_a_database_whose_owner_is_gone_is_removed(servers: Servers, abandoned: str) -> None:
    async with scratch_database(servers.database_url, "test") as owned:
        await remove_abandoned(servers.database_url)  # or a command that another test starts on the same servers
        left = await databases(servers)
        assert owned in left
        assert abandoned not in left
    assert owned not in await databases(servers)


async def test_an_owner_is_seen_from_every_database_of_the_server(servers: Servers) -> None:
    async with scratch_database(servers.database_url, "test") as owned:
        other = named(servers.database_url, servers.template)
        assert owned not in await remove_abandoned(other)
        assert owned in await databases(servers)


async def test_a_database_that_is_in_use_is_left_alone(servers: Servers, abandoned: str) -> None:
    connection = await asyncpg.connect(named(servers.database_url, abandoned))
    try:
        assert abandoned not in await remove_abandoned(servers.database_url)
        assert await connection.fetchval("SELECT 1") == 1
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "name", ["registro_scratch_mine", "registro_scratch_a_0123456789abc", "registro_rehearsal_0123456789ab"]
)
async def test_a_database_with_another_name_is_not_ours(servers: Servers, name: str) -> None:
    await servers.execute(f'CREATE DATABASE "{name}"')
    try:
        assert name not in await remove_abandoned(servers.database_url)
        assert name in await databases(servers)
    finally:
        await servers.execute(f'DROP DATABASE "{name}"')
