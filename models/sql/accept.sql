-- Accepting commands, all of one tick in one statement.

-- name: insert_tasks --
-- A row for each command whose student exists, whose term is open and whose key is free; the others get none. Numbers
-- of acceptance follow the order of arrival; rows are inserted in the order of their keys, so that two processes that
-- insert the same keys wait for each other in one order. $1 to $13: a column each; $14: how long a key is valid.
WITH asked AS MATERIALIZED (
    SELECT x.*, nextval('sagas_accepted_seq') AS accepted
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::bool[], $10::bytea[], $11::text[], $12::text[], $13::text[])
      AS x (id, kind, plan, plan_version, command, outcome, scope, key, derived, fingerprint, correlation_id,
            student_code, term_code))
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
                   scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, accepted_at)
SELECT x.id, x.accepted, x.kind, 'PENDING', 1, x.plan, x.plan_version, x.command::jsonb, x.outcome::jsonb, st.id, t.id,
       x.scope, x.key, x.derived, now() + $14::interval, x.fingerprint, x.correlation_id, now()
FROM asked x
JOIN students st ON st.code = x.student_code
JOIN terms t ON t.code = x.term_code AND t.opens_at <= now() AND now() < t.closes_at
ORDER BY x.scope, x.key, x.accepted
ON CONFLICT (scope, idempotency_key) WHERE key_released_at IS NULL DO NOTHING
RETURNING id, accepted_at

-- name: explain_refused --
-- Why commands were not inserted, in their order: what is missing, or whose key it is. `over`: the key stands for
-- nothing any more and may be released.
SELECT x.n, st.id AS student_id, t.id AS term_id, t.opens_at, t.closes_at, now() AS now,
       s.id AS saga_id, s.fingerprint = x.fingerprint AS same,
       s.key_expires_at <= now() AND s.finished_at IS NOT NULL OR {key_overtaken} AS over
FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[])
  WITH ORDINALITY AS x (scope, key, fingerprint, student_code, term_code, n)
LEFT JOIN students st ON st.code = x.student_code
LEFT JOIN terms t ON t.code = x.term_code
LEFT JOIN sagas s ON s.scope = x.scope AND s.idempotency_key = x.key AND s.key_released_at IS NULL
ORDER BY x.n

-- name: replay --
-- Of tasks that the cache names for keys, those whose key still stands for them.
SELECT x.n, s.id AS saga_id, s.fingerprint = x.fingerprint AS same
FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::bytea[]) AS x (n, id, scope, key, fingerprint)
JOIN sagas s ON s.id = x.id AND s.scope = x.scope AND s.idempotency_key = x.key
WHERE s.key_released_at IS NULL AND (s.key_expires_at > now() OR s.finished_at IS NULL) AND NOT ({key_overtaken})

-- name: release_keys --
-- Frees keys that stand for nothing any more; locks in the order of ids, as every statement does.
UPDATE sagas SET key_released_at = now()
WHERE id IN (SELECT id FROM sagas WHERE id = ANY($1::uuid[]) AND key_released_at IS NULL
             ORDER BY id FOR NO KEY UPDATE)
