"""The audit log in the order of its moments, whatever it is searched by."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
-- Asked not to make them (`db_constraint=False`), Tortoise made these foreign keys all the same. History outlives what
-- it is about, the group says an enrollment's term and course, and each row that is written paid for the look-ups.
ALTER TABLE audit_log DROP CONSTRAINT IF EXISTS audit_log_saga_id_fkey,
    DROP CONSTRAINT IF EXISTS audit_log_student_id_fkey, DROP CONSTRAINT IF EXISTS audit_log_term_id_fkey;
ALTER TABLE enrollments DROP CONSTRAINT IF EXISTS enrollments_term_id_fkey,
    DROP CONSTRAINT IF EXISTS enrollments_course_id_fkey;

DROP INDEX audit_log_by_student, audit_log_by_group, audit_log_by_actor, audit_log_by_correlation, audit_log_by_time;
CREATE INDEX audit_log_by_student ON audit_log (student_id, at, id);
CREATE INDEX audit_log_by_group ON audit_log (group_code, at, id);
CREATE INDEX audit_log_by_actor ON audit_log (actor, at, id);
CREATE INDEX audit_log_by_correlation ON audit_log (correlation_id, at, id);
CREATE INDEX audit_log_by_time ON audit_log (at, id);
"""


class Migration(migrations.Migration):
    """Indexes, and foreign keys that go."""

    dependencies = [("models", "0004_keys")]

    operations = [ops.RunSQL(_UP)]
