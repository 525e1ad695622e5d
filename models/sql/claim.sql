-- Claims: which worker runs which saga. Locks are taken in one order everywhere: sagas, students, groups, enrollments.

-- name: lock_sagas --
-- Of these sagas those that can be claimed and that no other transaction has locked.
SELECT id, student_id, stalled FROM sagas
WHERE id = ANY($1::uuid[]) AND finished_at IS NULL AND status <> 'STUCK'
ORDER BY id FOR NO KEY UPDATE SKIP LOCKED

-- name: lock_students --
-- One claim at a time may look at a student's sagas.
SELECT id FROM students WHERE id = ANY($1::int[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED

-- name: claim --
-- Makes $3 the owner of those of $2 that no living worker has and whose turn it is. $1: the lease.
UPDATE sagas s SET owner = $3, token = gen_random_uuid(), claims = claims + 1, stalled = stalled + 1,
    started_at = coalesce(started_at, clock_timestamp())
WHERE id = ANY($2::uuid[]) AND (s.owner IS NULL OR NOT {owner_alive}) AND {has_its_turn}
RETURNING s.stalled, {task_columns}

-- name: mark_stuck --
-- Sagas that were claimed and cannot be run, each with its reason.
UPDATE sagas s SET status = 'STUCK', version = version + 1, owner = NULL, token = NULL, stuck_reason = x.reason
FROM unnest($1::uuid[], $2::text[]) x (id, reason) WHERE s.id = x.id
RETURNING {task_columns}

-- name: reread --
-- A saga as it is now, if its token is still the one that it was claimed with.
SELECT {task_columns} FROM sagas s WHERE s.id = $1 AND s.token = $2

-- name: release --
-- Gives one claim back.
UPDATE sagas SET owner = NULL, token = NULL WHERE id = $1 AND token = $2

-- name: release_all_but --
-- Gives back what the worker $1 owns but does not run ($2: what it runs). The last claim of those in $3 is not counted
-- as one without progress.
UPDATE sagas SET owner = NULL, token = NULL, stalled = stalled - (stalled > 0 AND id = ANY($3::uuid[]))::int
WHERE id IN (SELECT id FROM sagas WHERE owner = $1 AND finished_at IS NULL AND NOT id = ANY($2::uuid[])
             ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
