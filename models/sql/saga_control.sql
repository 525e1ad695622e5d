-- What people may do to a saga under way.

-- name: request_cancel --
-- Asks for the saga to be undone, unless it is final or has the plan $2. A derived key stands for it no longer: the same request, sent
-- again, is a new wish. One that was put down is due now, the first time that this is asked.
UPDATE sagas SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
    key_released_at = CASE WHEN key_derived THEN coalesce(key_released_at, clock_timestamp()) ELSE key_released_at END,
    due_at = CASE WHEN cancel_requested_at IS NULL AND due_at > clock_timestamp() THEN clock_timestamp() ELSE due_at END
WHERE id = $1 AND status NOT IN ('COMPLETED', 'REJECTED', 'COMPENSATED', 'FAILED') AND plan <> $2
RETURNING claims, version, student_id, term_id, correlation_id

-- name: retry_stuck --
-- Lets a stuck saga be claimed again, with all its attempts. As `saga.decide.turned` has it, a journal that was turned
-- round goes on backwards, but for that of a drop, which owes a refund.
WITH s AS (
    UPDATE sagas SET version = version + 1, stalled = 0, stuck_reason = NULL, status = CASE
        WHEN NOT EXISTS (SELECT FROM saga_steps WHERE saga_id = $1) THEN 'PENDING'
        WHEN (cancel_requested_at IS NOT NULL AND kind <> 'DROP') OR EXISTS (
            SELECT FROM saga_steps WHERE saga_id = $1 AND (problem IS NOT NULL
                OR status IN ('REFUSED', 'FAILED', 'COMPENSATING', 'COMPENSATED'))) THEN 'COMPENSATING'
        ELSE 'RUNNING' END
    WHERE id = $1 AND status = 'STUCK' RETURNING id, kind, claims, version, student_id, term_id),
steps AS (
    UPDATE saga_steps t SET undo_attempts = 0, attempts = CASE t.status WHEN 'STARTED' THEN 0 ELSE t.attempts END,
        version = s.version
    FROM s
    WHERE t.saga_id = s.id AND (t.status = 'COMPENSATING' OR (t.status = 'STARTED' AND s.kind = 'DROP')))
SELECT claims, version, student_id, term_id FROM s
