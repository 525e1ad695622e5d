"""The group commit as two calls: what is locked and read, and what is written. Between them Python decides.

Names have a version; see `0025_claim_function.py`.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

_LOCK = """
-- Locks what the sagas `ids` need, in the order in which everything locks: sagas and students by their ids, groups by
-- their codes, enrollments by their ids. `tokens`, `versions`, `students`, `forward` (whether its rules are asked) and
-- `changing` (whether it changes enrollments that are there): an element for each saga; `wanted_by`, `terms` and
-- `codes`: one for each group that a saga needs. The sagas are in the order of their ids.
-- Each lock is a statement of its own, and so is each reading: it must see what was committed before the lock.
--
-- sagas: those whose token and version are still these, with {id, cancelled}. busy: ids of those locked by others.
-- students: those of `sagas` that could be locked. groups: those that `sagas` need and that exist, `locked` or not.
-- held: what the students of `forward` sagas are enrolled in. busy_students: those with an enrollment that is locked by
-- others.
CREATE OR REPLACE FUNCTION {name}(wait_milliseconds int, ids uuid[], tokens uuid[], versions int[], students int[],
                                  forward bool[], changing bool[], wanted_by uuid[], terms int[], codes text[],
                                  OUT began timestamptz, OUT moment timestamptz, OUT sagas text, OUT busy uuid[],
                                  OUT students_locked text, OUT groups text, OUT held text, OUT busy_students int[])
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    locked uuid[];
    ours uuid[];
    of_ours int[];
    of_forward int[];
    of_changing int[];
    student_ids int[];
    needed_terms int[];
    needed_codes text[];
    group_ids int[];
    enrollment_ids uuid[];
BEGIN
    PERFORM set_config('lock_timeout', wait_milliseconds::text, true);
    began := now();

    SELECT coalesce(array_agg(l.id), '{}') INTO locked
    FROM (SELECT s.id FROM sagas s WHERE s.id = ANY(ids) ORDER BY s.id FOR NO KEY UPDATE {skip}) l;
    IF cardinality(locked) < cardinality(ids) THEN
        SELECT array_agg(s.id) INTO busy FROM sagas s WHERE s.id = ANY(ids) AND NOT s.id = ANY(locked);
    END IF;

    SELECT array_agg(s.id), coalesce(array_agg(DISTINCT x.student), '{}'),
           coalesce(array_agg(DISTINCT x.student) FILTER (WHERE x.forward), '{}'),
           coalesce(array_agg(DISTINCT x.student) FILTER (WHERE x.changing), '{}'),
           json_agg(json_build_object('id', s.id, 'cancelled', s.cancel_requested_at IS NOT NULL))::text
    INTO ours, of_ours, of_forward, of_changing, sagas
    FROM unnest(ids, tokens, versions, students, forward, changing)
      x (id, token, version, student, forward, changing)
    JOIN sagas s ON s.id = x.id AND s.token = x.token AND s.version = x.version
    WHERE s.id = ANY(locked);

    -- As a claim locks them: of a saga that was accepted before this commit, and is not among the next in line that it
    -- finds, the claim waits for this commit or finds it done.
    SELECT coalesce(array_agg(l.id), '{}') INTO student_ids
    FROM (SELECT st.id FROM students st WHERE st.id = ANY(of_ours) ORDER BY st.id FOR NO KEY UPDATE {skip}) l;

    SELECT coalesce(array_agg(n.term), '{}'), coalesce(array_agg(n.code), '{}') INTO needed_terms, needed_codes
    FROM (SELECT DISTINCT x.term, x.code FROM unnest(wanted_by, terms, codes) x (saga, term, code)
          JOIN unnest(ours) o (id) ON o.id = x.saga) n;
    IF cardinality(needed_codes) > 0 THEN
        SELECT coalesce(array_agg(l.id), '{}') INTO group_ids
        FROM (SELECT g.id FROM groups g JOIN unnest(needed_terms, needed_codes) x (term, code)
                ON g.term_id = x.term AND g.code = x.code
              ORDER BY g.term_id, g.code FOR NO KEY UPDATE OF g {skip}) l;
    END IF;

    IF cardinality(of_changing) > 0 THEN
        SELECT coalesce(array_agg(l.id), '{}') INTO enrollment_ids
        FROM (SELECT e.id FROM enrollments e WHERE e.student_id = ANY(of_changing) AND e.status <> 'DROPPED'
              ORDER BY e.id FOR NO KEY UPDATE {skip}) l;
        SELECT array_agg(DISTINCT e.student_id) INTO busy_students
        FROM enrollments e
        WHERE e.student_id = ANY(of_changing) AND e.status <> 'DROPPED' AND NOT e.id = ANY(enrollment_ids);
    END IF;
    moment := clock_timestamp();

    SELECT json_agg(x)::text INTO students_locked
    FROM (SELECT st.id, st.code, st.name, st.active, st.max_credits, st.holds
          FROM students st WHERE st.id = ANY(student_ids)) x;

    IF cardinality(needed_codes) > 0 THEN
        SELECT json_agg(json_build_object('locked', g.id = ANY(group_ids), 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings), 'course_code', c.code, 'credits', c.credits))::text
        INTO groups
        FROM unnest(needed_terms, needed_codes) x (term, code)
        JOIN groups g ON g.term_id = x.term AND g.code = x.code
        JOIN courses c ON c.id = g.course_id;
    END IF;

    IF cardinality(of_forward) > 0 THEN
        SELECT json_agg(json_build_object('student_id', e.student_id, 'status', e.status, 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings), 'course_code', c.code, 'credits', c.credits))::text
        INTO held
        FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN courses c ON c.id = g.course_id
        WHERE e.student_id = ANY(of_forward) AND e.status <> 'DROPPED';
    END IF;
END $$;
"""

_WRITE = """
-- Writes what was decided for sagas whose rows `lock_for_commit` has locked in the same transaction, and returns the
-- sagas whose turn it is after those that end or get stuck by it.
-- Seats are given up before others are taken: a student may change from one group of a course to another.
-- Arrays that begin alike are the columns of one table; their elements are its rows.
CREATE OR REPLACE FUNCTION write_commit_v1(
    saga_ids uuid[], saga_statuses text[], saga_outcomes text[], saga_ends timestamptz[], saga_stuck_reasons text[],
    saga_keeps bool[], saga_failed bool[], saga_turned bool[],
    step_sagas uuid[], step_positions smallint[], step_names text[], step_statuses text[], step_attempts smallint[],
    step_undo_attempts smallint[], step_versions int[], step_starts timestamptz[], step_ends timestamptz[],
    step_undo_starts timestamptz[], step_undo_ends timestamptz[], step_problems text[], step_details text[],
    given_sagas uuid[], given_groups int[], dropped_students int[], dropped_groups int[], confirmed_sagas uuid[],
    taken_ids uuid[], taken_students int[], taken_groups int[], taken_terms int[], taken_courses int[],
    taken_sagas uuid[], taken_statuses text[], taken_times timestamptz[],
    entry_times timestamptz[], entry_actors text[], entry_actions text[], entry_outcomes text[], entry_students int[],
    entry_terms int[], entry_groups text[], entry_problems text[], entry_reasons text[], entry_correlations text[],
    entry_sagas uuid[], entry_versions int[])
RETURNS TABLE (id uuid, claims int) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    fewer int[] := '{}';
    less int[] := '{}';
BEGIN
    -- The owner of a saga that ends or gets stuck is removed; the token stays, because it tells whose last commit this
    -- was. A derived key is valid until its task turns round or is refused; a client's is released by failure only.
    UPDATE sagas s SET version = s.version + 1, status = x.status, outcome = x.outcome::jsonb, stalled = 0,
        finished_at = x.ended, stuck_reason = x.stuck_reason, waits_for = NULL, wait_reason = NULL,
        waiting_since = NULL, owner = CASE WHEN x.keeps THEN s.owner END,
        key_released_at = CASE WHEN s.key_released_at IS NULL AND (x.failed OR (x.turned AND s.key_derived))
                               THEN clock_timestamp() ELSE s.key_released_at END
    FROM unnest(saga_ids, saga_statuses, saga_outcomes, saga_ends, saga_stuck_reasons, saga_keeps, saga_failed,
                saga_turned) x (id, status, outcome, ended, stuck_reason, keeps, failed, turned)
    WHERE s.id = x.id;

    IF cardinality(step_sagas) > 0 THEN
        INSERT INTO saga_steps (saga_id, position, name, status, attempts, undo_attempts, version, started_at,
                                finished_at, undo_started_at, undo_finished_at, problem, detail)
        SELECT x.saga, x.position, x.name, x.status, x.attempts, x.undo_attempts, x.version, x.started, x.ended,
               x.undo_started, x.undo_ended, x.problem::jsonb, x.detail
        FROM unnest(step_sagas, step_positions, step_names, step_statuses, step_attempts, step_undo_attempts,
                    step_versions, step_starts, step_ends, step_undo_starts, step_undo_ends, step_problems,
                    step_details)
          x (saga, position, name, status, attempts, undo_attempts, version, started, ended, undo_started, undo_ended,
             problem, detail)
        ON CONFLICT (saga_id, position) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
            undo_attempts = excluded.undo_attempts, version = excluded.version, started_at = excluded.started_at,
            finished_at = excluded.finished_at, undo_started_at = excluded.undo_started_at,
            undo_finished_at = excluded.undo_finished_at, problem = excluded.problem, detail = excluded.detail;
    END IF;

    IF cardinality(given_sagas) > 0 THEN
        WITH given AS (
            UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp()
            FROM unnest(given_sagas, given_groups) x (saga, "group")
            WHERE e.saga_id = x.saga AND e.group_id = x.group AND e.status <> 'DROPPED' RETURNING e.group_id)
        SELECT coalesce(array_agg(group_id), '{}') INTO fewer FROM given;
    END IF;
    IF cardinality(dropped_students) > 0 THEN
        WITH dropped AS (
            UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp()
            FROM unnest(dropped_students, dropped_groups) x (student, "group")
            WHERE e.student_id = x.student AND e.group_id = x.group AND e.status = 'CONFIRMED' RETURNING e.group_id)
        SELECT coalesce(array_agg(group_id), '{}') INTO less FROM dropped;
    END IF;
    IF cardinality(confirmed_sagas) > 0 THEN
        UPDATE enrollments SET status = 'CONFIRMED', since = clock_timestamp()
        WHERE saga_id = ANY(confirmed_sagas) AND status = 'RESERVED';
    END IF;
    IF cardinality(taken_ids) > 0 THEN
        INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at)
        SELECT x.id, x.student, x.group, x.term, x.course, x.saga, x.status, x.moment, x.moment
        FROM unnest(taken_ids, taken_students, taken_groups, taken_terms, taken_courses, taken_sagas, taken_statuses,
                    taken_times) x (id, student, "group", term, course, saga, status, moment);
    END IF;
    IF cardinality(taken_groups) + cardinality(fewer) + cardinality(less) > 0 THEN
        UPDATE groups g SET seats_taken = g.seats_taken + x.change
        FROM (SELECT y.id, sum(y.change)::int AS change
              FROM (SELECT unnest(taken_groups) AS id, 1 AS change
                    UNION ALL SELECT unnest(fewer || less), -1) y
              GROUP BY y.id HAVING sum(y.change) <> 0) x
        WHERE g.id = x.id;
    END IF;

    IF cardinality(entry_actors) > 0 THEN
        INSERT INTO audit_log (at, actor, action, outcome, student_id, term_id, group_code, problem, reason,
                               correlation_id, saga_id, version)
        SELECT x.moment, x.actor, x.action, x.outcome, x.student, x.term, x.code, x.problem::jsonb, x.reason,
               x.correlation, x.saga, x.version
        FROM unnest(entry_times, entry_actors, entry_actions, entry_outcomes, entry_students, entry_terms,
                    entry_groups, entry_problems, entry_reasons, entry_correlations, entry_sagas, entry_versions)
          x (moment, actor, action, outcome, student, term, code, problem, reason, correlation, saga, version);
    END IF;

    RETURN QUERY
    SELECT n.id, n.claims
    FROM (SELECT DISTINCT s.student_id, s.term_id FROM unnest(saga_ids, saga_keeps) x (id, keeps)
          JOIN sagas s ON s.id = x.id WHERE NOT x.keeps) ended
    CROSS JOIN LATERAL (
        SELECT s.id, s.claims, s.due_at FROM sagas s
        WHERE s.student_id = ended.student_id AND s.term_id = ended.term_id AND s.finished_at IS NULL
          AND s.status <> 'STUCK' AND s.owner IS NULL
        ORDER BY s.status = 'PENDING', s.accepted LIMIT 1) n
    WHERE n.due_at IS NULL OR n.due_at <= clock_timestamp();
END $$;
"""


def _lock(name: str, skip: str) -> str:
    """The function that waits for the locks of others for a while, or the one that passes over what they have."""
    return _LOCK.replace("{name}", name).replace("{skip}", skip)


class Migration(migrations.Migration):
    """Functions."""

    dependencies = [("models", "0025_claim_function")]

    operations = [
        ops.RunSQL(_lock("lock_for_commit_v1", "")),
        ops.RunSQL(_lock("lock_for_commit_skipping_v1", "SKIP LOCKED")),
        ops.RunSQL(_WRITE),
    ]
