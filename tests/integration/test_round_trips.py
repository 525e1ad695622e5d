"""How often one enrollment asks PostgreSQL and Redis, the API and the worker together, when all is warm and at rest."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from models.sql import SQL
from tests.support.installation import Installation, Servers
from tests.support.poll import until, wait_for_async
from tests.support.postgres_proxy import PostgresProxy
from tests.support.processes import NO_SWEEP, enroll

SOON = 15.0
"""Seconds."""
WARM_UP = 5
"""Enrollments after which each process has prepared its statements and scripts."""
OF_AN_ENROLLMENT = ("accept.", "claim.", "commit.", "rule_facts.", "sweep.next_in_line", "BEGIN", "COMMIT", "SET ")
"""What the names of such statements begin with; the others are of loops, which ask at intervals."""
NAMES = {text: name for name, text in SQL.items()}


async def test_one_enrollment_is_six_round_trips_to_postgresql(servers: Servers) -> None:
    async with servers.installation(NO_SWEEP) as installation, PostgresProxy.before(installation.database_url) as proxy:
        base_url = await _warm(installation, {"DATABASE_URL": proxy.url})
        del proxy.executed[:]
        await _enrolled(installation, base_url, WARM_UP + 1)
        names = [NAMES.get(text, text) for text in proxy.executed]
        assert [name for name in names if name.startswith(OF_AN_ENROLLMENT)] == [
            "accept.insert_tasks",
            "claim.claim",
            "BEGIN;",
            "commit.lock",
            "commit.write",
            "COMMIT;",
        ]


async def test_where_a_rule_needs_the_history_it_is_one_more(servers: Servers) -> None:
    async with servers.installation(NO_SWEEP) as installation, PostgresProxy.before(installation.database_url) as proxy:
        base_url = await _warm(installation, {"DATABASE_URL": proxy.url})
        await installation.sql("""UPDATE courses SET rules = '{"max_attempts": 3}'""")
        del proxy.executed[:]
        await _enrolled(installation, base_url, WARM_UP + 1)
        names = [NAMES.get(text, text) for text in proxy.executed]
        assert [name for name in names if name.startswith(("commit.", "rule_facts."))] == [
            "commit.lock",
            "rule_facts.history",
            "commit.write",
        ]


async def test_one_enrollment_is_five_requests_to_redis(servers: Servers) -> None:
    """Look-up of the key and wake-up by the API; waiting, taking and publishing by the worker."""
    async with servers.installation(NO_SWEEP) as installation:
        base_url = await _warm(installation, {})
        async with _asked(installation) as asked:
            seen = []
            for n in range(WARM_UP + 1, WARM_UP + 9):
                del asked[:]
                await _enrolled(installation, base_url, n)
                await _published(asked)
                seen.append(sorted(asked))
        # Loops ask at intervals; some of the enrollments lie between two of them.
        assert min(seen, key=len) == ["BLPOP", "EVALSHA", "EVALSHA", "MGET", "PUBLISH"], seen


async def _warm(installation: Installation, environment: Mapping[str, str]) -> str:
    """The URL of an API that runs, as a worker does, and has enrolled before."""
    [processes] = await installation.start(environment=environment)
    for n in range(1, WARM_UP + 1):
        await _enrolled(installation, processes.base_url, n)
    return processes.base_url


async def _enrolled(installation: Installation, base_url: str, n: int) -> None:
    task = await enroll(base_url, f"EST{n:03}")

    async def final() -> bool:
        [row] = await installation.sql("SELECT finished_at FROM sagas WHERE id = $1", task)
        return row["finished_at"] is not None

    await wait_for_async(final, SOON, "the enrollment to be final")


@asynccontextmanager
async def _asked(installation: Installation) -> AsyncIterator[list[str]]:
    """The names of the commands that Redis carries out for this installation from now on, but for those of scripts."""
    commands: list[str] = []
    async with Redis.from_url(installation.redis_url) as redis, redis.monitor() as monitor:

        async def note() -> None:
            async for command in monitor.listen():
                if command["client_type"] != "lua" and installation.prefix in command["command"]:
                    commands.append(command["command"].partition(" ")[0])  # noqa: PERF401 - it never ends

        noting = asyncio.create_task(note())
        yield commands
        noting.cancel()
        await asyncio.wait([noting])


async def _published(asked: list[str]) -> None:
    await until(lambda: "PUBLISH" in asked, SOON, "the end to be published")
