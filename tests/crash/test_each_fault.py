"""Each thing that a soak does, by itself, to a site with a small crowd: nothing is amiss afterwards."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest

from app.settings import Settings
from commands.chaos import report
from commands.chaos.fault_injector import UNAVAILABLE_FAULTS, FaultInjector
from commands.chaos.installation import ChaosInstallation, running_installation
from commands.chaos.load import Clients, fill
from commands.chaos.schedule import INSTANT, Fault, ScheduledFault
from saga.faults import FaultPoint
from tests.support.machine import MISSING
from tests.support.poll import wait_for_async
from tests.support.scratch import scratch_folder
from tests.support.tokens import KEYS, authorization

STUDENTS = 8
BEFORE, AFTER = 8, 8
"""Requests that are served before a strike, and when it is over."""
SECONDS = 2.2
"""That an outage lasts: more than the site's lease."""
SOON = 30.0
"""Seconds, on a machine that is busy with something else."""
OF_CLOCKS = frozenset({Fault.CLOCK_SLOW, Fault.CLOCK_FAST})
UNFELT = frozenset({Fault.WORKER_FROZEN, Fault.REDIS_EMPTIED, Fault.ROWS_LOCKED, Fault.BILLING_FROZEN})
"""These may leave no trace: other processes take over, wake again or wait. All other faults show in clients or logs."""
MORE_SEATS = "UPDATE groups SET capacity = capacity + 4"
"""They stay scarce and are not gone: who enrolled under an earlier fault is forgotten, and drops nothing."""

numbers: Iterator[int] = count(1)


@pytest.fixture(scope="module")
async def site() -> AsyncIterator[ChaosInstallation]:
    with scratch_folder() as state:
        async with running_installation(state, workers=2, environment={**KEYS, "LOG_LEVEL": "WARNING"}) as made:
            async with made.container(Settings()) as container:
                await fill(container.database)
            yield made


@pytest.mark.parametrize(
    "fault", [pytest.param(fault, marks=[pytest.mark.machine] * (fault in OF_CLOCKS)) for fault in Fault]
)
async def test_by_itself_it_costs_time_and_nothing_else(site: ChaosInstallation, fault: Fault) -> None:
    assert fault not in UNAVAILABLE_FAULTS, MISSING
    site.unexpected_exits.clear()
    site.output.clear()
    async with site.container(Settings()) as container:
        await container.database.query(MORE_SEATS)
    number = next(numbers)
    crowd, striker = Clients(site.base_urls, number, authorization()), FaultInjector(site, number)
    before, done = marks(site), striker.counts[fault]

    async def served() -> bool:
        return len(crowd.requests) >= target

    async def struck() -> bool:
        return striker.counts[fault] > done

    async def whole() -> bool:
        return all([await api.processes.is_ready() for api in site.apis]) and all(
            member.child is not None and member.child.alive for member in site.own_processes
        )

    students = asyncio.create_task(crowd.run(STUDENTS, lambda _: None))
    target = BEFORE
    await wait_for_async(served, SOON, "students are served")
    strike = ScheduledFault(0, fault, number % 2 / 2, 0 if fault in INSTANT else SECONDS, FaultPoint.INSIDE_COMMIT)
    await striker.run([strike], time.monotonic())  # clock: the schedule's beginning
    await wait_for_async(struck, SOON, "it strikes")
    await wait_for_async(whole, SOON, "everything is there again")
    target = len(crowd.requests) + AFTER
    await wait_for_async(served, SOON, "students are served again")
    crowd.stopping.set()
    await asyncio.wait([students], timeout=SOON)
    waiting = 0 if students.done() else crowd.waiting
    students.cancel()
    async with site.container(Settings()) as container:
        await report.wait_until_final(container.database, SOON)
        counts = await report.run_checks(container.database, crowd, waiting, site.unexpected_exits, site.ledger)
    assert {each.name: each.examples or each.violations for each in counts if each.violations} == {}
    assert report.outcomes(crowd.requests)["SUCCEEDED"] > 0
    assert fault in UNFELT or site.output or crowd.retries or marks(site) != before, "it did strike"


def marks(site: ChaosInstallation) -> list[int]:
    """What a fault may leave unnoticed by clients: connections that were cut while idle, processes started anew."""
    started = (member.child.pid for member in site.own_processes if member.child is not None)
    return [site.postgres.cuts, site.redis.cuts, *started]
