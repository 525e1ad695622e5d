"""Revocations between API processes: by a message, and without Redis by reading the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from app.container import Container
from commands.processes import free_port
from commands.revoke import ACTOR, run
from enrollment.revocation import IssuedToken
from services.token_revocations import TokenRevocations
from tests.support.installation import Installation
from tests.support.poll import until, wait_for_async

OLD = IssuedToken("gone", "t-1", 0.0)
NEVER = 3600.0


@asynccontextmanager
async def two_processes(container: Container, **settings: object) -> AsyncIterator[list[TokenRevocations]]:
    """What two API processes know of revocations, on one database and one Redis."""
    changed = replace(container, settings=container.settings.model_copy(update=settings))
    async with changed.api() as here, changed.api() as there:
        yield [here.services.revocations, there.services.revocations]


async def in_force(revocations: TokenRevocations) -> None:
    await until(lambda: revocations.tokens.covers(OLD), 5, "the revocation is known")


async def test_a_revocation_reaches_other_processes_by_a_message(
    container: Container, installation: Installation
) -> None:
    async with two_processes(container, event_catch_up_seconds=NEVER) as (here, there):
        async with Redis.from_url(installation.redis_url) as redis:

            async def both_listen() -> bool:
                ((_, listeners),) = await redis.pubsub_numsub(container.settings.revocation_channel)
                return bool(listeners == 2)

            await wait_for_async(both_listen, 5, "both listen")
        await here.revoke("gone", None, actor="admin", reason="lost", correlation_id="c-1")
        assert here.tokens.covers(OLD)
        await in_force(there)


async def test_without_redis_a_revocation_is_read_from_the_database_and_later_removed(
    container: Container, installation: Installation
) -> None:
    unreachable = f"redis://127.0.0.1:{free_port()}"
    async with two_processes(container, redis_url=unreachable, event_catch_up_seconds=0.05) as (here, there):
        await here.revoke("gone", "t-1", actor="admin", reason="lost laptop", correlation_id="c-2")
        await in_force(there)
        [entry] = await installation.sql("SELECT * FROM audit_log WHERE correlation_id = 'c-2'")
        assert (entry["actor"], entry["action"], entry["outcome"], entry["reason"]) == (
            *("admin", "REVOKE_TOKENS", "REVOKED", "lost laptop"),
        )
        await there._store.remove_older(3600)
        assert len(await installation.sql("SELECT * FROM revocations")) == 1
        await there._store.remove_older(0)
        assert await installation.sql("SELECT * FROM revocations") == []
        assert there.tokens.covers(OLD), "a process forgets by itself"


async def test_the_command_revokes_without_a_token(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    def revoke(*, reason: str) -> int:
        return run(installation.settings(), "gone", None, reason)

    assert await asyncio.to_thread(revoke, reason=" ") == 1
    assert capsys.readouterr().err == "registro: reason must not be blank.\n"
    assert await asyncio.to_thread(revoke, reason=" left ") == 0
    assert "Every API refuses the tokens within two seconds." in capsys.readouterr().out
    [row] = await installation.sql("SELECT * FROM revocations")
    [entry] = await installation.sql("SELECT * FROM audit_log WHERE action = 'REVOKE_TOKENS'")
    assert (row["subject"], row["jti"], entry["actor"], entry["reason"]) == ("gone", None, ACTOR, "left")
