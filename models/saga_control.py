"""What people may do with an unfinished saga: cancel it, or retry it if it is stuck."""

from collections.abc import Collection
from uuid import UUID

from models.audit_log import AuditLog, NewEntry
from models.database import Database
from models.sql import SQL

_CANCEL = SQL["saga_control.request_cancel"]
_RETRY = SQL["saga_control.retry_stuck"]
_CANCELLED = SQL["saga_control.cancelled"]


class SagaControl:
    """Records requests to cancel sagas, and lets stuck ones go on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def request_cancel(
        self, saga_id: UUID, *, actor: str, reason: str | None = None, correlation_id: str | None = None
    ) -> int | None:
        """Ask for the saga to be undone; how often it was claimed so far, or None where it is final or unknown.

        `correlation_id`: of the request that asks; None: the one that began the saga.

        The next commit of the saga reads the request under its lock, so that either the cancellation or the commit
        comes first, never both.
        """
        async with self._database.transaction() as tx:
            rows = await tx.query(_CANCEL, saga_id)
            entries = [
                NewEntry(
                    at=None,
                    actor=actor,
                    action="CANCEL_TASK",
                    outcome="REQUESTED",
                    student_id=row["student_id"],
                    term_id=row["term_id"],
                    reason=reason,
                    correlation_id=correlation_id or row["correlation_id"],
                    saga_id=saga_id,
                    version=row["version"],
                )
                for row in rows
            ]
            await AuditLog(tx).append(entries)
        return int(rows[0]["claims"]) if rows else None

    async def retry_stuck(self, saga_id: UUID, *, actor: str, reason: str, correlation_id: str) -> int | None:
        """Let a STUCK saga be claimed again; how often it was claimed until now, or None if it is not stuck.

        Of several callers at the same time one succeeds. A saga that cannot be read gets STUCK again by the next claim.
        """
        async with self._database.transaction() as tx:
            rows = await tx.query(_RETRY, saga_id)
            entries = [
                NewEntry(
                    at=None,
                    actor=actor,
                    action="RETRY_SAGA",
                    outcome="RETRIED",
                    student_id=row["student_id"],
                    term_id=row["term_id"],
                    reason=reason,
                    correlation_id=correlation_id,
                    saga_id=saga_id,
                    version=row["version"],
                )
                for row in rows
            ]
            await AuditLog(tx).append(entries)
        return int(rows[0]["claims"]) if rows else None

    async def cancelled(self, ids: Collection[UUID]) -> list[UUID]:
        """Those of `ids` whose cancellation was requested."""
        return [row["id"] for row in await self._database.query(_CANCELLED, list(ids))]
