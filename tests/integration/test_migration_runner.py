"""Migrations are applied while the installation works, and make it wait for no lock for long."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from models import migration_runner, migrations
from models.database import tortoise_config
from models.migration_runner import migrate
from models.migration_status import missing_migrations
from models.sql import SQL
from tests.support.installation import Installation, Servers
from tests.support.poll import MACHINE, until, within

PACKAGE = "migrations_of_a_newer_release"
SOON = 60.0
"""Seconds."""
LOCK_OF_MIGRATIONS = 7_214_001
OLDEST = "0009_model_state"
"""The last migration of 0.1.0: those before it run on empty databases only."""
WAITS_FOR_TURN = "another process is migrating this database: waiting until it ends"
WAITS_FOR_LOCK = "migration waits for a lock on a table"
RELEASED = Path(__file__).parents[1] / "data" / "release-0.1" / "database.sql"
COLUMN = """
    from tortoise import migrations
    from tortoise.migrations import operations as ops

    class Migration(migrations.Migration):
        dependencies = [("models", "{before}")]
        operations = [ops.RunSQL("ALTER TABLE sagas ADD COLUMN IF NOT EXISTS tried int")]
"""
INDEX = """
    from tortoise import migrations
    from models.online_index import CreateIndexConcurrently

    class Migration(migrations.Migration):
        dependencies = [("models", "9001_column")]
        atomic = False
        operations = [CreateIndexConcurrently("sagas_tried", "ON sagas (accepted_at) WHERE tried IS NULL")]
"""
ENDED_SAGAS = """
    INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
        scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, accepted_at, finished_at)
    SELECT gen_random_uuid(), nextval('sagas_accepted_seq'), 'ENROLL', 'COMPLETED', 2, 'enroll', 1, '{}', '{}', s.id,
        t.id, 'test', 'k' || n, false, now(), '', 'c' || n, now(), now()
    FROM generate_series(1, $1::int) n, (SELECT id FROM students ORDER BY id LIMIT 1) s,
        (SELECT id FROM terms ORDER BY id LIMIT 1) t"""
MANY = pytest.param(500_000, marks=pytest.mark.machine)


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A newer release: it adds a column to the table of sagas, and an index."""
    package = tmp_path / PACKAGE
    package.mkdir()
    names = sorted(path.stem for path in Path(migrations.__path__[0]).glob("0*.py"))
    package.joinpath("__init__.py").write_text(f"__path__.append({migrations.__path__[0]!r})")
    package.joinpath("9001_column.py").write_text(dedent(COLUMN).format(before=names[-1]))
    package.joinpath("9002_index.py").write_text(dedent(INDEX))
    monkeypatch.syspath_prepend(str(tmp_path))

    def config(url: str, *, pool_size: int) -> dict[str, Any]:
        made = tortoise_config(url, pool_size=pool_size)
        made["apps"]["models"]["migrations"] = PACKAGE
        return made

    monkeypatch.setattr(migration_runner, "tortoise_config", config)
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@asynccontextmanager
async def connected(installation: Installation) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(installation.database_url)
    try:
        yield connection
    finally:
        await connection.close()


class Writers:
    """Others at work: each writes a row again and again, and waits for locks no longer than the product does.

    On a slow machine they wait longer, because what holds a lock takes longer too.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self.writes = 0

    async def write(self) -> None:
        connection = await asyncpg.connect(
            self._installation.database_url, server_settings={"lock_timeout": f"{2 * MACHINE.measured():.1f}s"}
        )
        try:
            while True:
                await connection.execute(ENDED_SAGAS.replace("'k' || n", "gen_random_uuid()"), 1)
                self.writes += 1
        finally:
            connection.terminate()

    async def have_written_more(self) -> None:
        """Return when they have written some more rows."""
        wanted = self.writes + 20
        await until(lambda: self.writes >= wanted, SOON, "others go on writing")


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize("sagas", [1_000, MANY])
async def test_a_migration_that_waits_for_a_readers_lock_holds_up_no_others(
    installation: Installation, sagas: int
) -> None:
    await installation.sql(ENDED_SAGAS, sagas)
    writers = Writers(installation)
    with capture_logs() as logs:
        async with connected(installation) as reader, asyncio.TaskGroup() as group:
            writing = [group.create_task(writers.write()) for _ in range(3)]
            await writers.have_written_more()
            reading = reader.transaction()
            await reading.start()
            await reader.fetch("SELECT FROM sagas LIMIT 1")
            migrating = group.create_task(migrate(installation.database_url))
            await until(
                lambda: any(line["event"] == WAITS_FOR_LOCK for line in logs),
                SOON,
                "the migration says for what it waits",
            )
            await writers.have_written_more()
            assert not migrating.done()
            await reading.rollback()
            async with within(SOON):
                await migrating
            await writers.have_written_more()
            for task in writing:
                task.cancel()
    [first, *_] = [line for line in logs if line["event"] == WAITS_FOR_LOCK]
    assert "idle in transaction" in first["oldest_transaction"]
    assert await installation.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'sagas_tried'::regclass") == [
        {"indisvalid": True}
    ]


@pytest.fixture
async def earlier(servers: Servers) -> AsyncIterator[Installation]:
    """An installation as 0.1.0 left it."""
    async with servers.installation(empty=True) as made:
        async with connected(made) as connection:
            await connection.execute(RELEASED.read_text(encoding="utf-8"))
        yield made


@pytest.mark.parametrize("sagas", [1_000, MANY])
async def test_an_installation_of_the_first_release_is_upgraded_while_others_write(
    earlier: Installation, sagas: int
) -> None:
    await earlier.sql(ENDED_SAGAS, sagas)
    writers = Writers(earlier)
    async with asyncio.TaskGroup() as group:
        writing = [group.create_task(writers.write()) for _ in range(3)]
        await writers.have_written_more()
        async with within(SOON):
            await migrate(earlier.database_url)
        await writers.have_written_more()
        for task in writing:
            task.cancel()


async def test_one_of_two_migrations_says_that_it_waits_for_the_other(installation: Installation) -> None:
    async with connected(installation) as other:
        await other.execute("SELECT pg_advisory_lock($1)", LOCK_OF_MIGRATIONS)
        with capture_logs() as logs:
            migrating = asyncio.create_task(migrate(installation.database_url))
            await until(lambda: bool(logs), SOON, "it says for what it waits")
            assert not migrating.done()
            await other.execute("SELECT pg_advisory_unlock($1)", LOCK_OF_MIGRATIONS)
            async with within(SOON):
                await migrating
    assert [line["event"] for line in logs] == [WAITS_FOR_TURN]
    assert logs[0]["holder"].startswith(f"session {other.get_server_pid()} ")


@pytest.mark.usefixtures("newer")
async def test_two_simultaneous_migrations_make_one_index(installation: Installation) -> None:
    async with within(SOON):
        await asyncio.gather(migrate(installation.database_url), migrate(installation.database_url))
    rows = await installation.sql("SELECT name FROM tortoise_migrations WHERE name LIKE '900%' ORDER BY name")
    assert [row["name"] for row in rows] == ["9001_column", "9002_index"]


@pytest.mark.usefixtures("newer")
async def test_an_index_whose_making_was_interrupted_is_made_again(installation: Installation) -> None:
    await installation.sql(ENDED_SAGAS, 2)
    async with connected(installation) as connection:
        with pytest.raises(asyncpg.UniqueViolationError):
            await connection.execute("CREATE UNIQUE INDEX CONCURRENTLY sagas_tried ON sagas (kind)")
    assert await installation.sql(SQL["migrations.broken_index"], "sagas_tried") == [{"broken": True}]
    await migrate(installation.database_url)
    assert await installation.sql(SQL["migrations.broken_index"], "sagas_tried") == [{"broken": False}]


async def test_a_migration_that_was_applied_and_not_recorded_is_applied_again(installation: Installation) -> None:
    """Tortoise records a migration after it has committed it; a process may end in between."""
    await installation.sql("DELETE FROM tortoise_migrations WHERE name > $1", OLDEST)
    await migrate(installation.database_url)
    async with connected(installation) as connection:

        class Asked:
            async def query(self, sql: str, *values: object) -> list[asyncpg.Record]:
                return list(await connection.fetch(sql, *values))

        assert await missing_migrations(Asked()) == []  # type: ignore[arg-type]  # all of Queries that is used


async def test_nothing_is_left_locked_by_a_migration_that_failed(installation: Installation) -> None:
    async with connected(installation) as other:
        await other.execute("SELECT pg_advisory_lock($1)", LOCK_OF_MIGRATIONS)
        migrating = asyncio.create_task(migrate(f"{installation.database_url}"))
        migrating.cancel()
        await asyncio.wait([migrating])
        held = await installation.sql(
            """SELECT pid FROM pg_locks WHERE locktype = 'advisory'
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
        )
        assert [row["pid"] for row in held] == [other.get_server_pid()]
