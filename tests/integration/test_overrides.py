"""Overrides against a real database: used in the commit, once, by one task, and counted beyond a group's capacity."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import msgspec
import pytest

from app.container import Container, WorkerParts
from enrollment.catalogue_edits import GroupDraft
from enrollment.overrides import Override, OverrideDraft, OverrideKind
from enrollment.plans import STANDARD
from enrollment.problems import CapacityBelowTaken, GroupNotFound, OverrideNotFound, StudentNotFound, TermNotFound
from enrollment.submission import Accepted
from enrollment.task import Command, ErrorPolicy, GroupStatus, TaskKind, TaskState, TaskStatus
from models.basket_checks import BasketChecks
from models.catalogue_edits import CatalogueEdits
from models.overrides import AlreadyUsedUp, Overrides, write_uses
from tests.support.engine import TERM, accept, executed, living, submission, submit
from tests.support.installation import Installation

FULL = "G-QMC100-C"
GROUP_FULL, TIME_CONFLICT = OverrideKind.GROUP_FULL, OverrideKind.TIME_CONFLICT
SUCCEEDED, REJECTED = TaskStatus.SUCCEEDED, TaskStatus.REJECTED
CLASHING = """
UPDATE groups SET meetings = '[{"weekday": 1, "starts_at": "09:00", "ends_at": "10:00"}]' WHERE code = ANY($1)
"""

EVERY_RULE = (
    "UPDATE students SET max_credits = 0",
    "UPDATE terms SET closes_at = now() WHERE code = '2024-2'",
    """UPDATE terms SET rules = '{"passed_again": false, "max_attempts": 1}'""",
    """UPDATE courses SET rules = '{"prerequisites": "MAT101", "corequisites": "LIN100"}' WHERE code = 'ELC102'""",
    """UPDATE groups SET rules = '{"linked": "G-LIN100-C", "reserved": "1000 new"}' WHERE code = 'G-ELC106-E'""",
    """INSERT INTO student_history (student_id, course_code, term_code, status)
       SELECT id, 'ELC102', '2023-1', 'PASSED' FROM students""",
)
"""Together with a clash and a full group, every rule speaks against a basket that an override can set aside."""


@pytest.fixture
async def workers(container: Container) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live."""
    async with living(container) as parts:
        yield parts


async def grant(
    container: Container,
    kind: OverrideKind,
    group: str | None = None,
    *,
    student: str = "EST001",
    once: bool = True,
    expires_at: datetime | None = None,
) -> Override:
    draft = OverrideDraft(student, TERM, kind, "as the dean decided", group, expires_at, once)
    granted = await Overrides(container.database).grant(draft, actor="registrar", correlation_id="c-grant")
    assert isinstance(granted, Override), granted
    return granted


async def enrolled(
    container: Container, workers: list[WorkerParts], *groups: str, student: str = "EST001"
) -> TaskState:
    [task] = await executed(container, workers, await accept(container, submission(student, groups)))
    return task


async def usable(container: Container, id_: UUID) -> bool:
    override = (await Overrides(container.database).by_ids([id_]))[id_]
    return override.usable(datetime.now(UTC))


async def audited(installation: Installation, task: TaskState) -> dict[str, list[UUID] | None]:
    """The overrides in the lines of the task, by group."""
    rows = await installation.sql("SELECT group_code, override_ids FROM audit_log WHERE saga_id = $1", task.id)
    return {row["group_code"]: row["override_ids"] for row in rows}


async def test_a_clash_that_is_overridden_passes_once_and_its_audit_line_names_the_override(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql(CLASHING, ["G-ELC102-E", "G-ELC106-E", "G-LIN100-C"])
    assert (await enrolled(container, workers, "G-ELC102-E")).status is SUCCEEDED
    granted = await grant(container, TIME_CONFLICT)
    first = await enrolled(container, workers, "G-ELC106-E", "G-INF220-B")
    assert (first.status, first.groups[0].overrides) == (SUCCEEDED, (granted.id,))
    assert await audited(installation, first) == {"G-ELC106-E": [granted.id], "G-INF220-B": None}
    second = await enrolled(container, workers, "G-LIN100-C")
    assert {problem.code for problem in second.problems} == {"TIME_CONFLICT"}
    assert not await usable(container, granted.id)
    assert await installation.violations() == {}


async def test_what_can_be_used_often_is_used_often(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql(CLASHING, ["G-ELC102-E", "G-ELC106-E", "G-LIN100-C"])
    granted = await grant(container, TIME_CONFLICT, once=False)
    for group in ("G-ELC102-E", "G-ELC106-E", "G-LIN100-C"):
        assert (await enrolled(container, workers, group)).status is SUCCEEDED
    assert await usable(container, granted.id)


async def test_of_many_tasks_at_the_same_time_one_uses_an_override_up(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    groups = ["G-ELC102-E", "G-ELC106-E", "G-LIN100-C", "G-INF220-B"]
    await installation.sql("UPDATE groups SET capacity = seats_taken WHERE code = ANY($1)", groups)
    granted = await grant(container, GROUP_FULL)
    accepted = await asyncio.gather(*(accept(container, submission("EST001", [group])) for group in groups))
    tasks = await executed(container, workers, [id_ for [id_] in accepted])
    assert sorted(task.status for task in tasks) == sorted([SUCCEEDED, REJECTED, REJECTED, REJECTED])
    [done] = [task for task in tasks if task.status is SUCCEEDED]
    assert list((await audited(installation, done)).values()) == [[granted.id]]
    assert await installation.violations() == {}


async def test_a_commit_that_would_use_an_override_up_again_does_not_stand(container: Container) -> None:
    granted = await grant(container, GROUP_FULL)
    async with container.database.transaction() as tx:
        await write_uses([(granted.id, uuid4())], [], tx)
    with pytest.raises(AlreadyUsedUp):
        async with container.database.transaction() as tx:
            await write_uses([(granted.id, uuid4())], [], tx)


class TestBeyondCapacity:
    SEATS = "SELECT capacity, seats_taken, extra_seats FROM groups WHERE code = $1"

    async def seats(self, installation: Installation) -> tuple[int, int, int]:
        """Of the full group: capacity, those taken, and how many of them are beyond it."""
        [row] = await installation.sql(self.SEATS, FULL)
        return row["capacity"], row["seats_taken"], row["extra_seats"]

    async def test_a_seat_beyond_the_capacity_is_counted_as_one_until_it_is_given_back(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        capacity, taken, _ = await self.seats(installation)
        assert capacity == taken
        await grant(container, GROUP_FULL, FULL)
        assert (await enrolled(container, workers, FULL)).status is SUCCEEDED
        assert await self.seats(installation) == (capacity, capacity + 1, 1)
        assert (await enrolled(container, workers, FULL, student="EST002")).status is REJECTED
        assert await installation.violations() == {}
        [dropped] = await executed(
            container, workers, await accept(container, submission("EST001", [FULL], kind=TaskKind.DROP))
        )
        assert dropped.groups[0].status is GroupStatus.DROPPED
        assert await self.seats(installation) == (capacity, capacity, 0)
        assert await installation.violations() == {}

    async def test_an_ordinary_seat_that_is_given_back_leaves_the_group_full(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql("UPDATE groups SET capacity = seats_taken + 1 WHERE code = $1", FULL)
        assert (await enrolled(container, workers, FULL, student="EST003")).status is SUCCEEDED
        await grant(container, GROUP_FULL, FULL)
        assert (await enrolled(container, workers, FULL)).status is SUCCEEDED
        await executed(container, workers, await accept(container, submission("EST003", [FULL], kind=TaskKind.DROP)))
        assert (await enrolled(container, workers, FULL, student="EST002")).status is REJECTED
        assert await installation.violations() == {}

    async def test_no_statement_can_overbook_what_no_override_gave(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await grant(container, GROUP_FULL, FULL)
        await enrolled(container, workers, FULL)
        for change in ("seats_taken = seats_taken + 1", "capacity = capacity - 1", "extra_seats = extra_seats - 1"):
            with pytest.raises(asyncpg.CheckViolationError):
                await installation.sql(f"UPDATE groups SET {change} WHERE code = '{FULL}'")
        await installation.sql("UPDATE enrollments SET beyond_capacity = false WHERE status <> 'DROPPED'")
        assert (await installation.violations()).keys() == {"OVER_CAPACITY", "SEATS_MISCOUNTED"}

    async def test_such_a_group_can_be_saved_with_its_capacity_and_not_with_less(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        capacity, _, _ = await self.seats(installation)
        await grant(container, GROUP_FULL, FULL)
        await enrolled(container, workers, FULL)
        edits = CatalogueEdits(container.database)
        same = GroupDraft(TERM, FULL, "QMC100", capacity, ())
        saved = await edits.save_group(same, actor="registrar", correlation_id="c")
        assert not isinstance(saved, CapacityBelowTaken)
        less = GroupDraft(TERM, FULL, "QMC100", capacity - 1, ())
        refused = await edits.save_group(less, actor="registrar", correlation_id="c")
        assert refused == CapacityBelowTaken(group_code=FULL, taken=capacity, path=("input", "capacity"))


async def test_a_seat_that_is_kept_for_others_is_given_within_the_capacity(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    group = "G-ELC102-E"
    await installation.sql(
        """UPDATE groups SET capacity = seats_taken + 1, rules = '{"reserved": "1000 new"}' WHERE code = $1""", group
    )
    granted = await grant(container, OverrideKind.SEATS_RESERVED, group, once=False)
    await grant(container, OverrideKind.SEATS_RESERVED, group, student="EST002")
    first = await enrolled(container, workers, group)
    assert (first.status, await audited(installation, first)) == (SUCCEEDED, {group: [granted.id]})
    second = await enrolled(container, workers, group, student="EST002")
    assert [problem.code for problem in second.problems] == ["GROUP_FULL"]
    [row] = await installation.sql(
        "SELECT seats_taken - capacity AS over, extra_seats FROM groups WHERE code = $1", group
    )
    assert (row["over"], row["extra_seats"]) == (0, 0)
    assert await installation.violations() == {}


async def test_of_a_basket_that_takes_what_it_can_get_each_group_is_overridden_by_itself(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    full = ["G-ELC102-E", "G-ELC106-E"]
    await installation.sql("UPDATE groups SET capacity = seats_taken WHERE code = ANY($1)", full)
    granted = await grant(container, GROUP_FULL)
    asked = submission("EST001", [*full, "G-LIN100-C", "G-NONE"], policy=ErrorPolicy.BEST_EFFORT)
    [task] = await executed(container, workers, await accept(container, asked))
    assert {group.group_code: (group.status, group.overrides) for group in task.groups} == {
        "G-ELC102-E": (GroupStatus.CONFIRMED, (granted.id,)),
        "G-ELC106-E": (GroupStatus.REJECTED, ()),
        "G-LIN100-C": (GroupStatus.CONFIRMED, ()),
        "G-NONE": (GroupStatus.REJECTED, ()),
    }
    assert (await audited(installation, task))["G-ELC102-E"] == [granted.id]
    assert not await usable(container, granted.id)
    assert await installation.violations() == {}


class TestClosedWindows:
    async def test_one_late_student_is_let_in_and_no_other(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql("UPDATE terms SET closes_at = now() WHERE code = $1", TERM)
        await grant(container, OverrideKind.TERM_NOT_OPEN, "G-ELC102-E")
        [refused] = await submit(container, [submission("EST002", ["G-ELC102-E"])])
        assert not isinstance(refused, Accepted)
        task = await enrolled(container, workers, "G-ELC102-E")
        assert task.status is SUCCEEDED
        rows = await installation.sql("SELECT reason FROM audit_log WHERE saga_id = $1", task.id)
        assert [row["reason"] for row in rows] == ["outside the enrollment windows"]
        [again] = await submit(container, [submission("EST001", ["G-ELC102-E"])])
        assert not isinstance(again, Accepted), "it is used up"

    async def test_it_lets_no_other_group_in_than_its_own(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql("UPDATE terms SET closes_at = now() WHERE code = $1", TERM)
        granted = await grant(container, OverrideKind.TERM_NOT_OPEN, "G-ELC102-E")
        task = await enrolled(container, workers, "G-ELC106-E")
        assert [problem.code for problem in task.problems] == ["TERM_NOT_OPEN"]
        assert await usable(container, granted.id)

    async def test_of_two_that_it_let_in_the_second_is_refused(
        self, container: Container, workers: list[WorkerParts], installation: Installation
    ) -> None:
        await installation.sql("UPDATE terms SET closes_at = now() WHERE code = $1", TERM)
        await grant(container, OverrideKind.TERM_NOT_OPEN)
        groups = ("G-ELC102-E", "G-ELC106-E")
        ids = [id_ for group in groups for id_ in await accept(container, submission("EST001", [group]))]
        first, second = await executed(container, workers, ids)
        assert (first.status, [problem.code for problem in second.problems]) == (SUCCEEDED, ["TERM_NOT_OPEN"])


async def test_checking_a_basket_uses_no_override_up_and_says_what_enrolling_then_says(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    checks = BasketChecks(container.database, STANDARD)
    await installation.sql(CLASHING, ["G-ELC102-E", "G-ELC106-E"])
    for statement in EVERY_RULE:
        await installation.sql(statement)
    granted = [await grant(container, kind) for kind in OverrideKind]
    command = Command("EST001", TERM, ("G-ELC102-E", "G-ELC106-E", FULL))
    without = (await checks.check(msgspec.structs.replace(command, student_code="EST002"))).problems
    assert {problem.code for problem in without} == {*OverrideKind}
    for _ in range(2):
        assert (await checks.check(command)).passes
    assert all([await usable(container, override.id) for override in granted])
    assert (await enrolled(container, workers, *command.group_codes)).status is SUCCEEDED
    assert not any([await usable(container, override.id) for override in granted])
    other = Command("EST001", TERM, ("G-LIN100-C",))
    assert (await checks.check(other)).problems[0].code == "TERM_NOT_OPEN"


async def test_one_that_has_expired_lets_nothing_pass(container: Container, workers: list[WorkerParts]) -> None:
    await grant(container, GROUP_FULL, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert (await enrolled(container, workers, FULL)).status is REJECTED


async def test_what_is_asked_for_twice_at_the_same_time_is_granted_once(
    container: Container, installation: Installation
) -> None:
    granted = await asyncio.gather(*(grant(container, GROUP_FULL, FULL) for _ in range(8)))
    assert len({override.id for override in granted}) == 1
    assert len(await installation.sql("SELECT FROM overrides")) == 1
    changed = await grant(container, GROUP_FULL, FULL, once=False)
    assert (changed.id, changed.once) == (granted[0].id, False)
    rows = await installation.sql("SELECT before, after FROM audit_log WHERE action = 'GRANT_OVERRIDE' ORDER BY id")
    assert [row["before"] is None for row in rows] == [True, *[False] * 8]


async def test_an_override_that_is_revoked_lets_nothing_pass_and_stays_revoked(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    granted, overrides = await grant(container, GROUP_FULL), Overrides(container.database)
    for _ in range(2):
        revoked = await overrides.revoke(granted.id, actor="registrar", reason="a mistake", correlation_id="c")
        assert isinstance(revoked, Override)
        assert revoked.revoked_at is not None
    assert (await enrolled(container, workers, FULL)).status is REJECTED
    assert len(await installation.sql("SELECT FROM audit_log WHERE action = 'REVOKE_OVERRIDE'")) == 1
    missing = await overrides.revoke(uuid4(), actor="registrar", reason="none", correlation_id="c")
    assert missing == OverrideNotFound(path=("input", "id"))


@pytest.mark.parametrize(
    ("student", "term", "group", "problem"),
    [
        ("est1", TERM, None, StudentNotFound),
        ("EST001", "1999-1", None, TermNotFound),
        ("EST001", TERM, "X", GroupNotFound),
    ],
)
async def test_what_an_override_is_about_has_to_exist(
    container: Container, student: str, term: str, group: str | None, problem: type[object]
) -> None:
    draft = OverrideDraft(student, term, GROUP_FULL, "why", group)
    refused = await Overrides(container.database).grant(draft, actor="registrar", correlation_id="c")
    assert isinstance(refused, problem)


async def test_whether_a_student_has_an_override_is_a_fact_of_their_row(
    container: Container, installation: Installation
) -> None:
    async def said() -> list[str]:
        return [row["code"] for row in await installation.sql("SELECT code FROM students WHERE overridden")]

    assert await said() == []
    first, second = await grant(container, GROUP_FULL), await grant(container, TIME_CONFLICT)
    assert await said() == ["EST001"]
    saga = uuid4()
    async with container.database.transaction() as tx:
        await write_uses([(first.id, saga), (second.id, saga)], [], tx)
    assert await said() == []
    async with container.database.transaction() as tx:
        await write_uses([], [saga], tx)
    assert await said() == ["EST001"]
