-- What people may do to a saga under way.

-- name: request_cancel --
-- Asks for the saga to be undone, unless it is final.
UPDATE sagas SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
WHERE id = $1 AND finished_at IS NULL RETURNING claims, version, student_id, term_id, correlation_id

-- name: retry_stuck --
-- Lets a stuck saga be claimed again, with all its attempts. As `saga.decide.cause` has it, a journal that was turned
-- round goes on backwards.
WITH s AS (
    UPDATE sagas SET version = version + 1, stalled = 0, stuck_reason = NULL, status = CASE
        WHEN NOT EXISTS (SELECT FROM saga_steps WHERE saga_id = $1) THEN 'PENDING'
        WHEN cancel_requested_at IS NOT NULL OR EXISTS (
            SELECT FROM saga_steps WHERE saga_id = $1 AND (problem IS NOT NULL
                OR status IN ('REFUSED', 'FAILED', 'COMPENSATING', 'COMPENSATED'))) THEN 'COMPENSATING'
        ELSE 'RUNNING' END
    WHERE id = $1 AND status = 'STUCK' RETURNING id, claims, version, student_id, term_id),
steps AS (
    UPDATE saga_steps t SET undo_attempts = 0, version = s.version FROM s
    WHERE t.saga_id = s.id AND t.status = 'COMPENSATING')
SELECT claims, version, student_id, term_id FROM s

-- name: cancelled --
-- Those of these sagas whose cancellation was requested.
SELECT id FROM sagas WHERE id = ANY($1::uuid[]) AND cancel_requested_at IS NOT NULL
