"""What terms, courses and groups say about rules, and whom the rules may tell apart.

The commit reads all of it with what it locks. Names of functions have a version; see `0025_claim_function.py`.
"""

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.migrations import operations as ops

from enrollment.task import TaskKind
from models.migration_state import StateOnly

_COLUMNS = (
    "ALTER TABLE terms ADD COLUMN IF NOT EXISTS rules jsonb NOT NULL DEFAULT '{}'",
    "ALTER TABLE courses ADD COLUMN IF NOT EXISTS rules jsonb NOT NULL DEFAULT '{}'",
    "ALTER TABLE groups ADD COLUMN IF NOT EXISTS rules jsonb NOT NULL DEFAULT '{}'",
    """
ALTER TABLE groups ADD COLUMN IF NOT EXISTS cancelled_at timestamptz, ADD COLUMN IF NOT EXISTS cancel_reason text
""",
    "ALTER TABLE students ADD COLUMN IF NOT EXISTS cohorts text[] NOT NULL DEFAULT '{}'",
)

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
-- others. term_rules: of the terms of `sagas` that have rules, as {id, rules}. Rules that say nothing are null.
CREATE OR REPLACE FUNCTION {name}(wait_milliseconds int, ids uuid[], tokens uuid[], versions int[], students int[],
                                  forward bool[], changing bool[], wanted_by uuid[], terms int[], codes text[],
                                  OUT began timestamptz, OUT moment timestamptz, OUT sagas text, OUT busy uuid[],
                                  OUT students_locked text, OUT groups text, OUT held text, OUT busy_students int[],
                                  OUT term_rules text)
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
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

    SELECT json_agg(json_build_object('id', t.id, 'rules', t.rules))::text INTO term_rules
    FROM terms t
    WHERE t.rules <> '{}' AND t.id IN (SELECT s.term_id FROM sagas s WHERE s.id = ANY(ours));

    SELECT json_agg(x)::text INTO students_locked
    FROM (SELECT st.id, st.code, st.name, st.active, st.max_credits, st.holds, st.cohorts, st.overridden,
                 st.min_credits
          FROM students st WHERE st.id = ANY(student_ids)) x;

    IF cardinality(needed_codes) > 0 THEN
        SELECT json_agg(json_build_object('locked', g.id = ANY(group_ids), 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings, 'cancelled_at', g.cancelled_at,
            'cancel_reason', g.cancel_reason), 'course_code', c.code, 'credits', c.credits,
            'group_rules', nullif(g.rules, '{}'), 'course_rules', nullif(c.rules, '{}'),
            'waitlist', CASE WHEN g.waiting + g.openings > 0 THEN json_build_object(
                'waiting', g.waiting, 'held', g.seats_held, 'offered', g.seats_offered) END))::text
        INTO groups
        FROM unnest(needed_terms, needed_codes) x (term, code)
        JOIN groups g ON g.term_id = x.term AND g.code = x.code
        JOIN courses c ON c.id = g.course_id;
    END IF;

    IF cardinality(of_forward) > 0 THEN
        SELECT json_agg(json_build_object('student_id', e.student_id, 'status', e.status, 'group', json_build_object(
            'id', g.id, 'code', g.code, 'term_id', g.term_id, 'course_id', g.course_id, 'capacity', g.capacity,
            'seats_taken', g.seats_taken, 'meetings', g.meetings, 'cancelled_at', g.cancelled_at,
            'cancel_reason', g.cancel_reason), 'course_code', c.code, 'credits', c.credits,
            'group_rules', nullif(g.rules, '{}'), 'course_rules', nullif(c.rules, '{}')))::text
        INTO held
        FROM enrollments e JOIN groups g ON g.id = e.group_id JOIN courses c ON c.id = g.course_id
        WHERE e.student_id = ANY(of_forward) AND e.status <> 'DROPPED';
    END IF;
END $$;
"""


def _lock(name: str, skip: str) -> str:
    """The function that waits for the locks of others for a while, or the one that passes over what they have."""
    return _LOCK.replace("{name}", name).replace("{skip}", skip)


def _rules(model: str) -> ops.AddField:
    return ops.AddField(model, "rules", fields.JSONField(default=dict, db_default=SqlDefault("'{}'")))


class Migration(migrations.Migration):
    """Columns and functions."""

    atomic = False  # so that a lock is not kept while others are waited for

    dependencies = [("models", "0028_unfinished_sagas")]

    operations = [
        *map(ops.RunSQL, _COLUMNS),
        StateOnly(
            _rules("TermRow"),
            _rules("CourseRow"),
            _rules("GroupRow"),
            ops.AlterField(
                "SagaRow",
                "kind",
                fields.CharEnumField(TaskKind, max_length=12, description="enrollment.task.TaskKind"),
            ),
            ops.AddField("GroupRow", "cancelled_at", fields.DatetimeField(null=True)),
            ops.AddField("GroupRow", "cancel_reason", fields.TextField(null=True)),
            ops.AddField("StudentRow", "cohorts", ArrayField("text", default=list, db_default=SqlDefault("'{}'"))),
        ),
        ops.RunSQL(_lock("lock_for_commit_v2", "")),
        ops.RunSQL(_lock("lock_for_commit_skipping_v2", "SKIP LOCKED")),
    ]
