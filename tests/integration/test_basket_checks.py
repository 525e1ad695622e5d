"""A check of a basket and enrolling agree when nothing happens in between, and a check leaves nothing behind."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from random import Random

import asyncpg
import msgspec
import pytest

from app.container import Container, WorkerParts
from enrollment.basket_check import BasketCheck
from enrollment.overrides import Override, OverrideDraft, OverrideKind
from enrollment.plans import STANDARD
from enrollment.problems import Hold, StudentNotFound, TermNotOpen
from enrollment.rule_settings import CourseRules, GroupRules, TermRules
from enrollment.submission import Accepted
from enrollment.task import Command, ErrorPolicy, GroupStatus, TaskKind, TaskState, TaskStatus
from models.basket_checks import BasketChecks
from models.overrides import Overrides
from tests.support.engine import accept, executed, living, submission, submit
from tests.support.installation import Installation
from tests.support.poll import within

SINCE = datetime(2024, 7, 1, tzinfo=UTC)
STUDENTS = [f"EST{number:03}" for number in range(1, 9)]
GROUPS = [f"G-{course}-{letter}" for course in ("ELC102", "ELC106", "MAT207", "FIS102", "QMC100") for letter in "ABC"]
TINY = "UPDATE groups SET capacity = seats_taken + 2 WHERE code = ANY($1)"
RULES: list[tuple[str, list[str], TermRules | CourseRules | GroupRules]] = [
    ("terms", ["2024-2"], TermRules(passed_again=False, max_attempts=3)),
    ("courses", ["FIS102"], CourseRules(prerequisites="FIS101>=51 or QMC050", corequisites="QMC100 or ELC106")),
    ("courses", ["MAT207"], CourseRules(max_attempts=1)),
    ("groups", ["G-ELC106-A"], GroupRules(linked="G-ELC102-A or G-ELC102-B")),
    ("groups", ["G-ELC102-A", "G-QMC100-B"], GroupRules(reserved="2 new")),
]
TAKEN = """
INSERT INTO student_history (student_id, course_code, term_code, status, grade)
SELECT s.id, x.course, '2023-1', x.status, x.grade
FROM students s
JOIN (VALUES (1, 'FIS101', 'PASSED', 70), (2, 'FIS101', 'FAILED', 40), (0, 'QMC100', 'PASSED', 60),
             (1, 'MAT207', 'FAILED', 20)) x (n, course, status, grade) ON right(s.code, 3)::int % 3 = x.n
WHERE s.code = ANY($1)
"""
"""What a third of the students has taken."""
WORLD = """
SELECT (SELECT md5(string_agg(x::text, '' ORDER BY id)) FROM students x) AS students,
  (SELECT md5(string_agg(x::text, '' ORDER BY id)) FROM groups x) AS groups,
  (SELECT count(*) FROM sagas) AS sagas, (SELECT count(*) FROM audit_log) AS audit_log,
  (SELECT count(*) FROM enrollments) AS enrollments, (SELECT last_value FROM sagas_accepted_seq) AS accepted
"""


@pytest.fixture
async def workers(container: Container) -> AsyncIterator[list[WorkerParts]]:
    """A worker that lives."""
    async with living(container, 1) as parts:
        yield parts


@pytest.fixture
def checks(container: Container) -> BasketChecks:
    return BasketChecks(container.database, STANDARD)


async def check(
    checks: BasketChecks,
    student: str,
    groups: list[str],
    term: str = "2024-2",
    policy: ErrorPolicy = ErrorPolicy.ALL_OR_NONE,
) -> BasketCheck:
    return await checks.check(Command(student, term, tuple(sorted(groups)), policy=policy))


async def prepare(installation: Installation) -> None:
    """Few seats, and students who may not do everything."""
    hold = msgspec.json.encode([Hold(reason="fine", since=SINCE)]).decode()
    await installation.sql(TINY, GROUPS)
    await installation.sql("UPDATE students SET active = false WHERE code = $1", STUDENTS[0])
    await installation.sql("UPDATE students SET holds = $2::jsonb WHERE code = $1", STUDENTS[1], hold)
    await installation.sql("UPDATE students SET max_credits = 9 WHERE code = ANY($1)", STUDENTS[2:5])
    await installation.sql("UPDATE students SET cohorts = '{new}' WHERE code = ANY($1)", STUDENTS[::2])
    for table, codes, rules in RULES:
        stored = msgspec.json.encode(rules).decode()
        await installation.sql(f"UPDATE {table} SET rules = $2::jsonb WHERE code = ANY($1)", codes, stored)
    await installation.sql(TAKEN, STUDENTS)


async def test_whatever_happened_before_a_check_says_what_enrolling_then_says(
    container: Container, workers: list[WorkerParts], installation: Installation, checks: BasketChecks
) -> None:
    await prepare(installation)
    rng, said = Random(17), Counter[str]()
    for _ in range(70):
        student, term = rng.choice([*STUDENTS, "NOBODY"]), rng.choice(["2024-2"] * 9 + ["2024-1", "2025-1", "NONE"])
        groups = rng.sample([*GROUPS, "G-NONE"], rng.randint(1, 3))
        policy = rng.choice([*ErrorPolicy])
        before = await check(checks, student, groups, term, policy)
        [answer] = await submit(container, [submission(student, groups, term=term, policy=policy)])
        if isinstance(answer, Accepted):
            [task] = await executed(container, workers, [answer.task.id])
            agrees(before, task)
        else:
            # What it refuses is the first of what speaks against it; only the moment differs.
            assert timeless(before.problems[0]) == timeless(answer)
        await advice_passes(checks, student, groups, term)
        said.update(problem.code for problem in before.problems)
        said["passes"] += before.passes
        said["passes in part"] += before.passes and bool(before.problems)
        if rng.random() < 0.2:
            ids = (
                await accept(container, submission(student, groups, kind=TaskKind.DROP)) if student in STUDENTS else []
            )
            await executed(container, workers, ids)
    assert said.keys() >= EVERY_RULE, "what is tried has to meet every rule"
    assert await installation.violations() == {}


EVERY_RULE = {
    *(
        "passes",
        "passes in part",
        "STUDENT_NOT_FOUND",
        "TERM_NOT_FOUND",
        "TERM_NOT_OPEN",
        "STUDENT_INACTIVE",
        "HOLD_ACTIVE",
    ),
    *("GROUP_NOT_FOUND", "GROUP_FULL", "ALREADY_ENROLLED", "SAME_COURSE_TWICE", "TIME_CONFLICT"),
    *("CREDIT_LIMIT_EXCEEDED", "PREREQUISITE_MISSING", "COREQUISITE_MISSING", "LINKED_GROUP_MISSING"),
    *("REPEAT_LIMIT_REACHED", "ALREADY_PASSED", "SEATS_RESERVED"),
}


@pytest.mark.parametrize("policy", [*ErrorPolicy])
async def test_whatever_registrars_let_pass_a_check_says_what_enrolling_then_says(
    container: Container,
    workers: list[WorkerParts],
    installation: Installation,
    checks: BasketChecks,
    policy: ErrorPolicy,
) -> None:
    """What speaks against a basket is set aside, sometimes all of it, sometimes for one of the groups or too late."""
    await prepare(installation)
    rng, used = Random(29), Counter[str]()
    for _ in range(80):
        student, groups = rng.choice(STUDENTS[2:]), rng.sample(GROUPS, rng.randint(1, 2))
        for problem in (await check(checks, student, groups, policy=policy)).problems:
            if problem.code in [*OverrideKind] and rng.random() < 0.8:
                await grant(container, OverrideKind(problem.code), student, rng.choice([None, *groups]), rng)
        before = await check(checks, student, groups, policy=policy)
        [task] = await executed(container, workers, await accept(container, submission(student, groups, policy=policy)))
        agrees(before, task)
        await advice_passes(checks, student, groups, "2024-2")
        ids = {id_ for group in task.groups for id_ in group.overrides}
        used.update(override.kind for override in (await Overrides(container.database).by_ids(list(ids))).values())
        assert await lines_name(installation, task)
        taken = [group.group_code for group in task.groups if group.status is GroupStatus.CONFIRMED]
        if taken and rng.random() < 0.7:
            dropped = submission(student, taken, kind=TaskKind.DROP)
            await executed(container, workers, await accept(container, dropped))
    assert used.keys() >= {*OverrideKind} - {OverrideKind.TERM_NOT_OPEN}, "what is tried has to use every kind"
    assert await installation.violations() == {}


async def grant(container: Container, kind: OverrideKind, student: str, group: str | None, rng: Random) -> None:
    expires_at = SINCE if rng.random() < 0.1 else None
    draft = OverrideDraft(student, "2024-2", kind, "why", group, expires_at, once=rng.random() < 0.7)
    granted = await Overrides(container.database).grant(draft, actor="registrar", correlation_id="c")
    assert isinstance(granted, Override), granted


async def lines_name(installation: Installation, task: TaskState) -> bool:
    """Whether the lines of the audit log name what the task used, and what is used up is what it used."""
    rows = await installation.sql("SELECT group_code, override_ids FROM audit_log WHERE saga_id = $1", task.id)
    named = {row["group_code"]: tuple(row["override_ids"] or ()) for row in rows}
    of_task = {id_ for group in task.groups for id_ in group.overrides}
    used_up = {row["id"] for row in await installation.sql("SELECT id FROM overrides WHERE used_by = $1", task.id)}
    once = {
        row["id"]
        for row in await installation.sql("SELECT id FROM overrides WHERE once AND id = ANY($1)", list(of_task))
    }
    return named == {group.group_code: group.overrides for group in task.groups} and used_up == once


async def advice_passes(checks: BasketChecks, student: str, groups: list[str], term: str) -> None:
    """Assert that a change that is advised passes."""
    command = Command(student, term, tuple(sorted(groups)))
    if changes := (await checks.advise(command)).changes:
        replaced = {change.group_code: change.replacement for change in changes}
        wanted = [code for code in (replaced.get(code, code) for code in groups) if code]
        assert (await check(checks, student, wanted, term)).passes, (groups, changes)


def agrees(found: BasketCheck, task: TaskState) -> None:
    """Assert that the task came to what the check had said."""
    assert found.problems == task.problems
    assert [(g.group_code, g.problems) for g in found.groups] == [(g.group_code, g.problems) for g in task.groups]
    assert found.passes == (task.status is TaskStatus.SUCCEEDED)


def timeless(problem: object) -> object:
    return msgspec.structs.replace(problem, now=SINCE) if isinstance(problem, TermNotOpen) else problem


async def test_a_check_writes_nothing_and_waits_for_no_lock(installation: Installation, checks: BasketChecks) -> None:
    [before] = await installation.sql(WORLD)
    outsider = await asyncpg.connect(installation.database_url)
    async with outsider.transaction(), within(5):
        await outsider.execute("SELECT FROM students WHERE code = 'EST001' FOR UPDATE")
        await outsider.execute("SELECT FROM groups WHERE code = 'G-ELC102-E' FOR UPDATE")
        for groups in (["G-ELC102-E"], ["G-ELC102-E", "G-NONE"], ["G-QMC100-C"]):
            await check(checks, "EST001", groups)
    await outsider.close()
    [after] = await installation.sql(WORLD)
    assert after == before


async def test_codes_that_are_alike_are_named_as_enrolling_names_them(
    container: Container, checks: BasketChecks
) -> None:
    found = await check(checks, "est1", ["G-ELC102-E"], "2024-02")
    assert [problem.code for problem in found.problems] == ["STUDENT_NOT_FOUND", "TERM_NOT_FOUND"]
    [answer] = await submit(container, [submission("est1", ["G-ELC102-E"], term="2024-02")])
    assert found.problems[0] == answer
    assert isinstance(answer, StudentNotFound)
    assert answer.similar_code == "EST001"
