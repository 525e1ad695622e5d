"""What people may do with an unfinished saga: cancel it, or retry it if it is stuck."""

from uuid import UUID

from enrollment.plans import ADMINISTRATIVE_DROP
from models.audit_log import AuditLog
from models.database import Database
from models.sql import SQL

_CANCEL = SQL["saga_control.request_cancel"]
_RETRY = SQL["saga_control.retry_stuck"]


class SagaControl:
    """Records requests to cancel sagas, and lets stuck ones go on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def request_cancel(
        self, saga_id: UUID, *, actor: str, reason: str | None = None, correlation_id: str | None = None
    ) -> int | None:
        """Ask for the saga to be undone; how often it was claimed so far, or None where it is final, unknown, or the
        institution's own.

        `correlation_id`: of the request that asks; None: the one that began the saga.

        The next commit of the saga reads the request under its lock, so that either the cancellation or the commit
        comes first, never both.
        """
        async with self._database.transaction() as tx:
            rows = await tx.query(_CANCEL, saga_id, ADMINISTRATIVE_DROP[0])
            await AuditLog(tx).append_by_hand(
                saga_id,
                rows,
                actor=actor,
                action="CANCEL_TASK",
                outcome="REQUESTED",
                reason=reason,
                correlation_id=correlation_id,
            )
        return int(rows[0]["claims"]) if rows else None

    async def retry_stuck(self, saga_id: UUID, *, actor: str, reason: str, correlation_id: str) -> int | None:
        """Let a STUCK saga be claimed again; how often it was claimed until now, or None if it is not stuck.

        Of several callers at the same time one succeeds. A saga that cannot be read gets STUCK again by the next claim.
        """
        async with self._database.transaction() as tx:
            rows = await tx.query(_RETRY, saga_id)
            await AuditLog(tx).append_by_hand(
                saga_id,
                rows,
                actor=actor,
                action="RETRY_SAGA",
                outcome="RETRIED",
                reason=reason,
                correlation_id=correlation_id,
            )
        return int(rows[0]["claims"]) if rows else None
