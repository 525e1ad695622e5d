-- Pruning: finished sagas that no promise needs any more are deleted whole.

-- name: due --
-- Whether pruning is due: the hour $1 (UTC) of this day is past, and none has been completed since.
SELECT x.hour <= now() AND coalesce(r.completed_at < x.hour, true) AS due
FROM retention r, LATERAL (SELECT date_trunc('day', now(), 'UTC') + make_interval(hours => $1) AS hour) x

-- name: take_turn --
-- Whether the transaction prunes: one process at a time does. $1: the number of the advisory lock.
SELECT pg_try_advisory_xact_lock($1) AS mine

-- name: page --
-- The next $3 sagas by their numbers after $2: up to which, those that may go ($1: what is older), in their order, and
-- whether all sagas that follow are younger. Sagas are numbered as they are accepted.
WITH page AS MATERIALIZED (SELECT * FROM sagas WHERE accepted > $2 ORDER BY accepted LIMIT $3)
SELECT max(accepted) AS last, count(*) < $3 OR min(accepted_at) >= $1 AS over,
       coalesce(array_agg(id ORDER BY accepted) FILTER (WHERE goes), '{}') AS sagas
FROM (SELECT s.id, s.accepted, s.accepted_at, {outlived} AND (
          NOT {has_dropped} OR NOT EXISTS (
              SELECT FROM (SELECT s.student_id, s.term_id, s.command) d CROSS JOIN LATERAL (
                  SELECT FROM enrollments e JOIN sagas s ON s.id = e.saga_id
                  WHERE {dropped_by_d} AND NOT ({outlived})) kept)) AS goes
      FROM page s) judged

-- name: count_of --
-- What belongs to the sagas $1.
SELECT (SELECT count(*) FROM enrollments WHERE saga_id = ANY($1::uuid[])) AS enrollments,
       (SELECT count(*) FROM saga_steps WHERE saga_id = ANY($1::uuid[])) AS steps,
       (SELECT count(*) FROM sagas s JOIN audit_log a ON a.student_id = s.student_id AND a.saga_id = s.id
        WHERE s.id = ANY($1::uuid[])) AS audit_entries

-- name: lock_sagas --
-- Of the sagas $2 those that may go still ($1: what is older), but for those that another transaction has locked.
SELECT s.id FROM sagas s WHERE s.id = ANY($2::uuid[]) AND {outlived} ORDER BY s.id FOR UPDATE OF s SKIP LOCKED

-- name: archived --
-- Of the sagas $1, which are locked, those that go, each whole as a line of JSON, in the order of their numbers. What
-- has dropped groups stays as long as an enrollment in them does: without it, no task would have dropped that.
SELECT s.id, jsonb_build_object(
    'kind', 'saga', 'id', s.id, 'version', s.version, 'student', st.code, 'term', t.code, 'saga', to_jsonb(s),
    'steps', (SELECT coalesce(jsonb_agg(to_jsonb(p) - 'saga_id' ORDER BY p.position), '[]')
              FROM saga_steps p WHERE p.saga_id = s.id),
    'enrollments', (SELECT coalesce(jsonb_agg(to_jsonb(e) - 'saga_id' || jsonb_build_object('group', g.code)
                                              ORDER BY g.code), '[]')
                    FROM enrollments e JOIN groups g ON g.id = e.group_id WHERE e.saga_id = s.id),
    'audit', (SELECT coalesce(jsonb_agg(to_jsonb(a) - 'saga_id' ORDER BY a.id), '[]')
              FROM audit_log a WHERE a.student_id = s.student_id AND a.saga_id = s.id))::text AS line
FROM sagas s JOIN students st ON st.id = s.student_id JOIN terms t ON t.id = s.term_id
WHERE s.id = ANY($1::uuid[]) AND (NOT {has_dropped} OR NOT EXISTS (
    SELECT FROM (SELECT s.student_id, s.term_id, s.command) d CROSS JOIN LATERAL (
        SELECT FROM enrollments e
        WHERE {dropped_by_d} AND NOT e.saga_id = ANY($1::uuid[])) kept))
ORDER BY s.accepted

-- name: delete --
-- Deletes the sagas $1 and what belongs to them. How many have ever ended in which way does not change by it: what the
-- trigger takes from the sums is added again.
WITH audit_entries AS (
    DELETE FROM audit_log a USING sagas s
    WHERE s.id = ANY($1::uuid[]) AND a.student_id = s.student_id AND a.saga_id = s.id RETURNING a.id),
steps AS (DELETE FROM saga_steps WHERE saga_id = ANY($1::uuid[]) RETURNING position),
seats AS (DELETE FROM enrollments WHERE saga_id = ANY($1::uuid[]) RETURNING id),
gone AS (DELETE FROM sagas WHERE id = ANY($1::uuid[]) RETURNING status)
SELECT count(*) AS sagas, (SELECT count(*) FROM audit_entries) AS audit_entries, (SELECT count(*) FROM steps) AS steps,
       (SELECT count(*) FROM seats) AS enrollments,
       saga_counts_add(count(*) FILTER (WHERE status = 'COMPLETED'), count(*) FILTER (WHERE status = 'REJECTED'),
                       count(*) FILTER (WHERE status = 'COMPENSATED'), count(*) FILTER (WHERE status = 'FAILED'))
FROM gone

-- name: lock_workers --
-- Workers that have not been alive since $1 and own no saga that is under way, each as a line of JSON.
SELECT w.id, jsonb_build_object('kind', 'worker', 'id', w.id, 'worker', to_jsonb(w))::text AS line FROM workers w
WHERE w.heartbeat_at < $1::timestamptz AND NOT EXISTS (
    SELECT FROM sagas s WHERE s.ended IS NULL AND s.owner = w.id)
ORDER BY w.id FOR UPDATE OF w SKIP LOCKED
