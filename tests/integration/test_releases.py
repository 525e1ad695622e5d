"""What an earlier release began, this code brings to an end: its database is migrated, its sagas are finished."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from models.database import migrate
from tests.support.installation import QUICK, Installation, Servers, named
from tests.support.poll import wait_for_async

RELEASES = sorted(Path(__file__).parent.parent.joinpath("data").glob("release-*"))


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
async def left_behind(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[Installation]:
    """An installation as that release left it, brought up to date."""
    name = f"registro_release_{uuid4().hex[:12]}"
    await servers.execute(f'CREATE DATABASE "{name}"')
    made = Installation(named(servers.database_url, name), servers.redis_url, name, dict(QUICK))
    try:
        connection = await asyncpg.connect(made.database_url)
        await connection.execute(request.param.joinpath("database.sql").read_text())
        await connection.close()
        await migrate(made.database_url)
        yield made
    finally:
        await made.stop()
        await servers.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


async def test_sagas_of_an_earlier_release_are_brought_to_an_end(left_behind: Installation) -> None:
    under_way = "SELECT id, kind, status FROM sagas WHERE finished_at IS NULL"
    before = await left_behind.sql(under_way)
    assert {row["kind"] for row in before} == {"ENROLL", "DROP"}
    assert {row["status"] for row in before} == {"PENDING", "STUCK"}

    await left_behind.start(workers=1)

    async def only_the_stuck_one_is_left() -> bool:
        return {row["status"] for row in await left_behind.sql(under_way)} == {"STUCK"}

    await wait_for_async(only_the_stuck_one_is_left, 15, "what was under way to be final")
    ended = await left_behind.sql(
        "SELECT status, count(*) FROM sagas WHERE id = ANY($1) GROUP BY status", [row["id"] for row in before]
    )
    assert {row["status"]: row["count"] for row in ended} == {
        "COMPLETED": len(before) - 2,
        "COMPENSATED": 1,  # the one that was to be cancelled
        "STUCK": 1,
    }
    assert await left_behind.violations() == {}
