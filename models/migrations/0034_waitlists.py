"""Waitlists: who waits for a seat, and which seats are held for them.

Names of functions have a version; see `0025_claim_function.py`.
"""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint

from enrollment.catalogue import EnrollmentStatus
from models.migration_state import StateOnly

_TABLES = (
    """
ALTER TABLE groups ADD COLUMN IF NOT EXISTS waiting int NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS seats_held int NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS seats_offered int NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS openings int NOT NULL DEFAULT 0
""",
    """
ALTER TABLE enrollments ADD COLUMN IF NOT EXISTS waitlist_number bigint, ADD COLUMN IF NOT EXISTS passed_over int,
    ADD COLUMN IF NOT EXISTS promoted_by uuid
""",
    """
CREATE TABLE IF NOT EXISTS seat_holds (
    id uuid PRIMARY KEY,
    group_id int NOT NULL REFERENCES groups ON DELETE RESTRICT,
    student_id int NOT NULL REFERENCES students ON DELETE RESTRICT,
    saga_id uuid NOT NULL,
    since timestamptz NOT NULL,
    offered_until timestamptz,
    CONSTRAINT seat_holds_one UNIQUE (group_id, student_id)
)
""",
    "CREATE INDEX IF NOT EXISTS seat_holds_saga ON seat_holds (saga_id)",
    "CREATE INDEX IF NOT EXISTS seat_holds_expiring ON seat_holds (offered_until) WHERE offered_until IS NOT NULL",
)
_PROMISED = (
    "seats_held >= 0 AND seats_offered >= 0 AND seats_held + seats_offered <= waiting "
    "AND seats_taken + seats_held + seats_offered <= capacity"
)
_NUMBERED = "status <> 'WAITLISTED' OR waitlist_number IS NOT NULL"
_CONSTRAINTS = (
    "ALTER TABLE groups DROP CONSTRAINT IF EXISTS groups_promised",
    f"ALTER TABLE groups ADD CONSTRAINT groups_promised CHECK ({_PROMISED}) NOT VALID",
    "ALTER TABLE enrollments DROP CONSTRAINT IF EXISTS enrollments_waitlist",
    f"ALTER TABLE enrollments ADD CONSTRAINT enrollments_waitlist CHECK ({_NUMBERED}) NOT VALID",
)

_LEAVE = """
-- Ends the places of students in the waitlists of groups, and the seats that are held for them. `sagas`: by which task
-- a student takes the seat instead, or null. The groups are locked, and it is the students' turn.
CREATE OR REPLACE FUNCTION leave_waitlists_v1(students int[], groups int[], sagas uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
BEGIN
    WITH x AS (SELECT * FROM unnest(students, groups, sagas) x (student, "group", saga)),
    places AS (
        UPDATE enrollments e SET status = 'DROPPED', since = clock_timestamp(), promoted_by = x.saga
        FROM x WHERE e.student_id = x.student AND e.group_id = x.group AND e.status = 'WAITLISTED'
        RETURNING e.group_id),
    ended AS (
        DELETE FROM seat_holds h USING x WHERE h.student_id = x.student AND h.group_id = x.group
        RETURNING h.group_id, h.offered_until IS NULL AS held),
    changes AS (
        SELECT y.id, sum(y.waiting)::int AS waiting, sum(y.held)::int AS held, sum(y.offered)::int AS offered
        FROM (SELECT p.group_id AS id, 1 AS waiting, 0 AS held, 0 AS offered FROM places p
              UNION ALL SELECT h.group_id, 0, h.held::int, (NOT h.held)::int FROM ended h) y
        GROUP BY y.id)
    UPDATE groups g SET waiting = g.waiting - c.waiting, seats_held = g.seats_held - c.held,
        seats_offered = g.seats_offered - c.offered
    FROM changes c WHERE g.id = c.id;
END $$;
"""

_UUID7 = """
-- A new identifier that sorts by when it was made, as kit/uuid7.py makes them.
CREATE OR REPLACE FUNCTION uuid7_v1() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_byte(
        overlay(uuid_send(gen_random_uuid()) PLACING substring(
            int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        6, get_byte(uuid_send(gen_random_uuid()), 0) & 15 | 112), 'hex')::uuid
$$;
"""

_HOLD = """
-- Holds the seats that are free in the groups `wanted`, which are locked, for the first of those who wait, and accepts
-- a task for each, whose turn comes later: nothing is written of the students. What a student gives up for the seat is
-- said by the task that joined. `correlations`: of the request by which each group's seats become free. `plan`: how a
-- seat is taken; `offers`: how it is offered, in a term that says so. Returns the tasks.
CREATE OR REPLACE FUNCTION hold_seats_v1(wanted int[], correlations text[], plan text, plan_version smallint,
                                         offers text, offers_version smallint)
RETURNS TABLE (id uuid, claims int) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH free AS MATERIALIZED (
        SELECT g.id, g.code, g.term_id, g.openings, t.code AS term_code, x.correlation,
               coalesce((t.rules->>'offer_seconds')::int, 0) > 0 AS offering,
               g.capacity - g.seats_taken - g.seats_held - g.seats_offered AS seats
        FROM unnest(wanted, correlations) x (id, correlation) JOIN groups g ON g.id = x.id
        JOIN terms t ON t.id = g.term_id
        WHERE g.waiting > g.seats_held + g.seats_offered AND g.cancelled_at IS NULL
          AND clock_timestamp() < t.closes_at),
    heads AS MATERIALIZED (
        SELECT uuid7_v1() AS saga_id, f.*, h.student_id, h.student_code,
               (SELECT j.command->'drop_codes' FROM sagas j WHERE j.id = h.joined_by) AS drop_codes
        FROM free f CROSS JOIN LATERAL (
            SELECT e.student_id, st.code AS student_code, e.waitlist_number, e.saga_id AS joined_by
            FROM enrollments e JOIN students st ON st.id = e.student_id
            WHERE e.group_id = f.id AND e.status = 'WAITLISTED' AND coalesce(e.passed_over, -1) < f.openings
              AND NOT EXISTS (SELECT FROM seat_holds s WHERE s.group_id = f.id AND s.student_id = e.student_id)
            ORDER BY e.waitlist_number LIMIT greatest(f.seats, 0)) h
        ORDER BY h.waitlist_number),
    made AS (
        INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id,
                           term_id, scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id,
                           by_registrar, accepted_at)
        SELECT h.saga_id, nextval('sagas_accepted_seq'), 'PROMOTE', 'PENDING', 1,
               CASE WHEN h.offering THEN offers ELSE plan END,
               CASE WHEN h.offering THEN offers_version ELSE plan_version END,
               jsonb_strip_nulls(jsonb_build_object(
                   'student_code', h.student_code, 'term_code', h.term_code, 'group_codes', jsonb_build_array(h.code),
                   'drop_codes', h.drop_codes)),
               jsonb_build_object('problems', '[]'::jsonb, 'groups', (
                   SELECT jsonb_agg(jsonb_build_object('group_code', x.code, 'status', 'PENDING', 'problems',
                                                       '[]'::jsonb) ORDER BY x.code COLLATE "C")
                   FROM (SELECT h.code UNION ALL SELECT jsonb_array_elements_text(h.drop_codes)) x (code))),
               h.student_id, h.term_id, 'waitlist', 'promote:' || h.saga_id, true, now(),
               sha256(uuid_send(h.saga_id)), h.correlation, false, clock_timestamp()
        FROM heads h
        RETURNING id),
    held AS (
        INSERT INTO seat_holds (id, group_id, student_id, saga_id, since)
        SELECT uuid7_v1(), h.id, h.student_id, h.saga_id, clock_timestamp() FROM heads h RETURNING group_id),
    counted AS (
        UPDATE groups g SET seats_held = g.seats_held + n.seats
        FROM (SELECT group_id, count(*)::int AS seats FROM held GROUP BY group_id) n WHERE g.id = n.group_id
        RETURNING g.id)
    SELECT m.id, 0 FROM made m;
END $$;
"""

_SERVE = """
-- Writes what a commit changes of waitlists, beside what `leave_waitlists` has ended, and then holds the free seats of
-- the groups `wanted` for those who wait: see `hold_seats`. The groups are locked, and it is the students' turn.
-- Arrays that begin alike are the columns of one table. joined: places; their order is that of `joined_numbers`.
-- offered: seats held for sagas that are offered from now on. passed: sagas that do not take the seat held for them;
-- their students keep their places. restored: sagas that give a seat back for which they had ended a place.
CREATE OR REPLACE FUNCTION serve_waitlists_v1(
    joined_ids uuid[], joined_students int[], joined_groups int[], joined_sagas uuid[], joined_numbers bigint[],
    joined_times timestamptz[], offered_sagas uuid[], offered_untils timestamptz[], passed_sagas uuid[],
    restored_sagas uuid[], wanted int[], freed int[], correlations text[], plan text, plan_version smallint,
    offers text, offers_version smallint)
RETURNS TABLE (id uuid, claims int) LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    IF cardinality(joined_ids) > 0 THEN
        INSERT INTO enrollments (id, student_id, group_id, term_id, course_id, saga_id, status, since, created_at,
                                 waitlist_number)
        SELECT x.id, x.student, g.id, g.term_id, g.course_id, x.saga, 'WAITLISTED', x.moment, x.moment, x.number
        FROM unnest(joined_ids, joined_students, joined_groups, joined_sagas, joined_numbers, joined_times)
          x (id, student, "group", saga, number, moment)
        JOIN groups g ON g.id = x.group;
        -- From its openings a commit knows that a group has had a waitlist, even if no one waits any more.
        UPDATE groups g SET waiting = g.waiting + n.places, openings = greatest(g.openings, 1)
        FROM (SELECT y.id, count(*)::int AS places FROM unnest(joined_groups) y (id) GROUP BY y.id) n WHERE g.id = n.id;
    END IF;

    IF cardinality(offered_sagas) > 0 THEN
        WITH offered AS (
            UPDATE seat_holds h SET offered_until = x.until FROM unnest(offered_sagas, offered_untils) x (saga, until)
            WHERE h.saga_id = x.saga RETURNING h.group_id)
        UPDATE groups g SET seats_held = g.seats_held - n.seats, seats_offered = g.seats_offered + n.seats
        FROM (SELECT group_id, count(*)::int AS seats FROM offered GROUP BY group_id) n WHERE g.id = n.group_id;
    END IF;

    -- Who was passed over before may get one of these seats; who is passed over now may not.
    IF cardinality(freed) > 0 THEN
        UPDATE groups SET openings = openings + 1 WHERE id = ANY(freed);
    END IF;

    IF cardinality(passed_sagas) > 0 THEN
        WITH passed AS (DELETE FROM seat_holds WHERE saga_id = ANY(passed_sagas) RETURNING group_id, student_id),
        kept AS (
            UPDATE enrollments e SET passed_over = g.openings FROM passed p JOIN groups g ON g.id = p.group_id
            WHERE e.group_id = p.group_id AND e.student_id = p.student_id AND e.status = 'WAITLISTED')
        UPDATE groups g SET seats_held = g.seats_held - n.seats
        FROM (SELECT group_id, count(*)::int AS seats FROM passed GROUP BY group_id) n WHERE g.id = n.group_id;
    END IF;

    IF cardinality(restored_sagas) > 0 THEN
        WITH restored AS (
            UPDATE enrollments e SET status = 'WAITLISTED', since = e.created_at, promoted_by = NULL,
                passed_over = g.openings
            FROM sagas s, groups g
            WHERE s.id = ANY(restored_sagas) AND e.student_id = s.student_id AND e.promoted_by = s.id
              AND g.id = e.group_id AND e.status = 'DROPPED' RETURNING e.group_id)
        UPDATE groups g SET waiting = g.waiting + n.places
        FROM (SELECT group_id, count(*)::int AS places FROM restored GROUP BY group_id) n WHERE g.id = n.group_id;
    END IF;

    RETURN QUERY SELECT * FROM hold_seats_v1(wanted, correlations, plan, plan_version, offers, offers_version);
END $$;
"""


def _counts() -> list[ops.AddField]:
    names = ("waiting", "seats_held", "seats_offered", "openings")
    return [ops.AddField("GroupRow", name, fields.IntField(default=0, db_default=0)) for name in names]


class Migration(migrations.Migration):
    """Columns, a table and functions."""

    atomic = False  # so that a lock is not kept while others are waited for

    dependencies = [("models", "0033_student_history")]

    operations = [
        *map(ops.RunSQL, _TABLES),
        *map(ops.RunSQL, _CONSTRAINTS),
        StateOnly(
            *_counts(),
            ops.AddConstraint("GroupRow", CheckConstraint(check=_PROMISED, name="groups_promised")),
            ops.AlterField(
                "EnrollmentRow",
                "status",
                fields.CharEnumField(
                    EnrollmentStatus, max_length=12, description="enrollment.catalogue.EnrollmentStatus"
                ),
            ),
            ops.AddField("EnrollmentRow", "waitlist_number", fields.BigIntField(null=True)),
            ops.AddField("EnrollmentRow", "passed_over", fields.IntField(null=True)),
            ops.AddField("EnrollmentRow", "promoted_by", fields.UUIDField(null=True)),
            ops.AddConstraint("EnrollmentRow", CheckConstraint(check=_NUMBERED, name="enrollments_waitlist")),
            ops.CreateModel(
                "SeatHoldRow",
                [
                    ("id", fields.UUIDField(primary_key=True)),
                    (
                        "group",
                        fields.ForeignKeyField(
                            "models.GroupRow",
                            source_field="group_id",
                            db_constraint=True,
                            to_field="id",
                            on_delete=fields.RESTRICT,
                        ),
                    ),
                    (
                        "student",
                        fields.ForeignKeyField(
                            "models.StudentRow",
                            source_field="student_id",
                            db_constraint=True,
                            to_field="id",
                            on_delete=fields.RESTRICT,
                        ),
                    ),
                    ("saga_id", fields.UUIDField(db_index=True)),
                    ("since", fields.DatetimeField()),
                    ("offered_until", fields.DatetimeField(null=True)),
                ],
                {
                    "table": "seat_holds",
                    "table_description": "Seats that are held for students of waitlists",
                    "unique_together": (("group", "student"),),
                },
            ),
        ),
        ops.RunSQL(_LEAVE),
        ops.RunSQL(_UUID7),
        ops.RunSQL(_HOLD),
        ops.RunSQL(_SERVE),
    ]
