-- Claims: which worker runs which saga. The claim itself is a function, made by a migration.

-- name: claim --
-- What became of the sagas $2, which the worker $3 wants to own. $1: the lease; $4: what makes a saga a suspect.
SELECT * FROM claim_v2($1, $2, $3, $4)

-- name: mark_stuck --
-- Sagas that were claimed ($1, with their tokens $2) and cannot be run, each with its reason ($3). One that is locked
-- stays with its worker, which gives it back as one that it does not run.
UPDATE sagas s SET status = 'STUCK', version = version + 1, owner = NULL, token = NULL, stuck_reason = x.reason,
    waits_for = NULL, wait_reason = NULL, waiting_since = NULL
FROM unnest($1::uuid[], $2::uuid[], $3::text[]) x (id, token, reason)
WHERE s.id = x.id AND s.token = x.token
  AND s.id IN (SELECT id FROM sagas WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
RETURNING {task_columns}

-- name: reread --
-- A saga as it is now, if its token is still the one that it was claimed with.
SELECT {task_columns} FROM sagas s WHERE s.id = $1 AND s.token = $2

-- name: release --
-- Gives one claim back.
UPDATE sagas SET owner = NULL, token = NULL WHERE id = $1 AND token = $2

-- name: put_down --
-- Gives back sagas that wait ($1, with their tokens $2), until $3 seconds from now, each with what it waits for ($4) and
-- why ($5). This is no new version, and the claim that ends by it is not counted as one without progress. A cancellation
-- that the worker did not know of ($6: whether it knew) ends the wait. One that is locked stays with its worker, which
-- gives it back as one that it does not run.
UPDATE sagas s SET owner = NULL, token = NULL, stalled = greatest(s.stalled - 1, 0), waits_for = x.waits_for,
    wait_reason = x.reason,
    waiting_since = CASE WHEN s.waits_for = x.waits_for THEN s.waiting_since ELSE clock_timestamp() END,
    due_at = clock_timestamp() + CASE WHEN x.cancelled OR s.cancel_requested_at IS NULL
                                      THEN make_interval(secs => x.seconds) ELSE interval '0' END
FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::text[], $5::text[], $6::bool[])
  x (id, token, seconds, waits_for, reason, cancelled)
WHERE s.id = x.id AND s.id IN (SELECT k.id FROM sagas k JOIN unnest($1::uuid[], $2::uuid[]) y (id, token)
                               ON k.id = y.id AND k.token = y.token ORDER BY k.id FOR NO KEY UPDATE OF k SKIP LOCKED)

-- name: release_all_but --
-- Gives back what the worker $1 owns but does not run ($2: what it runs). The last claim of those in $3 is not counted
-- as one without progress.
UPDATE sagas SET owner = NULL, token = NULL, stalled = stalled - (stalled > 0 AND id = ANY($3::uuid[]))::int
WHERE id IN (SELECT id FROM sagas WHERE owner = $1 AND ended IS NULL AND NOT id = ANY($2::uuid[])
             ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
