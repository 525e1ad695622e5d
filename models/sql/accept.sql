-- Accepting commands, all of one tick in one statement.

-- name: insert_tasks --
-- A row for each command whose student exists and has room for it, whose term is open for them, or who has a
-- registrar's reason or an override, and whose key is free; the others get none, and those neither whose student or term
-- another transaction has locked against references. Numbers of acceptance follow the order of arrival; rows are inserted
-- in the order of their keys, so that two processes that insert the same keys wait for each other in one order. $1 to $15:
-- a column each; $16: how long a key is valid; $17: how many unfinished tasks a student may have in a term. Of commands
-- with one key only one begins a task, so `nth` counts keys.
WITH asked AS MATERIALIZED (
    SELECT x.*, nextval('sagas_accepted_seq') AS accepted
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::bool[], $10::bytea[], $11::text[], $12::text[], $13::text[], $14::bool[], $15::uuid[])
      AS x (id, kind, plan, plan_version, command, outcome, scope, key, derived, fingerprint, correlation_id,
            student_code, term_code, by_registrar, batch_id)),
counted AS (
    SELECT a.*, dense_rank() OVER (PARTITION BY student_code, term_code ORDER BY first) AS nth
    FROM (SELECT *, min(accepted) OVER (PARTITION BY scope, key) AS first FROM asked) a)
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
                   scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, by_registrar,
                   batch_id, accepted_at)
SELECT x.id, x.accepted, x.kind, 'PENDING', 1, x.plan, x.plan_version,
       CASE WHEN {window_open} THEN x.command::jsonb
            ELSE x.command::jsonb || jsonb_build_object('outside_window', jsonb_build_array(t.opens_at, t.closes_at)) END,
       x.outcome::jsonb, st.id, t.id, x.scope, x.key, x.derived, now() + $16::interval, x.fingerprint,
       x.correlation_id, x.by_registrar, x.batch_id, now()
FROM counted x
JOIN students st ON st.code = x.student_code
JOIN terms t ON t.code = x.term_code
WHERE ({window_open} OR x.command::jsonb ? 'reason' OR {window_override})
  AND x.nth + (SELECT count(*) FROM (SELECT FROM sagas o WHERE {unfinished_of_student} LIMIT $17) o) <= $17
ORDER BY x.scope, x.key, x.accepted
FOR KEY SHARE OF st, t SKIP LOCKED
ON CONFLICT (scope, idempotency_key) WHERE key_released_at IS NULL DO NOTHING
RETURNING id, accepted_at

-- name: explain_refused --
-- Why commands were not inserted, in their order: what is missing, whose key it is, or how many unfinished tasks the
-- student has in the term, counted up to $6, and when the last of those that are put down is due. `over`: the key stands
-- for nothing any more and may be released.
SELECT x.n, {named_rows},
       s.id AS saga_id, s.fingerprint = x.fingerprint AS same,
       s.key_expires_at <= now() AND s.finished_at IS NOT NULL OR {key_overtaken} AS over,
       u.unfinished, extract(epoch FROM u.due_at - clock_timestamp())::float8 AS due_in_seconds
FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[])
  WITH ORDINALITY AS x (scope, key, fingerprint, student_code, term_code, n)
LEFT JOIN students st ON st.code = x.student_code
LEFT JOIN terms t ON t.code = x.term_code
LEFT JOIN sagas s ON s.scope = x.scope AND s.idempotency_key = x.key AND s.key_released_at IS NULL
LEFT JOIN LATERAL (
    SELECT count(*) AS unfinished, max(due_at) AS due_at
    FROM (SELECT due_at FROM sagas o WHERE {unfinished_of_student} LIMIT $6) o) u ON true
ORDER BY x.n

-- name: replay --
-- Of tasks that the cache names for keys, those whose key still stands for them.
SELECT x.n, s.id AS saga_id, s.fingerprint = x.fingerprint AS same
FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::bytea[]) AS x (n, id, scope, key, fingerprint)
JOIN sagas s ON s.id = x.id AND s.scope = x.scope AND s.idempotency_key = x.key
WHERE s.key_released_at IS NULL AND (s.key_expires_at > now() OR s.finished_at IS NULL) AND NOT ({key_overtaken})

-- name: release_keys --
-- Frees keys that stand for nothing any more, but for those of sagas that another transaction has locked.
UPDATE sagas SET key_released_at = now()
WHERE id IN (SELECT id FROM sagas WHERE id = ANY($1::uuid[]) AND key_released_at IS NULL
             ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
