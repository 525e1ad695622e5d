"""invariants: what operators see of what must always hold."""

from datetime import UTC, datetime, timedelta

import pytest

from enrollment.invariants import InvariantName
from tests.support.graphql import enrolled
from tests.support.installation import QUICK, Servers
from tests.support.metrics import scraped, value
from tests.support.poll import wait_for_async
from tests.support.tokens import signed_in

QUERY = "{ invariants { name meaning violations examples checkedAt completeSince } }"
GROUP = "G-INF220-B"


async def test_invariants_are_all_listed_and_hold(servers: Servers) -> None:
    """In an installation of its own: other tests make things up by hand that do not hold."""
    async with servers.installation(QUICK) as made:
        [processes] = await made.start()
        async with signed_in(processes.base_url) as api:
            await enrolled(api, "EST001", GROUP)
            answer = await api.execute(QUERY)
    listed = answer["data"]["invariants"]
    assert [one["name"] for one in listed] == [invariant.value for invariant in InvariantName]
    assert {one["violations"] for one in listed} == {0}
    assert {one["meaning"] for one in listed} == {invariant.meaning for invariant in InvariantName}
    for one in listed:
        checked = datetime.fromisoformat(one["checkedAt"])
        assert abs(datetime.now(UTC) - checked) < timedelta(seconds=30)
        assert datetime.fromisoformat(one["completeSince"]) <= checked


async def test_invariants_and_metrics_show_a_violation(servers: Servers) -> None:
    async with servers.installation({**QUICK, "REGISTRO_INVARIANTS__CHECK_SECONDS": "0.2"}) as made:
        [processes] = await made.start(workers=0)
        await made.sql("UPDATE groups SET seats_taken = seats_taken + 1 WHERE code = $1", GROUP)

        async def seen() -> bool:
            metrics = await scraped(processes.base_url)
            if "registro_invariant_violations" not in metrics:
                return False  # nothing was checked yet
            return value(metrics, "registro_invariant_violations", invariant="SEATS_MISCOUNTED") == 1

        await wait_for_async(seen, 20, "the next check finds it")
        metrics = await scraped(processes.base_url)
        assert value(metrics, "registro_invariant_violations", invariant="OVER_CAPACITY") == 0
        checked = value(metrics, "registro_invariants_checked_timestamp_seconds")
        assert checked == pytest.approx(datetime.now(UTC).timestamp(), abs=30)
        async with signed_in(processes.base_url) as api:
            [listed] = [one for one in (await api.execute(QUERY))["data"]["invariants"] if one["violations"]]
    assert listed["name"] == "SEATS_MISCOUNTED"
    assert listed["examples"] == [f"{GROUP} in 2024-2: capacity 40, seats taken 1, live enrollments 0"]
