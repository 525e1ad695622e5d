"""kill -9 at every fault point: another worker, or the API started again, brings it to its end, once.

Each case arms one process by REGISTRO_FAULT, sees it die of SIGKILL, and lets another one live. A subscriber who was
connected to another API all along sees versions rise strictly up to the final one, and `complete`.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID, uuid4

import httpx
import pytest

from app.processes import Child, Processes
from saga.faults import FaultPoint
from tests.crash.driving import (
    GROUPS,
    NO_SWEEP,
    PROMISE,
    Billing,
    Follower,
    beats,
    billing_for,
    enroll,
    frozen,
    killed,
    stands_still,
    stopped,
)
from tests.crash.witness import call_witness, seats, sound_history
from tests.support.installation import QUICK, Installation, Servers
from tests.support.ports import free_port

SILENCE = 5.0
"""Seconds after which the database ends a transaction that says nothing."""
API = "api"
ENROLL = "enroll"
"""The product's plan: one stretch."""
TURN = "turn"
"""The same, and the student's next task waits for its turn."""
CHARGE = "charge"
"""With a step at another system. Stretches: 1 seats, 2 the call begins, 3 it was answered, 4 confirm."""
REFUND = "refund"
"""The other system charges thrice in vain. 1 seats, 2 to 7 the call, 8 its undo begins, 9 was answered, 10 seats."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point is passed: on which trip, how often before it strikes, and by whom (a worker or an API)."""

    trip: str
    nth: int = 1
    process: str = "worker"


PLACES: dict[FaultPoint, tuple[Place, ...]] = {
    FaultPoint.BEFORE_ACCEPT_COMMIT: (Place(ENROLL, process=API),),
    FaultPoint.AFTER_ACCEPT_COMMIT: (Place(ENROLL, process=API),),
    FaultPoint.BEFORE_RING: (Place(ENROLL, process=API), Place(TURN)),
    FaultPoint.AFTER_RING: (Place(ENROLL, process=API), Place(TURN)),
    FaultPoint.AFTER_CLAIM: (Place(ENROLL),),
    FaultPoint.BEFORE_STRETCH: (Place(ENROLL), Place(CHARGE, 2)),
    FaultPoint.INSIDE_STRETCH: (Place(ENROLL), Place(CHARGE, 3), Place(REFUND, 8), Place(REFUND, 9), Place(REFUND, 10)),
    FaultPoint.AFTER_STRETCH: (Place(ENROLL), Place(CHARGE, 3)),
    FaultPoint.BEFORE_CALL: (Place(CHARGE), Place(REFUND)),
    FaultPoint.AFTER_CALL: (Place(CHARGE), Place(REFUND)),
    FaultPoint.BEFORE_UNDO: (Place(REFUND), Place(REFUND, 2)),
    FaultPoint.AFTER_UNDO: (Place(REFUND), Place(REFUND, 2)),
    FaultPoint.BEFORE_PUBLISH: (Place(ENROLL),),
    FaultPoint.AFTER_PUBLISH: (Place(ENROLL),),
}
CASES = [
    pytest.param(point, place, id=f"{point}-{place.process}-{place.trip}-{place.nth}" if place else f"{point}-missing")
    for point in FaultPoint
    for place in PLACES.get(point, (None,))
]


@dataclass(slots=True)
class Site:
    """One installation for all cases. `plain` charges nobody; `billed` does, by billing.

    Each has an API; the survivor, one of `billed`, can reach billing. `doomed` is an API to be killed.
    """

    installation: Installation
    plain: Processes
    billed: Processes
    doomed: Processes
    survivor: Child
    billing: Billing
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    async def arm(self, point: FaultPoint, place: Place, action: str = "kill") -> tuple[Child, Processes]:
        """A worker that strikes at `point`, and whose it is."""
        processes = self.plain if place.trip in {ENROLL, TURN} else self.billed
        fault = {"REGISTRO_FAULT": f"{point}:{action}:{place.nth}", **NO_SWEEP}
        return await processes.start_worker(fault, name="doomed"), processes

    async def hand_in(self, trip: str) -> list[Follower]:
        """Hand in what the trip consists of, and follow it through the other API."""
        student = next(self.students)
        await self.billing.switch(do=["lost"] if trip == REFUND else [])
        here, there = (self.plain, self.billed) if trip in {ENROLL, TURN} else (self.billed, self.plain)
        wanted = [(group,) for group in GROUPS] if trip == TURN else [GROUPS]
        followers = []
        for groups in wanted:
            followers.append(Follower(there.base_url, await enroll(here.base_url, student, groups), groups))
            await followers[-1].begun()
        return followers


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation, billing_for(installation) as billing:
        await call_witness(installation)
        [plain] = await installation.start(workers=0)
        [billed] = await installation.start(workers=1, environment=billing.environment)
        doomed = Processes(plain.environment, port=free_port())
        installation.processes.append(doomed)
        survivor = billed.children[-1]
        await beats(installation, survivor)
        yield Site(installation, plain, billed, doomed, survivor, billing)


@pytest.mark.parametrize(("point", "place"), CASES)
async def test_a_process_killed_at_any_point_costs_nothing_but_time(
    site: Site, point: FaultPoint, place: Place | None
) -> None:
    assert place is not None, "a new point: say in PLACES where it is passed"
    if place.process == API:
        await _kill_an_api(site, point)
    else:
        await _kill_a_worker(site, point, place)


async def test_workers_frozen_inside_their_transactions_hold_nobody_up_for_long(site: Site) -> None:
    """One has locked rows that others need, one is the only sweeper: the database ends what says nothing for 5 s."""
    with frozen(site.survivor):
        [theirs] = await site.hand_in(ENROLL)
        committing, processes = await site.arm(FaultPoint.INSIDE_STRETCH, Place(ENROLL), "freeze")
        await stands_still(committing)
        sweeping = await processes.start_worker({"REGISTRO_FAULT": f"{FaultPoint.BEFORE_RING}:freeze"}, name="doomed")
        await stands_still(sweeping)
    [other] = await site.hand_in(ENROLL)
    assert (await other.ended(SILENCE + PROMISE))["status"] == "SUCCEEDED"
    assert (await theirs.ended(SILENCE + PROMISE))["status"] == "SUCCEEDED"

    with frozen(site.survivor):
        committing.send(signal.SIGCONT)
        sweeping.send(signal.SIGCONT)
        [next_] = await site.hand_in(ENROLL)
        assert (await next_.ended(PROMISE))["status"] == "SUCCEEDED", "thawed, they work on"
    for follower in (theirs, other, next_):
        assert await sound_history(site.installation, follower.saga_id) == 2
    await asyncio.gather(stopped(committing, processes), stopped(sweeping, processes))


async def test_c35_with_the_default_lease_it_is_fifteen_seconds(servers: Servers) -> None:
    async with servers.installation() as installation:
        await call_witness(installation)
        [processes] = await installation.start(apis=1, workers=1)
        survivor = processes.children[-1]
        await beats(installation, survivor)
        with frozen(survivor):
            saga_id = await enroll(processes.base_url, "EST001")
            follower = Follower(processes.base_url, saga_id)
            await follower.begun()
            await killed(await processes.start_worker({"REGISTRO_FAULT": FaultPoint.INSIDE_STRETCH}), processes)
        assert (await follower.ended(15))["status"] == "SUCCEEDED"
        assert await sound_history(installation, saga_id) == 2


async def _kill_a_worker(site: Site, point: FaultPoint, place: Place) -> None:
    with frozen(site.survivor):
        followers = await site.hand_in(place.trip)
        await killed(*await site.arm(point, place))
    for follower in followers:
        task = await follower.ended(PROMISE)
        version = await sound_history(site.installation, follower.saga_id, follower.groups)
        assert task["version"] == version
        if place.trip == REFUND:
            assert (task["status"], task["saga"]["status"]) == ("FAILED", "COMPENSATED")
            assert {group["status"] for group in task["groups"]} == {"RELEASED"}
            assert await seats(site.installation, follower.saga_id) == {"DROPPED": len(follower.groups)}
        else:
            assert task["status"] == "SUCCEEDED"
            assert await seats(site.installation, follower.saga_id) == {"CONFIRMED": len(follower.groups)}
        if place.trip in {CHARGE, REFUND}:
            account = await site.billing.account(follower.saga_id)
            undone = int(place.trip == REFUND)
            assert (account["charges"], account["refunds"], account["undos"]) == (1, undone, undone)


async def _kill_an_api(site: Site, point: FaultPoint) -> None:
    student, key = next(site.students), uuid4().hex
    child = await site.doomed.start_api({"REGISTRO_FAULT": point})
    await site.doomed.until_ready()
    with suppress(httpx.TransportError):  # it may have answered before it died
        await enroll(site.doomed.base_url, student, key=key)
    await killed(child, site.doomed)

    kept = await _accepted(site.installation, key)
    assert len(kept) == (0 if point is FaultPoint.BEFORE_ACCEPT_COMMIT else 1)
    followers = [Follower(site.plain.base_url, saga_id, GROUPS) for saga_id in kept]
    again = await site.doomed.start_api()
    await site.doomed.until_ready()
    saga_id = await enroll(site.doomed.base_url, student, key=key)
    followers.append(Follower(site.billed.base_url, saga_id, GROUPS))
    for follower in followers:
        assert (await follower.ended(PROMISE))["status"] == "SUCCEEDED"
    assert await _accepted(site.installation, key) == [saga_id]
    assert await sound_history(site.installation, saga_id) == 2
    await stopped(again, site.doomed)


async def _accepted(installation: Installation, key: str) -> list[UUID]:
    rows = await installation.sql("SELECT id FROM sagas WHERE idempotency_key = $1", key)
    return [row["id"] for row in rows]
