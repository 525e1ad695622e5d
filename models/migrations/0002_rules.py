"""What must hold whoever writes: Tortoise does not create a new model's Meta.constraints, so they are written here.

A test reads pg_constraint and pg_indexes and compares.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
-- Capacity: the last word on overbooking, whatever the code does.
ALTER TABLE groups ADD CONSTRAINT groups_capacity CHECK (capacity >= 0);
ALTER TABLE groups ADD CONSTRAINT groups_seats CHECK (seats_taken BETWEEN 0 AND capacity);
ALTER TABLE terms ADD CONSTRAINT terms_window CHECK (opens_at < closes_at);
ALTER TABLE sagas ADD CONSTRAINT sagas_version CHECK (version >= 1);
ALTER TABLE sagas ADD CONSTRAINT sagas_finished CHECK (
    (finished_at IS NOT NULL) = (status IN ('COMPLETED', 'REJECTED', 'COMPENSATED', 'FAILED')));
ALTER TABLE enrollments ADD CONSTRAINT enrollments_status CHECK (
    status IN ('RESERVED', 'CONFIRMED', 'WAITLISTED', 'DROPPED'));

-- One live enrollment per student and group; one confirmed group per student, term and course.
CREATE UNIQUE INDEX enrollments_one_live ON enrollments (student_id, group_id) WHERE status <> 'DROPPED';
CREATE UNIQUE INDEX enrollments_one_per_course ON enrollments (student_id, term_id, course_id)
    WHERE status = 'CONFIRMED';
CREATE INDEX enrollments_by_student ON enrollments (student_id, created_at DESC, id DESC);

-- One live key per scope. Client's keys and derived ones alike.
CREATE UNIQUE INDEX sagas_one_live_key ON sagas (scope, idempotency_key) WHERE key_released_at IS NULL;

-- Whose turn it is, and what is still to do. Owner, token and status stay out of predicates, so that claims stay HOT.
CREATE INDEX sagas_turn ON sagas (student_id, term_id, accepted) WHERE finished_at IS NULL;
CREATE INDEX sagas_live ON sagas (accepted) WHERE finished_at IS NULL;
CREATE INDEX sagas_by_student ON sagas (student_id, accepted DESC);
CREATE SEQUENCE sagas_accepted_seq AS bigint OWNED BY sagas.accepted;

-- The journal is keyed (saga, position).
DROP INDEX idx_saga_steps_saga_id_caf54c;
ALTER TABLE saga_steps ADD PRIMARY KEY (saga_id, position);

CREATE INDEX audit_log_by_student ON audit_log (student_id, id);
CREATE INDEX audit_log_by_group ON audit_log (group_code, id);
CREATE INDEX audit_log_by_actor ON audit_log (actor, id);
CREATE INDEX audit_log_by_correlation ON audit_log (correlation_id, id);
CREATE INDEX audit_log_by_time ON audit_log USING brin (at);

-- Rows that are updated soon after they are written leave room for it beside them.
ALTER TABLE groups SET (fillfactor = 50);
ALTER TABLE sagas SET (fillfactor = 60);
"""


class Migration(migrations.Migration):
    """Constraints, indexes and the sequence of acceptance."""

    dependencies = [("models", "0001_initial")]

    operations = [ops.RunSQL(_UP)]
