"""A one-time override whose seat billing declines to charge for, while workers are killed: it can be used again, it was
given back once, and no money was taken."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

import pytest

from commands.processes import Child, Processes
from saga.faults import FaultPoint
from tests.support.billing import Billing, participant
from tests.support.graphql import granted_override
from tests.support.installation import QUICK, Installation, Servers
from tests.support.outcome_checks import call_witness, seats, sound_history
from tests.support.processes import NO_SWEEP, PROMISE, Follower, beats, enroll, frozen, killed
from tests.support.tokens import signed_in

FULL, OTHER = "G-QMC100-C", "G-LIN100-A"
BASKET = (FULL, OTHER)
NOTES = (
    "CREATE TABLE uses (n bigserial, override_id uuid, used_by uuid)",
    """CREATE FUNCTION note_use() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         INSERT INTO uses (override_id, used_by) VALUES (NEW.id, NEW.used_by); RETURN NULL; END $$""",
    "CREATE TRIGGER note AFTER UPDATE OF used_by ON overrides FOR EACH ROW EXECUTE FUNCTION note_use()",
)
"""Each time that an override is used up or given back is noted in the database."""
USED_BY = "SELECT used_by FROM uses WHERE override_id = $1 ORDER BY n"
COUNTS = "SELECT capacity, seats_taken, extra_seats FROM groups WHERE code = $1"
PLACES = [
    *((FaultPoint.INSIDE_COMMIT, 1), (FaultPoint.AFTER_COMMIT, 1), (FaultPoint.INSIDE_COMMIT, 2)),
    *((FaultPoint.BEFORE_CALL, 1), (FaultPoint.AFTER_CALL, 1)),
    *((FaultPoint.INSIDE_COMMIT, 3), (FaultPoint.AFTER_COMMIT, 3)),
    *((FaultPoint.BEFORE_UNDO, 1), (FaultPoint.AFTER_UNDO, 1)),
    *((FaultPoint.INSIDE_COMMIT, 4), (FaultPoint.AFTER_COMMIT, 4)),
]
"""Commits: 1 the seats are taken and the override is used up, 2 the call begins, 3 it was declined, 4 the seats and the
override are given back."""
QUICK_PLACES = {(FaultPoint.AFTER_COMMIT, 1), (FaultPoint.AFTER_CALL, 1), (FaultPoint.INSIDE_COMMIT, 4)}


@dataclass(slots=True)
class Site:
    """One installation for all cases, whose enrollments are charged for. In one of the groups no seat is free."""

    installation: Installation
    billed: Processes
    survivor: Child
    billing: Billing
    students: Iterator[str] = field(default_factory=lambda: (f"EST{n:03}" for n in count(1)))

    async def granted(self, student: str) -> UUID:
        """An override that lets the student into one full group, once."""
        async with signed_in(self.billed.base_url) as api:
            await granted_override(api, student)
        [row] = await self.installation.sql(
            "SELECT o.id FROM overrides o JOIN students st ON st.id = o.student_id WHERE st.code = $1 AND o.once",
            student,
        )
        override_id: UUID = row["id"]
        return override_id

    async def uses(self, override_id: UUID) -> list[UUID | None]:
        """By which tasks it was used up, and None where it was given back, in order."""
        return [row["used_by"] for row in await self.installation.sql(USED_BY, override_id)]

    async def beyond(self) -> int:
        """How many seats beyond the capacity of the full group are taken."""
        [row] = await self.installation.sql(COUNTS, FULL)
        assert row["seats_taken"] == row["capacity"] + row["extra_seats"]
        return int(row["extra_seats"])


@pytest.fixture(scope="module")
async def site(servers: Servers) -> AsyncIterator[Site]:
    async with servers.installation(QUICK) as installation, participant() as billing:
        await call_witness(installation)
        for statement in NOTES:
            await installation.sql(statement)
        await installation.sql("UPDATE groups SET capacity = 500, meetings = '[]' WHERE code <> $1", FULL)
        await installation.sql("UPDATE groups SET capacity = seats_taken, meetings = '[]' WHERE code = $1", FULL)
        [billed] = await installation.start(workers=1, environment=billing.environment)
        survivor = billed.children[-1]
        await beats(installation, survivor)
        yield Site(installation, billed, survivor, billing)


@pytest.mark.parametrize(
    ("point", "nth"),
    [
        pytest.param(point, nth, marks=[] if (point, nth) in QUICK_PLACES else [pytest.mark.machine])
        for point, nth in PLACES
    ],
)
async def test_wherever_a_worker_is_killed_a_declined_charge_gives_the_override_back_once_and_takes_no_money(
    site: Site, point: FaultPoint, nth: int
) -> None:
    student, before = next(site.students), await site.beyond()
    override_id = await site.granted(student)
    await site.billing.switch(do=["decline"])
    with frozen(site.survivor):
        refused = Follower(site.billed.base_url, await enroll(site.billed.base_url, student, BASKET), BASKET)
        await refused.begun()
        fault = {"REGISTRO_FAULT": f"{point}:kill:{nth}", **NO_SWEEP}
        await killed(await site.billed.start_worker(fault, name="doomed"), site.billed)
    task = await refused.ended(PROMISE)
    assert (task["status"], task["saga"]["status"]) == ("REJECTED", "COMPENSATED")
    assert task["problems"] == [{"code": "PARTICIPANT_DECLINED"}]
    assert task["version"] == await sound_history(site.installation, refused.saga_id, BASKET)
    assert await seats(site.installation, refused.saga_id) == {"DROPPED": 2}
    assert await site.uses(override_id) == [refused.saga_id, None]
    assert await site.beyond() == before
    account = await site.billing.account(refused.saga_id)
    assert (account["charges"], account["refunds"], account["declined"]) == (0, 0, True)

    await site.billing.switch()
    again = Follower(site.billed.base_url, await enroll(site.billed.base_url, student, BASKET), BASKET)
    assert (await again.ended(PROMISE))["status"] == "SUCCEEDED"
    assert await site.uses(override_id) == [refused.saga_id, None, again.saga_id]
    assert (await site.billing.account(again.saga_id))["charges"] == 1
    assert await site.beyond() == before + 1
    assert await site.installation.violations() == {}
