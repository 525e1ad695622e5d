"""Batches and single students: who is carried out before whom, counted and not timed."""

import asyncio

from redis.asyncio import Redis

from models.due_sagas import MAX_ROWS_AWAKE
from tests.support.batches import accepted_batch, ended_batch, row, students
from tests.support.installation import QUICK, Servers
from tests.support.poll import rounds
from tests.support.processes import GROUPS, all_final, enroll_by
from tests.support.tokens import signed_in

ROWS = 1000
SOON = 60.0
"""Seconds, on a machine that is busy with something else; it takes about three."""
_BEFORE = """
SELECT count(*) FROM sagas r, sagas s
WHERE s.id = $1 AND r.batch_id IS NOT NULL AND r.finished_at <= s.finished_at"""
_UNDER_WAY = "SELECT count(*) FROM sagas WHERE batch_id IS NOT NULL AND owner IS NOT NULL AND finished_at IS NULL"


async def test_a_student_who_comes_after_a_batch_of_a_thousand_waits_for_one_slice_of_it(servers: Servers) -> None:
    """Nothing runs until both are accepted, so without slices all rows would be before the student."""
    async with servers.installation(QUICK) as installation:
        await installation.sql("UPDATE groups SET capacity = 2000")
        rows = [row(student, GROUPS[0]) for student in await students(installation, "B", ROWS)]
        [processes] = await installation.start(workers=0)
        async with signed_in(processes.base_url) as client:
            batch = await accepted_batch(client, rows)
            lone = await enroll_by(client, "EST001")
            await processes.start_worker()
            assert await all_final(installation, [lone], SOON) == {"COMPLETED": 1}
            ended = await ended_batch(client, batch["id"])
        assert ended["counts"]["succeeded"] == ROWS
        [before] = await installation.sql(_BEFORE, lone)
        assert before["count"] <= 2 * MAX_ROWS_AWAKE < ROWS / 4
        assert await installation.violations() == {}


async def test_rows_of_all_batches_together_are_never_more_under_way_than_one_slice(servers: Servers) -> None:
    async with servers.installation(QUICK) as installation:
        await installation.sql("UPDATE groups SET capacity = 2000")
        many = await students(installation, "B", ROWS)
        [processes] = await installation.start(workers=2)
        most = 0
        async with signed_in(processes.base_url) as client:
            slices = [many[n : n + 250] for n in range(0, ROWS, 250)]
            batches = await asyncio.gather(
                *(accepted_batch(client, [row(student, GROUPS[0]) for student in part]) for part in slices)
            )
            watching = [asyncio.create_task(ended_batch(client, batch["id"])) for batch in batches]
            async for _ in rounds(SOON):
                [under_way] = await installation.sql(_UNDER_WAY)
                most = max(most, under_way["count"])
                if all(task.done() for task in watching):
                    break
            assert [task.result()["counts"]["succeeded"] for task in watching] == [250] * 4
        assert 0 < most <= MAX_ROWS_AWAKE


async def test_rows_whose_wakeups_are_lost_are_woken_by_the_sweep(servers: Servers) -> None:
    async with servers.installation(QUICK) as installation:
        await installation.sql("UPDATE groups SET capacity = 2000")
        rows = [row(student, GROUPS[0]) for student in await students(installation, "B", 200)]
        [processes] = await installation.start(workers=0)
        async with signed_in(processes.base_url) as client:
            batch = await accepted_batch(client, rows)
            async with Redis.from_url(installation.redis_url) as redis:
                assert await redis.delete(installation.settings().queue) == 1
            await processes.start_worker()
            assert (await ended_batch(client, batch["id"]))["counts"]["succeeded"] == 200
