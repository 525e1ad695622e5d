-- Swaps into full groups that are put down until another swap gives a seat up.

-- name: take_turn --
-- Waits until no other transaction puts swaps down, up to `lock_timeout`. $1: the number of the advisory lock.
SELECT pg_advisory_xact_lock($1)

-- name: lock --
-- Locks the sagas $1. Others that want to claim them keep their locks for some milliseconds.
SELECT id FROM sagas WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE

-- name: waiting --
-- The swaps of the term $1 that wait ($2: for what), in the order of acceptance, at most $3.
SELECT s.id, s.command::text FROM sagas s
WHERE s.due_at > clock_timestamp() AND s.waits_for = $2 AND s.term_id = $1 AND s.owner IS NULL
  AND s.cancel_requested_at IS NULL AND {runnable}
ORDER BY s.accepted LIMIT $3

-- name: free_seats --
-- The free seats of the groups $2 of the term $1, as far as there are such groups.
SELECT code, capacity - seats_taken - seats_held - seats_offered AS free FROM groups WHERE term_id = $1 AND code = ANY($2::text[])

-- name: end_wait --
-- Makes the sagas $1 due that are put down.
UPDATE sagas SET due_at = clock_timestamp()
WHERE id IN (SELECT id FROM sagas WHERE id = ANY($1::uuid[]) AND owner IS NULL AND due_at IS NOT NULL
             ORDER BY id FOR NO KEY UPDATE)
