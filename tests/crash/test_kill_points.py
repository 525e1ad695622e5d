"""kill -9 at every fault point, of an enrollment, a drop, a compensation, a swap and a promotion. Others end it.

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
from tests.support.fault_sites import API, PLACES, WAITED_FOR, Kind, Place, Trip
from tests.support.forked import forked
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, holds, sound_history
from tests.support.processes import (
    GIVEN_UP,
    GROUPS,
    NO_SWEEP,
    PROMISE,
    SILENCE,
    Follower,
    all_final,
    beats,
    cancel,
    drop,
    enroll,
    enroll_or_wait,
    frozen,
    killed,
    stands_still,
    stopped,
    swap,
)

MET = {
    point: [place for met in kinds.values() if not isinstance(met, str) for place in met]
    for point, kinds in PLACES.items()
}
CASES = [
    pytest.param(
        *(point, place),
        id=f"{point}-{place.process}-{place.trip}-{place.nth}",
        marks=[] if place in {places[0], places[-1]} else [pytest.mark.machine],
    )
    for point, places in MET.items()
    for place in places
]
"""Every place of every point. Those between the first and the last of a point are for `make test-all`."""


Send = Callable[..., Awaitable[UUID]]
"""Hands something in: where, for whom, which groups, by which key, a new one unless given."""


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
        """A new student, enrolled already if the trip is to drop something. Then another one waits, if it says so."""
        student = next(self.students)
        if trip.promotes:
            await self.installation.sql("UPDATE groups SET capacity = seats_taken + 1 WHERE code = $1", WAITED_FOR)
            url, waiting = self.plain.base_url, next(self.students)
            await all_final(self.installation, [await enroll(url, student, (WAITED_FOR,))], PROMISE)
            if trip is Trip.PROMOTE_SWAP:
                await all_final(self.installation, [await enroll(url, waiting, (GIVEN_UP,))], PROMISE)
                sent = await swap(url, waiting, (WAITED_FOR,), waitlist=True)
            else:
                sent = await enroll_or_wait(url, waiting, (WAITED_FOR,))
            await all_final(self.installation, [sent], PROMISE)
        if trip in {Trip.DROP, Trip.DROP_QUEUE, Trip.GIVE_BACK}:
            here = self.billed if trip is Trip.GIVE_BACK else self.plain
            await self.billing.switch()
            await all_final(self.installation, [await enroll(here.base_url, student)], PROMISE)
        if trip.swaps:
            await all_final(self.installation, [await enroll(self.plain.base_url, student, [GIVEN_UP])], PROMISE)
        return student

    async def hand_in(self, trip: Trip, student: str) -> list[Follower]:
        """Hand in what the trip consists of, and follow it through the other API."""
        failing = trip in {Trip.REFUND, Trip.REFUND_QUEUE, Trip.REFUND_AGAIN}
        await self.billing.switch(do=["lost"] if failing else [])
        here, there = (self.plain, self.billed) if trip.plain else (self.billed, self.plain)
        send = _sending(trip)
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
        await installation.sql("""UPDATE terms SET rules = '{"refunds": {}}'""")
        [plain] = await installation.start(workers=0)
        [billed] = await installation.start(workers=1, environment=billing.environment)
        doomed = Processes(plain.environment, port=free_port(), spawn=forked)
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
        await _kill_an_api(site, point, place.trip)
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
    if place.trip.promotes:
        await _promoted(site, [GIVEN_UP] if place.trip is Trip.PROMOTE_SWAP else [])


async def _promoted(site: Site, given_up: Sequence[str]) -> None:
    """The student who waited has the seat, by the last promotion that there was, and not what was given up for it."""
    last = "SELECT id FROM sagas WHERE kind = 'PROMOTE' ORDER BY accepted DESC LIMIT 1"
    [promotion] = await site.installation.sql(last)
    follower = Follower(site.plain.base_url, promotion["id"], (WAITED_FOR,))
    task = await follower.ended(PROMISE)
    assert task["version"] == await sound_history(site.installation, follower.saga_id, follower.groups, given_up)
    statuses = {group["groupCode"]: group["status"] for group in task["groups"]}
    assert task["status"] == "SUCCEEDED"
    assert statuses == {WAITED_FOR: "CONFIRMED", **dict.fromkeys(given_up, "DROPPED")}
    assert await holds(site.installation, follower.saga_id) == {WAITED_FOR}
    [seats] = await site.installation.sql(
        """SELECT array_agg(g.code) AS codes FROM sagas s JOIN enrollments e ON e.student_id = s.student_id
           JOIN groups g ON g.id = e.group_id WHERE s.id = $1 AND e.status <> 'DROPPED'""",
        follower.saga_id,
    )
    assert seats["codes"] == [WAITED_FOR]
    [left] = await site.installation.sql("SELECT waiting, seats_held FROM groups WHERE code = $1", WAITED_FOR)
    assert (left["waiting"], left["seats_held"]) == (0, 0)


def _sending(trip: Trip) -> Send:
    if trip.swaps:
        return swap
    return drop if trip.promotes or trip in {Trip.DROP, Trip.DROP_QUEUE, Trip.GIVE_BACK} else enroll


async def _kill_an_api(site: Site, point: FaultPoint, trip: Trip) -> None:
    """The client tries again elsewhere, with the same key."""
    send, student, key = _sending(trip), await site.student_for(trip), uuid4().hex
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
        await _ended_well(site, trip, follower)
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
    given_up = [GIVEN_UP] if trip.swaps else []
    decided_at = 2 if trip is Trip.GIVE_BACK else None  # the refund comes after that
    version = await sound_history(site.installation, follower.saga_id, follower.groups, given_up, decided_at=decided_at)
    assert task["version"] == version
    outcome = {
        Trip.CANCEL: ("CANCELLED", "COMPENSATED", "RELEASED"),
        Trip.CHARGE: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
        Trip.DROP: ("SUCCEEDED", "COMPLETED", "DROPPED"),
        Trip.DROP_QUEUE: ("SUCCEEDED", "COMPLETED", "DROPPED"),
        Trip.PROMOTE: ("SUCCEEDED", "COMPLETED", "DROPPED"),
        Trip.PROMOTE_SWAP: ("SUCCEEDED", "COMPLETED", "DROPPED"),
        Trip.GIVE_BACK: ("SUCCEEDED", "COMPLETED", "DROPPED"),
        Trip.ENROLL: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
        Trip.ENROLL_QUEUE: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
        Trip.SWAP: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
        Trip.SWAP_CHARGE: ("SUCCEEDED", "COMPLETED", "CONFIRMED"),
    }.get(trip, ("FAILED", "COMPENSATED", "RELEASED"))
    assert (task["status"], task["saga"]["status"]) == outcome[:2]
    statuses = {group["groupCode"]: group["status"] for group in task["groups"]}
    assert statuses == dict.fromkeys(follower.groups, outcome[2]) | dict.fromkeys(given_up, "DROPPED")
    assert await holds(site.installation, follower.saga_id) == (
        set(follower.groups) if "CONFIRMED" in outcome else set()
    )
    if trip is Trip.GIVE_BACK:
        account = await site.billing.account(follower.saga_id, "refund")
        assert (account["charges"], account["refunds"]) == (0, 1), "given back once, whatever was killed"
    elif not trip.plain:
        account = await site.billing.account(follower.saga_id)
        charged = int(trip is not Trip.CANCEL)
        undone = int(trip not in {Trip.CHARGE, Trip.SWAP_CHARGE})
        assert (account["charges"], account["refunds"], account["undos"]) == (charged, charged * undone, undone)


async def _accepted(installation: Installation, key: str) -> list[UUID]:
    rows = await installation.sql("SELECT id FROM sagas WHERE idempotency_key = $1", key)
    return [row["id"] for row in rows]
