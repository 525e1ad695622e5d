"""A whole installation behind PgBouncer, which gives each transaction another session."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.container import Container
from commands.processes import free_port
from kit.errors import DatabaseRefused
from models.database import Database
from models.database_url import DatabaseUrl, with_database
from models.migration_runner import migrate
from tests.support.installation import QUICK, Installation, Servers
from tests.support.machine import pgbouncer
from tests.support.poll import wait_for_async
from tests.support.processes import all_final, enroll
from tests.support.scratch import scratch_folder

pytestmark = pytest.mark.machine

SOON = 60.0
"""Seconds."""
STUDENTS = 40
SESSIONS = 3
"""Far fewer than the connections of the processes, so that they take each other's."""
UNPRIVILEGED = "nobody"
CONFIGURATION = """
[databases]
* = host={host} port={port} user={user} {password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {sessions}
max_client_conn = 200
{account}
"""


@pytest.fixture(scope="module")
async def pooler(servers: Servers) -> AsyncIterator[str]:
    """A stock PgBouncer before the tests' PostgreSQL: the URL of any database, without parameters."""
    there = DatabaseUrl.parse(servers.database_url)
    [(host, port)] = there.hosts
    listen = free_port()
    with scratch_folder() as folder:
        configuration = Path(folder) / "pgbouncer.ini"
        configuration.write_text(
            CONFIGURATION.format(
                host=host,
                port=port,
                user=there.user,
                password=f"password='{there.password}'" if there.password else "",
                listen=listen,
                sessions=SESSIONS,
                account=f"user = {UNPRIVILEGED}" if os.geteuid() == 0 else "",  # it does not run as root
            )
        )
        process = await asyncio.create_subprocess_exec(
            pgbouncer(), "--quiet", configuration, stderr=asyncio.subprocess.DEVNULL
        )
        try:

            async def listens() -> bool:
                assert process.returncode is None
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", listen)
                except OSError:
                    return False
                writer.close()
                await writer.wait_closed()
                return True

            await wait_for_async(listens, SOON, "PgBouncer listens")
            yield f"postgresql://anyone@127.0.0.1:{listen}/{there.database}"
        finally:
            process.terminate()
            await process.wait()


def pooled(pooler: str, installation: Installation) -> str:
    """The installation's URL behind the pooler."""
    return f"{with_database(pooler, DatabaseUrl.parse(installation.database_url).database)}?statement_cache_size=0"


async def test_an_installation_works_behind_a_pooler_of_transactions(servers: Servers, pooler: str) -> None:
    async with servers.installation(QUICK) as installation:
        url = pooled(pooler, installation)
        [api, *_] = await installation.start(workers=2, environment={"DATABASE_URL": url})
        ids = await asyncio.gather(
            *(enroll(api.base_url, f"EST{number:03}", ["G-LIN100-A"]) for number in range(1, STUDENTS + 1))
        )
        ends = await all_final(installation, ids, SOON)
        assert sum(ends.values()) == STUDENTS
        assert ends["COMPLETED"] > 0
        assert not any((await installation.violations()).values())
        environment = {"DATABASE_URL": url, "REDIS_URL": installation.redis_url}
        doctor = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "commands", "doctor", "--json"),
            env={**os.environ, **installation.environment, **environment},
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await doctor.communicate()
        checks = {check["name"]: check["ok"] for check in json.loads(said)["checks"]}
        assert checks["settings"]
        assert all(checks.values()), checks
        settings = installation.settings(database_url=url)
        async with Container.connected(settings) as container, asyncio.TaskGroup() as group:
            for _ in range(20):
                group.create_task(_checked(container.database))


async def _checked(database: Database) -> None:
    """The product's settings are in force for whatever it asks."""
    for name, value in (("lock_timeout", "2s"), ("idle_in_transaction_session_timeout", "5s")):
        [row] = await database.query("SELECT current_setting($1) AS now", name)
        assert row["now"] == value
        async with database.transaction() as transaction:
            [row] = await transaction.query("SELECT current_setting($1) AS now", name)
            assert row["now"] == value


async def test_migrations_go_through_a_pooler_and_leave_no_lock_there(servers: Servers, pooler: str) -> None:
    async with servers.installation(empty=True) as installation:
        await asyncio.gather(*(migrate(pooled(pooler, installation)) for _ in range(2)))
        await migrate(installation.database_url)
        assert await installation.sql("SELECT to_regclass('sagas') IS NOT NULL AS there") == [{"there": True}]
        locks = """SELECT pid FROM pg_locks WHERE locktype = 'advisory'
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
        assert await installation.sql(locks) == []


async def test_what_a_pooler_needs_is_said_where_it_is_missing(pooler: str) -> None:
    async with Database.open(pooler, pool_size=1) as database:
        with pytest.raises(DatabaseRefused, match="it is a pooler, and statement_cache_size=0 is missing"):
            await database.ping()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commands", "migrate"),
        env={**os.environ, "DATABASE_URL": pooler},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 1
    [sentence] = said.decode().splitlines()
    assert sentence.startswith("registro: DATABASE_URL: unsupported startup parameter: ")
