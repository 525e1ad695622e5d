"""Counts the work: live sagas one by one, they are few; those that have ended from sums kept by their commits."""

from datetime import timedelta

import orjson

from enrollment.statistics import QueueStats, SagaStats, WorkerInfo, WorkStats
from models.database import Row, query
from saga.journal import SagaStatus

# One statement: whatever ends meanwhile is counted once, either as live or as ended.
_WORK = """
WITH live AS MATERIALIZED (
    SELECT s.student_id, s.term_id, s.status, s.accepted_at, s.owner IS NOT NULL AS owned, w.id IS NOT NULL AS carried
    FROM sagas s LEFT JOIN workers w ON w.id = s.owner AND w.heartbeat_at > clock_timestamp() - $1::interval
    WHERE s.finished_at IS NULL),
turns AS (
    -- Of each student and term one at a time, as claims have it: first the one that a dead worker had begun.
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
FROM queue q"""

_WORKERS = """
SELECT id, name, heartbeat_at AS last_heartbeat_at, running, started_at,
       heartbeat_at > clock_timestamp() - $1::interval AS lives
FROM workers ORDER BY started_at, id"""


async def work(lease: timedelta) -> WorkStats:
    """The work as it is now; `lease`: how old the heartbeat of a living worker may be."""
    [row] = await query(_WORK, lease)
    workers = [WorkerInfo(**worker) for worker in await query(_WORKERS, lease)]
    queue = QueueStats(row["waiting"], row["running"], row["deferred"], row["oldest_waiting_seconds"], workers)
    return WorkStats(row["at"], queue, _sagas(row))


def _sagas(row: Row) -> SagaStats:
    live: dict[str, int] = orjson.loads(row["live"] or "{}")
    counts = live | orjson.loads(row["ended"])
    by_status = {status: counts.get(status, 0) for status in SagaStatus}
    return SagaStats(sum(live.values()), by_status, row["oldest_active_seconds"])
