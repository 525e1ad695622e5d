"""kill -9 while a batch is accepted and carried out: no row is lost, none carried out twice, no seat given twice."""

from contextlib import suppress

import httpx
import pytest

from commands.processes import Processes, free_port
from saga.faults import FaultPoint
from tests.support.batches import accepted_batch, ended_batch, row, rows_of, students
from tests.support.forked import forked
from tests.support.installation import QUICK, Installation, Servers
from tests.support.processes import killed
from tests.support.tokens import signed_in

GROUP = "G-ELC102-E"
ROWS, SEATS = 200, 150
_ONCE = (
    "SELECT count(*)::int AS tasks, count(DISTINCT student_id)::int AS students FROM sagas WHERE batch_id IS NOT NULL"
)


async def with_seats(installation: Installation) -> list[dict[str, object]]:
    """Rows for more students than there are seats."""
    await installation.sql("UPDATE groups SET capacity = seats_taken + $1 WHERE code = $2", SEATS, GROUP)
    return [row(student, GROUP) for student in await students(installation, "CRASH", ROWS)]


async def ends_well(installation: Installation, base_url: str, rows: list[dict[str, object]]) -> None:
    """Sent again it is one batch, whose rows have ended once, in their order."""
    async with signed_in(base_url) as client:
        batch = await accepted_batch(client, rows)
        ended = await ended_batch(client, batch["id"])
        found = await rows_of(client, batch["id"])
    assert (ended["counts"]["succeeded"], ended["counts"]["rejected"]) == (SEATS, ROWS - SEATS)
    assert len([one for one in found if one["task"]["status"] == "SUCCEEDED"]) == SEATS
    assert await installation.sql(_ONCE) == [{"tasks": ROWS, "students": ROWS}]
    assert len(await installation.sql("SELECT FROM batches")) == 1
    assert await installation.violations() == {}


@pytest.mark.parametrize(
    "point",
    [
        FaultPoint.BEFORE_ACCEPT_COMMIT,
        FaultPoint.AFTER_ACCEPT_COMMIT,
        FaultPoint.BEFORE_WAKE,
        FaultPoint.AFTER_WAKE,
    ],
)
async def test_an_api_killed_while_it_accepts_a_batch_has_accepted_all_of_it_or_nothing(
    servers: Servers, point: FaultPoint
) -> None:
    async with servers.installation(QUICK) as installation:
        rows = await with_seats(installation)
        [processes] = await installation.start(workers=1)
        doomed = Processes(processes.environment, port=free_port(), spawn=forked)
        installation.processes.append(doomed)
        child = await doomed.start_api({"REGISTRO_FAULT": point})
        await doomed.wait_until_ready()
        with suppress(httpx.TransportError):
            async with signed_in(doomed.base_url) as client:
                await accepted_batch(client, rows)
        await killed(child, doomed)
        [kept] = await installation.sql("SELECT count(*) AS n FROM batch_rows")
        [sagas] = await installation.sql("SELECT count(*) AS n FROM sagas WHERE batch_id IS NOT NULL")
        assert kept["n"] == sagas["n"] in {0, ROWS}
        await ends_well(installation, processes.base_url, rows)


@pytest.mark.parametrize(
    "fault",
    [
        f"{FaultPoint.AFTER_CLAIM}:kill:20",
        f"{FaultPoint.INSIDE_COMMIT}:kill:2",
        f"{FaultPoint.AFTER_COMMIT}:kill:1",
        f"{FaultPoint.BEFORE_PUBLISH}:kill:1",
        f"{FaultPoint.BEFORE_WAKE}:kill:1",
    ],
)
async def test_the_rows_of_a_killed_worker_are_carried_out_by_another(servers: Servers, fault: str) -> None:
    async with servers.installation(QUICK) as installation:
        rows = await with_seats(installation)
        [processes] = await installation.start(workers=0)
        async with signed_in(processes.base_url) as client:
            await accepted_batch(client, rows)
        await killed(await processes.start_worker({"REGISTRO_FAULT": fault}, name="doomed"), processes)
        await processes.start_worker()
        await ends_well(installation, processes.base_url, rows)
