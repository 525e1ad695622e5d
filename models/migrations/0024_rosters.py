"""Who is in a group, found by index: the one that keeps a student from a second seat in it, the other way round."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.migration_state import StateOnly
from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """An index in place of another, so that an enrollment has no more of them to write."""

    atomic = False

    dependencies = [("models", "0023_retention")]

    operations = [
        CreateIndexConcurrently(
            "enrollments_one_seat", "ON enrollments (group_id, student_id) WHERE status <> 'DROPPED'", unique=True
        ),
        ops.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS enrollments_one_live"),
        StateOnly(
            ops.RemoveConstraint("EnrollmentRow", name="enrollments_one_live"),
            ops.AddConstraint(
                "EnrollmentRow",
                UniqueConstraint(
                    fields=("group_id", "student_id"), name="enrollments_one_seat", condition="status <> 'DROPPED'"
                ),
            ),
        ),
    ]
