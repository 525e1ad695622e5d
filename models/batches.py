"""Batches: accepts the enrollments of many students in one transaction, and reads what became of each."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import get_args
from uuid import UUID

import msgspec
from msgspec import structs
from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from enrollment.batch import AcceptedBatch, Batch, BatchCounts, BatchResult, NewBatch, NewRow, RowResult, of_row
from enrollment.limits import (
    MAX_CODE_CHARACTERS,
    MAX_CORRELATION_ID_CHARACTERS,
    MAX_KEY_CHARACTERS,
    MAX_SUBJECT_CHARACTERS,
)
from enrollment.paging import Page, PageRequest
from enrollment.problems import AnyProblem, BatchKeyConflict, RetryAdvice, ServiceUnavailable
from enrollment.submission import Accepted, Submission, SubmissionResult
from kit.errors import DatabaseUnavailable
from kit.uuid7 import uuid7
from models.acceptance import Acceptance
from models.audit_entries import SavedEntry
from models.audit_log import AuditLog
from models.cursors import by_parent, decode_cursor, number_part, paged
from models.database import BATCH_LOCK, Database, Queries, Row, Transaction
from models.sql import SQL, columns
from models.storable import storable_json, storable_text

_TAKE_TURN = SQL["batches.take_turn"]
_INSERT = SQL["batches.insert"]
_INSERT_ROWS = SQL["batches.insert_rows"]
_OF_KEY = SQL["batches.of_key"]
_RELEASE_KEY = SQL["batches.release_key"]
_BY_IDS = SQL["batches.by_ids"]
_ROWS = SQL["batches.rows"]

_ROUNDS = 3
"""A key may be released between insert and look-up; more than a few times in a row it cannot."""

_LATER = [problem.__struct_config__.tag for problem in get_args(AnyProblem) if problem.retry is RetryAdvice.AFTER]
"""Problems of rows that may be accepted if they are sent again."""

_problems = msgspec.json.Decoder(AnyProblem)
_codes = msgspec.json.Decoder(tuple[str, ...])


class BatchesRow(Model):
    """A batch.

    Attributes:
        scope, idempotency_key: whose key, and which; unique while `key_released_at` is null.
    """

    id = fields.UUIDField(primary_key=True)
    scope = fields.CharField(max_length=MAX_SUBJECT_CHARACTERS)
    idempotency_key = fields.CharField(max_length=MAX_KEY_CHARACTERS)
    key_expires_at = fields.DatetimeField()
    key_released_at = fields.DatetimeField(null=True)
    fingerprint = fields.BinaryField()
    reason = fields.TextField(null=True)
    correlation_id = fields.CharField(max_length=MAX_CORRELATION_ID_CHARACTERS)
    accepted_at = fields.DatetimeField()

    class Meta:
        table = "batches"
        table_description = "Enrollments that were handed in together"
        constraints = (
            UniqueConstraint(
                fields=("idempotency_key", "scope"), name="batches_one_live_key", condition="key_released_at IS NULL"
            ),
        )


class BatchedRow(Model):
    """A row of a batch, keyed (batch, row).

    Attributes:
        row: its number, from 1.
        saga_id: its task, or null; then `problem` says why. The task may have been archived.
        replayed: whether an earlier request had made the task.
    """

    # Tortoise knows no composite keys; see `StepRow`.
    batch: fields.ForeignKeyRelation["BatchesRow"] = fields.ForeignKeyField(
        "models.BatchesRow", on_delete=fields.CASCADE, primary_key=True
    )
    row = fields.SmallIntField()
    student_code = fields.CharField(max_length=MAX_CODE_CHARACTERS)
    term_code = fields.CharField(max_length=MAX_CODE_CHARACTERS)
    group_codes = fields.JSONField[list[str]]()
    saga_id = fields.UUIDField(null=True)
    replayed = fields.BooleanField()
    problem = fields.JSONField[dict[str, object]](null=True)

    class Meta:
        table = "batch_rows"
        table_description = "What became of the rows of batches"


class Batches:
    """Accepts and reads batches.

    Args:
        acceptance: accepts the rows, as it accepts single requests.
        key_ttl: how long an idempotency key replays its batch, from acceptance.
    """

    def __init__(self, database: Database, acceptance: Acceptance, key_ttl: timedelta) -> None:
        self._database = database
        self._acceptance = acceptance
        self._key_ttl = key_ttl
        self._accepting = asyncio.Lock()

    async def of_key(self, batch: NewBatch) -> BatchResult | None:
        """What the key stands for; None if it is free, which one that is over is from now on."""
        asked = batch.caller, batch.key, batch.fingerprint, batch.derived, _LATER
        rows = await self._database.query(_OF_KEY, *asked)
        for row in rows:
            if row["over"]:
                await self._database.query(_RELEASE_KEY, row["id"])
            elif row["same"]:
                return AcceptedBatch((await self.by_ids([row["id"]]))[row["id"]], replayed=True)
            else:
                return BatchKeyConflict(first_batch_id=str(row["id"]))
        return None

    async def accept(self, batch: NewBatch) -> BatchResult:
        """The batch, durable with all of its rows. A row that cannot be accepted does not affect the others.

        One batch is accepted at a time, so that their rows become visible in the order of their numbers: the rows that
        are awake are the first by number, and one that appeared before them later would be awake besides.
        """
        for _ in range(_ROUNDS):
            batch_id = uuid7()
            # Those of this process wait here, without a connection.
            async with self._accepting, self._database.transaction() as tx:
                await tx.query(_TAKE_TURN, BATCH_LOCK)
                if await self._insert(tx, batch_id, batch):
                    accepted = (await _by_ids(tx, [batch_id]))[batch_id]
                    return AcceptedBatch(accepted, replayed=False)
            if (earlier := await self.of_key(batch)) is not None:
                return earlier
        raise DatabaseUnavailable("the key was released each time when it was looked up", affects_whole_batch=False)

    async def by_ids(self, ids: Sequence[UUID]) -> Mapping[UUID, Batch]:
        """Batches by id; unknown ones are absent."""
        return await _by_ids(self._database, ids)

    async def rows_of_batches(self, ids: Sequence[UUID], page: PageRequest) -> Mapping[UUID, Page[RowResult]]:
        """What became of the rows of each batch, in their order. Raises BadCursor."""
        [after] = decode_cursor(page.after, number_part) or [0]
        rows = await self._database.query(_ROWS, list(ids), min(after, 2**15 - 1), page.first + 1)
        found = by_parent(ids, rows, "batch_id")
        return {key: paged(found[key], page, _result_of, lambda row: [str(row["row"])]) for key in ids}

    async def _insert(self, tx: Transaction, batch_id: UUID, batch: NewBatch) -> bool:
        """Whether its key was free."""
        values = (batch_id, batch.caller, batch.key, batch.fingerprint, batch.reason, batch.correlation_id)
        if not await tx.query(_INSERT, *values, self._key_ttl):
            return False
        asked = {n: row.submission for n, row in enumerate(batch.rows, 1) if isinstance(row.submission, Submission)}
        results = await self._acceptance.accept(tx, [_of_batch(submission, batch_id) for submission in asked.values()])
        by_number = dict(zip(asked, results, strict=True))
        rows = [_stored(n, row, by_number.get(n)) for n, row in enumerate(batch.rows, 1)]
        await tx.query(_INSERT_ROWS, batch_id, *columns(rows))
        await AuditLog(tx).append_saved([_entry(batch_id, batch, sum(row[4] is not None for row in rows))])
        return True


def _of_batch(submission: Submission, batch_id: UUID) -> Submission:
    return replace(submission, command=structs.replace(submission.command, batch_id=batch_id))


def _stored(
    number: int, row: NewRow, result: SubmissionResult | DatabaseUnavailable | None
) -> tuple[int, str | None, str | None, str | None, UUID | None, bool, str | None]:
    command, accepted = row.command, result if isinstance(result, Accepted) else None
    problem: AnyProblem | None = None
    if isinstance(result, DatabaseUnavailable):
        problem = ServiceUnavailable(service="database", retry_after_seconds=result.retry_after_seconds)
    elif isinstance(result, AnyProblem):
        problem = of_row(result, number)
    elif isinstance(row.submission, AnyProblem):
        problem = row.submission
    return (
        number,
        storable_text(command.student_code, MAX_CODE_CHARACTERS),
        storable_text(command.term_code, MAX_CODE_CHARACTERS),
        storable_json([storable_text(code, MAX_CODE_CHARACTERS) for code in command.group_codes]),
        None if accepted is None else accepted.task.id,
        accepted is not None and accepted.replayed,
        storable_json(problem),
    )


def _entry(batch_id: UUID, batch: NewBatch, accepted: int) -> SavedEntry:
    return SavedEntry(
        actor=batch.caller,
        action="ENROLL_BATCH",
        correlation_id=batch.correlation_id,
        reason=batch.reason,
        before=None,
        after=storable_json({"batch": str(batch_id), "rows": len(batch.rows), "accepted": accepted}),
        outcome="ACCEPTED",
    )


async def _by_ids(queries: Queries, ids: Sequence[UUID]) -> Mapping[UUID, Batch]:
    return {row["id"]: _batch_of(row) for row in await queries.query(_BY_IDS, list(ids))}


def _batch_of(row: Row) -> Batch:
    counts = BatchCounts(**{name: row[name] for name in BatchCounts.__dataclass_fields__})
    return Batch(
        id=row["id"],
        submitted_by=row["scope"],
        submitted_at=row["accepted_at"],
        reason=row["reason"],
        finished_at=row["finished_at"] if counts.final else None,
        counts=counts,
    )


def _result_of(row: Row) -> RowResult:
    return RowResult(
        row=row["row"],
        student_code=row["student_code"],
        term_code=row["term_code"],
        group_codes=_codes.decode(row["group_codes"]),
        task_id=row["saga_id"],
        replayed=row["replayed"],
        problem=None if row["problem"] is None else _problems.decode(row["problem"]),
    )
