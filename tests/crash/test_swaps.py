"""Two halves of a swap, of which a killed worker has held one."""

import pytest

from saga.faults import FaultPoint
from tests.support.installation import QUICK, Servers
from tests.support.processes import NO_SWEEP, PROMISE, Follower, all_final, beats, enroll, frozen, killed, swap

A, B = "G-ELC102-E", "G-ELC106-E"
PATIENT = {"REGISTRO_WORKER__SWAP_WAIT_SECONDS": "60"}
FULL = "UPDATE groups SET capacity = seats_taken WHERE code IN ('G-ELC102-E', 'G-ELC106-E')"


@pytest.mark.parametrize("point", [FaultPoint.AFTER_CLAIM, FaultPoint.INSIDE_COMMIT, FaultPoint.AFTER_COMMIT])
async def test_a_half_whose_worker_is_killed_before_it_is_put_down_meets_the_other_all_the_same(
    servers: Servers, point: FaultPoint
) -> None:
    async with servers.installation(QUICK | PATIENT) as installation:
        [processes] = await installation.start(apis=1, workers=1)
        survivor = processes.children[-1]
        await beats(installation, survivor)
        url = processes.base_url
        seats = [await enroll(url, "EST001", [A]), await enroll(url, "EST002", [B])]
        assert await all_final(installation, seats, PROMISE) == {"COMPLETED": 2}
        await installation.sql(FULL)
        with frozen(survivor):
            one = Follower(url, await swap(url, "EST001", [B], given_up=A), [B])
            await one.begun()
            doomed = await processes.start_worker({"REGISTRO_FAULT": f"{point}:kill", **NO_SWEEP}, name="doomed")
            await killed(doomed, processes)
            other = Follower(url, await swap(url, "EST002", [A], given_up=B), [A])
            await other.begun()
        assert [(await each.ended(PROMISE))["status"] for each in (one, other)] == ["SUCCEEDED"] * 2
        held = await installation.sql(
            """SELECT st.code AS student, g.code FROM enrollments e JOIN students st ON st.id = e.student_id
               JOIN groups g ON g.id = e.group_id WHERE e.status = 'CONFIRMED' AND st.code IN ('EST001', 'EST002')"""
        )
        assert {row["student"]: row["code"] for row in held} == {"EST001": B, "EST002": A}
        assert await installation.violations() == {}
