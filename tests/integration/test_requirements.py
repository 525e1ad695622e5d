"""Rules that ask for more than a commit locks: histories, reserved seats, and groups that go together."""

from collections import Counter
from collections.abc import AsyncIterator
from random import Random

import asyncpg
import msgspec
import pytest

from app.container import Container, WorkerParts
from enrollment.problems import (
    LinkedGroupMissing,
    NeededByHeldGroup,
    PrerequisiteMissing,
    RepeatLimitReached,
    SeatsReserved,
)
from enrollment.task import GroupStatus, TaskKind, TaskState, TaskStatus
from tests.support.engine import accept, executed, living, submission, task
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

MAT, FIS, ELC = "G-MAT207-A", "G-FIS102-A", "G-ELC102-E"
SUCCEEDED, REJECTED = TaskStatus.SUCCEEDED, TaskStatus.REJECTED
STUDENTS = [f"EST{number:03}" for number in range(1, 41)]


@pytest.fixture
async def workers(container: Container) -> AsyncIterator[list[WorkerParts]]:
    """Two workers that live."""
    async with living(container) as parts:
        yield parts


@pytest.fixture
async def quiet(installation: Installation) -> Installation:
    """A term in which nothing clashes; the students of these tests hold no seats."""
    await installation.sql("UPDATE groups SET meetings = '[]', capacity = seats_taken + 40")
    return installation


async def rule(installation: Installation, table: str, code: str, **rules: object) -> None:
    """Say this about rules of a term, course or group."""
    said = msgspec.json.encode(rules).decode()
    await installation.sql(f"UPDATE {table} SET rules = rules || $2::jsonb WHERE code = $1", code, said)


async def took(
    installation: Installation, student: str, course: str, status: str = "PASSED", grade: int | None = None
) -> None:
    await installation.sql(
        """INSERT INTO student_history (student_id, course_code, term_code, status, grade)
           SELECT id, $2, '2023-1', $3, $4 FROM students WHERE code = $1""",
        *(student, course, status, grade),
    )


async def done(
    container: Container,
    workers: list[WorkerParts],
    student: str,
    *groups: str,
    kind: TaskKind = TaskKind.ENROLL,
    term: str = "2024-2",
) -> TaskState:
    [found] = await executed(
        container, workers, await accept(container, submission(student, groups, kind=kind, term=term))
    )
    return found


async def test_what_a_student_has_taken_decides(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await rule(quiet, "courses", "MAT207", prerequisites="MAT101>=51", max_attempts=2)
    refused = await done(container, workers, "EST001", MAT)
    assert refused.problems == (PrerequisiteMissing(group_code=MAT, course_code="MAT207", missing="MAT101>=51"),)
    await took(quiet, "EST001", "MAT101", grade=51)
    await took(quiet, "EST002", "MAT101", grade=50)
    assert (await done(container, workers, "EST001", MAT)).status is SUCCEEDED
    assert (await done(container, workers, "EST002", MAT)).status is REJECTED
    await took(quiet, "EST003", "MAT101", grade=70)
    await took(quiet, "EST003", "MAT207", "FAILED", 20)
    assert (await done(container, workers, "EST003", MAT)).status is SUCCEEDED
    await took(quiet, "EST004", "MAT101", grade=70)
    await took(quiet, "EST004", "MAT207", "FAILED", 20)
    await quiet.sql("UPDATE student_history SET term_code = '2022-2' WHERE course_code = 'MAT207' AND grade = 20")
    await took(quiet, "EST004", "MAT207", "FAILED", 30)
    again = await done(container, workers, "EST004", MAT)
    limit = RepeatLimitReached(group_code=MAT, course_code="MAT207", attempts=2, maximum=2)
    assert again.problems == (limit,)


async def test_a_seat_in_an_earlier_term_is_in_progress_until_its_outcome_is_known(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await rule(quiet, "courses", "MAT207", prerequisites="FIS102")
    await rule(quiet, "terms", "2024-2", in_progress_counts=True)
    await quiet.sql(
        """WITH earlier AS (
             INSERT INTO groups (term_id, course_id, code, capacity, meetings)
             SELECT (SELECT id FROM terms WHERE code = '2024-1'), id, 'EARLIER', 9, '[]'
             FROM courses WHERE code = 'FIS102'
             RETURNING id, term_id, course_id)
           INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at)
           SELECT gen_random_uuid(), s.id, g.id, g.term_id, g.course_id, (SELECT id FROM sagas LIMIT 1), 'CONFIRMED',
                  now(), now()
           FROM students s, earlier g WHERE s.code IN ('EST001', 'EST002')"""
    )
    await quiet.sql("UPDATE groups SET seats_taken = 2 WHERE code = 'EARLIER'")
    await quiet.sql("UPDATE terms SET opens_at = now() - interval '400 days' WHERE code = '2024-1'")
    await quiet.sql(
        """INSERT INTO student_history (student_id, course_code, term_code, status)
           SELECT id, 'FIS102', '2024-1', 'FAILED' FROM students WHERE code = 'EST002'"""
    )
    assert (await done(container, workers, "EST001", MAT)).status is SUCCEEDED
    assert (await done(container, workers, "EST002", MAT)).status is REJECTED
    await rule(quiet, "terms", "2024-2", in_progress_counts=False)
    await done(container, workers, "EST001", MAT, kind=TaskKind.DROP)
    assert (await done(container, workers, "EST001", MAT)).status is REJECTED


async def test_a_students_own_fewest_credits_win_over_the_terms(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await rule(quiet, "terms", "2024-2", min_credits=1)
    await quiet.sql("UPDATE students SET min_credits = 0 WHERE code = 'EST002'")
    await quiet.sql("UPDATE students SET min_credits = 100 WHERE code = 'EST003'")
    problems = {}
    for student in ("EST001", "EST002", "EST003"):
        assert (await done(container, workers, student, MAT, FIS)).status is SUCCEEDED
        await done(container, workers, student, MAT, kind=TaskKind.DROP)
        last = await done(container, workers, student, FIS, kind=TaskKind.DROP)
        problems[student] = [(problem.code, getattr(problem, "minimum", None)) for problem in last.problems]
    assert problems == {"EST001": [("BELOW_MINIMUM_CREDITS", 1)], "EST002": [], "EST003": []}, "EST003 had fewer"
    await quiet.sql("UPDATE students SET min_credits = 2 WHERE code = 'EST003'")
    await done(container, workers, "EST003", MAT)
    refused = await done(container, workers, "EST003", MAT, kind=TaskKind.DROP)
    assert [(problem.code, getattr(problem, "minimum", None)) for problem in refused.problems] == [
        ("BELOW_MINIMUM_CREDITS", 2)
    ]


COMPONENTS = """
INSERT INTO groups (term_id, course_id, code, capacity, meetings, rules)
SELECT t.id, c.id, x.code, 9, '[]', x.rules::jsonb
FROM terms t, courses c, (VALUES
    ('LECTURE', '{"component": "LECTURE", "linked": "LAB-1 or LAB-2"}'),
    ('LAB-1', '{"component": "LAB", "linked": "LECTURE"}'),
    ('LAB-2', '{"component": "LAB", "linked": "LECTURE"}')) x (code, rules)
WHERE t.code = $1 AND c.code = 'ELC102'
"""
TAKEN = """
SELECT g.code, e.component
FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN students st ON st.id = e.student_id
WHERE st.code = $1 AND e.status = 'CONFIRMED' ORDER BY g.code
"""


async def test_a_lab_is_taken_with_the_lecture_of_its_own_course_and_changed_for_another(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await quiet.sql(COMPONENTS, "2024-2")
    await quiet.sql("UPDATE students SET max_credits = (SELECT credits FROM courses WHERE code = 'ELC102')")
    alone = await done(container, workers, "EST001", "LECTURE")
    assert [problem.code for problem in alone.problems] == ["LINKED_GROUP_MISSING"]
    assert (await done(container, workers, "EST001", "LECTURE", "LAB-1")).status is SUCCEEDED, "the credits count once"
    second = await done(container, workers, "EST001", "LAB-2")
    assert "SAME_COURSE_TWICE" in {problem.code for problem in second.problems}
    [swapped] = await executed(
        container, workers, await accept(container, submission("EST001", ["LAB-2"], drops=["LAB-1"]))
    )
    assert swapped.status is SUCCEEDED
    taken = await quiet.sql(TAKEN, "EST001")
    assert [tuple(row.values()) for row in taken] == [("LAB-2", "LAB"), ("LECTURE", "LECTURE")]
    with pytest.raises(asyncpg.UniqueViolationError):
        await quiet.sql("UPDATE enrollments SET component = 'LAB' WHERE component = 'LECTURE'")
    assert await quiet.violations() == {}


async def test_of_two_labs_that_are_asked_for_at_the_same_time_a_student_gets_one(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await quiet.sql(COMPONENTS, "2024-2")
    students = STUDENTS[:10]
    asked = [submission(student, ["LECTURE", lab]) for student in students for lab in ("LAB-1", "LAB-2")]
    tasks = await executed(container, workers, await accept(container, *asked))
    won = Counter(task.student_code for task in tasks if task.status is SUCCEEDED)
    assert (len(won), set(won.values())) == (9, {1}), "the lecture has nine seats"
    assert await quiet.violations() == {}


async def test_the_components_of_a_course_are_one_attempt(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await quiet.sql(COMPONENTS, "2024-1")
    await quiet.sql(COMPONENTS, "2024-2")
    await quiet.sql("UPDATE terms SET opens_at = now() - interval '400 days' WHERE code = '2024-1'")
    await quiet.sql(
        """INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at,
                                    component)
           SELECT gen_random_uuid(), s.id, g.id, g.term_id, g.course_id, (SELECT id FROM sagas LIMIT 1), 'CONFIRMED',
                  now(), now(), g.rules->>'component'
           FROM students s, groups g JOIN terms t ON t.id = g.term_id
           WHERE s.code = 'EST001' AND t.code = '2024-1' AND g.code IN ('LECTURE', 'LAB-1')"""
    )
    await rule(quiet, "courses", "ELC102", max_attempts=2)
    assert (await done(container, workers, "EST001", "LECTURE", "LAB-1")).status is SUCCEEDED
    await rule(quiet, "courses", "ELC102", max_attempts=1)
    await done(container, workers, "EST001", "LECTURE", "LAB-1", kind=TaskKind.DROP)
    refused = await done(container, workers, "EST001", "LECTURE", "LAB-1")
    attempts = RepeatLimitReached(group_code="LAB-1", course_code="ELC102", attempts=1, maximum=1)
    assert refused.problems[0] == attempts


@pytest.mark.parametrize("seed", range(3))
async def test_seats_that_are_reserved_are_exact_when_all_come_together(
    container: Container, workers: list[WorkerParts], quiet: Installation, seed: int
) -> None:
    rng = Random(seed)
    members, others = STUDENTS[:6], STUDENTS[6:26]
    await quiet.sql("UPDATE students SET cohorts = '{new}' WHERE code = ANY($1)", members)
    await quiet.sql("UPDATE groups SET capacity = seats_taken + 9 WHERE code = $1", ELC)
    await rule(quiet, "groups", ELC, reserved="5 new")
    everyone = [*members, *others]
    rng.shuffle(everyone)
    ids = await accept(container, *(submission(student, [ELC]) for student in everyone))
    tasks = await executed(container, workers, ids)
    won = {found.student_code for found in tasks if found.status is SUCCEEDED}
    assert len(won) == 9
    assert len(won & set(members)) >= 5
    codes = Counter(problem.code for found in tasks for problem in found.problems)
    assert codes.keys() <= {"SEATS_RESERVED", "GROUP_FULL"}
    assert await quiet.violations() == {}


async def test_reserved_seats_are_free_to_all_once_they_are_released(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await quiet.sql("UPDATE groups SET capacity = seats_taken + 2 WHERE code = $1", ELC)
    await rule(quiet, "groups", ELC, reserved="2 new until 2999-01-01T00:00Z")
    refused = await done(container, workers, "EST001", ELC)
    [problem] = refused.problems
    assert isinstance(problem, SeatsReserved)
    assert (problem.cohorts, problem.released_at and problem.released_at.year) == (("new",), 2999)
    await rule(quiet, "groups", ELC, reserved="2 new until 2001-01-01T00:00Z")
    assert (await done(container, workers, "EST001", ELC)).status is SUCCEEDED


async def linked(installation: Installation) -> None:
    await rule(installation, "groups", FIS, linked=f"{MAT} or {ELC}")
    await rule(installation, "groups", MAT, linked=FIS)


async def test_groups_that_go_together_are_taken_and_dropped_together(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await linked(quiet)
    alone = await done(container, workers, "EST001", FIS)
    assert alone.problems == (LinkedGroupMissing(group_code=FIS, missing=f"{MAT} or {ELC}"),)
    assert (await done(container, workers, "EST001", FIS, MAT)).status is SUCCEEDED
    kept = await done(container, workers, "EST001", MAT, kind=TaskKind.DROP)
    assert kept.problems == (NeededByHeldGroup(group_codes=(MAT,), needed_by=FIS),)
    assert (await done(container, workers, "EST001", MAT, FIS, kind=TaskKind.DROP)).status is SUCCEEDED


async def test_a_drop_takes_what_needs_it_if_the_term_says_so_and_it_can_be_taken_again(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await linked(quiet)
    await rule(quiet, "terms", "2024-2", dependent_drops="DROPPED_TOO")
    assert (await done(container, workers, "EST001", MAT, FIS)).status is SUCCEEDED
    dropped = await done(container, workers, "EST001", MAT, kind=TaskKind.DROP)
    assert dropped.status is SUCCEEDED
    assert {group.group_code: group.status for group in dropped.groups} == {
        MAT: GroupStatus.DROPPED,
        FIS: GroupStatus.DROPPED,
    }
    stored = await task(container, dropped.id)
    assert stored.groups == dropped.groups
    [seats] = await quiet.sql(
        "SELECT sum(capacity - seats_taken)::int AS free FROM groups WHERE code IN ($1, $2)", MAT, FIS
    )
    assert seats["free"] == 80
    entries = await quiet.sql("SELECT group_code, outcome FROM audit_log WHERE saga_id = $1", dropped.id)
    assert {(entry["group_code"], entry["outcome"]) for entry in entries} == {(MAT, "DROPPED"), (FIS, "DROPPED")}
    assert await quiet.violations() == {}


async def test_a_derived_key_stands_no_longer_for_a_seat_that_was_dropped_with_another(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await linked(quiet)
    await rule(quiet, "terms", "2024-2", dependent_drops="DROPPED_TOO")
    await done(container, workers, "EST001", ELC)
    first = await accept(container, submission("EST001", [FIS], derived=True))
    await executed(container, workers, first)
    await done(container, workers, "EST001", ELC, kind=TaskKind.DROP)
    await done(container, workers, "EST001", ELC)
    again = await accept(container, submission("EST001", [FIS], derived=True))
    assert again != first
    [back] = await executed(container, workers, again)
    assert back.status is SUCCEEDED


async def test_a_drop_waits_for_no_lock_that_is_out_of_order_and_is_done_once_it_is_free(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await linked(quiet)
    await rule(quiet, "terms", "2024-2", dependent_drops="DROPPED_TOO")
    await done(container, workers, "EST001", MAT, FIS)
    outsider = await asyncpg.connect(quiet.database_url)
    transaction = outsider.transaction()
    await transaction.start()
    await outsider.execute("SELECT FROM groups WHERE code = $1 FOR UPDATE", FIS)
    [dropping] = await accept(container, submission("EST001", [MAT], kind=TaskKind.DROP))
    [other] = await executed(container, workers, await accept(container, submission("EST002", [ELC])))
    assert other.status is SUCCEEDED
    assert not (await task(container, dropping)).final
    await transaction.rollback()
    await outsider.close()

    async def final() -> bool:
        await executed(container, workers, [dropping])
        return (await task(container, dropping)).final

    await wait_for_async(final, 15, "the drop to be done")
    assert (await task(container, dropping)).status is SUCCEEDED
    assert await quiet.violations() == {}


async def test_many_drops_and_enrollments_of_what_goes_together_leave_no_half(
    container: Container, workers: list[WorkerParts], quiet: Installation
) -> None:
    await linked(quiet)
    await rule(quiet, "terms", "2024-2", dependent_drops="DROPPED_TOO")
    await quiet.sql("UPDATE groups SET capacity = seats_taken + 10")
    rng = Random(5)
    for _ in range(4):
        students = rng.sample(STUDENTS, 16)
        kinds = [
            rng.choice([(TaskKind.ENROLL, (FIS, MAT)), (TaskKind.DROP, (MAT,)), (TaskKind.DROP, (FIS,))])
            for _ in students
        ]
        ids = await accept(
            container,
            *(submission(who, groups, kind=kind) for who, (kind, groups) in zip(students, kinds, strict=True)),
        )
        await executed(container, workers, ids)
        [halves] = await quiet.sql(
            """SELECT count(*) AS count FROM (
                 SELECT FROM enrollments e JOIN groups g ON g.id = e.group_id
                   JOIN students s ON s.id = e.student_id
                 WHERE e.status <> 'DROPPED' AND g.code IN ($1, $2) AND s.code = ANY($3)
                 GROUP BY e.student_id HAVING count(*) = 1) x""",
            *(MAT, FIS, STUDENTS),
        )
        assert halves["count"] == 0
        assert await quiet.violations() == {}
