"""kill -9 at every fault point that is passed while a group is cancelled: it is cancelled once, and no seat is left."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

import httpx
import pytest

from commands.processes import Child, Processes, free_port
from saga.faults import FaultPoint
from tests.support.billing import Billing, participant
from tests.support.forked import forked
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, seats, sound_histories, sound_history
from tests.support.poll import wait_for_async
from tests.support.processes import (
    NO_SWEEP,
    PROMISE,
    TERM,
    Follower,
    all_final,
    beats,
    cancel_group,
    enroll,
    frozen,
    killed,
)

BY_API = [
    *(FaultPoint.BEFORE_ACCEPT_COMMIT, FaultPoint.AFTER_ACCEPT_COMMIT),
    *(FaultPoint.BEFORE_WAKE, FaultPoint.AFTER_WAKE),
]
BY_WORKER = [
    *(FaultPoint.BEFORE_CLAIM, FaultPoint.AFTER_CLAIM),
    *(FaultPoint.BEFORE_COMMIT, FaultPoint.INSIDE_COMMIT, FaultPoint.AFTER_COMMIT),
    *(FaultPoint.BEFORE_PUBLISH, FaultPoint.AFTER_PUBLISH),
    *(FaultPoint.BEFORE_CALL, FaultPoint.AFTER_CALL),
]
QUICK_POINTS = {FaultPoint.INSIDE_COMMIT, FaultPoint.AFTER_CALL}
TURNING = [
    *((FaultPoint.BEFORE_CALL, 1), (FaultPoint.AFTER_CALL, 1)),
    *((FaultPoint.BEFORE_COMMIT, 4), (FaultPoint.INSIDE_COMMIT, 4), (FaultPoint.AFTER_COMMIT, 4)),
    *((FaultPoint.BEFORE_UNDO, 1), (FaultPoint.AFTER_UNDO, 1), (FaultPoint.BEFORE_UNDO, 2), (FaultPoint.AFTER_UNDO, 2)),
]
"""On the way of a basket that has reserved a seat. Commits: 1 seats, 2 the call begins, 3 it was answered, 4 confirm,
which is refused. Undos: 1 the charge, 2 the seats."""
NEW_GROUP = """
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT t.id, c.id, $1::text, 10, '[]' FROM terms t, courses c WHERE t.code = $2 AND c.code = 'LIN100'"""
DROPS = "SELECT id FROM sagas WHERE kind = 'DROP' AND command->'group_codes' ? $1"


@dataclass(slots=True)
class Site:
    """One installation for all cases. The survivor, and what is `doomed`, charge through billing."""

    installation: Installation
    billed: Processes
    doomed: Processes
    survivor: Child
    billing: Billing
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def new_group(self) -> str:
        code = f"G-GONE-{next(self.numbers)}"
        await self.installation.sql(NEW_GROUP, code, TERM)
        return code

    def student(self) -> str:
        return f"EST{next(self.numbers):03}"

    async def enrolled(self, group: str) -> None:
        """Two students are in the group."""
        await self.billing.switch()
        ids = [await enroll(self.billed.base_url, self.student(), [group]) for _ in range(2)]
        assert await all_final(self.installation, ids, PROMISE) == {"COMPLETED": 2}

    async def drops(self, group: str) -> list[UUID]:
        return [row["id"] for row in await self.installation.sql(DROPS, group)]

    async def ended_well(self, group: str) -> None:
        """Both students have been dropped, each by one task, and given their money back; all was done once."""
        drops = await self.drops(group)
        assert await all_final(self.installation, drops, PROMISE) == {"COMPLETED": 2}
        await sound_histories(self.installation, drops, [group], decided_at=2)
        accounts = [await self.billing.account(drop, "refund") for drop in drops]
        assert [(account["charges"], account["refunds"]) for account in accounts] == [(0, 1)] * 2
        [row] = await self.installation.sql("SELECT seats_taken FROM groups WHERE code = $1", group)
        assert row == {"seats_taken": 0}
        entries = await self.installation.sql(
            "SELECT count(*) AS n FROM audit_log WHERE action = 'CANCEL_GROUP' AND group_code = $1", group
        )
        assert entries == [{"n": 1}]


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation, participant() as billing:
        await call_witness(installation)
        [billed] = await installation.start(workers=1, environment=billing.environment)
        doomed = Processes(billed.environment, port=free_port(), spawn=forked)
        installation.processes.append(doomed)
        survivor = billed.children[-1]
        await beats(installation, survivor)
        yield Site(installation, billed, doomed, survivor, billing)


@pytest.mark.parametrize("point", BY_API)
async def test_an_api_that_is_killed_while_it_cancels_a_group_has_cancelled_it_whole_or_not(
    site: Site, point: FaultPoint
) -> None:
    group = await site.new_group()
    await site.enrolled(group)
    child = await site.doomed.start_api({"REGISTRO_FAULT": point})
    await site.doomed.wait_until_ready()
    with suppress(httpx.TransportError):
        await cancel_group(site.doomed.base_url, group)
    await killed(child, site.doomed)
    committed = point is not FaultPoint.BEFORE_ACCEPT_COMMIT
    [row] = await site.installation.sql("SELECT cancelled_at FROM groups WHERE code = $1", group)
    assert (row["cancelled_at"] is not None, len(await site.drops(group))) == (committed, 2 * committed)
    first = await cancel_group(site.billed.base_url, group)
    assert first["cancelReason"] == "no teacher"
    assert await cancel_group(site.billed.base_url, group) == first
    await site.ended_well(group)


@pytest.mark.parametrize(
    "point",
    [pytest.param(p, marks=[] if p in QUICK_POINTS else [pytest.mark.machine]) for p in BY_WORKER],
)
async def test_of_a_worker_that_is_killed_while_it_drops_the_seats_another_takes_over(
    site: Site, point: FaultPoint
) -> None:
    group = await site.new_group()
    await site.enrolled(group)
    with frozen(site.survivor):
        await cancel_group(site.billed.base_url, group)
        worker = await site.billed.start_worker({"REGISTRO_FAULT": point, **NO_SWEEP}, name="doomed")
        await killed(worker, site.billed)
    await site.ended_well(group)


@pytest.mark.parametrize(
    ("point", "nth"),
    [
        pytest.param(point, nth, marks=[] if point is FaultPoint.INSIDE_COMMIT else [pytest.mark.machine])
        for point, nth in TURNING
    ],
)
async def test_a_basket_that_has_reserved_a_seat_in_the_group_is_turned_round_wherever_its_worker_is_killed(
    site: Site, point: FaultPoint, nth: int
) -> None:
    group, other = await site.new_group(), "G-ELC102-E"
    await site.billing.switch(do=["slow"], seconds=20)
    with frozen(site.survivor):
        saga_id = await enroll(site.billed.base_url, site.student(), [group, other])
        follower = Follower(site.billed.base_url, saga_id, [group, other])
        await follower.begun()
        fault = {"REGISTRO_FAULT": f"{point}:kill:{nth}", **NO_SWEEP}
        worker = await site.billed.start_worker(fault, name="doomed")

        async def reserved() -> bool:
            return await seats(site.installation, saga_id) == {"RESERVED": 2}

        await wait_for_async(reserved, 20, "the seats are reserved")
        await cancel_group(site.billed.base_url, group)
        await site.billing.switch()
        await killed(worker, site.billed)
    task = await follower.ended(PROMISE)
    assert (task["status"], task["saga"]["status"]) == ("REJECTED", "COMPENSATED")
    assert task["problems"] == [{"code": "GROUP_CANCELLED"}]
    assert task["version"] == await sound_history(site.installation, saga_id, [group, other])
    assert await seats(site.installation, saga_id) == {"DROPPED": 2}
    account = await site.billing.account(saga_id)
    assert (account["charges"], account["refunds"]) == (1, 1)
    assert await site.drops(group) == []
