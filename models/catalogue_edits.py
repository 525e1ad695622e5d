"""Saves terms, courses, students and groups: one way for the API, an import and the demo term.

Every save is assumed to race with enrollments and with itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from enrollment.catalogue import Term
from enrollment.catalogue_edits import CourseDraft, GroupDraft, IfExists, SavedGroup, StudentDraft, TermDraft
from enrollment.problems import CapacityBelowTaken, FieldError, InvalidInput, TermNotFound
from kit.errors import DatabaseUnavailable
from models.audit_log import AuditLog, NewEntry
from models.catalogue import group_of
from models.database import Database, Row, Transaction
from models.sql import SQL
from models.storable import storable_json

_SAVE_TERMS = SQL["catalogue_edits.save_terms"]
_SAVE_COURSES = SQL["catalogue_edits.save_courses"]
_SAVE_STUDENTS = SQL["catalogue_edits.save_students"]
_SAVE_GROUPS = SQL["catalogue_edits.save_groups"]
_LOCK_GROUPS = SQL["catalogue_edits.lock_groups"]
_EXPLAIN_UNSAVED_GROUP = SQL["catalogue_edits.explain_unsaved_group"]
_NOW = SQL["catalogue_edits.now"]
_OPEN_WINDOWS = SQL["catalogue_edits.open_windows"]

_ROUNDS = 3
"""A seat may be given back between the attempt and the question why it failed; more than a few times it will not."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Who saves, for the audit log."""

    actor: str
    correlation_id: str | None = None


@dataclass(frozen=True, slots=True)
class LockedGroup:
    """A group that would change, locked.

    Attributes:
        moves: whether it would go to another course although students are enrolled in it.
        course_code: the course that it is of now.
    """

    seats_taken: int
    moves: bool
    course_code: str


class CatalogueWriter:
    """Writes a batch of drafts in one statement, as part of a transaction.

    Each method returns the rows that were inserted or updated, with `new`: whether the row is new.

    Args:
        editor: terms and groups leave an entry each in the audit log; None: they leave none.
    """

    def __init__(self, tx: Transaction, if_exists: IfExists, editor: Editor | None) -> None:
        self._tx = tx
        self._if_exists = if_exists
        self._editor = editor

    async def save_terms(self, drafts: Iterable[TermDraft]) -> list[Row]:
        """Save terms; their windows must not be empty."""
        rows = await self._save(_SAVE_TERMS, ((d.code, d.name, d.opens_at, d.closes_at) for d in drafts))
        await self._note("SAVE_TERM", ((row["id"], None, row["window"]) for row in rows))
        return rows

    async def save_courses(self, drafts: Iterable[CourseDraft]) -> list[Row]:
        """Save courses."""
        return await self._save(_SAVE_COURSES, ((d.code, d.title, d.credits) for d in drafts))

    async def save_students(self, drafts: Iterable[StudentDraft]) -> list[Row]:
        """Save students; whether they are active, and what is held against them, is left alone."""
        return await self._save(_SAVE_STUDENTS, ((d.code, d.name, d.max_credits) for d in drafts))

    async def save_groups(self, drafts: Sequence[GroupDraft]) -> list[Row]:
        """Save groups. Left out are those whose term or course does not exist, and changes that students forbid.

        Either all of the drafts have meetings or none has.
        """
        keep_meetings = any(draft.meetings is None for draft in drafts)
        rows = await self._save(_SAVE_GROUPS, _group_rows(drafts), keep_meetings)
        await self._note("SAVE_GROUP", ((row["term_id"], row["code"], f"capacity {row['capacity']}") for row in rows))
        return rows

    async def now(self) -> datetime:
        """The database's time, for windows that are relative to it."""
        [row] = await self._tx.query(_NOW)
        now: datetime = row["now"]
        return now

    async def lock_groups(self, drafts: Sequence[GroupDraft]) -> dict[tuple[str, ...], LockedGroup]:
        """Lock the groups that these would change, in the order of their codes; by the codes of term and group."""
        columns = _columns(_group_rows(drafts))
        rows = await self._tx.query(_LOCK_GROUPS, *columns) if columns else []
        return {
            (row["term_code"], row["code"]): LockedGroup(row["seats_taken"], row["moves"], row["course_code"])
            for row in rows
        }

    async def _save(self, sql: str, rows: Iterable[tuple[object, ...]], *flags: object) -> list[Row]:
        columns = _columns(rows)
        return await self._tx.query(sql, *columns, self._if_exists, *flags) if columns else []

    async def _note(self, action: str, saved: Iterable[tuple[int, str | None, str]]) -> None:
        """An entry in the audit log for each (term id, group code, reason)."""
        if (editor := self._editor) is None:
            return
        await AuditLog(self._tx).append(
            NewEntry(
                at=None,
                actor=editor.actor,
                action=action,
                outcome="SAVED",
                term_id=term_id,
                group_code=group_code,
                reason=reason,
                correlation_id=editor.correlation_id,
            )
            for term_id, group_code, reason in saved
        )


class CatalogueEdits:
    """Saves one term or group for a registrar, with its entry in the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save_term(self, draft: TermDraft, *, actor: str, correlation_id: str) -> Term:
        """The term as it is now. Its window must not be empty."""
        async with self._database.transaction() as tx:
            [row] = await CatalogueWriter(tx, IfExists.REPLACE, Editor(actor, correlation_id)).save_terms([draft])
        return Term(row["id"], row["code"], row["name"], row["opens_at"], row["closes_at"], row["is_open"])

    async def save_group(self, draft: GroupDraft, *, actor: str, correlation_id: str) -> SavedGroup:
        """The group as it is now, or what speaks against saving it."""
        for _ in range(_ROUNDS):
            async with self._database.transaction() as tx:
                saved = await CatalogueWriter(tx, IfExists.REPLACE, Editor(actor, correlation_id)).save_groups([draft])
            if saved:
                return group_of(saved[0])
            if refusal := await self._refusal(draft):
                return refusal
        raise DatabaseUnavailable("what spoke against saving the group was over each time when it was looked up")

    async def open_windows(self) -> None:
        """Open every term now, for a rehearsal."""
        await self._database.query(_OPEN_WINDOWS)

    async def _refusal(self, draft: GroupDraft) -> TermNotFound | InvalidInput | CapacityBelowTaken | None:
        """What speaks against saving the group; None where that is over by now."""
        [row] = await self._database.query(_EXPLAIN_UNSAVED_GROUP, draft.term_code, draft.code, draft.course_code)
        if row["term_id"] is None:
            return TermNotFound(term_code=draft.term_code, path=("input", "termCode"))
        if row["course_id"] is None:
            return _invalid("courseCode", f"there is no course with code {draft.course_code}")
        taken = row["seats_taken"] or 0
        if draft.capacity < taken:
            return CapacityBelowTaken(group_code=draft.code, taken=taken, path=("input", "capacity"))
        if taken and row["other_course"]:
            message = f"{taken} students are enrolled in group {draft.code}; its course cannot change now"
            return _invalid("courseCode", message)
        return None


def _group_rows(drafts: Iterable[GroupDraft]) -> Iterable[tuple[object, ...]]:
    return ((d.term_code, d.code, d.course_code, d.capacity, storable_json(d.meetings)) for d in drafts)


def _columns(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _invalid(field: str, message: str) -> InvalidInput:
    return InvalidInput(errors=(FieldError(("input", field), message),), path=("input", field))
