"""Where a registration day takes place: in an installation of its own, or on a server that runs."""

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from app.container import Container
from app.http.auth.dev_tokens import make_token, signing_secret
from app.settings import Settings
from commands.demo_term import data
from commands.import_folder import import_term
from commands.rehearsal.baskets import read_baskets
from commands.running_api import admin_token, base_url_of
from commands.scratch_api import scratch_api
from enrollment.catalogue_edits import CourseDraft, GroupDraft, IfExists, StudentDraft, TermDraft
from models.catalogue_writer import CatalogueWriter, Editor
from models.database import Database
from resolvers.caller import Role

_STUDENTS_OF_DEMO_SEATS = 400
"""With this many students the demo's groups have the seats that they have: the best liked ones are too small."""

Basket = tuple[str, tuple[str, ...]]
"""A student and the codes of groups."""


@dataclass(frozen=True, slots=True)
class RushTarget:
    """Who enrolls where.

    Attributes:
        own: whether no one else enrolls there.
        admin: an administrator's token.
        students: their codes.
        baskets: what each of them wants; None: whatever they like.
        token: makes the token of a student.
    """

    base_url: str
    own: bool
    admin: str
    term: str
    students: Sequence[str]
    baskets: Sequence[Basket] | None
    token: Callable[[str], str]


@contextlib.asynccontextmanager
async def own_target(settings: Settings, folder: Path | None, students: int, workers: int) -> AsyncIterator[RushTarget]:
    """An installation of its own, on loopback, which is deleted afterwards.

    Raises EmbeddedServerError, and for a folder BadBaskets, BadTerm and FilesMissing.
    """
    baskets = None if folder is None else wanted_baskets(folder, students)
    async with scratch_api(settings, "rush", workers) as api:
        async with Container.connected(api.settings) as container:
            if folder is None:
                await fill(container.database, students)
            else:
                await import_term(container.database, folder)
        yield RushTarget(
            api.base_url,
            own=True,
            admin=api.token(Role.ADMIN, None),
            term=data.OPEN_TERM if baskets is None else baskets[0],
            students=list(islice(_codes(), students)),
            baskets=None if baskets is None else baskets[1],
            token=lambda student: api.token(Role.STUDENT, student),
        )


def given_target(settings: Settings, url: str, token: str | None, term: str, students: Sequence[str]) -> RushTarget:
    """A server that runs. Raises NoServer if it cannot be one, or there is no secret to sign tokens with.

    Args:
        token: an administrator's, for everyone; None: each has one of their own, signed with the configured secret.
    """
    admin = token or admin_token(settings)
    secret = None if token else signing_secret(settings)

    def token_of(student: str) -> str:
        return admin if secret is None else make_token(settings, secret, Role.STUDENT, student)

    return RushTarget(
        base_url_of(url), own=False, admin=admin, term=term, students=students, baskets=None, token=token_of
    )


async def fill(database: Database, students: int) -> None:
    """The demo's term with this many students, and seats in proportion."""
    async with database.transaction() as tx:
        writer = CatalogueWriter(tx, IfExists.KEEP, Editor("rush"))
        now = await writer.now()
        await writer.save_terms(
            [TermDraft(data.OPEN_TERM, data.TERMS[data.OPEN_TERM][0], now - timedelta(days=1), now + timedelta(days=1))]
        )
        await writer.save_courses(CourseDraft(code, *rest) for code, rest in data.COURSES.items())
        await writer.save_students(StudentDraft(code, None) for code in islice(_codes(), students))
        await writer.save_groups(
            [
                GroupDraft(
                    data.OPEN_TERM,
                    group.code,
                    group.course_code,
                    max(group.capacity * students // _STUDENTS_OF_DEMO_SEATS, 1),
                    group.meetings,
                )
                for group in data.groups()
            ]
        )


def _codes() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"EST{number:03}"


def wanted_baskets(folder: Path, students: int) -> tuple[str, list[Basket]]:
    """The term of the first basket in the folder, and the first basket of each of its students, up to `students`."""
    read = read_baskets(folder)
    term = read[0].term_code
    first = {basket.student_code: basket.group_codes for basket in reversed(read) if basket.term_code == term}
    order = dict.fromkeys(basket.student_code for basket in read if basket.student_code in first)
    return term, [(student, first[student]) for student in islice(order, students)]
