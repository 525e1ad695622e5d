"""kill -9 at every fault point that is passed while a drop takes along a group that needs the dropped one: both are
dropped or none is, and the money for both is given back once."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID, uuid4

import httpx
import pytest

from commands.processes import Child, Processes, free_port
from saga.faults import FaultPoint
from tests.support.billing import Billing, participant
from tests.support.forked import forked
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, seats, sound_history
from tests.support.processes import NO_SWEEP, PROMISE, Follower, all_final, beats, drop, enroll, frozen, killed

LECTURE, LAB = "G-ELC102-E", "G-ELC106-E"
LINKED = '{"linked": "G-ELC102-E"}'
"""Who is in the lab has to be in the lecture."""
TOO = '{"refunds": {}, "dependent_drops": "DROPPED_TOO"}'
KEPT, GONE = {"CONFIRMED": 2}, {"DROPPED": 2}
BY_API = [
    *(FaultPoint.BEFORE_ACCEPT_COMMIT, FaultPoint.AFTER_ACCEPT_COMMIT),
    *(FaultPoint.BEFORE_WAKE, FaultPoint.AFTER_WAKE),
]
BY_WORKER = [
    *((FaultPoint.BEFORE_CLAIM, 1, KEPT), (FaultPoint.AFTER_CLAIM, 1, KEPT)),
    *((FaultPoint.BEFORE_COMMIT, 1, KEPT), (FaultPoint.BEFORE_COMMIT, 2, GONE), (FaultPoint.BEFORE_COMMIT, 3, GONE)),
    *((FaultPoint.INSIDE_COMMIT, 1, KEPT), (FaultPoint.INSIDE_COMMIT, 2, GONE), (FaultPoint.INSIDE_COMMIT, 3, GONE)),
    *((FaultPoint.AFTER_COMMIT, 1, GONE), (FaultPoint.AFTER_COMMIT, 2, GONE), (FaultPoint.AFTER_COMMIT, 3, GONE)),
    *((FaultPoint.BEFORE_CALL, 1, GONE), (FaultPoint.AFTER_CALL, 1, GONE)),
    *((FaultPoint.BEFORE_PUBLISH, 1, GONE), (FaultPoint.AFTER_PUBLISH, 1, GONE)),
]
"""With what there is of both seats when the worker has died. Commits: 1 both are dropped, 2 the refund is asked for,
3 it was answered."""
QUICK_PLACES = {(FaultPoint.INSIDE_COMMIT, 1), (FaultPoint.AFTER_COMMIT, 1)}
ELSEWHERE = {FaultPoint.BEFORE_UNDO, FaultPoint.AFTER_UNDO, FaultPoint.BEFORE_PRUNE_COMMIT}
"""A drop is never undone; finished tasks are pruned."""


@dataclass(slots=True)
class Site:
    """One installation for all cases. The survivor, and what is `doomed`, give money back through billing."""

    installation: Installation
    billed: Processes
    doomed: Processes
    survivor: Child
    billing: Billing
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    async def enrolled(self) -> tuple[str, UUID]:
        """A student who is in both groups, and the task that enrolled them."""
        student = next(self.students)
        saga_id = await enroll(self.billed.base_url, student, [LECTURE, LAB])
        assert await all_final(self.installation, [saga_id], PROMISE) == {"COMPLETED": 1}
        return student, saga_id

    async def ended_well(self, dropping: UUID, enrolling: UUID) -> None:
        """Both are dropped by one commit of one task, and billing was asked once to give the money for both back."""
        assert await all_final(self.installation, [dropping], PROMISE) == {"COMPLETED": 1}
        await sound_history(self.installation, dropping, [LECTURE], [LAB], decided_at=2)
        assert await seats(self.installation, enrolling) == GONE
        account = await self.billing.account(dropping, "refund")
        assert (account["charges"], account["refunds"]) == (0, 1)
        requests, _ = await self.billing.heard()
        asked = [request["body"]["groupCodes"] for request in requests if request["body"]["saga"] == str(dropping)]
        assert asked == [[LECTURE, LAB]] * len(asked)


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation, participant() as billing:
        await call_witness(installation)
        await installation.sql("UPDATE groups SET capacity = 500, meetings = '[]'")
        await installation.sql("UPDATE groups SET rules = $2::jsonb WHERE code = $1", LAB, LINKED)
        await installation.sql("UPDATE terms SET rules = $1::jsonb", TOO)
        [billed] = await installation.start(workers=1, environment=billing.environment)
        doomed = Processes(billed.environment, port=free_port(), spawn=forked)
        installation.processes.append(doomed)
        survivor = billed.children[-1]
        await beats(installation, survivor)
        yield Site(installation, billed, doomed, survivor, billing)


def test_every_fault_point_is_tried_that_such_a_drop_passes() -> None:
    assert {*BY_API, *(point for point, _, _ in BY_WORKER)} == {*FaultPoint} - ELSEWHERE


@pytest.mark.parametrize(
    "point",
    [pytest.param(p, marks=[] if p is FaultPoint.AFTER_ACCEPT_COMMIT else [pytest.mark.machine]) for p in BY_API],
)
async def test_a_drop_whose_api_is_killed_is_one_drop_of_both_when_it_is_sent_again(
    site: Site, point: FaultPoint
) -> None:
    student, enrolling = await site.enrolled()
    key = uuid4().hex
    child = await site.doomed.start_api({"REGISTRO_FAULT": point})
    await site.doomed.wait_until_ready()
    with suppress(httpx.TransportError):
        await drop(site.doomed.base_url, student, [LECTURE], key)
    await killed(child, site.doomed)
    dropping = await drop(site.billed.base_url, student, [LECTURE], key)
    await site.ended_well(dropping, enrolling)
    drops = await site.installation.sql("SELECT id FROM sagas WHERE idempotency_key = $1", key)
    assert [row["id"] for row in drops] == [dropping]


@pytest.mark.parametrize(
    ("point", "nth", "left"),
    [
        pytest.param(point, nth, left, marks=[] if (point, nth) in QUICK_PLACES else [pytest.mark.machine])
        for point, nth, left in BY_WORKER
    ],
)
async def test_wherever_a_worker_is_killed_it_has_dropped_both_or_none_and_another_ends_it(
    site: Site, point: FaultPoint, nth: int, left: dict[str, int]
) -> None:
    student, enrolling = await site.enrolled()
    with frozen(site.survivor):
        dropping = await drop(site.billed.base_url, student, [LECTURE])
        follower = Follower(site.billed.base_url, dropping, [LECTURE])
        await follower.begun()
        fault = {"REGISTRO_FAULT": f"{point}:kill:{nth}", **NO_SWEEP}
        await killed(await site.billed.start_worker(fault, name="doomed"), site.billed)
        assert await seats(site.installation, enrolling) == left
        assert await site.installation.violations() == {}
    task = await follower.ended(PROMISE)
    assert {group["groupCode"]: group["status"] for group in task["groups"]} == {LECTURE: "DROPPED", LAB: "DROPPED"}
    await site.ended_well(dropping, enrolling)
