-- Counts of the work.

-- name: work --
-- Unfinished sagas one by one, they are few; those that have ended from sums kept by their commits. One statement, so
-- that a saga that ends while it runs is counted once. Of each student and term one saga is running or waiting and the
-- others are deferred, as `fragments.has_its_turn` has it: first the one that a dead worker had begun. $1: the lease.
WITH live AS MATERIALIZED (
    SELECT s.student_id, s.term_id, s.status, s.accepted_at, s.owner IS NOT NULL AS owned, w.id IS NOT NULL AS carried
    FROM sagas s LEFT JOIN workers w ON w.id = s.owner AND {worker_alive}
    WHERE s.finished_at IS NULL),
turns AS (
    SELECT count(*) AS those, count(*) FILTER (WHERE carried) AS carried,
           coalesce(min(accepted_at) FILTER (WHERE owned), min(accepted_at)) AS since
    FROM live WHERE status <> 'STUCK' GROUP BY student_id, term_id),
queue AS (
    SELECT count(*) FILTER (WHERE carried = 0) AS waiting, coalesce(sum(carried), 0)::bigint AS running,
           coalesce(sum(those), 0)::bigint AS those, min(since) FILTER (WHERE carried = 0) AS since
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

-- name: workers --
-- Each worker's row, and whether it is alive. $1: the lease.
SELECT id, name, heartbeat_at AS last_heartbeat_at, running, started_at, {worker_alive} AS alive
FROM workers w ORDER BY started_at, id
