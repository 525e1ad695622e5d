"""A student is confirmed in one group of each component of a course. `write_commit` of 0037 writes which one.

Code that knows no components takes one group of a course, and writes those without a name.
"""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.migration_state import StateOnly
from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """A column, and an index in place of another."""

    atomic = False

    dependencies = [("models", "0039_min_credits")]

    operations = [
        ops.RunSQL("ALTER TABLE enrollments ADD COLUMN IF NOT EXISTS component text NOT NULL DEFAULT ''"),
        CreateIndexConcurrently(
            "enrollments_one_per_component",
            "ON enrollments (student_id, term_id, course_id, component) WHERE status = 'CONFIRMED'",
            unique=True,
        ),
        ops.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS enrollments_one_per_course"),
        StateOnly(
            ops.AddField("EnrollmentRow", "component", fields.TextField(default="", db_default="")),
            ops.RemoveConstraint("EnrollmentRow", name="enrollments_one_per_course"),
            ops.AddConstraint(
                "EnrollmentRow",
                UniqueConstraint(
                    fields=("student_id", "term_id", "course_id", "component"),
                    name="enrollments_one_per_component",
                    condition="status = 'CONFIRMED'",
                ),
            ),
        ),
    ]
