"""Waitlists with billing: a seat is charged for when it is taken, and waiting for one costs nothing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from commands.processes import Processes
from tests.support.billing import Billing, participant
from tests.support.installation import QUICK, Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.processes import PROMISE, all_final, drop, enroll, enroll_or_wait, swap

FULL, OTHER = "G-ELC102-E", "G-LIN100-A"
_PROMOTIONS = """
SELECT s.id, s.status, st.code FROM sagas s JOIN students st ON st.id = s.student_id
WHERE s.kind = 'PROMOTE' ORDER BY s.accepted"""
_LINE = """
SELECT st.code FROM enrollments e JOIN students st ON st.id = e.student_id
WHERE e.status = 'WAITLISTED' ORDER BY e.waitlist_number"""


@dataclass(slots=True)
class Site:
    """An installation whose enrollments are charged for, with one seat in the group."""

    installation: Installation
    processes: Processes
    billing: Billing

    async def done(self, saga_id: UUID) -> UUID:
        assert await all_final(self.installation, [saga_id], PROMISE) == {"COMPLETED": 1}
        return saga_id

    async def charged_for(self, saga_id: UUID) -> list[list[str]]:
        """The groups that each request on behalf of the saga has named."""
        requests, _ = await self.billing.heard()
        bodies = [request["body"] for request in requests]
        return [body["groupCodes"] for body in bodies if body["saga"] == str(saga_id)]

    async def promotions(self, number: int) -> list[tuple[UUID, str, str]]:
        """Each with its student and its status, once there are `number` and they are final."""
        found: list[tuple[UUID, str, str]] = []

        async def final() -> bool:
            rows = await self.installation.sql(_PROMOTIONS)
            found[:] = [(row["id"], row["code"], row["status"]) for row in rows]
            statuses = {status for _, _, status in found}
            return len(found) == number and statuses <= {"COMPLETED", "REJECTED", "COMPENSATED", "FAILED"}

        await wait_for_async(final, PROMISE, f"{number} promotions are final")
        return found

    async def holds(self, student: str) -> set[str]:
        """The groups in which the student has a seat."""
        rows = await self.installation.sql(
            """SELECT g.code FROM enrollments e JOIN groups g ON g.id = e.group_id
               JOIN students st ON st.id = e.student_id
               WHERE e.status IN ('RESERVED', 'CONFIRMED') AND st.code = $1""",
            student,
        )
        return {row["code"] for row in rows}

    async def line(self) -> list[str]:
        return [row["code"] for row in await self.installation.sql(_LINE)]


@pytest.fixture
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation, participant() as billing:
        await installation.sql("UPDATE groups SET capacity = seats_taken + 1, meetings = '[]' WHERE code = $1", FULL)
        await installation.sql("UPDATE groups SET capacity = 200, meetings = '[]' WHERE code = $1", OTHER)
        [processes] = await installation.start(environment=billing.environment)
        yield Site(installation, processes, billing)


async def test_each_seat_is_charged_for_once_when_it_is_taken_and_a_declined_promotion_keeps_its_place(
    site: Site,
) -> None:
    url = site.processes.base_url
    await site.done(await enroll(url, "EST001", [FULL]))
    mixed = await site.done(await enroll_or_wait(url, "EST002", [FULL, OTHER]))
    waiting = await site.done(await enroll_or_wait(url, "EST003", [FULL]))
    assert await site.charged_for(mixed) == [[OTHER]]
    assert not await site.billing.knows(waiting)

    await site.billing.switch(do=["decline"])
    await site.done(await drop(url, "EST001", [FULL]))
    declined = await site.promotions(2)
    assert [(student, status) for _, student, status in declined] == [
        ("EST002", "COMPENSATED"),
        ("EST003", "COMPENSATED"),
    ]
    assert await site.line() == ["EST002", "EST003"]
    assert await site.installation.violations() == {}

    await site.billing.switch()
    await site.done(await enroll(url, "EST004", [FULL]))
    await site.done(await drop(url, "EST004", [FULL]))
    *_, (promotion, student, status) = await site.promotions(3)
    assert (student, status) == ("EST002", "COMPLETED")
    assert await site.charged_for(promotion) == [[FULL]]
    assert await site.line() == ["EST003"]
    assert await site.installation.violations() == {}


async def test_a_swap_that_waits_is_charged_for_as_a_swap_by_the_promotion_that_gives_the_old_seat_up(
    site: Site,
) -> None:
    url = site.processes.base_url
    await site.done(await enroll(url, "EST001", [FULL]))
    await site.done(await enroll(url, "EST002", [OTHER]))
    waiting = await site.done(await swap(url, "EST002", [FULL], given_up=OTHER, waitlist=True))
    assert not await site.billing.knows(waiting)

    await site.billing.switch(do=["decline"])
    await site.done(await drop(url, "EST001", [FULL]))
    [(declined, _, status)] = await site.promotions(1)
    assert (status, await site.line(), await site.holds("EST002")) == ("COMPENSATED", ["EST002"], {OTHER})
    assert await site.installation.violations() == {}

    await site.billing.switch()
    await site.done(await enroll(url, "EST003", [FULL]))
    await site.done(await drop(url, "EST003", [FULL]))
    [_, (promotion, _, status)] = await site.promotions(2)
    assert (status, await site.line(), await site.holds("EST002")) == ("COMPLETED", [], {FULL})
    requests, _ = await site.billing.heard()
    bodies = [request["body"] for request in requests if request["body"]["saga"] in {str(declined), str(promotion)}]
    assert [(body["groupCodes"], body["dropGroupCodes"]) for body in bodies if body["verb"] == "do"] == [
        ([FULL], [OTHER])
    ] * 2
    assert await site.installation.violations() == {}
