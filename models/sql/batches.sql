-- Batches and what became of their rows.

-- name: take_turn --
-- Waits until no other batch is accepted, until the end of the transaction. $1: the number of the advisory lock.
SELECT pg_advisory_xact_lock($1)

-- name: insert --
-- A batch, unless its key stands for another. $1 to $6: its columns; $7: how long the key is valid.
INSERT INTO batches (id, scope, idempotency_key, fingerprint, reason, correlation_id, key_expires_at, accepted_at)
VALUES ($1, $2, $3, $4, $5, $6, now() + $7::interval, now())
ON CONFLICT (idempotency_key, scope) WHERE key_released_at IS NULL DO NOTHING
RETURNING id

-- name: insert_rows --
-- The rows of the batch $1, each with its task or its problem.
INSERT INTO batch_rows (batch_id, row, student_code, term_code, group_codes, saga_id, replayed, problem)
SELECT $1, x.row, x.student_code, x.term_code, x.group_codes::jsonb, x.saga_id, x.replayed, x.problem::jsonb
FROM unnest($2::smallint[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::bool[], $8::text[])
  AS x (row, student_code, term_code, group_codes, saga_id, replayed, problem)

-- name: of_key --
-- The batch for which a key stands ($1: the scope, $2: the key), and whether it has this fingerprint ($3). `over`: the key
-- may be released, because it has expired and no row is unfinished; or because it was derived ($4) and a row may come to
-- another end now: the key of its task is free again, or it was to be sent again later.
SELECT b.id, b.fingerprint = $3 AS same,
       b.key_expires_at <= now() AND NOT EXISTS (
           SELECT FROM batch_rows r JOIN sagas s ON s.id = r.saga_id
           WHERE r.batch_id = b.id AND s.finished_at IS NULL)
       OR $4 AND EXISTS (
           SELECT FROM batch_rows r LEFT JOIN sagas s ON s.id = r.saga_id
           WHERE r.batch_id = b.id AND (s.key_released_at IS NOT NULL OR r.problem->>'code' = ANY($5::text[]))) AS over
FROM batches b WHERE b.scope = $1 AND b.idempotency_key = $2 AND b.key_released_at IS NULL

-- name: release_key --
-- Frees the key of the batch $1.
UPDATE batches SET key_released_at = now() WHERE id = $1 AND key_released_at IS NULL

-- name: by_ids --
-- Batches with how far their rows have come. Why a saga was undone its journal says: see `saga.decide.cause`.
SELECT b.id, b.scope, b.accepted_at, b.reason, c.*
FROM batches b CROSS JOIN LATERAL (
    SELECT max(s.finished_at) AS finished_at, count(*) AS rows,
           count(*) FILTER (WHERE r.saga_id IS NULL) AS not_accepted,
           count(*) FILTER (WHERE s.status = 'PENDING') AS queued,
           count(*) FILTER (WHERE s.status IN ('RUNNING', 'COMPENSATING', 'STUCK')) AS running,
           count(*) FILTER (WHERE s.status = 'COMPLETED') AS succeeded,
           count(*) FILTER (WHERE s.status = 'REJECTED' OR undone.cause = 'REFUSED') AS rejected,
           count(*) FILTER (WHERE s.status = 'FAILED' OR undone.cause = 'FAILED') AS failed,
           count(*) FILTER (WHERE undone.cause = 'CANCELLED') AS cancelled,
           count(*) FILTER (WHERE r.saga_id IS NOT NULL AND s.id IS NULL) AS archived
    FROM batch_rows r
    LEFT JOIN sagas s ON s.id = r.saga_id
    LEFT JOIN LATERAL (
        SELECT coalesce((SELECT CASE p.status WHEN 'REFUSED' THEN 'REFUSED' ELSE 'FAILED' END FROM saga_steps p
                         WHERE p.saga_id = s.id AND (p.status IN ('REFUSED', 'FAILED') OR p.problem IS NOT NULL)
                         ORDER BY p.position LIMIT 1), 'CANCELLED') AS cause) undone ON s.status = 'COMPENSATED'
    WHERE r.batch_id = b.id) c
WHERE b.id = ANY($1::uuid[])

-- name: rows --
-- Rows of each of the batches $1 after the row $2, at most $3.
SELECT p.* FROM unnest($1::uuid[]) x (batch_id) CROSS JOIN LATERAL (
    SELECT r.batch_id, r.row, r.student_code, r.term_code, r.group_codes::text, r.saga_id, r.replayed, r.problem::text
    FROM batch_rows r WHERE r.batch_id = x.batch_id AND r.row > $2 ORDER BY r.row LIMIT $3) p
ORDER BY p.batch_id, p.row
