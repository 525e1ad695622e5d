"""PostgreSQL is shut down immediately under an API and workers, and comes back: what was committed stays."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from commands.graphql_client import GraphQLClient, tls_context
from commands.processes import Child, Processes
from embedded.servers import EmbeddedServers, boot
from saga.faults import FaultPoint
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, sound_histories, sound_history
from tests.support.poll import rounds, until, wait_for_async
from tests.support.processes import (
    GROUPS,
    NO_SWEEP,
    Follower,
    all_final,
    beats,
    circuit,
    cpu_seconds,
    enroll,
    frozen,
    hand_in_surely,
    killed,
    stands_still,
    stopped,
)
from tests.support.scratch import scratch_folder
from tests.support.tokens import signed_in

SOON = 30.0
EVERY = 0.3
"""Seconds between two requests of one who asks all the time."""
RECOVERY = 4
"""Seconds after which the circuit is tried: they leave room to look at the open one."""
OUTAGES = [pytest.param(2 * RECOVERY + 1.0), pytest.param(20.0, marks=pytest.mark.machine)]
"""Seconds of the long outage: the circuit is tried in vain twice, or more often."""
ONE = ("G-INF220-B",)
SAVE = """
mutation { saveTerm(input: {code: "2031-1", opensAt: "2031-01-01T00:00:00Z", closesAt: "2031-02-01T00:00:00Z"}) {
  __typename ... on ServiceUnavailable { service retryAfterSeconds } } }"""


@dataclass(slots=True)
class Site:
    """An API and a worker on a PostgreSQL of their own, which keeps what it commits."""

    installation: Installation
    postgres: EmbeddedServers
    processes: Processes
    worker: Child
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))
    resets: int = 0

    @property
    def api(self) -> Child:
        return next(child for child in self.processes.children if child.name.startswith("api"))

    @property
    def base_url(self) -> str:
        return self.processes.base_url

    async def hand_in(self, number: int) -> list[UUID]:
        """This number of new students enroll, one after the other."""
        return [await enroll(self.base_url, next(self.students), ONE) for _ in range(number)]

    async def crash(self) -> None:
        """Shut PostgreSQL down immediately: whatever is not on its disk is gone."""
        server = self.postgres.started["postgres"]
        server.send_signal(signal.SIGQUIT)
        await until(lambda: server.poll() is not None, SOON, "PostgreSQL is gone")

    async def recovered(self) -> None:
        """Return once the circuit is closed, with the worker alone asking."""

        async def closed() -> bool:
            return await circuit(self.base_url, "database") == "CLOSED"

        await wait_for_async(closed, SOON, "the circuit is closed again")


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    with scratch_folder() as folder, boot(folder, redis=False) as postgres:
        assert postgres.database_url
        environment = {**os.environ, "DATABASE_URL": postgres.database_url, "REDIS_URL": "redis://nowhere"}
        # Blocking: nothing else runs yet.
        subprocess.run([sys.executable, "-m", "commands", "prepare"], env=environment, check=True)  # noqa: ASYNC221 - see above
        policy = {
            "REGISTRO_BREAKER__DATABASE__RECOVERY_SECONDS": str(RECOVERY),
            "REGISTRO_BREAKER__DATABASE__SUCCESS_THRESHOLD": "2",
        }
        installation = Installation(
            postgres.database_url, servers.redis_url, f"outage-{uuid4().hex[:12]}", {**QUICK, **policy}
        )
        try:
            await call_witness(installation)
            await installation.sql("UPDATE groups SET capacity = 500")
            [processes] = await installation.start()
            worker = processes.children[-1]
            await beats(installation, worker)
            yield Site(installation, postgres, processes, worker)
        finally:
            await installation.stop()


@pytest.mark.parametrize("seconds", OUTAGES)
async def test_a_database_outage_is_reported_immediately_and_recovered_from(site: Site, seconds: float) -> None:
    """A client that keeps asking is accepted in the end, with the same key; what was accepted before is carried out."""
    base_url = site.base_url
    async with signed_in(base_url) as api, httpx.AsyncClient(verify=tls_context()) as http:
        accepted = await site.hand_in(4)
        with frozen(site.worker):
            accepted += await site.hand_in(4)
            follower = Follower(base_url, accepted[-1], ONE)
            await follower.begun()
            began = time.monotonic()  # clock: how long the outage lasts
            await site.crash()
        keys = {next(site.students): uuid4().hex for _ in range(6)}
        insisting = [
            asyncio.create_task(hand_in_surely([api], student, ONE, key, seconds=seconds + SOON))
            for student, key in keys.items()
        ]

        async def opened() -> bool:
            await api.execute(SAVE)
            return await circuit(base_url, "database") == "OPEN"

        await wait_for_async(opened, SOON, "the circuit is open")
        await refused_cheaply(api, site.api, base_url)
        reset = await api.execute(
            'mutation { resetCircuitBreaker(input: {service: "queue", reason: "try"}) { __typename } }'
        )
        assert reset["data"]["resetCircuitBreaker"]["__typename"] == "CircuitBreakerReset"
        site.resets += 1
        async for _ in rounds(began + seconds - time.monotonic(), every=EVERY):  # clock: how long the outage lasts
            await reported(api, http, base_url)
        assert not any(task.done() for task in insisting)

        site.postgres.ensure_running()
        await site.recovered()
        accepted += await asyncio.gather(*insisting)
        again = [await hand_in_surely([api], student, ONE, key) for student, key in keys.items()]
        assert again == accepted[-len(again) :], "the same key, the same task"
        ready = await http.get(f"{base_url}/readyz")
        assert (ready.status_code, ready.json()["unavailable"]) == (200, [])
    assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
    assert await all_final(site.installation, accepted, SOON) == {"COMPLETED": len(accepted)}
    assert set((await sound_histories(site.installation, accepted, ONE)).values()) == {2}
    assert site.worker.alive
    await audited(site.installation, site.resets)


async def reported(api: GraphQLClient, http: httpx.AsyncClient, base_url: str) -> None:
    """While it is unavailable every answer says so, each in its way."""
    answer = (await api.execute(SAVE))["data"]["saveTerm"]
    assert (answer["__typename"], answer["service"]) == ("ServiceUnavailable", "database")
    assert 0 < answer["retryAfterSeconds"] <= RECOVERY
    query = await api.execute("{ terms { code } }")
    assert [error["extensions"]["code"] for error in query["errors"]] == ["SERVICE_UNAVAILABLE"]
    ready = await http.get(f"{base_url}/readyz")
    assert (ready.status_code, ready.json()["unavailable"]) == (503, ["database"])


@pytest.mark.parametrize("worker", ["thawed", "killed"])
async def test_a_commit_is_seen_whose_worker_and_database_die_before_it_is_published(site: Site, worker: str) -> None:
    """Thawed, the worker publishes it while the database is still down; killed, it never does."""
    with frozen(site.worker):
        saga_id = await enroll(site.base_url, next(site.students))
        follower = Follower(site.base_url, saga_id)
        await follower.begun()
        with frozen(site.processes.children[0]):  # nothing is caught up with in between
            doomed = await site.processes.start_worker(
                {"REGISTRO_FAULT": f"{FaultPoint.BEFORE_PUBLISH}:freeze", **NO_SWEEP}
            )
            await stands_still(doomed)
            assert await all_final(site.installation, [saga_id], SOON) == {"COMPLETED": 1}
            await site.crash()
            doomed.send_signal(signal.SIGCONT) if worker == "thawed" else doomed.kill()
        assert [event["version"] for event in follower.events] == [1]
        if worker == "killed":
            await killed(doomed, site.processes)
            site.postgres.ensure_running()
        assert (await follower.ended(SOON))["status"] == "SUCCEEDED"
        site.postgres.ensure_running()
    if worker == "thawed":
        await stopped(doomed, site.processes)
    await site.recovered()
    assert await sound_history(site.installation, saga_id, GROUPS) == 2


async def refused_cheaply(api: GraphQLClient, process: Child, base_url: str) -> None:
    """While the circuit is open, a refusal is milliseconds of work: processor time, whatever else runs here."""
    refused, before = 0, cpu_seconds(process)
    for _ in range(100):
        answer: Any = (await api.execute(SAVE))["data"]["saveTerm"]
        assert (answer["service"], 0 < answer["retryAfterSeconds"] <= RECOVERY) == ("database", True)
        refused += await circuit(base_url, "database") == "OPEN"  # and not HALF_OPEN, while it is tried
    assert refused > 10
    assert (cpu_seconds(process) - before) / refused < 0.05


async def audited(installation: Installation, resets: int) -> None:
    """Every change of what the two processes share, once, the operator's `resets` of the queue too, in their order."""

    async def written() -> dict[str, list[str]]:
        rows = await installation.sql(
            "SELECT service, outcome FROM audit_log WHERE service IS NOT NULL ORDER BY service, epoch"
        )
        by_service = itertools.groupby(rows, lambda row: row["service"])
        outcomes = {service: [row["outcome"] for row in of_service] for service, of_service in by_service}
        database = outcomes.get("database", [])
        whole = database[:1] == ["OPEN"] and database[-1] == "CLOSED"
        return outcomes if whole and all(a != b for a, b in itertools.pairwise(database)) else {}

    outcomes = await wait_for_async(written, SOON, "all changes are in the audit log")
    assert outcomes["queue"] == ["CLOSED"] * resets
