"""Reads and releases idempotency keys. The rows decide, whatever a cache contains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from enrollment.paging import Page, PageRequest
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from models.audit_log import AuditLog
from models.cursors import paged
from models.database import Database, Row
from models.keyset_filters import PAGE_LIMIT, SAGAS_OF_STUDENT, Condition, conditions, cursor_position
from models.sql import SQL

_COLUMNS = """s.id, s.scope, s.idempotency_key AS key, s.key_derived AS derived, s.accepted_at AS created_at,
    s.key_expires_at AS expires_at, s.key_released_at AS released_at, s.accepted"""
_NEWEST = f"ORDER BY expires_at DESC, accepted DESC LIMIT {PAGE_LIMIT}"

_ALL = "sagas s"
_UNDER_WAY = "(SELECT * FROM sagas WHERE ended IS NULL OFFSET 0) s"
"""OFFSET 0 makes the planner use the index of unfinished sagas: they are few."""
_ACTIVE, _RELEASED = "s.key_released_at IS NULL", "s.key_released_at IS NOT NULL"
_PARTS = {
    None: ((_ALL, _ACTIVE), (_ALL, _RELEASED)),
    True: ((_ALL, f"{_ACTIVE} AND s.key_expires_at > now()"), (_UNDER_WAY, f"{_ACTIVE} AND s.key_expires_at <= now()")),
    False: ((_ALL, _RELEASED), (_ALL, f"{_ACTIVE} AND s.key_expires_at <= now() AND s.finished_at IS NOT NULL")),
}
"""The keys by whether they still stand for their task; None for all. Each part has an index."""

_COUNT = SQL["idempotency_keys.count_standing"]
_RELEASE = SQL["idempotency_keys.release"]
_RECENT = SQL["idempotency_keys.recent"]


@dataclass(frozen=True, slots=True)
class ActiveKey:
    """A key that stands for a task, and for how many seconds more."""

    id: UUID
    scope: str
    key: str
    seconds_left: float


class IdempotencyKeyStore:
    """Reads and releases idempotency keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def search(self, search: IdempotencySearch, page: PageRequest) -> Page[IdempotencyKeyEntry]:
        """Entries, the last to expire first, which with an unchanged TTL is newest first. Raises BadCursor."""
        values: list[object] = [page.first + 1]
        given = _conditions(search, page.after, values)
        source_of = {} if search.student_code is None else {_ALL: SAGAS_OF_STUDENT}
        parts = " UNION ALL ".join(
            f"(SELECT {_COLUMNS} FROM {source_of.get(source, source)} WHERE {part}{given} {_NEWEST})"
            for source, part in _PARTS[search.live]
        )
        rows = await self._database.query(
            f"SELECT * FROM ({parts}) either ORDER BY expires_at DESC, accepted DESC LIMIT $1", *values
        )
        return paged(rows, page, _entry_of, lambda row: [row["expires_at"].isoformat(), str(row["accepted"])])

    async def by_ids(self, ids: Sequence[UUID]) -> Mapping[UUID, IdempotencyKeyEntry]:
        """Entries by the ids of their tasks."""
        rows = await self._database.query(f"SELECT {_COLUMNS} FROM sagas s WHERE s.id = ANY($1::uuid[])", list(ids))
        return {row["id"]: _entry_of(row) for row in rows}

    async def count_active(self) -> int:
        """How many keys have not expired and were not released; at most 100,000, so that it costs little."""
        return int((await self._database.query(_COUNT))[0]["n"])

    async def release(self, entry_id: UUID, *, actor: str, reason: str, correlation_id: str) -> bool:
        """Release the key of a final task, with an entry in the audit log; whether there was one to release.

        Of several callers at the same time one releases it. A request with the same key that waits for the row begins a
        new task afterwards.
        """
        async with self._database.transaction() as tx:
            rows = await tx.query(_RELEASE, entry_id)
            await AuditLog(tx).append_by_hand(
                entry_id,
                rows,
                actor=actor,
                action="INVALIDATE_KEY",
                outcome="RELEASED",
                reason=reason,
                correlation_id=correlation_id,
            )
        return bool(rows)

    async def last_to_expire(self, most: int) -> Sequence[ActiveKey]:
        """Active keys, the last to expire first."""
        return [ActiveKey(**row) for row in await self._database.query(_RECENT, most)]


def _conditions(search: IdempotencySearch, after: str | None, values: list[object]) -> str:
    given: list[Condition] = [
        ("s.student_id = (SELECT id FROM students WHERE code = {})", [search.student_code]),
        ("s.idempotency_key = {}", [search.key]),
        ("s.id = {}", [search.task_id]),
        ("(s.key_expires_at, s.accepted) < ({}, {})", cursor_position(after) or [None]),
    ]
    return conditions(given, values)


def _entry_of(row: Row) -> IdempotencyKeyEntry:
    return IdempotencyKeyEntry(**{name: row[name] for name in IdempotencyKeyEntry.__dataclass_fields__})
