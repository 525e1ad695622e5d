"""stats, as a query and as a subscription."""

from contextlib import aclosing
from datetime import datetime
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import enrolled
from tests.support.installation import Installation
from tests.support.poll import in_time, wait_for_async

GROUP = "G-INF220-B"
FIELDS = """{
  at
  queue { waiting running deferred oldestWaitingSeconds
          workers { id name lastHeartbeatAt alive running startedAt } }
  sagas { active byStatus { status count } oldestActiveSeconds }
  circuitBreakers { service state }
  idempotency { backend hits misses size ttlSeconds }
  latency { what p50Seconds p95Seconds p99Seconds count }
}"""
QUERY = f"{{ stats {FIELDS} }}"
WATCH = f"subscription($every: Float) {{ stats(everySeconds: $every) {FIELDS} }}"


async def stats(api: GraphQLClient) -> dict[str, Any]:
    answer = await api.execute(QUERY)
    assert "errors" not in answer, answer
    read: dict[str, Any] = answer["data"]["stats"]
    return read


async def test_stats_say_what_the_database_says(api: GraphQLClient, live: Installation, student: str) -> None:
    await enrolled(api, student, GROUP)

    async def counted() -> dict[str, Any] | None:
        read = await stats(api)
        counts = {entry["status"]: entry["count"] for entry in read["sagas"]["byStatus"] if entry["count"]}
        # Other tests may have left any of them here.
        rows = await live.sql("SELECT status, count(*) AS n FROM sagas GROUP BY status")
        return read if counts == {row["status"]: row["n"] for row in rows} else None

    read = await wait_for_async(counted, 10, "a reading made after the saga's end")
    assert read is not None
    [worker] = read["queue"]["workers"]
    assert worker["alive"]
    assert datetime.fromisoformat(worker["startedAt"]) <= datetime.fromisoformat(worker["lastHeartbeatAt"])
    assert len(read["sagas"]["byStatus"]) == 8
    assert {"service": "database", "state": "CLOSED"} in read["circuitBreakers"]
    assert read["idempotency"]["backend"] == "REDIS"

    async def timed() -> bool:
        latency = {entry["what"]: entry for entry in (await stats(api))["latency"]}
        return all(latency[what]["count"] > 0 for what in ("ACCEPT", "TO_FINAL"))

    await wait_for_async(timed, 10, "what API and worker have timed")
    for entry in (await stats(api))["latency"]:
        assert 0 < entry["p50Seconds"] <= entry["p95Seconds"] <= entry["p99Seconds"] < 60


async def test_watch_stats_sends_one_reading_after_another(api: GraphQLClient) -> None:
    async with aclosing(api.subscribe(WATCH, {"every": 0.5})) as payloads:
        moments = [
            datetime.fromisoformat((await in_time(anext(payloads), 10))["data"]["stats"]["at"]) for _ in range(3)
        ]
    assert moments == sorted(set(moments))
    assert (moments[2] - moments[0]).total_seconds() >= 0.9


@pytest.mark.parametrize("every", [0.49, -1, 3601])
async def test_watch_stats_names_the_argument_that_is_wrong(api: GraphQLClient, every: float) -> None:
    async with aclosing(api.subscribe(WATCH, {"every": every})) as payloads:
        [error] = (await anext(payloads))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", "everySeconds")
