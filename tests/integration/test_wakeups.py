"""Wake-ups among processes that work: while nothing fails, the sweeper has nothing to find."""

import asyncio

import pytest

from tests.support.installation import Installation
from tests.support.poll import wait_for_async
from tests.support.processes import enroll_by
from tests.support.tokens import signed_in

GROUPS = ("G-ELC102-E", "G-ELC106-E", "G-LIN100-A")
WITHOUT_SWEEPS = {"REGISTRO_WORKER__SWEEP_SECONDS": "3600"}


@pytest.mark.parametrize("workers", [1, 2])
async def test_all_tasks_of_a_student_sent_together_end_without_a_sweep(
    installation: Installation, workers: int
) -> None:
    [processes] = await installation.start(workers=workers, environment=WITHOUT_SWEEPS)
    async with signed_in(processes.base_url) as client:
        for first in range(1, 101, 20):
            students = [f"EST{n:03}" for n in range(first, first + 20)]
            # Every other student sends two.
            await asyncio.gather(
                *(
                    enroll_by(client, student, [group])
                    for n, student in enumerate(students)
                    for group in GROUPS[: 2 + n % 2]
                )
            )

            async def none_is_left() -> bool:
                [row] = await installation.sql("SELECT count(*) AS left FROM sagas WHERE finished_at IS NULL")
                return bool(row["left"] == 0)

            await wait_for_async(none_is_left, 60, "every task is final")
    assert await installation.violations() == {}
