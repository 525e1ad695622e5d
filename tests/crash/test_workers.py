"""Workers that stand still beyond their lease, and steps that take longer than a worker is given for a saga."""

import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from commands.processes import Child, Processes
from saga.faults import FaultPoint
from tests.support.billing import Billing, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, holds, sound_history
from tests.support.poll import until, wait_for_async
from tests.support.processes import (
    NO_SWEEP,
    PROMISE,
    SILENCE,
    Follower,
    beats,
    drop,
    enroll,
    frozen,
    stands_still,
    stopped,
)

SOON = 15.0
"""Seconds, on a machine that is busy with something else."""
LAST_SEAT = ("G-ADM310-A",)


@dataclass(slots=True)
class Site:
    """An installation for all tests. `plain` makes no charges; `billed` does. Each has an API; the survivor has both.

    Attributes:
        said: what processes have printed, a line each.
    """

    installation: Installation
    plain: Processes
    billed: Processes
    billing: Billing
    survivor: Child
    said: list[str]
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    async def is_said(self, text: str) -> None:
        """Return once some process has said it."""
        await until(lambda: any(text in line for line in self.said), SOON, f"a process logs {text!r}")


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    said: list[str] = []
    async with servers.installation(QUICK) as installation, participant() as billing:
        await call_witness(installation)
        await installation.sql("UPDATE groups SET capacity = seats_taken + 1 WHERE code = 'G-ADM310-A'")
        [plain] = await installation.start(workers=0, say=lambda _, line: said.append(line))
        # A call may take longer than a wake-up may run.
        patience = {"REGISTRO_STEP__TIMEOUT_SECONDS": "60", "REGISTRO_WORKER__WAKEUP_TIMEOUT_SECONDS": "1"}
        [billed] = await installation.start(workers=1, environment={**billing.environment, **patience})
        survivor = billed.children[-1]
        await beats(installation, survivor)
        yield Site(installation, plain, billed, billing, survivor, said)


async def test_what_a_frozen_worker_would_commit_after_its_lease_is_refused(site: Site) -> None:
    """It goes on with the last seat, which was taken, given back and taken by another one while it was frozen."""
    student, other = next(site.students), next(site.students)
    with frozen(site.survivor):
        first = Follower(site.billed.base_url, await enroll(site.plain.base_url, student, LAST_SEAT), LAST_SEAT)
        await first.begun()
        sleeper = await site.plain.start_worker(
            {"REGISTRO_FAULT": f"{FaultPoint.BEFORE_COMMIT}:freeze", **NO_SWEEP}, name="sleeper"
        )
        await stands_still(sleeper)
    assert (await first.ended(SILENCE + PROMISE))["status"] == "SUCCEEDED"
    for saga_id in (
        await drop(site.plain.base_url, student, LAST_SEAT),
        taken := await enroll(site.plain.base_url, other, LAST_SEAT),
    ):
        assert (await Follower(site.plain.base_url, saga_id, LAST_SEAT).ended(SOON))["status"] == "SUCCEEDED"

    with frozen(site.survivor):
        sleeper.send_signal(signal.SIGCONT)
        await site.is_said("saga taken over by another worker")
        third = Follower(
            site.plain.base_url, await enroll(site.plain.base_url, next(site.students), LAST_SEAT), LAST_SEAT
        )
        assert (await third.ended(SOON))["status"] == "REJECTED", "it works on, and the seat is the other's"
    assert await holds(site.installation, first.saga_id) == set()
    assert await holds(site.installation, taken) == set(LAST_SEAT)
    assert await sound_history(site.installation, first.saga_id, LAST_SEAT) == 2
    await stopped(sleeper, site.plain)


async def test_a_step_that_exceeds_its_job_timeout_is_tried_again(site: Site) -> None:
    await site.billing.switch(do=["slow", "ok"], seconds=60)
    follower = Follower(site.plain.base_url, await enroll(site.billed.base_url, next(site.students)))
    task = await follower.ended(SOON)
    assert task["status"] == "SUCCEEDED"
    assert {step["name"]: step["attempts"] for step in task["saga"]["steps"]}["charge"] == 2
    await sound_history(site.installation, follower.saga_id)
    await site.billing.switch()
    assert (await site.billing.account(follower.saga_id))["charges"] == 1


async def test_a_step_that_exceeds_its_job_timeout_each_time_is_undone(site: Site) -> None:
    await site.billing.switch(do=["slow"], seconds=60)
    follower = Follower(site.plain.base_url, await enroll(site.billed.base_url, next(site.students)))
    neighbour = Follower(site.billed.base_url, await enroll(site.plain.base_url, next(site.students)))
    assert (await neighbour.ended(SOON))["status"] == "SUCCEEDED", "it delays no other"
    task = await follower.ended(SOON)
    assert (task["status"], task["saga"]["status"]) == ("FAILED", "COMPENSATED")
    assert {group["status"] for group in task["groups"]} == {"RELEASED"}
    await sound_history(site.installation, follower.saga_id)
    assert await holds(site.installation, follower.saga_id) == set()
    await site.billing.switch()

    async def refused() -> bool:
        account = await site.billing.account(follower.saga_id)
        return bool(account["calls"] == ["undo ok", *["do refused"] * 3])

    await wait_for_async(refused, SOON, "what comes too late is refused")
