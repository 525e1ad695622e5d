-- Idempotency keys, as operators see them.

-- name: release --
-- Frees the key of a task that has ended.
UPDATE sagas SET key_released_at = clock_timestamp()
WHERE id = $1 AND key_released_at IS NULL AND finished_at IS NOT NULL
RETURNING version, student_id, term_id

-- name: count_standing --
-- How many keys have neither expired nor been released, counted up to 100,000. Of a LIMIT that is a
-- parameter the planner expects that it may be a tenth of the table, and reads all of it.
SELECT count(*) AS n FROM (
    SELECT FROM sagas WHERE key_released_at IS NULL AND key_expires_at > now() LIMIT 100000) standing

-- name: recent --
-- Keys that stand, those that expire last first.
SELECT id, scope, idempotency_key AS key, extract(epoch FROM key_expires_at - clock_timestamp())::float8 AS seconds_left
FROM sagas WHERE key_released_at IS NULL AND key_expires_at > now()
ORDER BY key_expires_at DESC, accepted DESC LIMIT $1
