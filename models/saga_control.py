"""What people may say about a saga under way: cancel it, or try a stuck one again."""

from collections.abc import Collection
from uuid import UUID

from models.database import query

_CANCEL = """
WITH s AS (
    UPDATE sagas SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
    WHERE id = $1 AND finished_at IS NULL RETURNING id, version, claims, student_id, term_id, correlation_id),
note AS (
    INSERT INTO audit_log (at, actor, action, student_id, term_id, outcome, reason, correlation_id, saga_id, version)
    SELECT clock_timestamp(), $2, 'CANCEL_TASK', student_id, term_id, 'REQUESTED', $3, coalesce($4, correlation_id), id,
        version
    FROM s)
SELECT claims FROM s"""

_RETRY = """
WITH s AS (
    UPDATE sagas SET version = version + 1, stalled = 0, stuck_reason = NULL, status = CASE
        WHEN NOT EXISTS (SELECT FROM saga_steps WHERE saga_id = $1) THEN 'PENDING'
        -- As `saga.decide.cause` has it: a journal that was turned round goes on backwards.
        WHEN cancel_requested_at IS NOT NULL OR EXISTS (
            SELECT FROM saga_steps WHERE saga_id = $1 AND (problem IS NOT NULL
                OR status IN ('REFUSED', 'FAILED', 'COMPENSATING', 'COMPENSATED'))) THEN 'COMPENSATING'
        ELSE 'RUNNING' END
    WHERE id = $1 AND status = 'STUCK' RETURNING id, version, claims, student_id, term_id),
steps AS (
    UPDATE saga_steps t SET undo_attempts = 0, version = s.version FROM s
    WHERE t.saga_id = s.id AND t.status = 'COMPENSATING'),
note AS (
    INSERT INTO audit_log (at, actor, action, student_id, term_id, outcome, reason, correlation_id, saga_id, version)
    SELECT clock_timestamp(), $2, 'RETRY_SAGA', student_id, term_id, 'RETRIED', $3, $4, id, version FROM s)
SELECT claims FROM s"""


async def request_cancel(
    saga_id: UUID, *, actor: str, reason: str | None = None, correlation_id: str | None = None
) -> int | None:
    """Ask for the saga to be undone; how often it was claimed so far, or None where it is final or unknown.

    `correlation_id`: of the request that asks; None: the one that began the saga.

    The commit of its next stretch reads the request under its lock, so that either the cancellation or the stretch
    comes first, never both.
    """
    rows = await query(_CANCEL, saga_id, actor, reason, correlation_id)
    return int(rows[0]["claims"]) if rows else None


async def retry_stuck(saga_id: UUID, *, actor: str, reason: str, correlation_id: str) -> int | None:
    """Let a STUCK saga be claimed again; how often it was claimed so far, or None where it is not stuck.

    Of several who ask at once, one succeeds: the others find it stuck no more. One that cannot be read gets STUCK
    again by the next claim, with its reason.
    """
    rows = await query(_RETRY, saga_id, actor, reason, correlation_id)
    return int(rows[0]["claims"]) if rows else None


async def cancelled(ids: Collection[UUID]) -> list[UUID]:
    """Those of `ids` whose cancellation was requested."""
    sql = "SELECT id FROM sagas WHERE id = ANY($1::uuid[]) AND cancel_requested_at IS NOT NULL"
    return [row["id"] for row in await query(sql, list(ids))]
