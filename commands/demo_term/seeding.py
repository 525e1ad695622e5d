"""Loads the demo term, with its initial enrollments."""

import asyncio
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from app.container import Container
from commands.demo_term import data
from enrollment.catalogue_edits import CourseDraft, GroupDraft, IfExists, StudentDraft, TermDraft
from enrollment.submission import Accepted, Submission
from enrollment.task import Command, TaskKind
from models.catalogue_writer import CatalogueWriter, Editor


async def seed_demo(container: Container) -> bool:
    """Load the missing parts of the demo term. Returns whether groups were missing. Needs no Redis."""
    async with container.database.transaction() as tx:
        writer = CatalogueWriter(tx, IfExists.KEEP, Editor("seed"))
        now = await writer.now()
        await writer.save_terms(
            TermDraft(code, name, now + opens, now + closes) for code, (name, opens, closes) in data.TERMS.items()
        )
        await writer.save_courses(CourseDraft(code, *rest) for code, rest in data.COURSES.items())
        await writer.save_students(StudentDraft(code, name) for code, name in data.students())
        # One group of the closed term, so that a request for a group of another term can be tried.
        await writer.save_groups([_draft("2024-1", next(data.groups()), prefix="OLD-")])
        new = await writer.save_groups([_draft(data.OPEN_TERM, group) for group in data.groups()])
    if new:
        await _enroll(container, data.initial_baskets())
    return bool(new)


def _draft(term_code: str, group: data.DemoGroup, *, prefix: str = "") -> GroupDraft:
    return GroupDraft(term_code, prefix + group.code, group.course_code, group.capacity, group.meetings)


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
