"""The audit log: its table, the one place that writes it and the one that reads it.

An entry is written in the commit that made it so; a request that was refused changed nothing, and its entry follows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from tortoise import fields
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.expressions import Q, Subquery
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from enrollment.audit import AuditEntry, AuditSearch, RefusedRequest
from enrollment.paging import Page, PageRequest
from enrollment.problems import AnyProblem
from models.cursors import paged
from models.database import Queries, Row
from models.keyset_filters import any_text, cursor_position
from models.sagas import SagaRow
from models.sql import SQL
from models.storable import storable_json, storable_text
from models.students import StudentRow
from models.terms import TermRow

_APPEND = SQL["audit_log.append"]
_APPEND_REFUSALS = SQL["audit_log.append_refusals"]
_APPEND_CIRCUIT_CHANGES = SQL["audit_log.append_circuit_changes"]

_FIELDS = ("id", "at", "actor", "action", "group_code", "outcome", "problem", "reason", "correlation_id", "saga_id")
_CODES = {"student_code": "student__code", "term_code": "term__code"}
"""What is read of an entry, and of what it refers to."""

_LONGEST_CODE = 100
_LONGEST_REASON = 1000
_WRITTEN_NOW = 1.0
"""Seconds. The log is ordered by moments, and the age of a refusal is only as exact as the way to the database is
fast: what is younger takes the moment of its writing, so that one batch cannot overtake the one before."""


_problems = msgspec.json.Decoder(AnyProblem)


class AuditRow(Model):
    """One entry, about a group of a task, a task, a term, a group of the catalogue or a circuit breaker.

    No foreign keys: they would cost every enrollment nine look-ups, and history outlives what it is about.

    Attributes:
        actor: who asked, or `system`.
        outcome: the group's status, or what happened to the saga.
        version: the saga's version that wrote the entry.
        service, epoch: which change of which circuit breaker; null for all other entries.
    """

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor = fields.CharField(max_length=200)
    action = fields.CharField(max_length=40)
    student: fields.ForeignKeyNullableRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    term: fields.ForeignKeyNullableRelation["TermRow"] = fields.ForeignKeyField(
        "models.TermRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    group_code = fields.CharField(max_length=100, null=True)
    outcome = fields.CharField(max_length=16)
    problem = fields.JSONField[AnyProblem](null=True, decoder=_problems.decode)
    reason = fields.TextField(null=True)
    correlation_id = fields.CharField(max_length=128, null=True)
    saga: fields.ForeignKeyNullableRelation["SagaRow"] = fields.ForeignKeyField(
        "models.SagaRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    version = fields.IntField(null=True)
    service = fields.CharField(max_length=60, null=True)
    epoch = fields.BigIntField(null=True)

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


class NewEntry(NamedTuple):
    """An entry to be written; the fields are those of `AuditRow`.

    Attributes:
        at: None for the moment of writing.
        problem: JSON.
    """

    at: datetime | None
    actor: str
    action: str
    outcome: str
    student_id: int | None = None
    term_id: int | None = None
    group_code: str | None = None
    problem: str | None = None
    reason: str | None = None
    correlation_id: str | None = None
    saga_id: UUID | None = None
    version: int | None = None


class NewCircuitEntry(NamedTuple):
    """A change of a circuit breaker. `outcome`: its new state; `service` and `epoch` say which change it is."""

    at: datetime
    actor: str
    action: str
    outcome: str
    reason: str
    correlation_id: str | None
    service: str
    epoch: int


class AuditLog:
    """Reads and writes the audit log.

    Args:
        queries: the database, or the transaction that the entries are written in.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def append(self, entries: Iterable[NewEntry]) -> None:
        """Write entries in their order. The transaction has to be the one that they are about."""
        if columns := _columns(entries):
            await self._queries.query(_APPEND, *columns)

    async def append_refusals(self, refused: Sequence[tuple[RefusedRequest, float]]) -> None:
        """Write refusals in their order, an entry for each group asked for; with each its age in seconds."""
        await self._queries.query(
            _APPEND_REFUSALS, *_columns(row for refusal, age in refused for row in _refusal_rows(refusal, age))
        )

    async def append_circuit_changes(self, changes: Sequence[NewCircuitEntry]) -> None:
        """Write those that no process has written yet."""
        await self._queries.query(_APPEND_CIRCUIT_CHANGES, *_columns(changes))

    async def search(self, search: AuditSearch, page: PageRequest) -> Page[AuditEntry]:
        """Entries, newest first. Raises BadCursor."""
        rows = await self._queries.run(
            lambda client: (
                AuditRow.filter(_wanted(search, client), _before(page.after))
                .order_by("-at", "-id")
                .limit(page.first + 1)
                .using_db(client)
                .values(*_FIELDS, **_CODES)
            )
        )
        return paged(rows, page, _entry_of, lambda row: [row["at"].isoformat(), str(row["id"])])

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
    """The conditions that were asked for, and no other, so that each search finds its index."""
    texts = {"group_code": search.group_code, "actor": search.actor, "correlation_id": search.correlation_id}
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
    return AuditEntry(**row)


def _columns(rows: Iterable[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _refusal_rows(refusal: RefusedRequest, age: float) -> list[tuple[object, ...]]:
    # What is too long for a code is no group's.
    codes: list[str | None] = [
        code for code in dict.fromkeys(refusal.group_codes) if 0 < len(code) <= _LONGEST_CODE and "\0" not in code
    ]
    return [
        (
            age if age > _WRITTEN_NOW else 0.0,
            refusal.actor,
            refusal.action,
            storable_text(refusal.student_code, _LONGEST_CODE),
            storable_text(refusal.term_code, _LONGEST_CODE),
            storable_text(code, _LONGEST_CODE),
            storable_json(refusal.problem),
            storable_text(refusal.reason, _LONGEST_REASON),
            refusal.correlation_id,
            refusal.task_id,
        )
        for code in codes or [None]
    ]
