"""Overrides: their table, and what reads, grants, revokes and uses them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.limits import MAX_SUBJECT_CHARACTERS
from enrollment.overrides import Override, OverrideDraft, OverrideKind, OverrideValues
from enrollment.problems import GroupNotFound, OverrideNotFound, StudentNotFound, TermNotFound
from kit.uuid7 import uuid7
from models.audit_entries import SavedEntry
from models.audit_log import AuditLog
from models.catalogue_writer import Editor
from models.database import Database, Row, Transaction
from models.groups import GroupRow
from models.similar_codes import SimilarCodes
from models.sql import SQL
from models.storable import storable_json
from models.students import StudentRow
from models.terms import TermRow

_LOCK_STUDENT = SQL["overrides.lock_student"]
_SAME = SQL["overrides.same"]
_GRANT = SQL["overrides.grant"]
_LOCK_STUDENT_OF = SQL["overrides.lock_student_of"]
_REVOKE = SQL["overrides.revoke"]
_BY_IDS = SQL["overrides.by_ids"]
_OF_STUDENTS = SQL["overrides.of_students"]
_USABLE = SQL["overrides.usable_of_students"]
_USE_UP = SQL["overrides.use_up"]
_GIVE_BACK = SQL["overrides.give_back"]


class OverrideRow(Model):
    """One grant; see `enrollment.overrides.Override`. `used_by`: the saga that has used it up; it may be archived."""

    id = fields.UUIDField(primary_key=True)
    student: fields.ForeignKeyRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT
    )
    term: fields.ForeignKeyRelation["TermRow"] = fields.ForeignKeyField("models.TermRow", on_delete=fields.RESTRICT)
    group: fields.ForeignKeyNullableRelation["GroupRow"] = fields.ForeignKeyField(
        "models.GroupRow", on_delete=fields.RESTRICT, null=True
    )
    kind = fields.CharEnumField(OverrideKind, max_length=40)
    reason = fields.TextField()
    granted_by = fields.CharField(max_length=MAX_SUBJECT_CHARACTERS)
    granted_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(null=True)
    once = fields.BooleanField()
    used_by = fields.UUIDField(null=True)
    used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "overrides"
        table_description = "What registrars let students do in spite of a rule"
        indexes = (Index(fields=("student_id", "granted_at", "id"), name="overrides_of_students"),)
        constraints = (CheckConstraint(check="used_by IS NULL OR once", name="overrides_once"),)


def override_of(row: Mapping[str, Any]) -> Override:
    """A row that has the `override_columns`."""
    return Override(**{**row, "kind": OverrideKind(row["kind"])})


class AlreadyUsedUp(Exception):
    """A one-time override was used up by another task: the commit cannot stand."""


OverridesByStudent = Mapping[tuple[int, int], Sequence[Override]]
"""By (student id, term id)."""


async def usable_overrides(students: Sequence[int], tx: Transaction) -> OverridesByStudent:
    """The overrides of students who are locked that can be used, by (student id, term id)."""
    found: dict[tuple[int, int], list[Override]] = defaultdict(list)
    for row in await tx.query(_USABLE, list(students)):
        found[row["student_id"], row["term_id"]].append(override_of(row))
    return found


async def write_uses(used_up: Sequence[tuple[UUID, UUID]], returned_by: Sequence[UUID], tx: Transaction) -> None:
    """Write which one-time overrides are used up, each with its saga, and which sagas give theirs back.

    Raises AlreadyUsedUp.
    """
    if returned_by:
        await tx.query(_GIVE_BACK, list(returned_by))
    if used_up:
        ids, sagas = zip(*used_up, strict=True)
        if len(await tx.query(_USE_UP, list(ids), list(sagas))) < len(used_up):
            raise AlreadyUsedUp(f"one of {', '.join(map(str, ids))}")


class Overrides:
    """Grants, revokes and reads overrides."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def grant(
        self, draft: OverrideDraft, *, actor: str, correlation_id: str
    ) -> Override | StudentNotFound | TermNotFound | GroupNotFound:
        """The override as it is now. A usable one of the same kind for the same student, term and group is changed, so
        that to ask twice grants once."""
        editor = Editor(actor, correlation_id)
        async with self._database.transaction() as tx:
            [row] = await tx.query(_LOCK_STUDENT, draft.student_code, draft.term_code, draft.group_code)
            if refusal := await self._refusal(draft, row, tx):
                return refusal
            about = row["student_id"], row["term_id"], row["group_id"]
            before = [override_of(found) for found in await tx.query(_SAME, *about, draft.kind)]
            [granted] = await tx.query(
                *(_GRANT, before[0].id if before else uuid7(), *about, draft.kind, draft.reason, actor),
                *(draft.expires_at, draft.once),
            )
            after = override_of(granted)
            await _log("GRANT_OVERRIDE", before[0] if before else None, after, draft.reason, editor, tx)
        return after

    async def revoke(self, id_: UUID, *, actor: str, reason: str, correlation_id: str) -> Override | OverrideNotFound:
        """The override as it is now. One that was revoked before stays as it is."""
        editor = Editor(actor, correlation_id)
        async with self._database.transaction() as tx:
            await tx.query(_LOCK_STUDENT_OF, id_)
            found = [override_of(row) for row in await tx.query(_BY_IDS, [id_])]
            for row in await tx.query(_REVOKE, id_):
                await _log("REVOKE_OVERRIDE", found[0], override_of(row), reason, editor, tx)
                return override_of(row)
        return found[0] if found else OverrideNotFound(path=("input", "id"))

    async def by_ids(self, ids: Sequence[UUID]) -> Mapping[UUID, Override]:
        """Overrides by id."""
        return {row["id"]: override_of(row) for row in await self._database.query(_BY_IDS, list(ids))}

    async def of_students(self, ids: Sequence[int], term_code: str | None) -> Mapping[int, Sequence[Override]]:
        """All overrides of each student, the newest first; `term_code`: in this term only."""
        found: dict[int, list[Override]] = {id_: [] for id_ in ids}
        for row in await self._database.query(_OF_STUDENTS, list(ids), term_code):
            found[row["student_id"]].append(override_of(row))
        return found

    async def _refusal(
        self, draft: OverrideDraft, row: Row, tx: Transaction
    ) -> StudentNotFound | TermNotFound | GroupNotFound | None:
        if row["student_id"] is None:
            similar = await SimilarCodes(tx).of_students([(draft.student_code,)])
            alike = min(similar.get((draft.student_code,), ()), default=None)
            return StudentNotFound(student_code=draft.student_code, similar_code=alike, path=("input", "studentCode"))
        if row["term_id"] is None:
            return TermNotFound(term_code=draft.term_code, similar_code=row["similar_term"], path=("input", "termCode"))
        if draft.group_code is not None and row["group_id"] is None:
            return GroupNotFound(group_code=draft.group_code, term_code=draft.term_code, path=("input", "groupCode"))
        return None


async def _log(
    action: str, before: Override | None, after: Override, reason: str, editor: Editor, tx: Transaction
) -> None:
    """Write the line of the audit log."""
    entry = SavedEntry(
        actor=editor.actor,
        action=action,
        correlation_id=editor.correlation_id,
        reason=reason,
        before=None if before is None else storable_json(OverrideValues.of(before)),
        after=storable_json(OverrideValues.of(after)),
        student_id=after.student_id,
        term_id=after.term_id,
        group_code=after.group_code,
    )
    await AuditLog(tx).append_saved([entry])
