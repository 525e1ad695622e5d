"""Each fault of a soak by itself, in an installation with a few students: no check fails afterwards."""

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
from tests.support.forked import forked
from tests.support.machine import MISSING
from tests.support.poll import until, wait_for_async
from tests.support.scratch import scratch_folder
from tests.support.tokens import KEYS, authorization

STUDENTS = 8
BEFORE, AFTER = 8, 8
"""Requests that are served before the fault, and after it."""
SECONDS = 2.2
"""The length of an outage: longer than the lease."""
SOON = 30.0
"""Seconds to wait, on a busy machine."""
ALWAYS = frozenset({Fault.WORKER_KILLED, Fault.POSTGRES_CRASHED, Fault.REDIS_FROZEN, Fault.BILLING_KILLED})
"""One fault of each process; all others, which take the longer part of a minute, are for `make test-all`."""
UNNOTICED = frozenset({Fault.WORKER_FROZEN, Fault.REDIS_EMPTIED, Fault.ROWS_LOCKED, Fault.BILLING_FROZEN})
"""These may leave no trace: other processes take over, wake again or wait. All other faults show in clients or logs."""
MORE_SEATS = "UPDATE groups SET capacity = capacity + 4"
"""Seats stay scarce, but are not used up: students of earlier faults keep theirs, because no one drops them."""

numbers: Iterator[int] = count(1)


@pytest.fixture(scope="module")
async def installation() -> AsyncIterator[ChaosInstallation]:
    with scratch_folder() as state:
        environment = {**KEYS, "LOG_LEVEL": "WARNING"}
        async with running_installation(state, workers=2, environment=environment, spawn=forked) as made:
            async with made.container(Settings()) as container:
                await fill(container.database)
            yield made


@pytest.mark.parametrize(
    "fault", [pytest.param(fault, marks=[] if fault in ALWAYS else [pytest.mark.machine]) for fault in Fault]
)
async def test_a_fault_by_itself_costs_time_and_nothing_else(installation: ChaosInstallation, fault: Fault) -> None:
    assert fault not in UNAVAILABLE_FAULTS, MISSING
    installation.unexpected_exits.clear()
    installation.output.lines.clear()
    async with installation.container(Settings()) as container:
        await container.database.query(MORE_SEATS)
    number = next(numbers)
    clients, injector = Clients(installation.base_urls, number, authorization()), FaultInjector(installation, number)
    before, done = marks(installation), injector.counts[fault]

    async def served() -> bool:
        return len(clients.requests) >= target

    async def recovered() -> bool:
        return all([await api.processes.is_ready() for api in installation.apis]) and all(
            process.child is not None and process.child.alive for process in installation.own_processes
        )

    students = asyncio.create_task(clients.run(STUDENTS, lambda _: None))
    target = BEFORE
    await wait_for_async(served, SOON, "students are served")
    scheduled = ScheduledFault(0, fault, number % 2 / 2, 0 if fault in INSTANT else SECONDS, FaultPoint.INSIDE_COMMIT)
    await injector.run([scheduled], time.monotonic())  # clock: the schedule's beginning
    await until(lambda: injector.counts[fault] > done, SOON, "the fault is injected")
    await wait_for_async(recovered, SOON, "all processes are ready again")
    target = len(clients.requests) + AFTER
    await wait_for_async(served, SOON, "students are served again")
    clients.stopping.set()
    await asyncio.wait([students], timeout=SOON)
    waiting = 0 if students.done() else clients.waiting
    students.cancel()
    async with installation.container(Settings()) as container:
        await report.wait_until_final(container.database, SOON)
        counts = await report.run_checks(
            container.database, clients, waiting, installation.unexpected_exits, installation.ledger
        )
    assert {each.name: each.examples or each.violations for each in counts if each.violations} == {}
    assert report.outcomes(clients.requests)["SUCCEEDED"] > 0
    assert fault in UNNOTICED or installation.output.lines or clients.retries or marks(installation) != before, (
        "the fault had an effect"
    )


def marks(installation: ChaosInstallation) -> list[int]:
    """Effects of a fault that clients do not notice: connections that were cut while idle, restarted processes."""
    started = (process.child.pid for process in installation.own_processes if process.child is not None)
    return [installation.postgres.cuts, installation.redis.cuts, *started]
