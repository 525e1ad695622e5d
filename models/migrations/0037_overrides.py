"""What registrars let students do in spite of a rule, and seats beyond a group's capacity.

Names of functions have a version; see `0025_claim_function.py`.
"""

from typing import Any

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint

from enrollment.limits import MAX_SUBJECT_CHARACTERS
from enrollment.overrides import OverrideKind
from models.migration_state import StateOnly

_TABLE = (
    """
CREATE TABLE IF NOT EXISTS overrides (
    id uuid PRIMARY KEY,
    student_id int NOT NULL REFERENCES students (id) ON DELETE RESTRICT,
    term_id int NOT NULL REFERENCES terms (id) ON DELETE RESTRICT,
    group_id int REFERENCES groups (id) ON DELETE RESTRICT,
    kind varchar(40) NOT NULL,
    reason text NOT NULL,
    granted_by varchar(255) NOT NULL,
    granted_at timestamptz NOT NULL,
    expires_at timestamptz,
    once bool NOT NULL,
    used_by uuid,
    used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT overrides_once CHECK (used_by IS NULL OR once)
)
""",
    "CREATE INDEX IF NOT EXISTS overrides_of_students ON overrides (student_id, granted_at, id)",
    "ALTER TABLE students ADD COLUMN IF NOT EXISTS overridden bool NOT NULL DEFAULT false",
    """
-- Whether a student has an override that may be used is a fact of their row, which every commit reads anyway. All who
-- change overrides have locked the student.
CREATE OR REPLACE FUNCTION mark_overridden() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE students s SET overridden = x.any
    FROM (SELECT EXISTS (SELECT FROM overrides o
                         WHERE o.student_id = NEW.student_id AND o.used_by IS NULL AND o.revoked_at IS NULL) AS any) x
    WHERE s.id = NEW.student_id AND s.overridden <> x.any;
    RETURN NULL;
END $$
""",
    """
CREATE OR REPLACE TRIGGER overrides_mark AFTER INSERT OR UPDATE ON overrides
    FOR EACH ROW EXECUTE FUNCTION mark_overridden()
""",
)

_SEATS = (
    "ALTER TABLE enrollments ADD COLUMN IF NOT EXISTS beyond_capacity bool NOT NULL DEFAULT false",
    "ALTER TABLE audit_log ADD COLUMN IF NOT EXISTS override_ids uuid[]",
    "ALTER TABLE groups ADD COLUMN IF NOT EXISTS extra_seats int NOT NULL DEFAULT 0",
    """
ALTER TABLE groups DROP CONSTRAINT IF EXISTS groups_seats, DROP CONSTRAINT IF EXISTS groups_extra_seats,
    ADD CONSTRAINT groups_seats CHECK (seats_taken BETWEEN 0 AND capacity + extra_seats) NOT VALID,
    ADD CONSTRAINT groups_extra_seats CHECK (extra_seats BETWEEN 0 AND seats_taken) NOT VALID
""",
    """
ALTER TABLE groups DROP CONSTRAINT IF EXISTS groups_promised,
    ADD CONSTRAINT groups_promised CHECK (
        seats_held >= 0 AND seats_offered >= 0 AND seats_held + seats_offered <= waiting
        AND seats_taken + seats_held + seats_offered <= capacity + extra_seats) NOT VALID
""",
)

_WRITE = """
-- Writes what was decided for sagas whose rows `lock_for_commit` has locked in the same transaction, and returns the
-- sagas whose turn it is after those that end or get stuck by it: not that of a drop that owes a refund.
-- Seats are given up before others are taken: a student may change from one group of a course to another.
-- Arrays that begin alike are the columns of one table; their elements are its rows. `taken_beyond`: whether the seat
-- is beyond the capacity. Such a seat is counted once more, as an extra one, for as long as it is taken.
-- `taken_components`: the groups' components.
CREATE OR REPLACE FUNCTION write_commit_v2(
    saga_ids uuid[], saga_statuses text[], saga_outcomes text[], saga_ends timestamptz[], saga_stuck_reasons text[],
    saga_keeps bool[], saga_failed bool[], saga_turned bool[],
    step_sagas uuid[], step_positions smallint[], step_names text[], step_statuses text[], step_attempts smallint[],
    step_undo_attempts smallint[], step_versions int[], step_starts timestamptz[], step_ends timestamptz[],
    step_undo_starts timestamptz[], step_undo_ends timestamptz[], step_problems text[], step_details text[],
    given_sagas uuid[], given_groups int[], dropped_students int[], dropped_groups int[], confirmed_sagas uuid[],
    taken_ids uuid[], taken_students int[], taken_groups int[], taken_terms int[], taken_courses int[],
    taken_sagas uuid[], taken_statuses text[], taken_times timestamptz[], taken_beyond bool[],
    taken_components text[],
    entry_times timestamptz[], entry_actors text[], entry_actions text[], entry_outcomes text[], entry_students int[],
    entry_terms int[], entry_groups text[], entry_problems text[], entry_reasons text[], entry_correlations text[],
    entry_sagas uuid[], entry_versions int[], entry_overrides text[])
RETURNS TABLE (id uuid, claims int) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    fewer int[] := '{}';
    fewer_extra int[] := '{}';
    less int[] := '{}';
    less_extra int[] := '{}';
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
            WHERE e.saga_id = x.saga AND e.group_id = x.group AND e.status <> 'DROPPED'
            RETURNING e.group_id, e.beyond_capacity)
        SELECT coalesce(array_agg(group_id), '{}'), coalesce(array_agg(group_id) FILTER (WHERE beyond_capacity), '{}')
        INTO fewer, fewer_extra FROM given;
    END IF;
    IF cardinality(dropped_students) > 0 THEN
        WITH dropped AS (
            UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp()
            FROM unnest(dropped_students, dropped_groups) x (student, "group")
            WHERE e.student_id = x.student AND e.group_id = x.group AND e.status = 'CONFIRMED'
            RETURNING e.group_id, e.beyond_capacity)
        SELECT coalesce(array_agg(group_id), '{}'), coalesce(array_agg(group_id) FILTER (WHERE beyond_capacity), '{}')
        INTO less, less_extra FROM dropped;
    END IF;
    IF cardinality(confirmed_sagas) > 0 THEN
        UPDATE enrollments SET status = 'CONFIRMED', since = clock_timestamp()
        WHERE saga_id = ANY(confirmed_sagas) AND status = 'RESERVED';
    END IF;
    IF cardinality(taken_ids) > 0 THEN
        INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at,
                                 beyond_capacity, component)
        SELECT x.id, x.student, x.group, x.term, x.course, x.saga, x.status, x.moment, x.moment, x.beyond, x.component
        FROM unnest(taken_ids, taken_students, taken_groups, taken_terms, taken_courses, taken_sagas, taken_statuses,
                    taken_times, taken_beyond, taken_components)
          x (id, student, "group", term, course, saga, status, moment, beyond, component);
    END IF;
    IF cardinality(taken_groups) + cardinality(fewer) + cardinality(less) > 0 THEN
        UPDATE groups g SET seats_taken = g.seats_taken + x.change, extra_seats = g.extra_seats + x.extra
        FROM (SELECT y.id, sum(y.change)::int AS change, sum(y.extra)::int AS extra
              FROM (SELECT unnest(taken_groups) AS id, 1 AS change, unnest(taken_beyond)::int AS extra
                    UNION ALL SELECT unnest(fewer || less), -1, 0
                    UNION ALL SELECT unnest(fewer_extra || less_extra), 0, -1) y
              GROUP BY y.id HAVING sum(y.change) <> 0 OR sum(y.extra) <> 0) x
        WHERE g.id = x.id;
    END IF;

    IF cardinality(entry_actors) > 0 THEN
        INSERT INTO audit_log (at, actor, action, outcome, student_id, term_id, group_code, problem, reason,
                               correlation_id, saga_id, version, override_ids)
        SELECT x.moment, x.actor, x.action, x.outcome, x.student, x.term, x.code, x.problem::jsonb, x.reason,
               x.correlation, x.saga, x.version, x.overrides::uuid[]
        FROM unnest(entry_times, entry_actors, entry_actions, entry_outcomes, entry_students, entry_terms,
                    entry_groups, entry_problems, entry_reasons, entry_correlations, entry_sagas, entry_versions,
                    entry_overrides)
          x (moment, actor, action, outcome, student, term, code, problem, reason, correlation, saga, version,
             overrides);
    END IF;

    RETURN QUERY
    SELECT n.id, n.claims
    FROM (SELECT DISTINCT s.student_id, s.term_id FROM unnest(saga_ids, saga_keeps) x (id, keeps)
          JOIN sagas s ON s.id = x.id WHERE NOT x.keeps) ended
    CROSS JOIN LATERAL (
        SELECT s.id, s.claims, s.due_at FROM sagas s
        WHERE s.student_id = ended.student_id AND s.term_id = ended.term_id AND s.finished_at IS NULL
          AND s.status <> 'STUCK' AND s.owner IS NULL AND NOT (s.kind = 'DROP' AND s.status = 'RUNNING')
        ORDER BY s.status = 'PENDING', s.accepted LIMIT 1) n
    WHERE n.due_at IS NULL OR n.due_at <= clock_timestamp();
END $$;
"""


def _relation(model: str, **more: Any) -> Any:
    name = model.removesuffix("Row").lower()
    return fields.ForeignKeyField(
        f"models.{model}",
        source_field=f"{name}_id",
        db_constraint=True,
        to_field="id",
        on_delete=fields.RESTRICT,
        **more,
    )


class Migration(migrations.Migration):
    """A table, columns, constraints and functions."""

    atomic = False  # so that a lock is not kept while others are waited for

    dependencies = [("models", "0036_turns_of_refunds")]

    operations = [
        *map(ops.RunSQL, _TABLE),
        *map(ops.RunSQL, _SEATS),
        StateOnly(
            ops.CreateModel(
                "OverrideRow",
                fields=[
                    ("id", fields.UUIDField(primary_key=True)),
                    ("student", _relation("StudentRow")),
                    ("term", _relation("TermRow")),
                    ("group", _relation("GroupRow", null=True)),
                    ("kind", fields.CharEnumField(OverrideKind, max_length=40)),
                    ("reason", fields.TextField()),
                    ("granted_by", fields.CharField(max_length=MAX_SUBJECT_CHARACTERS)),
                    ("granted_at", fields.DatetimeField()),
                    ("expires_at", fields.DatetimeField(null=True)),
                    ("once", fields.BooleanField()),
                    ("used_by", fields.UUIDField(null=True)),
                    ("used_at", fields.DatetimeField(null=True)),
                    ("revoked_at", fields.DatetimeField(null=True)),
                ],
                options={
                    "table": "overrides",
                    "table_description": "What registrars let students do in spite of a rule",
                    "indexes": [Index(fields=("student_id", "granted_at", "id"), name="overrides_of_students")],
                    "constraints": [CheckConstraint(check="used_by IS NULL OR once", name="overrides_once")],
                },
            ),
            ops.AddField("StudentRow", "overridden", fields.BooleanField(default=False, db_default=False)),
            ops.AddField("EnrollmentRow", "beyond_capacity", fields.BooleanField(default=False, db_default=False)),
            ops.AddField("AuditRow", "override_ids", ArrayField("uuid", null=True)),
            ops.AddField("GroupRow", "extra_seats", fields.IntField(default=0, db_default=0)),
            ops.RemoveConstraint("GroupRow", name="groups_seats"),
            ops.AddConstraint(
                "GroupRow",
                CheckConstraint(check="seats_taken BETWEEN 0 AND capacity + extra_seats", name="groups_seats"),
            ),
            ops.AddConstraint(
                "GroupRow", CheckConstraint(check="extra_seats BETWEEN 0 AND seats_taken", name="groups_extra_seats")
            ),
            ops.RemoveConstraint("GroupRow", name="groups_promised"),
            ops.AddConstraint(
                "GroupRow",
                CheckConstraint(
                    check="seats_held >= 0 AND seats_offered >= 0 AND seats_held + seats_offered <= waiting "
                    "AND seats_taken + seats_held + seats_offered <= capacity + extra_seats",
                    name="groups_promised",
                ),
            ),
        ),
        ops.RunSQL(_WRITE),
    ]
