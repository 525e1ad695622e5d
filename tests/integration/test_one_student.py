"""Many tasks of one student, and workers that are woken by nothing but wake-ups."""

import asyncio

from tests.support.installation import Servers
from tests.support.processes import NO_SWEEP, all_final, enroll_by
from tests.support.tokens import signed_in

TASKS = 50
SOON = 60.0
"""Seconds, on a machine that is busy with something else; it takes about one."""


async def test_fifty_tasks_of_one_student_follow_one_another_whichever_worker_ends_the_one_before(
    servers: Servers,
) -> None:
    """Each commit says who is next. None that is accepted or claimed during it is forgotten: no sweep is due."""
    many = {"REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS_OF_STUDENT": str(TASKS)}
    async with servers.installation(NO_SWEEP | many) as installation:
        [processes] = await installation.start(workers=2)
        async with signed_in(processes.base_url) as client:
            groups = [f"G-ELC102-{letter}" for letter in "ACDE"]
            ids = await asyncio.gather(*(enroll_by(client, "EST001", [groups[n % 4]]) for n in range(TASKS)))
        assert await all_final(installation, ids, SOON) == {"COMPLETED": 1, "REJECTED": TASKS - 1}
        assert await installation.violations() == {}
