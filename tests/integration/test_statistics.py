"""Figures of the work, against what counting every row says."""

import asyncio
from pathlib import Path
from random import Random

import asyncpg
import pytest

from app.container import Container
from enrollment.statistics import LatencyKind
from kit.background import Loops
from models.statistics import WorkStatistics
from saga.journal import SagaStatus
from telemetry.latencies import Latencies
from tests.support.engine import accept, executed, living, submission
from tests.support.installation import Installation
from tests.support.poll import in_time
from tests.support.redis_server import RedisServer

GROUP, OTHER = "G-ELC102-E", "G-ELC106-E"
COUNT = "SELECT status, count(*) AS n FROM sagas GROUP BY status"


async def counted(installation: Installation) -> dict[str, int]:
    """What counting says of every status."""
    found = {row["status"]: row["n"] for row in await installation.sql(COUNT)}
    return {status: found.get(status, 0) for status in SagaStatus}


async def test_sagas_are_counted_right_while_commits_race(container: Container, installation: Installation) -> None:
    lease = container.settings.worker.lease
    before = (await WorkStatistics(container.database).read(lease)).sagas
    assert before.by_status == await counted(installation)
    rng = Random(11)
    asked = [submission(f"EST{rng.randrange(1, 40):03}", [rng.choice([GROUP, OTHER])]) for _ in range(150)]
    ids = await accept(container, *asked)
    async with living(container, 3) as workers:
        carrying = asyncio.ensure_future(executed(container, workers, ids))
        while not carrying.done():
            now = (await WorkStatistics(container.database).read(lease)).sagas
            assert sum(now.by_status.values()) == sum(before.by_status.values()) + len(ids), "each is counted once"
        await carrying
    after = (await WorkStatistics(container.database).read(lease)).sagas
    assert after.by_status == await counted(installation)
    assert after.by_status[SagaStatus.REJECTED] > before.by_status[SagaStatus.REJECTED]
    assert (after.active, after.oldest_active_seconds) == (0, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sagas SET key_released_at = now()",
        "UPDATE sagas SET status = 'FAILED' WHERE status = 'COMPLETED'",
        "UPDATE sagas SET status = 'STUCK', finished_at = NULL WHERE accepted % 2 = 0",
        "DELETE FROM saga_steps; DELETE FROM enrollments; DELETE FROM sagas WHERE status = 'COMPLETED'",
        "TRUNCATE sagas CASCADE",
    ],
)
async def test_sagas_are_counted_right_for_every_writer(
    container: Container, installation: Installation, statement: str
) -> None:
    for part in statement.split("; "):
        await installation.sql(part)
    assert (
        await WorkStatistics(container.database).read(container.settings.worker.lease)
    ).sagas.by_status == await counted(installation)


async def test_two_ending_sagas_are_counted_without_waiting_for_each_other(
    container: Container, installation: Installation
) -> None:
    end = "UPDATE sagas SET status = 'FAILED', finished_at = now() WHERE id = $1"
    first, second = await accept(container, submission("EST001", [GROUP]), submission("EST002", [GROUP]))
    held = await asyncpg.connect(installation.database_url)
    async with held.transaction():
        await held.execute(end, first)
        await in_time(installation.sql(end, second), 5)
    await held.close()
    assert (
        await WorkStatistics(container.database).read(container.settings.worker.lease)
    ).sagas.by_status == await counted(installation)


async def test_waiting_running_and_deferred_sagas_are_counted_apart(
    container: Container, installation: Installation
) -> None:
    lease = container.settings.worker.lease
    accepted = [submission("EST001", [GROUP]), submission("EST001", [OTHER]), submission("EST002", [GROUP])]
    ids = await accept(container, *accepted, submission("EST003", [GROUP]))
    queue = (await WorkStatistics(container.database).read(lease)).queue
    assert (queue.waiting, queue.running, queue.deferred) == (3, 0, 1)
    assert queue.oldest_waiting_seconds is not None
    assert queue.workers == []
    async with living(container, 1) as (worker,):
        await installation.sql("UPDATE sagas SET owner = $1 WHERE id = ANY($2)", worker.worker_id, ids[:1])
        await installation.sql("UPDATE sagas SET status = 'STUCK' WHERE id = $1", ids[2])
        queue = (await WorkStatistics(container.database).read(lease)).queue
        assert (queue.waiting, queue.running, queue.deferred) == (1, 1, 1)
        [info] = queue.workers
        assert (info.id, info.running, info.alive) == (worker.worker_id, 0, True)
        await installation.sql("UPDATE workers SET heartbeat_at = heartbeat_at - interval '1 minute'")
        queue = (await WorkStatistics(container.database).read(lease)).queue
        assert (queue.waiting, queue.running, queue.deferred) == (2, 0, 1), "a dead worker's may be claimed"
        assert not queue.workers[0].alive


async def test_what_was_put_down_waits_for_a_worker_only_since_it_is_due(
    container: Container, installation: Installation
) -> None:
    """It may have waited for another system for hours, which more workers would not have shortened."""
    first, _ = await accept(container, submission("EST001", [GROUP]), submission("EST001", [OTHER]))
    await installation.sql("UPDATE sagas SET accepted_at = now() - interval '3 hours'")
    lease = container.settings.worker.lease
    queue = (await WorkStatistics(container.database).read(lease)).queue
    assert (queue.waiting, (queue.oldest_waiting_seconds or 0) // 3600) == (1, 3)
    due = "UPDATE sagas SET status = 'RUNNING', due_at = now() - interval '1 hour' WHERE id = $1"
    await installation.sql(due, first)
    queue = (await WorkStatistics(container.database).read(lease)).queue
    assert (queue.waiting, (queue.oldest_waiting_seconds or 0) // 3600) == (1, 1)


async def test_latencies_of_all_processes_are_read_together(container: Container) -> None:
    async with container.redis() as redis:
        one, other = (
            Latencies(redis, container.settings.redis_prefix),
            Latencies(redis, container.settings.redis_prefix),
        )
        async with one.running(Loops()), other.running(Loops()):
            for _ in range(90):
                one.record(LatencyKind.ACCEPT, 0.010)
            for _ in range(10):
                other.record(LatencyKind.ACCEPT, 1.0)
            other.record(LatencyKind.TO_FINAL, 3.0)
            await other.read()
            accept_, final = await one.read()
        assert (accept_.what, accept_.count, final.what, final.count) == (
            *(LatencyKind.ACCEPT, 100),
            *(LatencyKind.TO_FINAL, 1),
        )
        assert accept_.p50_seconds == pytest.approx(0.010, rel=0.06)
        assert accept_.p95_seconds == pytest.approx(1.0, rel=0.06)
        assert final.p99_seconds == pytest.approx(3.0, rel=0.06)
        [key, *_] = await redis.keys(f"{container.settings.redis_prefix}:latency:*")
        assert 300 < await redis.ttl(key) <= 320


async def test_latencies_of_this_process_serve_while_redis_is_unavailable(tmp_path: Path) -> None:
    async with RedisServer(tmp_path).client() as redis:
        timed = Latencies(redis, "frozen")
        timed.record(LatencyKind.ACCEPT, 0.25)
        [accept_, final] = await timed.read()
        assert (accept_.count, final.count) == (1, 0)
        assert accept_.p50_seconds == pytest.approx(0.25, rel=0.06)


async def test_latencies_of_another_release_are_left_out(container: Container) -> None:
    prefix = container.settings.redis_prefix
    async with container.redis() as redis:
        ours = Latencies(redis, prefix)
        ours.record(LatencyKind.ACCEPT, 0.010)
        await ours.read()
        [slot] = [name async for name in redis.scan_iter(f"{prefix}:latency:*")]
        strange = {"TO_BE_INVENTED:3": 1, "ACCEPT:x": 1, "ACCEPT:99999": 1, "ACCEPT:-1": 1, "ACCEPT": 1, b"\xff": 1}
        await redis.hset(slot, mapping=strange)  # type: ignore[misc]  # redis-py: awaitable or not
        accept_, final = await ours.read()
    assert (accept_.what, accept_.count, final.count) == (LatencyKind.ACCEPT, 1, 0)
