"""What people may say about a saga under way: cancel it, or try a stuck one again."""

from collections.abc import Collection
from uuid import UUID

from models import audit_log
from models.audit_log import NewEntry
from models.database import query, transaction
from models.sql import SQL

_CANCEL = SQL["control.request_cancel"]
_RETRY = SQL["control.retry_stuck"]
_CANCELLED = SQL["control.cancelled"]


async def request_cancel(
    saga_id: UUID, *, actor: str, reason: str | None = None, correlation_id: str | None = None
) -> int | None:
    """Ask for the saga to be undone; how often it was claimed so far, or None where it is final or unknown.

    `correlation_id`: of the request that asks; None: the one that began the saga.

    The commit of its next stretch reads the request under its lock, so that either the cancellation or the stretch
    comes first, never both.
    """
    async with transaction() as tx:
        rows = await query(_CANCEL, saga_id, using=tx)
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
        await audit_log.append(entries, tx)
    return int(rows[0]["claims"]) if rows else None


async def retry_stuck(saga_id: UUID, *, actor: str, reason: str, correlation_id: str) -> int | None:
    """Let a STUCK saga be claimed again; how often it was claimed so far, or None where it is not stuck.

    Of several who ask at once, one succeeds: the others find it stuck no more. One that cannot be read gets STUCK
    again by the next claim, with its reason.
    """
    async with transaction() as tx:
        rows = await query(_RETRY, saga_id, using=tx)
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
        await audit_log.append(entries, tx)
    return int(rows[0]["claims"]) if rows else None


async def cancelled(ids: Collection[UUID]) -> list[UUID]:
    """Those of `ids` whose cancellation was requested."""
    return [row["id"] for row in await query(_CANCELLED, list(ids))]
