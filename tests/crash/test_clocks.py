"""A worker whose clock is an hour slow or an hour fast, beside one whose clock is right.

Scores, leases and signatures go by the servers' clocks: it is neither late, nor a thief, nor a stranger to billing.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest
from redis.asyncio import Redis

from commands.chaos.installation import FAKETIME, clock_environment
from commands.processes import Child, Processes
from tests.support.billing import Billing, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.machine import MISSING
from tests.support.outcome_checks import call_witness, sound_history
from tests.support.poll import wait_for_async
from tests.support.processes import GROUPS, LEASE, PROMISE, Follower, beats, enroll, frozen, killed, wakeups_queued

pytestmark = pytest.mark.machine

SOON = 15.0
"""Seconds, on a machine that is busy with something else; far from an hour."""
HABITS = {
    "REGISTRO_STEP__TIMEOUT_SECONDS": "60",  # billing may be waited for longer than a lease lasts
    # One failure opens the circuit, so that the next attempt is postponed.
    "REGISTRO_BREAKER__BILLING__FAILURE_THRESHOLD": "1",
    "REGISTRO_BREAKER__BILLING__RECOVERY_SECONDS": "0.5",
    "REGISTRO_BREAKER__BILLING__SUCCESS_THRESHOLD": "1",
}
WRONG, RIGHT = "wrong", "right"
OWNERS = pytest.mark.parametrize(("owner", "other"), [(WRONG, RIGHT), (RIGHT, WRONG)])


@dataclass(slots=True)
class Site:
    """An installation that charges, with an API, and two workers by what their clocks are. `hours`: how fast one is."""

    installation: Installation
    processes: Processes
    billing: Billing
    hours: int
    workers: dict[str, Child] = field(default_factory=dict)
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    async def begin(self, name: str) -> None:
        """Start the worker of this name, unless it lives."""
        if name not in self.workers or not self.workers[name].alive:
            faked = clock_environment(self.hours) if name == WRONG else {}
            self.workers[name] = await self.processes.start_worker(faked, name=name)
            await beats(self.installation, self.workers[name])

    async def hand_in(self, student: str | None = None, groups: tuple[str, ...] = GROUPS) -> Follower:
        """Hand in an enrollment and follow it."""
        saga_id = await enroll(self.processes.base_url, student or next(self.students), groups)
        follower = Follower(self.processes.base_url, saga_id, groups)
        await follower.begun()
        return follower

    async def held_by(self, owner: str, other: str) -> Follower:
        """An enrollment that this worker is carrying out, waiting for billing, and not the other."""
        await self.billing.switch(do=["slow"], seconds=60)
        with frozen(self.workers[other]):
            follower = await self.hand_in()

            async def asked() -> bool:
                requests, _ = await self.billing.heard()
                return any(request["body"]["saga"] == str(follower.saga_id) for request in requests)

            await wait_for_async(asked, SOON, f"the {owner} one asks billing")
        return follower

    async def works_on(self, name: str, seconds: float) -> None:
        """Return once the worker has beaten for so long from now on, by the database's clock."""
        worker_id = await beats(self.installation, self.workers[name])
        heartbeat = "SELECT heartbeat_at FROM workers WHERE id = $1"
        [began] = await self.installation.sql(heartbeat, worker_id)

        async def long_enough() -> bool:
            [row] = await self.installation.sql(heartbeat, worker_id)
            return bool(row["heartbeat_at"] - began["heartbeat_at"] > timedelta(seconds=seconds))

        await wait_for_async(long_enough, seconds + SOON, f"the {name} one works on")

    async def charged(
        self, follower: Follower, calls: list[str], claims: int | None = 1, seconds: float = SOON
    ) -> None:
        """It succeeds so soon, in that number of claims; billing was called like that; and all of it is dated today.

        `claims`: None where it waits, because it is put down and claimed again.
        """
        assert (await follower.ended(seconds))["status"] == "SUCCEEDED"
        account = await self.billing.account(follower.saga_id)
        assert (account["calls"], account["charges"], account["undos"]) == (calls, 1, 0)
        [row] = await self.installation.sql(
            """SELECT claims, now() - started_at < interval '5 min' AND started_at <= finished_at
                      AND finished_at <= now() AS timely FROM sagas WHERE id = $1""",
            follower.saga_id,
        )
        assert row == {"claims": claims or row["claims"], "timely": True}
        await sound_history(self.installation, follower.saga_id, follower.groups)


@pytest.fixture(scope="module", params=[-1, 1], ids=["slow", "fast"])
async def started(servers: Servers, request: pytest.FixtureRequest) -> AsyncIterator[Site]:
    if FAKETIME is None:
        pytest.fail(f"there is no faketime: {MISSING}")
    async with servers.installation(QUICK) as installation, participant() as billing:
        await call_witness(installation)
        await installation.sql("UPDATE groups SET capacity = 500")
        [processes] = await installation.start(workers=0, environment={**billing.environment, **HABITS})
        yield Site(installation, processes, billing, request.param)


@pytest.fixture
async def site(started: Site) -> Site:
    """With both workers alive, and billing well."""
    await started.billing.switch()
    for name in (WRONG, RIGHT):
        await started.begin(name)
    return started


async def test_alone_it_does_everything_in_time(site: Site) -> None:
    """What comes, what waited for its turn, what has to be tried again, and what no worker was woken for."""
    with frozen(site.workers[RIGHT]):
        with frozen(site.workers[WRONG]):
            student = next(site.students)
            first = await site.hand_in(student, GROUPS[:1])
            second = await site.hand_in(student, GROUPS[1:])
        await site.charged(first, ["do ok"])
        await site.charged(second, ["do ok"])

        await site.billing.switch(do=["error", "ok"])  # opens the circuit, which Redis dates
        await site.charged(await site.hand_in(), ["do error", "do ok"], claims=None)

        with frozen(site.workers[WRONG]):
            forgotten = await site.hand_in()
            await wakeups_queued(site.installation, 1)
            async with Redis.from_url(site.installation.redis_url) as redis:
                assert await redis.delete(site.installation.settings().queue)
        await site.charged(forgotten, ["do ok"])


@OWNERS
async def test_a_lease_that_is_kept_up_is_not_stolen(site: Site, owner: str, other: str) -> None:
    follower = await site.held_by(owner, other)
    await site.works_on(other, 2 * LEASE)
    await site.billing.switch()
    await site.charged(follower, ["do ok"])


@OWNERS
async def test_a_lease_that_has_run_out_is_honoured_no_longer(site: Site, owner: str, other: str) -> None:
    follower = await site.held_by(owner, other)
    site.workers[owner].kill()
    await killed(site.workers[owner], site.processes)
    await site.billing.switch()
    await site.charged(follower, ["do ok", "do again"], claims=2, seconds=PROMISE)
