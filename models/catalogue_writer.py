"""Writes terms, courses, students and groups: one way for the API, an import and the demo term.

Every save is assumed to race with enrollments and with itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic

import msgspec

from enrollment.catalogue import Meeting
from enrollment.catalogue_edits import (
    CancellationDraft,
    ClosingDraft,
    CourseDraft,
    Draft,
    GroupDraft,
    HistoryDraft,
    HoldDraft,
    HoldsDraft,
    IfExists,
    StudentDraft,
    TermDraft,
    WindowsDraft,
)
from enrollment.catalogue_values import (
    GroupValues,
    StudentValues,
    TermValues,
    Values,
    ValuesT,
)
from models import catalogue_kinds as kinds
from models.audit_entries import SavedEntry
from models.audit_log import AuditLog
from models.catalogue_kinds import Kind
from models.database import Row, Transaction
from models.groups import decode_meetings
from models.sql import SQL, columns
from models.storable import storable_json

_LOCK_MEETINGS = SQL["catalogue_edits.lock_meetings"]
_LOCK_DIFFERING_GROUPS = SQL["catalogue_edits.lock_differing_groups"]
_NOW = SQL["catalogue_edits.now"]
_LOCK_WINDOW = SQL["catalogue_edits.lock_window"]
_LOCK_SEATS = SQL["catalogue_edits.lock_seats"]


@dataclass(frozen=True, slots=True)
class Editor:
    """Who saves, and why if that is said, for the audit log."""

    actor: str
    correlation_id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LockedGroup:
    """A group that would change, locked.

    Attributes:
        least_capacity: the seats taken, but for those that overrides gave beyond the capacity.
        moves: whether it would go to another course although students are enrolled in it; other_component: whether to
            another component of a course.
        course_code: the course that it is of now.
    """

    seats_taken: int
    least_capacity: int
    moves: bool
    other_component: bool
    course_code: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A thing that was written. `key`: its codes; `new`: whether it was inserted."""

    key: tuple[str, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class _Change(Generic[ValuesT]):
    """A row that was found or inserted, and its values before (None: it is new) and after."""

    row: Row
    before: ValuesT | None
    after: ValuesT


class CatalogueWriter:
    """Writes drafts, many of a kind together, as part of a transaction.

    Each method returns what was inserted or updated. All of it is in the audit log, with what it was before.
    """

    def __init__(self, tx: Transaction, if_exists: IfExists, editor: Editor) -> None:
        self._tx = tx
        self._if_exists = if_exists
        self._editor = editor

    async def save_terms(self, drafts: Iterable[TermDraft]) -> list[Saved]:
        """Save terms; their windows must not be empty."""
        return await self._save(kinds.TERMS, drafts)

    async def save_windows(self, drafts: Iterable[WindowsDraft]) -> list[Saved]:
        """Replace the windows within terms; new ones are those of a term that had none. Left out are terms that do not
        exist."""
        changes = await self._change(kinds.TERMS, list(drafts))
        return [
            Saved(kinds.TERMS.key(change.row), new=not (change.before and change.before.rules.windows))
            for change in changes
        ]

    async def close_term(self, code: str) -> datetime | None:
        """End the term's window now, if it is open; the moment of it, None where there is no such term."""
        rows = await self._tx.query(_LOCK_WINDOW, code)
        if not rows:
            return None
        now: datetime = rows[0]["now"]
        await self._change(kinds.CLOSED_TERMS, [ClosingDraft(code, now)])
        return now

    async def save_courses(self, drafts: Iterable[CourseDraft]) -> list[Saved]:
        """Save courses."""
        return await self._save(kinds.COURSES, drafts)

    async def save_students(self, drafts: Iterable[StudentDraft]) -> list[Saved]:
        """Save students; what is held against them is left alone."""
        return await self._save(kinds.STUDENTS, drafts)

    async def save_groups(self, drafts: Iterable[GroupDraft]) -> list[Saved]:
        """Save groups. Left out are those whose term or course does not exist, and changes that students forbid."""
        return await self._save(kinds.GROUPS, drafts)

    async def cancel_group(self, term_code: str, code: str, reason: str) -> bool:
        """Whether the group was there and not cancelled. It is locked, and takes no seat from now on."""
        rows = await self._tx.query(_LOCK_SEATS, term_code, code)
        drafts = [CancellationDraft(term_code, code, reason, row["now"]) for row in rows]
        return bool(await self._change(kinds.CANCELLED_GROUPS, drafts))

    async def save_history(self, drafts: Iterable[HistoryDraft]) -> list[Saved]:
        """Record what students have taken. Left out is what is about students who do not exist."""
        return await self._save(kinds.HISTORY, drafts)

    async def place_holds(self, drafts: Iterable[HoldDraft]) -> list[Saved]:
        """Place holds, or change those with the same codes. Left out are those of students who do not exist."""
        by_student: dict[str, list[HoldDraft]] = defaultdict(list)
        for draft in drafts:
            by_student[draft.student_code].append(draft)
        now = await self.now()
        placed = [HoldsDraft(code, tuple(own), frozenset(), now) for code, own in by_student.items()]
        changes = await self._change(kinds.PLACED_HOLDS, placed)
        return [saved for change in changes for saved in _saved_holds(change)]

    async def clear_hold(self, student_code: str, hold_code: str) -> bool:
        """Whether there was such a hold, which is gone now."""
        draft = HoldsDraft(student_code, (), frozenset({hold_code}), await self.now())
        return bool(await self._change(kinds.CLEARED_HOLDS, [draft]))

    async def now(self) -> datetime:
        """The database's time, for windows that are relative to it."""
        [row] = await self._tx.query(_NOW)
        now: datetime = row["now"]
        return now

    async def lock_meetings(self, keys: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[Meeting, ...]]:
        """Lock groups, in the order of their codes; their meetings by the codes of term and group."""
        rows = await self._query(_LOCK_MEETINGS, keys)
        return {(row["term_code"], row["code"]): decode_meetings(row["meetings"]) for row in rows}

    async def lock_groups(self, drafts: Sequence[GroupDraft]) -> dict[tuple[str, ...], LockedGroup]:
        """Lock the groups that these would change, in the order of their codes; by the codes of term and group."""
        rows = await self._query(_LOCK_DIFFERING_GROUPS, _group_rows(drafts))
        return {
            (row["term_code"], row["code"]): LockedGroup(
                row["seats_taken"],
                row["seats_taken"] - row["extra_seats"],
                row["moves"],
                bool(row["other_component"]),
                row["course_code"],
            )
            for row in rows
        }

    async def _save(self, kind: Kind[ValuesT], drafts: Iterable[Draft[ValuesT]]) -> list[Saved]:
        wanted = {draft.key: draft for draft in drafts}
        existing = {kind.key(row): row for row in await self._query(kind.find, wanted)}
        inserted = await self._insert(kind, [draft for key, draft in wanted.items() if key not in existing])
        changes = []
        if self._if_exists is not IfExists.KEEP:
            # What was there neither a moment ago nor for us to insert, another has inserted in between.
            new = {kind.key(change.row) for change in inserted}
            overtaken = await self._query(kind.find, (key for key in wanted if key not in existing and key not in new))
            changes = await self._update(kind, wanted, [*existing.values(), *overtaken])
        await AuditLog(self._tx).append_saved(self._entry(kind, change) for change in (*inserted, *changes))
        return [Saved(kind.key(change.row), new=change.before is None) for change in (*inserted, *changes)]

    async def _change(self, kind: Kind[ValuesT], drafts: Sequence[Draft[ValuesT]]) -> list[_Change[ValuesT]]:
        """What was changed of things that exist; nothing is inserted."""
        wanted = {draft.key: draft for draft in drafts}
        changes = await self._update(kind, wanted, await self._query(kind.find, wanted))
        await AuditLog(self._tx).append_saved(self._entry(kind, change) for change in changes)
        return changes

    async def _insert(self, kind: Kind[ValuesT], drafts: Iterable[Draft[ValuesT]]) -> list[_Change[ValuesT]]:
        """Those that were inserted; others may insert the same at the same time."""
        values = {draft.key: draft.values(None, self._if_exists) for draft in drafts}
        rows = await self._query(kind.insert, ((*key, *_stored(it)) for key, it in values.items()))
        return [_Change(row, None, values[kind.key(row)]) for row in rows]

    async def _update(
        self, kind: Kind[ValuesT], wanted: Mapping[tuple[str, ...], Draft[ValuesT]], rows: Sequence[Row]
    ) -> list[_Change[ValuesT]]:
        """Those of the rows that were updated. What stays the same is not even locked."""
        differing = self._changes(kind, wanted, rows)
        await self._query(kind.lock, ((change.row["id"],) for change in differing))
        # Others may have changed them while this waited.
        locked = await self._query(kind.find, (kind.key(change.row) for change in differing))
        changes = self._changes(kind, wanted, locked)
        updated = await self._query(kind.update, ((it.row["id"], *_stored(it.after)) for it in changes))
        ids = {row["id"] for row in updated}
        return [change for change in changes if change.row["id"] in ids]

    def _changes(
        self, kind: Kind[ValuesT], wanted: Mapping[tuple[str, ...], Draft[ValuesT]], rows: Iterable[Row]
    ) -> list[_Change[ValuesT]]:
        """What drafts make of rows, where that differs or replaces them."""
        found = []
        for row in rows:
            before = kind.values(row)
            after = wanted[kind.key(row)].values(before, self._if_exists)
            if after != before or self._if_exists is IfExists.REPLACE:
                found.append(_Change(row, before, after))
        return found

    async def _query(self, sql: str, rows: Iterable[Sequence[object]]) -> list[Row]:
        values = columns(rows)
        return await self._tx.query(sql, *values) if values else []

    def _entry(self, kind: Kind[ValuesT], change: _Change[ValuesT]) -> SavedEntry:
        return SavedEntry(
            actor=self._editor.actor,
            action=kind.action,
            correlation_id=self._editor.correlation_id,
            reason=self._editor.reason or _in_short(change.after),
            before=storable_json(change.before),
            after=storable_json(change.after),
            **kind.about(change.row),
        )


def _stored(values: Values) -> Iterable[object]:
    """The values as parameters of a statement."""
    cells = msgspec.structs.astuple(values)
    return (storable_json(cell) if isinstance(cell, tuple | msgspec.Struct) else cell for cell in cells)


def _saved_holds(change: _Change[StudentValues]) -> list[Saved]:
    """The holds that a change has placed or changed, by the codes of student and hold."""
    before = change.before.holds if change.before else ()
    known = {hold.code for hold in before}
    return [
        Saved((change.row["code"], str(hold.code)), new=hold.code not in known)
        for hold in change.after.holds
        if hold not in before
    ]


def _in_short(values: Values) -> str | None:
    """What entries of terms and groups have said since before they showed what had changed."""
    match values:
        case TermValues(_, opens_at, closes_at):
            return f"{opens_at.replace(tzinfo=None)} to {closes_at.replace(tzinfo=None)} UTC"
        case GroupValues(_, capacity):
            return f"capacity {capacity}"
        case _:
            return None


def _group_rows(drafts: Iterable[GroupDraft]) -> Iterable[tuple[object, ...]]:
    return (
        (
            *(d.term_code, d.code, d.course_code, d.capacity, storable_json(d.meetings)),
            *(d.cancelled_at is not None, storable_json(d.rules)),
        )
        for d in drafts
    )
