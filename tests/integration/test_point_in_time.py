"""Who held which seat at an instant: asked afterwards, of a history that chance has made, and kept by a model."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import pytest

from app.container import Container
from enrollment.catalogue import Enrollment
from enrollment.paging import PageRequest
from enrollment.task import TaskKind, TaskStatus
from models.catalogue import Catalogue
from models.retention import Retention
from saga.faults import Faults
from tests.support.ageing import close_long_ago
from tests.support.engine import TERM, accept, executed, living, submission
from tests.support.installation import Installation
from workers.pruner import Pruner

STUDENTS = [f"EST{number:03}" for number in range(1, 7)]
GROUPS = ["G-ELC101-A", "G-ELC102-A", "G-INF101-A", "G-MAT207-A"]
ENROLL, DROP = TaskKind.ENROLL, TaskKind.DROP
Held = frozenset[tuple[str, str]]
"""Codes of students and of the groups in which they have a seat."""


async def now(installation: Installation) -> datetime:
    [row] = await installation.sql("SELECT clock_timestamp() AS now")
    moment: datetime = row["now"]
    return moment


class Asked:
    """Asks about students and groups by their codes."""

    def __init__(self, container: Container, students: dict[int, str], groups: dict[int, str]) -> None:
        self._catalogue = Catalogue(container.database)
        self._students, self._groups = students, groups

    @classmethod
    async def of(cls, container: Container, installation: Installation) -> "Asked":
        students = await installation.sql("SELECT id, code FROM students WHERE code = ANY($1::text[])", STUDENTS)
        groups = await installation.sql("SELECT id, code FROM groups WHERE code = ANY($1::text[])", GROUPS)
        by_id = [{row["id"]: row["code"] for row in rows} for rows in (students, groups)]
        return cls(container, *by_id)

    async def by_students(self, at: datetime) -> Held:
        found = await self._catalogue.enrollments_of_students(list(self._students), None, None, PageRequest(100), at)
        return self._codes([each for page in found.values() for each in page.items])

    async def by_groups(self, at: datetime) -> Held:
        found = await self._catalogue.rosters_of_groups(list(self._groups), None, PageRequest(100), at)
        return self._codes([each for page in found.values() for each in page.items])

    async def all_of(self, at: datetime) -> list[Enrollment]:
        found = await self._catalogue.rosters_of_groups(list(self._groups), None, PageRequest(100), at)
        return [each for page in found.values() for each in page.items if each.student_id in self._students]

    def _codes(self, found: Sequence[Enrollment]) -> Held:
        """Those of the students and groups that are asked about, each once."""
        pairs = [
            (self._students[each.student_id], self._groups[each.group_id])
            for each in found
            if each.student_id in self._students and each.group_id in self._groups
        ]
        assert len(pairs) == len(set(pairs)), "no one holds two seats in a group"
        return frozenset(pairs)


@pytest.mark.parametrize("seed", range(3))
async def test_what_was_held_at_any_instant_is_answered_as_a_model_remembers_it(
    container: Container, installation: Installation, seed: int
) -> None:
    await installation.sql("UPDATE groups SET meetings = '[]', capacity = 100")
    await installation.sql("UPDATE groups SET capacity = seats_taken + 3 WHERE code = $1", GROUPS[0])
    rng, asked = Random(seed), await Asked.of(container, installation)
    began = await now(installation)
    remembered: list[tuple[datetime, Held]] = [(began, frozenset())]
    async with living(container, 2) as workers:
        for _ in range(8):
            requests = [
                submission(who, [rng.choice(GROUPS)], kind=rng.choice((ENROLL, ENROLL, DROP)))
                for who in rng.sample(STUDENTS, rng.randint(1, len(STUDENTS)))
            ]
            held = remembered[-1][1]
            for task in await executed(container, workers, await accept(container, *requests)):
                if task.status is TaskStatus.SUCCEEDED:
                    seats = frozenset((task.student_code, group.group_code) for group in task.groups)
                    held = held | seats if task.kind is ENROLL else held - seats
            remembered.append((await now(installation), held))
    for at, held in remembered:
        assert await asked.by_students(at) == held
        assert await asked.by_groups(at) == held
    between = [began + (remembered[-1][0] - began) * rng.random() for _ in range(20)]
    for at in between:
        assert await asked.by_students(at) == await asked.by_groups(at), "both lists are of the same seats"


async def test_both_ends_of_a_seat_are_exact_and_the_task_that_dropped_it_is_found(
    container: Container, installation: Installation
) -> None:
    group = GROUPS[1]
    asked, drops = await Asked.of(container, installation), []
    async with living(container, 1) as workers:
        for kind in (ENROLL, DROP, ENROLL, DROP, ENROLL):
            [task_id] = await accept(container, submission("EST001", [group], kind=kind))
            await executed(container, workers, [task_id])
            drops += [task_id] if kind is DROP else []
    rows = await installation.sql(
        """SELECT e.* FROM enrollments e JOIN students s ON s.id = e.student_id JOIN groups g ON g.id = e.group_id
           WHERE s.code = 'EST001' AND g.code = $1 ORDER BY e.created_at""",
        group,
    )
    instant = timedelta(microseconds=1)
    for row in rows[:2]:
        for at, holds in (
            (row["created_at"] - instant, False),
            (row["created_at"], True),
            (row["since"] - instant, True),
            (row["since"], False),
        ):
            assert (row["id"] in {each.id for each in await asked.all_of(at)}) is holds
    [lasting] = await asked.all_of(await now(installation) + timedelta(days=1))
    assert (lasting.id, lasting.held_since, lasting.held_until) == (rows[2]["id"], rows[2]["created_at"], None)
    ids = [row["id"] for row in rows]
    assert await Catalogue(container.database).dropping_sagas(ids) == dict(zip(ids[:2], drops, strict=True))


async def test_pruning_removes_nothing_of_what_was_held_from_the_instant_on_that_it_names(
    container: Container, installation: Installation
) -> None:
    asked = await Asked.of(container, installation)
    async with living(container, 1) as workers:
        taken = await accept(container, submission("EST001", GROUPS[:1]), submission("EST002", GROUPS[1:2]))
        await executed(container, workers, taken)
        dropped = await accept(container, submission("EST001", GROUPS[:1], kind=DROP))
        await executed(container, workers, dropped)
        await close_long_ago(installation, days=400)
        # By a registrar, long after the term.
        await installation.sql("UPDATE terms SET closes_at = now() + interval '1 hour' WHERE code = $1", TERM)
        late = await accept(container, submission("EST002", GROUPS[1:2], kind=DROP, key="late"))
        await executed(container, workers, late)
        await installation.sql("UPDATE terms SET closes_at = now() - interval '400 days' WHERE code = $1", TERM)
    before = await Retention(container.database).instant_before(timedelta(days=399))
    instants = [before, before + timedelta(days=200), await now(installation)]
    was = [await asked.by_groups(at) for at in instants]
    assert was == [{("EST002", GROUPS[1])}, {("EST002", GROUPS[1])}, frozenset()]
    pruned = 0
    async for progress in Pruner(container.database, Faults(), share=1).prune(before, None):
        pruned = progress.pruned.sagas
    assert pruned == 2, "of the seat that was dropped in time nothing is left"
    assert await Retention(container.database).archived_before() == before
    assert [await asked.by_groups(at) for at in instants] == was
    assert [await asked.by_students(at) for at in instants] == was
