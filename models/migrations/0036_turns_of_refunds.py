"""The claim as before, but for drops that owe a refund: they have given up their student's turn.

The name has a version; see `0025_claim_function.py`.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
-- Makes `worker` the owner of those of the sagas `wanted` that no living worker has, that are due and whose turn it is,
-- and returns them as they are then. `lease`: the age from which a heartbeat counts as stopped. Of those claimed as
-- often as `suspect` without progress one is tried, by chance. The sagas that were passed over because they or their
-- students are locked are returned with `passed_over` and their id alone.
-- A drop that is under way has given its seats back and owes a refund: no other saga of its student waits for it.
-- Each lock is a statement of its own: what is decided under it must see what was committed before it was granted.
CREATE OR REPLACE FUNCTION claim_v2(lease interval, wanted uuid[], worker uuid, suspect int)
RETURNS TABLE (passed_over bool, stalled int, unknown_for interval, id uuid, accepted bigint, kind text, status text,
               version int, plan text, plan_version smallint, command text, outcome text, student_id int, term_id int,
               scope text, correlation_id text, claims int, token uuid, owner uuid, cancel_requested_at timestamptz,
               stuck_reason text, accepted_at timestamptz, started_at timestamptz, finished_at timestamptz, steps text)
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    locked uuid[];
    tried uuid[];
    students int[];
    free uuid[];
BEGIN
    -- A claim that is lost in a crash was no promise: no version changes, and its token comes to nothing.
    PERFORM set_config('synchronous_commit', 'off', true);

    SELECT coalesce(array_agg(l.id), '{}'), coalesce(array_agg(l.id) FILTER (WHERE l.chosen), '{}'),
           array_agg(l.student_id) FILTER (WHERE l.chosen)
    INTO locked, tried, students
    FROM (SELECT s.id, s.student_id, s.stalled < suspect
              OR row_number() OVER (PARTITION BY s.stalled < suspect ORDER BY random()) = 1 AS chosen
          FROM (SELECT s.id, s.student_id, s.stalled FROM sagas s
                WHERE s.id = ANY(wanted) AND s.status IN ('PENDING', 'RUNNING', 'COMPENSATING')
                ORDER BY s.id FOR NO KEY UPDATE SKIP LOCKED) s) l;

    -- One claim at a time may look at a student's sagas.
    SELECT coalesce(array_agg(t.id), '{}') INTO free
    FROM (SELECT st.id FROM students st WHERE st.id = ANY(students)
          ORDER BY st.id FOR NO KEY UPDATE SKIP LOCKED) st
    JOIN unnest(tried, students) t (id, student_id) ON t.student_id = st.id;

    RETURN QUERY
    UPDATE sagas s SET owner = worker, token = gen_random_uuid(), claims = s.claims + 1, stalled = s.stalled + 1,
        due_at = NULL, started_at = coalesce(s.started_at, clock_timestamp())
    WHERE s.id = ANY(free)
      AND (s.owner IS NULL OR NOT EXISTS (
          SELECT FROM workers w WHERE w.id = s.owner
            AND w.heartbeat_at > clock_timestamp() - lease AND w.heartbeat_at <= clock_timestamp()))
      AND (s.due_at IS NULL OR s.due_at <= clock_timestamp())
      AND (SELECT true FROM sagas o
           WHERE o.student_id = s.student_id AND o.term_id = s.term_id AND o.id <> s.id
             AND o.finished_at IS NULL AND o.status <> 'STUCK'
             AND (NOT (o.kind = 'DROP' AND o.status = 'RUNNING') AND (o.owner IS NOT NULL
              OR (s.owner IS NULL AND (o.status = 'PENDING', o.accepted) < (s.status = 'PENDING', s.accepted))))
           LIMIT 1) IS NULL
    RETURNING false, s.stalled, CASE WHEN s.waits_for = 'worker' THEN clock_timestamp() - s.waiting_since END,
        s.id, s.accepted, s.kind::text, s.status::text, s.version, s.plan::text, s.plan_version, s.command::text,
        s.outcome::text, s.student_id, s.term_id, s.scope::text, s.correlation_id::text, s.claims, s.token, s.owner,
        s.cancel_requested_at, s.stuck_reason, s.accepted_at, s.started_at, s.finished_at,
        (SELECT json_agg(st)::text FROM (
            SELECT p.position, p.name, p.status, p.attempts, p.undo_attempts, p.version, p.started_at, p.finished_at,
                   p.undo_started_at, p.undo_finished_at, p.problem, p.detail
            FROM saga_steps p WHERE p.saga_id = s.id ORDER BY p.position) st);

    passed_over := true;
    IF cardinality(free) < cardinality(tried) THEN
        FOREACH id IN ARRAY tried LOOP
            CONTINUE WHEN id = ANY(free);
            RETURN NEXT;
        END LOOP;
    END IF;
    IF cardinality(locked) < cardinality(wanted) THEN
        FOR id IN
            SELECT s.id FROM sagas s
            WHERE s.id = ANY(wanted) AND NOT s.id = ANY(locked) AND s.status IN ('PENDING', 'RUNNING', 'COMPENSATING')
              AND NOT EXISTS (
                  SELECT FROM workers w WHERE w.id = s.owner
                    AND w.heartbeat_at > clock_timestamp() - lease AND w.heartbeat_at <= clock_timestamp())
        LOOP
            RETURN NEXT;
        END LOOP;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    """A function."""

    dependencies = [("models", "0035_waitlist_index")]

    operations = [ops.RunSQL(_UP)]
