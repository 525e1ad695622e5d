-- Counts of the work.

-- name: work --
-- Unfinished sagas one by one, they are few; those that have ended from sums kept by their commits. One statement, so
-- that a saga that ends while it runs is counted once. Of each student and term one saga is running, put down until it is
-- due, or waiting for a worker, and the others are deferred, as `fragments.has_its_turn` has it: first the one that a
-- dead worker had begun. One that is put down is deferred too, and waits for a worker since it is due. $1: the lease.
WITH live AS MATERIALIZED (
    SELECT s.student_id, s.term_id, s.status, s.accepted_at, s.owner IS NOT NULL AS owned, w.id IS NOT NULL AS carried,
           s.due_at > clock_timestamp() AS put_down, greatest(s.accepted_at, s.due_at) AS since
    FROM sagas s LEFT JOIN workers w ON w.id = s.owner AND {worker_alive}
    WHERE s.ended IS NULL),
turns AS (
    SELECT count(*) AS those, count(*) FILTER (WHERE carried) AS carried,
           coalesce(min(since) FILTER (WHERE owned), min(since) FILTER (WHERE status <> 'PENDING'), min(since)) AS since,
           count(*) FILTER (WHERE carried OR put_down) = 0 AS waits
    FROM live WHERE status <> 'STUCK' GROUP BY student_id, term_id),
queue AS (
    SELECT count(*) FILTER (WHERE waits) AS waiting, coalesce(sum(carried), 0)::bigint AS running,
           coalesce(sum(those), 0)::bigint AS those, min(since) FILTER (WHERE waits) AS since
    FROM turns),
ended AS (
    SELECT coalesce(sum(completed), 0)::bigint AS "COMPLETED", coalesce(sum(rejected), 0)::bigint AS "REJECTED",
           coalesce(sum(compensated), 0)::bigint AS "COMPENSATED", coalesce(sum(failed), 0)::bigint AS "FAILED"
    FROM saga_counts)
SELECT clock_timestamp() AS at, q.waiting, q.running, q.those - q.running - q.waiting AS deferred,
    extract(epoch FROM clock_timestamp() - q.since)::float8 AS oldest_waiting_seconds,
    (SELECT extract(epoch FROM clock_timestamp() - min(accepted_at))::float8 FROM live) AS oldest_active_seconds,
    (SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM live GROUP BY status) x)::text AS live,
    (SELECT to_jsonb(e) FROM ended e)::text AS ended
FROM queue q

-- name: plans --
-- The plans of unfinished sagas: how many follow each, how many living workers know it, and how many do not say what they
-- know, because their release does not. $1: the lease.
SELECT s.plan, s.plan_version AS version, count(*) AS sagas,
    (SELECT count(*) FROM workers w WHERE {worker_alive} AND format('%s %s', s.plan, s.plan_version) = ANY(w.plans))
        AS known_by,
    (SELECT count(*) FROM workers w WHERE {worker_alive} AND w.plans IS NULL) AS silent
FROM sagas s WHERE s.ended IS NULL GROUP BY s.plan, s.plan_version ORDER BY s.plan, s.plan_version

-- name: workers --
-- Each worker's row, and whether it is alive. $1: the lease.
SELECT id, name, heartbeat_at AS last_heartbeat_at, running, started_at, {worker_alive} AS alive
FROM workers w ORDER BY started_at, id
