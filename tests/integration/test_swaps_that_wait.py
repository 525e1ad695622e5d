"""Swaps whose students wait: a group is kept until the seat in the full one comes, and given up in the same commit."""

import asyncio
import csv
from collections.abc import AsyncIterator, Sequence
from random import Random

import pytest

from app.container import Container, WorkerParts
from enrollment.plans import STANDARD
from enrollment.problems import AlreadyWaitlisted, SameCourseTwice
from enrollment.task import GroupStatus, TaskKind, TaskState, TaskStatus
from importing.export_files import export_files
from models.catalogue import Catalogue
from models.catalogue_export import read_catalogue
from models.catalogue_writer import Editor
from models.group_cancellations import cancel_group
from models.task_states import TaskStates
from tests.support.engine import TERM, accept, all_executed, done, executed, living, submission
from tests.support.installation import Installation

OLD, FULL, OTHER = "G-ELC102-D", "G-ELC102-E", "G-MAT207-A"
"""The first two are groups of one course, with two seats each, and meet at the same time."""
CONFIRMED, WAITLISTED, DROPPED = GroupStatus.CONFIRMED, GroupStatus.WAITLISTED, GroupStatus.DROPPED
NOT_DROPPED = GroupStatus.NOT_DROPPED
SUCCEEDED, REJECTED = TaskStatus.SUCCEEDED, TaskStatus.REJECTED
DROP = TaskKind.DROP


@pytest.fixture
async def workers(container: Container, installation: Installation) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live. EST001 and EST002 have the full group, EST003 and EST004 the old one."""
    meets = "(SELECT meetings FROM groups WHERE code = $1)"
    await installation.sql(f"UPDATE groups SET capacity = 2, meetings = {meets} WHERE code IN ($1, $2)", FULL, OLD)
    await installation.sql("UPDATE groups SET capacity = 200, meetings = '[]' WHERE NOT code IN ($1, $2)", FULL, OLD)
    async with living(container) as parts:
        for student, group in (("EST001", FULL), ("EST002", FULL), ("EST003", OLD), ("EST004", OLD)):
            assert (await done(container, parts, student, group)).status is SUCCEEDED
        yield parts


async def joined(container: Container, workers: Sequence[WorkerParts], student: str = "EST003") -> None:
    """Have the student wait for the full group, and keep the old one until then."""
    task = await done(container, workers, student, FULL, drops=[OLD], waitlist=True)
    assert (task.status, statuses(task)) == (SUCCEEDED, {OLD: NOT_DROPPED, FULL: WAITLISTED})


def statuses(task: TaskState) -> dict[str, GroupStatus]:
    return {group.group_code: group.status for group in task.groups}


async def seats(installation: Installation, student: str) -> dict[str, str]:
    """The student's live enrollments."""
    rows = await installation.sql(
        """SELECT g.code, e.status FROM enrollments e JOIN students st ON st.id = e.student_id
           JOIN groups g ON g.id = e.group_id WHERE e.status <> 'DROPPED' AND st.code = $1""",
        student,
    )
    return {row["code"]: row["status"] for row in rows}


async def promotions(container: Container, installation: Installation) -> list[TaskState]:
    """In the order of acceptance."""
    rows = await installation.sql("SELECT id FROM sagas WHERE kind = 'PROMOTE' ORDER BY accepted")
    found = await TaskStates(container.database).by_ids([row["id"] for row in rows])
    return [found[row["id"]] for row in rows]


async def test_the_old_group_is_kept_until_the_seat_comes_and_goes_to_the_next_with_it(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await joined(container, workers)
    await done(container, workers, "EST005", OLD, waitlist=True)
    assert await seats(installation, "EST003") == {OLD: "CONFIRMED", FULL: "WAITLISTED"}
    assert await installation.violations() == {}

    await done(container, workers, "EST001", FULL, kind=DROP)
    await all_executed(container, workers)
    first, second = await promotions(container, installation)
    assert (first.student_code, statuses(first)) == ("EST003", {OLD: DROPPED, FULL: CONFIRMED})
    assert (second.student_code, statuses(second)) == ("EST005", {OLD: CONFIRMED})
    assert await seats(installation, "EST003") == {FULL: "CONFIRMED"}
    assert await seats(installation, "EST005") == {OLD: "CONFIRMED"}
    assert await installation.violations() == {}


async def test_what_is_given_up_is_shown_for_the_place_and_in_exported_rosters(
    container: Container, workers: list[WorkerParts]
) -> None:
    await joined(container, workers)
    key = "EST003", TERM
    [place] = (await Catalogue(container.database).places([key]))[key]
    assert place.drop_group_codes == (OLD,)
    written = export_files(await read_catalogue(container.database))["roster.csv"].decode("utf-8-sig")
    rows = [row for row in csv.DictReader(written.splitlines()) if row["student_code"] == "EST003"]
    assert {row["group_code"]: row["drop_group_codes"] for row in rows} == {OLD: "", FULL: OLD}


async def test_a_group_that_was_dropped_before_is_left_out(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await joined(container, workers)
    await done(container, workers, "EST003", OLD, kind=DROP)
    assert await seats(installation, "EST003") == {FULL: "WAITLISTED"}
    await done(container, workers, "EST001", FULL, kind=DROP)
    await all_executed(container, workers)
    [promotion] = await promotions(container, installation)
    assert statuses(promotion) == {OLD: NOT_DROPPED, FULL: CONFIRMED}
    assert await installation.violations() == {}


async def test_a_cancelled_group_leaves_a_plain_place(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await joined(container, workers)
    async with container.database.transaction() as tx:
        dropped = await cancel_group(tx, Editor("test"), TERM, OLD, "no teacher", STANDARD.administrative_drop)
    assert dropped
    await executed(container, workers, dropped)
    assert await seats(installation, "EST003") == {FULL: "WAITLISTED"}
    await done(container, workers, "EST001", FULL, kind=DROP)
    await all_executed(container, workers)
    assert await seats(installation, "EST003") == {FULL: "CONFIRMED"}
    assert await installation.violations() == {}


async def test_a_promotion_that_is_refused_keeps_the_group_and_the_place(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await joined(container, workers)
    await joined(container, workers, "EST004")
    await installation.sql("UPDATE students SET active = false WHERE code = 'EST003'")
    await done(container, workers, "EST001", FULL, kind=DROP)
    await all_executed(container, workers)
    assert await seats(installation, "EST003") == {OLD: "CONFIRMED", FULL: "WAITLISTED"}
    assert await seats(installation, "EST004") == {FULL: "CONFIRMED"}
    assert await installation.violations() == {}


async def test_who_leaves_the_waitlist_keeps_the_group_and_who_joins_again_is_refused(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await joined(container, workers)
    again = await done(container, workers, "EST003", FULL, drops=[OLD], waitlist=True)
    assert again.problems == (AlreadyWaitlisted(group_code=FULL),)
    await done(container, workers, "EST003", FULL, kind=DROP)
    assert await seats(installation, "EST003") == {OLD: "CONFIRMED"}
    await done(container, workers, "EST001", FULL, kind=DROP)
    await all_executed(container, workers)
    assert await promotions(container, installation) == []
    assert await installation.violations() == {}


async def test_an_offer_is_accepted_by_a_swap_and_stands_if_enrolling_is_refused(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    await installation.sql("""UPDATE terms SET rules = '{"offer_seconds": 3600}' WHERE code = $1""", TERM)
    await joined(container, workers)
    await done(container, workers, "EST001", FULL, kind=DROP)
    await all_executed(container, workers)
    [offer] = await promotions(container, installation)
    assert (offer.status, statuses(offer)) == (SUCCEEDED, {OLD: NOT_DROPPED, FULL: WAITLISTED})
    assert await installation.violations() == {}

    refused = await done(container, workers, "EST003", FULL)
    assert {type(problem) for problem in refused.problems} >= {SameCourseTwice}
    assert await seats(installation, "EST003") == {OLD: "CONFIRMED", FULL: "WAITLISTED"}
    accepted = await done(container, workers, "EST003", FULL, drops=[OLD])
    assert statuses(accepted) == {OLD: DROPPED, FULL: CONFIRMED}
    assert await seats(installation, "EST003") == {FULL: "CONFIRMED"}
    assert await installation.violations() == {}


async def test_racing_no_one_has_both_groups_and_no_seat_is_lost(
    container: Container, workers: list[WorkerParts], installation: Installation
) -> None:
    """Twenty rounds of swaps that wait, in both directions, drops, leaves and baskets, by two workers."""
    rng = Random(7)
    students = [f"EST{number:03}" for number in range(1, 13)]
    for _ in range(20):
        moves = []
        for who in rng.sample(students, 8):
            one, other = rng.sample([OLD, FULL], 2)
            kind = rng.choice([TaskKind.SWAP, TaskKind.SWAP, DROP, TaskKind.ENROLL])
            drops = [one] if kind is TaskKind.SWAP else []
            moves.append(submission(who, [other], kind=kind, drops=drops, waitlist=kind is not DROP))
        await asyncio.gather(*(accept(container, move) for move in moves))
        await all_executed(container, workers)
        assert await installation.violations() == {}
        both = await installation.sql(
            """SELECT student_id FROM enrollments WHERE status = 'CONFIRMED' AND course_id IN (
                   SELECT course_id FROM groups WHERE code = $1) GROUP BY student_id HAVING count(*) > 1""",
            FULL,
        )
        assert both == []
    tasks = await promotions(container, installation)
    assert {OLD: DROPPED, FULL: CONFIRMED} in map(statuses, tasks), "some have changed groups by a promotion"
