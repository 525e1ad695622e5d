"""PostgreSQL is stopped under an API and a worker, and comes back."""

import itertools
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.client import GraphQLClient
from app.embedded import Embedded, boot
from tests.crash.driving import enroll
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.scratch import scratch_folder
from tests.support.tokens import signed_in

SOON = 30.0
SAVE = """
mutation { saveTerm(input: {code: "2031-1", opensAt: "2031-01-01T00:00:00Z", closesAt: "2031-02-01T00:00:00Z"}) {
  __typename ... on ServiceUnavailable { service retryAfterSeconds } } }"""
BREAKERS = "{ circuitBreakers { service state } }"


@pytest.fixture
async def postgres() -> AsyncIterator[Embedded]:
    """A server of the test's own, with an empty database that is migrated and has the demo term."""
    with scratch_folder() as folder, boot(folder, redis=False, fast=True) as embedded:
        assert embedded.database_url
        environment = {**os.environ, "DATABASE_URL": embedded.database_url, "REDIS_URL": "redis://nowhere"}
        subprocess.run([sys.executable, "-m", "app", "prepare"], env=environment, check=True)  # noqa: ASYNC221
        yield embedded


@pytest.fixture
async def site(postgres: Embedded, servers: Servers) -> AsyncIterator[Installation]:
    """With a recovery time that leaves room to look at the open circuit."""
    assert postgres.database_url
    environment = {**QUICK, "REGISTRO_BREAKER_DATABASE": "recovery=4,successes=2"}
    made = Installation(postgres.database_url, servers.redis_url, f"outage-{uuid4().hex[:12]}", environment)
    try:
        await made.start()
        yield made
    finally:
        await made.stop()


async def state(api: GraphQLClient) -> str:
    answer = await api.execute(BREAKERS)
    found: str = {one["service"]: one["state"] for one in answer["data"]["circuitBreakers"]}["database"]
    return found


async def test_a_stopped_database_is_told_of_at_once_and_recovered_from_by_itself(
    site: Installation, postgres: Embedded
) -> None:
    base_url = site.processes[0].base_url
    async with signed_in(base_url) as api, httpx.AsyncClient() as http:
        await enroll(base_url, "EST001", ["G-INF220-B"])
        postgres.stop()

        async def opened() -> bool:
            await api.execute(SAVE)
            return await state(api) == "OPEN"

        await wait_for_async(opened, SOON, "the circuit is open")
        await refused_at_once(api)
        answer = await api.execute("{ terms { code } }")
        assert answer["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
        ready = await http.get(f"{base_url}/readyz")
        assert (ready.status_code, ready.json()["away"]) == (503, ["database"])
        reset = await api.execute(
            'mutation { resetCircuitBreaker(input: {service: "queue", reason: "try"}) { __typename } }'
        )
        assert reset["data"]["resetCircuitBreaker"]["__typename"] == "CircuitBreakerReset"

        postgres.ensure()

        async def closed() -> bool:
            return await state(api) == "CLOSED"

        await wait_for_async(closed, SOON, "it is closed again, with nobody asking but the worker")
        await enroll(base_url, "EST002", ["G-INF220-B"])

        async def carried() -> bool:
            [row] = await site.sql("SELECT count(*) FROM sagas WHERE finished_at IS NULL")
            return bool(row["count"] == 0)

        await wait_for_async(carried, SOON, "the worker goes on")
        await audited(site)


async def refused_at_once(api: GraphQLClient) -> None:
    took: list[float] = []
    for _ in range(100):
        began = time.perf_counter()
        answer: Any = (await api.execute(SAVE))["data"]["saveTerm"]
        took.append(time.perf_counter() - began)
        if answer["__typename"] != "ServiceUnavailable" or await state(api) != "OPEN":
            break
        assert (answer["service"], 0 < answer["retryAfterSeconds"] <= 4) == ("database", True)
    assert len(took) > 10
    took.sort()
    print(f"refused: p95 {1000 * took[len(took) * 95 // 100]:.1f} ms of {len(took)}")  # noqa: T201
    assert took[len(took) // 2] < 0.05, "milliseconds, whatever else runs here"


async def audited(site: Installation) -> None:
    """Every change once, the operator's too, in their order."""

    async def written() -> list[dict[str, Any]]:
        rows = await site.sql("SELECT service, outcome, epoch FROM audit_log WHERE service IS NOT NULL ORDER BY epoch")
        return rows if [row for row in rows if row["service"] == "database"][-1:] and len(rows) > 3 else []

    rows = await wait_for_async(written, SOON, "the changes are in the audit log")
    outcomes = [row["outcome"] for row in rows if row["service"] == "database"]
    assert outcomes[:2] == ["OPEN", "HALF_OPEN"]
    assert outcomes[-1] == "CLOSED"
    assert all(a != b for a, b in itertools.pairwise(outcomes)), outcomes
    assert [row["outcome"] for row in rows if row["service"] == "queue"] == ["CLOSED"]
