"""Replaces what names a student by a pseudonym, wherever the database has it."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from models.audit_entries import NewEntry
from models.audit_log import AuditLog
from models.database import Database, Transaction
from models.sql import SQL

_TABLES = SQL["student_rows.tables"]
_STUDENT = SQL["student_rows.student"]
_LOCK_SAGAS = SQL["student_erasure.lock_sagas"]
_LOCK_STUDENT = SQL["student_erasure.lock_student"]
_UNFINISHED = SQL["student_erasure.unfinished"]
_NAMES = SQL["student_erasure.names"]
_RENAME = SQL["student_erasure.rename"]
_SAGAS = SQL["student_erasure.sagas"]
_STEPS = SQL["student_erasure.steps"]
_ENTRIES = SQL["student_erasure.entries"]
_DETAILS = SQL["student_erasure.details"]
_REASONS = SQL["student_erasure.reasons"]
_COMMANDS = SQL["student_erasure.commands"]
_OVERRIDES = SQL["student_erasure.overrides"]
_BATCHES = SQL["student_erasure.batches"]
_BATCH_ENTRIES = SQL["student_erasure.batch_entries"]
_BATCH_ROWS = SQL["student_erasure.batch_rows"]
_GRANTERS = SQL["student_erasure.granters"]
_SUBJECTS = SQL["student_erasure.subjects"]
_ACTORS = SQL["student_erasure.actors"]

ACTOR = "registro erase-student"
"""In the audit log."""
_PREFIX = "erased-"


class NotErased(Enum):
    """Why a student is not erased."""

    UNKNOWN = "There is no student with code {code}."
    UNFINISHED = "Student {code} has unfinished tasks; cancel them, or wait for their ends."
    ERASED = "Student {code} is erased already."


async def pseudonym_for(database: Database, code: str) -> str | NotErased:
    """What the student is to be called: the same however often it is asked."""
    found = await database.query(_STUDENT, code)
    if not found:
        return NotErased.UNKNOWN
    [unfinished] = await database.query(_UNFINISHED, found[0]["id"])
    return _refusal(code, unfinished["tasks"]) or f"{_PREFIX}{found[0]['id']}"


async def names_of(database: Database, code: str) -> list[str]:
    """The student's code, and the names that they have and have had; a name before those that are a part of it."""
    [student] = await database.query(_STUDENT, code)
    [known] = await database.query(_NAMES, student["id"], _as_word(code))
    return _longest_first([code, *known["names"]])


async def erase_student(database: Database, code: str, pseudonym: str, reason: str) -> NotErased | None:
    """Replace code and names in one transaction, with an entry in the audit log; None once it is committed."""
    async with database.transaction() as tx:
        await tx.query(_LOCK_SAGAS, code)
        found = await tx.query(_LOCK_STUDENT, code)
        if not found:
            return NotErased.UNKNOWN
        [student] = found
        [unfinished] = await tx.query(_UNFINISHED, student["id"])
        if refusal := _refusal(code, unfinished["tasks"]):
            return refusal
        [known] = await tx.query(_NAMES, student["id"], _as_word(code))
        await tx.query(_RENAME, student["id"], pseudonym)
        await _rename_rows(tx, code, pseudonym)
        for sql in (_SAGAS, _STEPS, _ENTRIES, _BATCH_ROWS):
            await tx.query(sql, student["id"], code, pseudonym)
        for name in _longest_first([code, *known["names"]]):
            for sql in (_DETAILS, _REASONS, _COMMANDS, _OVERRIDES, _BATCHES, _BATCH_ENTRIES):
                await tx.query(sql, student["id"], _as_word(name), pseudonym)
        await tx.query(_SUBJECTS, student["id"], known["subjects"], pseudonym)
        for sql in (_ACTORS, _GRANTERS):
            await tx.query(sql, [code, *known["subjects"]], pseudonym)
        entry = NewEntry(None, ACTOR, "ERASE_STUDENT", "ERASED", student_id=student["id"], reason=reason)
        await AuditLog(tx).append([entry])
    return None


def is_named_in(text: str, code: str) -> bool:
    """Whether the code is in the text, and is not a part of a longer word there."""
    return re.search(_as_word(code), text) is not None


def without_names(text: str, names: Sequence[str], pseudonym: str) -> str:
    """The text with the pseudonym in place of each name that is not a part of a longer word there."""
    for name in names:
        text = re.sub(_as_word(name), lambda _: pseudonym, text)
    return text


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=len, reverse=True)


def _as_word(text: str) -> str:
    """A pattern that finds a text where it is not a part of a longer word: a code may be a single digit."""
    return rf"(?<!\w){re.escape(text)}(?!\w)"


def _refusal(code: str, unfinished: int) -> NotErased | None:
    if code.startswith(_PREFIX):
        return NotErased.ERASED
    return NotErased.UNFINISHED if unfinished else None


async def _rename_rows(tx: Transaction, code: str, pseudonym: str) -> None:
    """In the tables that name students by their codes."""
    for table in await tx.query(_TABLES):
        if not table["by_id"]:
            await tx.query(f'UPDATE "{table["name"]}" SET student_code = $2 WHERE student_code = $1', code, pseudonym)
