"""The audit log: its table, the one place that writes it and the one that reads it.

An entry is written in the commit that made it so; a request that was refused changed nothing, and its entry follows.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

import msgspec
from tortoise import fields
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.expressions import Q, Subquery
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from enrollment.audit import AuditEntry, AuditSearch, RefusedRequest
from enrollment.limits import (
    MAX_CODE_CHARACTERS,
    MAX_CORRELATION_ID_CHARACTERS,
    MAX_SUBJECT_CHARACTERS,
)
from enrollment.paging import Page, PageRequest
from enrollment.problems import AnyProblem
from models.audit_entries import NewCircuitEntry, NewEntry, SavedEntry, refusal_row
from models.cursors import paged
from models.database import Queries, Row
from models.keyset_filters import any_text, cursor_position
from models.sagas import SagaRow
from models.sql import SQL, columns
from models.students import StudentRow
from models.terms import TermRow

_APPEND = SQL["audit_log.append"]
_APPEND_SAVED = SQL["audit_log.append_saved"]
_APPEND_REFUSALS = SQL["audit_log.append_refusals"]
_APPEND_CIRCUIT_CHANGES = SQL["audit_log.append_circuit_changes"]

_FIELDS = (
    "id",
    "at",
    "actor",
    "action",
    "group_code",
    "group_codes",
    "course_code",
    "outcome",
    "problem",
    "reason",
    "correlation_id",
    "saga_id",
    "before",
    "after",
    "override_ids",
)
_CODES = {"student_code": "student__code", "term_code": "term__code"}
"""What is read of an entry, and of what it refers to."""

_problems = msgspec.json.Decoder(AnyProblem)


class AuditRow(Model):
    """One entry, about a group of a task, a task, a thing of the catalogue or a circuit breaker.

    No foreign keys: they would cost every enrollment nine look-ups, and history outlives what it is about.

    Attributes:
        actor: who asked, or `system`.
        outcome: the group's status, or what happened to the saga.
        version: the saga's version that wrote the entry.
        service, epoch: which change of which circuit breaker; null for all other entries.
        group_codes: of a refused request that named several groups; of all other entries the group is `group_code`.
        before, after: what was stored of a thing of the catalogue and what is, null for all other entries; `before` is
            null for a new thing.
        override_ids: of the overrides that a task used for the group; null for none.
    """

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor = fields.CharField(max_length=MAX_SUBJECT_CHARACTERS)
    action = fields.CharField(max_length=40)
    student: fields.ForeignKeyNullableRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    term: fields.ForeignKeyNullableRelation["TermRow"] = fields.ForeignKeyField(
        "models.TermRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    group_code = fields.CharField(max_length=MAX_CODE_CHARACTERS, null=True)
    outcome = fields.CharField(max_length=16)
    problem = fields.JSONField[AnyProblem](null=True, decoder=_problems.decode)
    reason = fields.TextField(null=True)
    correlation_id = fields.CharField(max_length=MAX_CORRELATION_ID_CHARACTERS, null=True)
    saga: fields.ForeignKeyNullableRelation["SagaRow"] = fields.ForeignKeyField(
        "models.SagaRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    version = fields.IntField(null=True)
    service = fields.CharField(max_length=60, null=True)
    epoch = fields.BigIntField(null=True)
    course_code = fields.CharField(max_length=MAX_CODE_CHARACTERS, null=True)
    group_codes = ArrayField("text", null=True)
    before = fields.JSONField[dict[str, Any]](null=True)
    after = fields.JSONField[dict[str, Any]](null=True)
    override_ids = ArrayField("uuid", null=True)

    class Meta:
        table = "audit_log"
        table_description = "What happened, append only"
        constraints = (
            UniqueConstraint(fields=("service", "epoch"), name="audit_log_one_change", condition="service IS NOT NULL"),
        )
        indexes = (
            Index(fields=("student_id", "at", "id"), name="audit_log_by_student"),
            Index(fields=("group_code", "at", "id"), name="audit_log_by_group"),
            Index(fields=("actor", "at", "id"), name="audit_log_by_actor"),
            Index(fields=("correlation_id", "at", "id"), name="audit_log_by_correlation"),
            Index(fields=("at", "id"), name="audit_log_by_time"),
        )


class AuditLog:
    """Reads and writes the audit log.

    Args:
        queries: the database, or the transaction that the entries are written in.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def append(self, entries: Iterable[NewEntry]) -> None:
        """Write entries in their order. The transaction has to be the one that they are about."""
        if found := columns(entries):
            await self._queries.query(_APPEND, *found)

    async def append_by_hand(
        self,
        saga_id: UUID,
        changed: Sequence[Row],
        *,
        actor: str,
        action: str,
        outcome: str,
        reason: str | None,
        correlation_id: str | None,
    ) -> None:
        """Write that someone has changed a saga.

        Args:
            changed: the saga's row, with its student, term and version, if it was changed.
            correlation_id: None for that of the saga, which is then in its row.
        """
        await self.append(
            NewEntry(
                at=None,
                actor=actor,
                action=action,
                outcome=outcome,
                student_id=row["student_id"],
                term_id=row["term_id"],
                reason=reason,
                correlation_id=correlation_id or row["correlation_id"],
                saga_id=saga_id,
                version=row["version"],
            )
            for row in changed
        )

    async def append_saved(self, entries: Iterable[SavedEntry]) -> None:
        """Write entries in their order. The transaction has to be the one that saves."""
        if found := columns(entries):
            await self._queries.query(_APPEND_SAVED, *found)

    async def append_refusals(self, refused: Sequence[tuple[RefusedRequest, float]]) -> None:
        """Write refusals in their order, an entry each; with each its age in seconds."""
        await self._queries.query(_APPEND_REFUSALS, *columns(refusal_row(refusal, age) for refusal, age in refused))

    async def append_circuit_changes(self, changes: Sequence[NewCircuitEntry]) -> None:
        """Write those that no process has written yet."""
        await self._queries.query(_APPEND_CIRCUIT_CHANGES, *columns(changes))

    async def search(self, search: AuditSearch, page: PageRequest) -> Page[AuditEntry]:
        """Entries, newest first. Raises BadCursor."""
        group = any_text(search.group_code) if search.group_code is not None else None
        # Each of the two has an index; with OR between them there would be none in order of time.
        alternatives = [Q()] if group is None else [Q(group_code=group), Q(group_codes__contains=[search.group_code])]
        found = [await self._newest(search, page, about) for about in alternatives]
        rows = sorted(chain.from_iterable(found), key=lambda row: (row["at"], row["id"]), reverse=True)
        return paged(rows[: page.first + 1], page, _entry_of, lambda row: [row["at"].isoformat(), str(row["id"])])

    async def _newest(self, search: AuditSearch, page: PageRequest, about: Q) -> Sequence[Row]:
        return await self._queries.run(
            lambda client: (
                AuditRow.filter(about, _wanted(search, client), _before(page.after))
                .order_by("-at", "-id")
                .limit(page.first + 1)
                .using_db(client)
                .values(*_FIELDS, **_CODES)
            )
        )

    async def by_ids(self, ids: Sequence[int]) -> Mapping[int, AuditEntry]:
        """Entries by id."""
        rows = await self._queries.run(
            lambda client: AuditRow.filter(id__in=ids).using_db(client).values(*_FIELDS, **_CODES)
        )
        return {row["id"]: _entry_of(row) for row in rows}

    async def of_saga(self, saga_id: UUID) -> Sequence[AuditEntry]:
        """Entries about one saga, in their order. Its student's are looked through: the log knows no index of sagas."""
        rows = await self._queries.run(
            lambda client: (
                AuditRow.filter(
                    saga_id=saga_id,
                    student_id=Subquery(SagaRow.filter(id=saga_id).using_db(client).values("student_id")),
                )
                .order_by("id")
                .using_db(client)
                .values(*_FIELDS, **_CODES)
            )
        )
        return [_entry_of(row) for row in rows]


def _wanted(search: AuditSearch, client: BaseDBAsyncClient) -> Q:
    """The conditions that were asked for but for the group, and no other, so that each search finds its index."""
    texts = {
        "course_code": search.course_code,
        "actor": search.actor,
        "correlation_id": search.correlation_id,
    }
    equal: dict[str, Any] = {name: any_text(text) for name, text in texts.items() if text is not None}
    wanted = [Q(**equal)]
    if search.student_code is not None:
        code = any_text(search.student_code)
        wanted.append(Q(student_id=Subquery(StudentRow.filter(code=code).using_db(client).values("id"))))
    if search.since is not None:
        wanted.append(Q(at__gte=search.since))
    if search.until is not None:
        wanted.append(Q(at__lt=search.until))
    return Q(*wanted)


def _before(after: str | None) -> Q:
    """What a page after this cursor begins with. Raises BadCursor."""
    position = cursor_position(after)
    if position is None:
        return Q()
    at, last = position
    # Tortoise has no comparison of rows: the index is entered by the first condition.
    return Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=last))


def _entry_of(row: Row) -> AuditEntry:
    alone = [] if row["group_code"] is None else [row["group_code"]]
    return AuditEntry(**{**row, "group_codes": row["group_codes"] or alone, "override_ids": row["override_ids"] or ()})
