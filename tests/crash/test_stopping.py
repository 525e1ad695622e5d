"""SIGTERM: running commits end, the rest is left to other workers, and none has to wait for the lease.

The lease is two minutes here: what waited for it would miss every deadline.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from commands.processes import Child, Processes
from tests.support.billing import Billing, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, sound_histories, sound_history
from tests.support.poll import until, wait_for_async, within
from tests.support.processes import (
    Follower,
    all_final,
    beats,
    cancel,
    enroll,
    enroll_by,
    frozen,
)
from tests.support.tokens import signed_in

PATIENT = {
    **QUICK,
    "REGISTRO_WORKER__LEASE_SECONDS": "120",
    "REGISTRO_WORKER__COMMIT_BATCH_SIZE": "4",
    "REGISTRO_WORKER__DRAIN_SECONDS": "1",
    "REGISTRO_STEP__RETRY_FIRST_SECONDS": "3",
}
"""Small batches, so that a burst lasts; a call is tried again after more seconds than a stopping worker waits."""
SOON = 15.0
"""Seconds, on a machine that is busy with something else."""
ONE = ("G-LIN100-A",)


@dataclass(slots=True)
class Site:
    """An installation whose API and workers know billing."""

    installation: Installation
    processes: Processes
    billing: Billing

    async def worker(self, environment: Mapping[str, str] | None = None) -> Child:
        """One more worker, alive."""
        child = await self.processes.start_worker(environment)
        await beats(self.installation, child)
        return child

    async def ended(self, child: Child) -> int:
        """Its exit code, once it has ended."""
        async with within(SOON):
            code = await child.wait()
        self.processes.children.remove(child)
        return code


@pytest.fixture
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(PATIENT) as installation, participant() as billing:
        installation.environment["BILLING_TIMEOUT"] = "30"
        await call_witness(installation)
        await installation.sql("UPDATE groups SET capacity = 500")
        [processes] = await installation.start(workers=0, environment=billing.environment)
        yield Site(installation, processes, billing)


async def test_a_worker_told_to_stop_in_a_burst_leaves_the_rest_to_the_other(site: Site) -> None:
    first, second = await asyncio.gather(site.worker(), site.worker())
    with frozen(first, second):
        async with signed_in(site.processes.base_url) as client:
            ids = await asyncio.gather(*(enroll_by(client, f"EST{n:03}", ONE) for n in range(1, 201)))
        follower = Follower(site.processes.base_url, ids[-1], ONE)
        await follower.begun()

    async def ended() -> int:
        rows = await site.installation.sql(
            "SELECT FROM sagas WHERE finished_at IS NOT NULL AND id = ANY($1::uuid[])", ids
        )
        return len(rows)

    await wait_for_async(ended, SOON, "the burst begins to end")
    first.send_signal(signal.SIGTERM)
    assert await ended() < len(ids), "it was stopped in the middle of it"
    assert await site.ended(first) == 0
    assert await all_final(site.installation, ids, SOON) == {"COMPLETED": 200}
    assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    await sound_histories(site.installation, ids, ONE)
    accounts = [await site.billing.account(saga_id) for saga_id in ids]
    assert {(account["charges"], account["undos"]) for account in accounts} == {(1, 0)}
    assert await site.installation.sql("SELECT FROM sagas WHERE owner IS NOT NULL") == []
    assert len(await site.installation.sql("SELECT FROM workers")) == 1, "it said goodbye"


async def test_a_saga_that_sleeps_between_two_tries_is_put_down_and_taken_up_by_another(site: Site) -> None:
    await site.billing.switch(do=["error"])
    first, second = await asyncio.gather(site.worker(), site.worker())

    async def tried_once() -> bool:
        return await site.billing.knows(saga_id)

    with frozen(second):
        saga_id = await enroll(site.processes.base_url, "EST001")
        follower = Follower(site.processes.base_url, saga_id)
        await wait_for_async(tried_once, SOON, "billing is called")
        await site.billing.switch()
        first.send_signal(signal.SIGTERM)
    assert await site.ended(first) == 0
    assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert (await site.billing.account(saga_id))["calls"] == ["do error", "do ok"]
    [row] = await site.installation.sql("SELECT claims FROM sagas WHERE id = $1", saga_id)
    assert row["claims"] == 2
    await sound_history(site.installation, saga_id)


async def test_a_saga_that_sleeps_between_two_tries_hears_that_it_is_cancelled(site: Site) -> None:
    await site.billing.switch(do=["error"])
    child = await site.worker(
        {"REGISTRO_STEP__RETRY_FIRST_SECONDS": "3600", "REGISTRO_STEP__RETRY_MAX_SECONDS": "3600"}
    )
    saga_id = await enroll(site.processes.base_url, "EST001")
    follower = Follower(site.processes.base_url, saga_id)

    async def failed_once() -> bool:
        sql = "SELECT FROM saga_steps WHERE saga_id = $1 AND status = 'STARTED' AND detail IS NOT NULL"
        return bool(await site.installation.sql(sql, saga_id))

    await wait_for_async(failed_once, SOON, "the first try has failed")
    await cancel(site.processes.base_url, saga_id)
    assert (await follower.ended(SOON))["status"] == "CANCELLED"
    assert child.alive
    assert (await site.billing.account(saga_id))["charges"] == 0
    await sound_history(site.installation, saga_id)


def catches(pid: int, number: signal.Signals) -> bool:
    """Whether a process has a handler for this signal."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> number - 1 & 1)


async def test_a_worker_told_to_stop_before_it_has_begun_stops(site: Site) -> None:
    guard = await asyncpg.connect(site.installation.database_url)
    async with guard.transaction():
        await guard.execute("LOCK TABLE workers")  # its first heartbeat has to wait
        child = await site.processes.start_worker()
        await until(lambda: catches(child.pid, signal.SIGTERM), SOON, "it hears SIGTERM")
        child.send_signal(signal.SIGTERM)
    await guard.close()
    assert await site.ended(child) == 0
    assert await site.installation.sql("SELECT FROM workers") == []


@pytest.mark.parametrize("role", ["api", "worker"])
async def test_a_process_told_to_stop_while_a_server_does_not_answer_stops(site: Site, role: str) -> None:
    accepted = asyncio.Event()

    async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted.set()
        with contextlib.suppress(ConnectionError):
            await reader.read()  # until the other side closes
        writer.close()

    async with await asyncio.start_server(never_answer, "127.0.0.1", 0) as silent:
        port = silent.sockets[0].getsockname()[1]
        start = site.processes.start_api if role == "api" else site.processes.start_worker
        child = await start({"DATABASE_URL": f"postgresql://registro@127.0.0.1:{port}/registro"})
        async with within(SOON):
            await accepted.wait()
        child.send_signal(signal.SIGTERM)
        assert await site.ended(child) == 0
