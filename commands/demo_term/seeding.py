"""Loads the demo term: its catalogue once, and the seats that are taken from the start by real enrollments."""

import asyncio
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from app.container import Container
from commands.demo_term import data
from enrollment.submission import Accepted, Submission
from enrollment.task import Command, TaskKind
from models.database import Database

_TERMS = """
INSERT INTO terms (code, name, opens_at, closes_at)
SELECT code, name, now() + opens::interval, now() + closes::interval
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) x (code, name, opens, closes) ON CONFLICT DO NOTHING"""
_COURSES = """
INSERT INTO courses (code, title, credits) SELECT * FROM unnest($1::text[], $2::text[], $3::smallint[])
ON CONFLICT DO NOTHING"""
_STUDENTS = """
INSERT INTO students (code, name, holds) SELECT code, name, '[]' FROM unnest($1::text[], $2::text[]) x (code, name)
ON CONFLICT DO NOTHING"""
_GROUPS = """
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT t.id, c.id, x.code, x.capacity, x.meetings::jsonb
FROM unnest($2::text[], $3::text[], $4::int[], $5::text[]) x (code, course_code, capacity, meetings)
JOIN courses c ON c.code = x.course_code JOIN terms t ON t.code = $1
ON CONFLICT DO NOTHING RETURNING groups.id"""


async def seed_demo(container: Container) -> bool:
    """Load what is missing of the demo term; whether there was anything. Needs the database only."""
    database = container.database
    await database.query(_TERMS, *_columns((code, *rest) for code, rest in data.TERMS.items()))
    await database.query(_COURSES, *_columns((code, *rest) for code, rest in data.COURSES.items()))
    await database.query(_STUDENTS, *_columns(data.students()))
    # A group of the closed term as well, so that "a group of another term" can be tried.
    await _seed_groups(database, "2024-1", [next(data.groups())], prefix="OLD-")
    new = await _seed_groups(database, data.OPEN_TERM, list(data.groups()))
    if new:
        await _enroll(container, data.initial_baskets())
    return new > 0


async def _seed_groups(
    database: Database, term_code: str, groups: Sequence[data.DemoGroup], *, prefix: str = ""
) -> int:
    rows = (
        (prefix + group.code, group.course_code, group.capacity, msgspec.json.encode(group.meetings).decode())
        for group in groups
    )
    return len(await database.query(_GROUPS, term_code, *_columns(rows)))


def _columns(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


async def _enroll(container: Container, baskets: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Enroll as the product does: accept, claim and execute, without publishing anything."""
    async with container.database.call() as call:
        submissions = [_submission(student, codes) for student, codes in baskets]
        answers = await container.acceptance().accept(call, submissions)
    async with container.local_executor("seed") as executor:
        await asyncio.gather(*(executor.execute(answer.task.id) for answer in answers if isinstance(answer, Accepted)))


def _submission(student_code: str, group_codes: Sequence[str]) -> Submission:
    command = Command(student_code, data.OPEN_TERM, tuple(sorted(group_codes)))
    return Submission(
        kind=TaskKind.ENROLL,
        command=command,
        caller="demo",
        key=f"demo:{student_code}",
        derived=False,
        fingerprint=sha256(msgspec.json.encode(command)).digest(),
        correlation_id="demo",
    )
