"""kill -9 at every fault point, of an enrollment, a drop and a compensation: others bring it to its end, once.

Each case arms one process by REGISTRO_FAULT, sees it die of SIGKILL, and lets another one live. A subscriber who was
connected to another API all along sees versions rise strictly up to the final one, and `complete`.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID, uuid4

import httpx
import pytest

from commands.processes import Child, Processes, free_port
from saga.faults import FaultPoint
from tests.support.billing import Billing, participant
from tests.support.fault_sites import API, PLACES, Kind, Place, Trip
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, holds, sound_history
from tests.support.processes import (
    GROUPS,
    NO_SWEEP,
    PROMISE,
    Follower,
    all_final,
    beats,
    cancel,
    drop,
    enroll,
    frozen,
    killed,
    stands_still,
    stopped,
)

SILENCE = 5.0
"""Seconds after which the database ends a transaction that says nothing."""
CASES = [
    pytest.param(point, place, id=f"{point}-{place.process}-{place.trip}-{place.nth}")
    for point in FaultPoint
    for met in PLACES.get(point, {}).values()
    if not isinstance(met, str)
    for place in met
]


Send = Callable[[str, str, Sequence[str], str], Awaitable[UUID]]
"""Hands something in: where, for whom, which groups, by which key."""


@dataclass(slots=True)
class Site:
    """One installation for all cases. `plain` makes no charges; `billed` does, through billing.

    Each has an API; the survivor, one of `billed`, can reach billing. `doomed` is for APIs to be killed.
    """

    installation: Installation
    plain: Processes
    billed: Processes
    doomed: Processes
    survivor: Child
    billing: Billing
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    async def arm(
        self, point: FaultPoint, place: Place, action: str = "kill", *, sweeps: bool = False
    ) -> tuple[Child, Processes]:
        """A worker that strikes at `point`, and whose it is."""
        processes = self.plain if place.trip.plain else self.billed
        fault = {"REGISTRO_FAULT": f"{point}:{action}:{place.nth}", **({} if sweeps else NO_SWEEP)}
        return await processes.start_worker(fault, name="doomed"), processes

    async def student_for(self, trip: Trip) -> str:
        """A new student, enrolled already if the trip is to drop something."""
        student = next(self.students)
        if trip in {Trip.DROP, Trip.DROP_QUEUE}:
            await all_final(self.installation, [await enroll(self.plain.base_url, student)], PROMISE)
        return student

    async def hand_in(self, trip: Trip, student: str) -> list[Follower]:
        """Hand in what the trip consists of, and follow it through the other API."""
        failing = trip in {Trip.REFUND, Trip.REFUND_QUEUE, Trip.REFUND_AGAIN}
        await self.billing.switch(do=["lost"] if failing else [])
        here, there = (self.plain, self.billed) if trip.plain else (self.billed, self.plain)
        send = drop if trip in {Trip.DROP, Trip.DROP_QUEUE} else enroll
        followers = []
        for groups in trip.wanted:
            followers.append(Follower(there.base_url, await send(here.base_url, student, groups), groups))
            await followers[-1].begun()
        return followers


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation, participant() as billing:
        await call_witness(installation)
        await installation.sql("UPDATE groups SET capacity = 500")
        [plain] = await installation.start(workers=0)
        [billed] = await installation.start(workers=1, environment=billing.environment)
        doomed = Processes(plain.environment, port=free_port())
        installation.processes.append(doomed)
        survivor = billed.children[-1]
        await beats(installation, survivor)
        yield Site(installation, plain, billed, doomed, survivor, billing)


@pytest.mark.parametrize("point", FaultPoint)
def test_of_each_point_it_is_said_where_it_is_met(point: FaultPoint) -> None:
    """In what is under way of each kind, or why never."""
    assert set(PLACES[point]) == set(Kind)
    assert all(PLACES[point].values())


@pytest.mark.parametrize(("point", "place"), CASES)
async def test_a_process_killed_at_any_point_costs_nothing_but_time(
    site: Site, point: FaultPoint, place: Place
) -> None:
    if place.trip is Trip.CANCEL:
        await _kill_an_api_that_cancels(site, point)
    elif place.process == API:
        await _kill_an_api(site, point, drop if place.trip is Trip.DROP else enroll, await site.student_for(place.trip))
    else:
        await _kill_a_worker(site, point, place)


async def test_workers_frozen_inside_their_transactions_hold_others_up_only_briefly(site: Site) -> None:
    """One has locked rows that others need, one is the only sweeper: the database ends what says nothing for 5 s."""
    with frozen(site.survivor):
        [theirs] = await site.hand_in(Trip.ENROLL, next(site.students))
        committing, processes = await site.arm(FaultPoint.INSIDE_COMMIT, Place(Trip.ENROLL), "freeze")
        await stands_still(committing)
        sweeping = await processes.start_worker({"REGISTRO_FAULT": f"{FaultPoint.BEFORE_WAKE}:freeze"}, name="doomed")
        await stands_still(sweeping)
    [other] = await site.hand_in(Trip.ENROLL, next(site.students))
    assert (await other.ended(SILENCE + PROMISE))["status"] == "SUCCEEDED"
    assert (await theirs.ended(SILENCE + PROMISE))["status"] == "SUCCEEDED"

    with frozen(site.survivor):
        committing.send_signal(signal.SIGCONT)
        sweeping.send_signal(signal.SIGCONT)
        [next_] = await site.hand_in(Trip.ENROLL, next(site.students))
        assert (await next_.ended(PROMISE))["status"] == "SUCCEEDED", "thawed, they work on"
    for follower in (theirs, other, next_):
        assert await sound_history(site.installation, follower.saga_id) == 2
    await asyncio.gather(stopped(committing, processes), stopped(sweeping, processes))


async def test_with_the_default_lease_the_saga_of_a_killed_worker_ends_within_fifteen_seconds(servers: Servers) -> None:
    async with servers.installation() as installation:
        await call_witness(installation)
        [processes] = await installation.start(apis=1, workers=1)
        survivor = processes.children[-1]
        await beats(installation, survivor)
        with frozen(survivor):
            saga_id = await enroll(processes.base_url, "EST001")
            follower = Follower(processes.base_url, saga_id)
            await follower.begun()
            await killed(await processes.start_worker({"REGISTRO_FAULT": FaultPoint.INSIDE_COMMIT}), processes)
        assert (await follower.ended(15))["status"] == "SUCCEEDED"
        assert await sound_history(installation, saga_id) == 2


async def _kill_a_worker(site: Site, point: FaultPoint, place: Place) -> None:
    student = await site.student_for(place.trip)
    with frozen(site.survivor):
        followers = await site.hand_in(place.trip, student)
        if place.trip is Trip.REFUND_AGAIN:
            await killed(*await site.arm(FaultPoint.BEFORE_UNDO, place))
        await killed(*await site.arm(point, place, sweeps=place.trip is Trip.REFUND_AGAIN))
    for follower in followers:
        await _ended_well(site, place.trip, follower)


async def _kill_an_api(site: Site, point: FaultPoint, send: Send, student: str) -> None:
    """The client tries again elsewhere, with the same key."""
    key = uuid4().hex
    child = await site.doomed.start_api({"REGISTRO_FAULT": point})
    await site.doomed.wait_until_ready()
    with suppress(httpx.TransportError):  # it may have answered before it died
        await send(site.doomed.base_url, student, GROUPS, key)
    await killed(child, site.doomed)

    kept = await _accepted(site.installation, key)
    assert len(kept) == (0 if point is FaultPoint.BEFORE_ACCEPT_COMMIT else 1)
    followers = [Follower(site.billed.base_url, saga_id) for saga_id in kept]
    saga_id = await send(site.plain.base_url, student, GROUPS, key)
    for follower in (*followers, Follower(site.billed.base_url, saga_id)):
        await _ended_well(site, Trip.DROP if send is drop else Trip.ENROLL, follower)
    assert await _accepted(site.installation, key) == [saga_id]


async def _kill_an_api_that_cancels(site: Site, point: FaultPoint) -> None:
    child = await site.doomed.start_api({"REGISTRO_FAULT": point})
    await site.doomed.wait_until_ready()
    with frozen(site.survivor):
        [follower] = await site.hand_in(Trip.CANCEL, next(site.students))
        await killed(*await site.arm(FaultPoint.BEFORE_CALL, Place(Trip.CANCEL)))
        with suppress(httpx.TransportError):
            await cancel(site.doomed.base_url, follower.saga_id)
        await killed(child, site.doomed)
        if point is FaultPoint.BEFORE_ACCEPT_COMMIT:
            await cancel(site.plain.base_url, follower.saga_id)
    await _ended_well(site, Trip.CANCEL, follower)


async def _ended_well(site: Site, trip: Trip, follower: Follower) -> None:
    """Within the promised time, as it would have ended without the crash, everything once."""
    task = await follower.ended(PROMISE)
    assert task["version"] == await sound_history(site.installation, follower.saga_id, follower.groups)
    outcome = {
        Trip.CANCEL: ("CANCELLED", "COMPENSATED", "RELEASED"),
        Trip.CHARGE: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
        Trip.DROP: ("SUCCEEDED", "COMPLETED", "DROPPED"),
        Trip.DROP_QUEUE: ("SUCCEEDED", "COMPLETED", "DROPPED"),
        Trip.ENROLL: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
        Trip.ENROLL_QUEUE: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
    }.get(trip, ("FAILED", "COMPENSATED", "RELEASED"))
    assert (task["status"], task["saga"]["status"]) == outcome[:2]
    assert {group["status"] for group in task["groups"]} == {outcome[2]}
    assert await holds(site.installation, follower.saga_id) == (
        set(follower.groups) if "CONFIRMED" in outcome else set()
    )
    if not trip.plain:
        account = await site.billing.account(follower.saga_id)
        charged = int(trip is not Trip.CANCEL)
        undone = int(trip is not Trip.CHARGE)
        assert (account["charges"], account["refunds"], account["undos"]) == (charged, charged * undone, undone)


async def _accepted(installation: Installation, key: str) -> list[UUID]:
    rows = await installation.sql("SELECT id FROM sagas WHERE idempotency_key = $1", key)
    return [row["id"] for row in rows]
