"""Money after a drop: the drop frees the seat in its own commit; what is owed is paid once, waits, or is stuck."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

import pytest

from commands.processes import Processes
from tests.support.billing import Billing, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import holds
from tests.support.poll import wait_for_async
from tests.support.processes import PROMISE, all_final, cancel_group, drop, enroll, query_task, retry, stuck_sagas

GROUP, LAB = ("G-ELC102-E",), "G-ELC106-E"
LINKED = '{"linked": "G-ELC102-E"}'
"""Who is in the lab has to be in the group."""
FULL = '{"refunds": {}}'
PAST, FUTURE = '{"refunds": {"until": "2020-01-01T00:00:00Z"}}', '{"refunds": {"until": "2999-01-01T00:00:00Z"}}'
_STEP = "SELECT status, attempts, detail FROM saga_steps WHERE saga_id = $1 AND name = 'refund'"
_DROP_OF = "SELECT s.id FROM sagas s JOIN students st ON st.id = s.student_id WHERE s.kind = 'DROP' AND st.code = $1"


@dataclass(slots=True)
class Site:
    """An installation whose enrollments are charged for, with one seat in the group."""

    installation: Installation
    processes: Processes
    billing: Billing
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    async def charged(self) -> str:
        """A student who has the seat, and was charged for it."""
        student = next(self.students)
        saga_id = await self.enroll(student)
        assert (await self.billing.account(saga_id))["charges"] == 1
        return student

    async def enroll(self, student: str) -> UUID:
        saga_id = await enroll(self.processes.base_url, student, GROUP)
        assert await all_final(self.installation, [saga_id], PROMISE) == {"COMPLETED": 1}
        return saga_id

    async def rules(self, rules: str) -> None:
        await self.installation.sql("UPDATE terms SET rules = $1::jsonb", rules)

    async def refund(self, saga_id: UUID) -> dict[str, object] | None:
        """What the journal says of it."""
        rows = await self.installation.sql(_STEP, saga_id)
        return rows[0] if rows else None

    async def asked_for(self, saga_id: UUID) -> list[list[str]]:
        """The groups that each request on behalf of the saga has named."""
        requests, _ = await self.billing.heard()
        bodies = [request["body"] for request in requests]
        return [body["groupCodes"] for body in bodies if body["saga"] == str(saga_id)]

    async def waits_for_the_refund(self, saga_id: UUID) -> None:
        async def begun() -> bool:
            record = await self.refund(saga_id)
            return record is not None and record["status"] == "STARTED"

        await wait_for_async(begun, PROMISE, "the refund was asked for")


@pytest.fixture
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation, participant() as billing:
        await installation.sql("UPDATE groups SET capacity = seats_taken + 1 WHERE code = $1", *GROUP)
        [processes] = await installation.start(environment=billing.environment)
        yield Site(installation, processes, billing)


async def test_a_refund_that_waits_keeps_no_seat_and_holds_up_no_other_task_of_the_student(site: Site) -> None:
    await site.rules(FULL)
    student, other = await site.charged(), next(site.students)
    await site.billing.switch(do=["closed"])
    dropping = await drop(site.processes.base_url, student, GROUP)
    await site.waits_for_the_refund(dropping)
    assert await site.installation.violations() == {}
    task = await query_task(site.processes.base_url, dropping)
    assert (task["status"], task["saga"]["status"]) == ("RUNNING", "RUNNING")
    assert await holds(site.installation, dropping) == set()
    [entry] = await site.installation.sql("SELECT outcome FROM audit_log WHERE saga_id = $1", dropping)
    assert entry["outcome"] == "DROPPED", "recorded with the drop, and not again with the refund"

    later = await drop(site.processes.base_url, student, GROUP)
    assert await all_final(site.installation, [later], PROMISE) == {"REJECTED": 1}, "in its turn, beside the refund"

    await site.billing.switch()
    assert await all_final(site.installation, [dropping], PROMISE) == {"COMPLETED": 1}
    account = await site.billing.account(dropping, "refund")
    assert (account["charges"], account["refunds"]) == (0, 1)
    await site.enroll(other)
    assert await site.installation.violations() == {}


async def test_a_refund_that_fails_for_good_is_stuck_as_refund_due_until_an_operator_retries_it(site: Site) -> None:
    await site.rules(FULL)
    student = await site.charged()
    await site.billing.switch(do=["decline"])
    dropping = await drop(site.processes.base_url, student, GROUP)

    async def stuck() -> bool:
        return dropping in await stuck_sagas(site.processes.base_url)

    await wait_for_async(stuck, PROMISE, "it is stuck")
    [row] = await site.installation.sql("SELECT stuck_reason FROM sagas WHERE id = $1", dropping)
    assert row["stuck_reason"].startswith("refund due: ")
    assert await site.installation.violations() == {}
    await site.billing.switch()
    other = next(site.students)
    await site.enroll(other)  # the seat was free all along

    assert await retry(site.processes.base_url, dropping, "billing says yes now") == "SagaRetried"
    assert await all_final(site.installation, [dropping], PROMISE) == {"COMPLETED": 1}
    assert (await site.billing.account(dropping, "refund"))["refunds"] == 1
    assert await site.installation.violations() == {}


@pytest.mark.parametrize("rules", ["{}", PAST, FULL])
async def test_who_loses_a_seat_in_a_cancelled_group_is_given_the_money_back_whatever_the_term_says(
    site: Site, rules: str
) -> None:
    await site.rules(rules)
    student = await site.charged()
    await cancel_group(site.processes.base_url, *GROUP)
    [row] = await site.installation.sql(_DROP_OF, student)
    assert await all_final(site.installation, [row["id"]], PROMISE) == {"COMPLETED": 1}
    account = await site.billing.account(row["id"], "refund")
    assert (account["charges"], account["refunds"]) == (0, 1)
    assert await site.asked_for(row["id"]) == [list(GROUP)]
    assert await site.installation.violations() == {}


async def test_a_refund_names_the_groups_that_had_to_go_with_the_one_that_was_dropped(site: Site) -> None:
    await site.rules('{"refunds": {}, "dependent_drops": "DROPPED_TOO"}')
    await site.installation.sql("UPDATE groups SET meetings = '[]', rules = $2::jsonb WHERE code = $1", LAB, LINKED)
    student = next(site.students)
    both = await enroll(site.processes.base_url, student, [*GROUP, LAB])
    assert await all_final(site.installation, [both], PROMISE) == {"COMPLETED": 1}
    dropping = await drop(site.processes.base_url, student, GROUP)
    assert await all_final(site.installation, [dropping], PROMISE) == {"COMPLETED": 1}
    assert await site.asked_for(both) == await site.asked_for(dropping) == [[*GROUP, LAB]]
    assert (await site.billing.account(dropping, "refund"))["refunds"] == 1
    assert await site.installation.violations() == {}


@pytest.mark.parametrize(("rules", "refunds"), [("{}", 0), (PAST, 0), (FUTURE, 1), (FULL, 1)])
async def test_the_rules_of_the_term_say_whether_money_is_given_back(site: Site, rules: str, refunds: int) -> None:
    await site.rules(rules)
    student = await site.charged()
    dropping = await drop(site.processes.base_url, student, GROUP)
    assert await all_final(site.installation, [dropping], PROMISE) == {"COMPLETED": 1}
    assert await site.billing.knows(dropping, "refund") == bool(refunds)
    task = await query_task(site.processes.base_url, dropping)
    assert task["version"] == (4 if refunds else 2), "without a refund the drop is one commit"
    record = await site.refund(dropping)
    assert record is not None
    assert record["status"] == ("DONE" if refunds else "SKIPPED")
    assert await site.installation.violations() == {}
