"""Who waits in a group, in order, by an index; and the constraints of waitlists are validated."""

from tortoise import migrations
from tortoise.indexes import PartialIndex
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly
from models.online_index import CreateIndexConcurrently

_VALIDATE = """
ALTER TABLE groups VALIDATE CONSTRAINT groups_promised;
ALTER TABLE enrollments VALIDATE CONSTRAINT enrollments_waitlist;
"""


class Migration(migrations.Migration):
    """An index."""

    atomic = False

    dependencies = [("models", "0034_waitlists")]

    operations = [
        CreateIndexConcurrently(
            "enrollments_waitlist_order", "ON enrollments (group_id, waitlist_number) WHERE status = 'WAITLISTED'"
        ),
        ops.RunSQL(_VALIDATE),
        StateOnly(
            ops.AddIndex(
                "EnrollmentRow",
                PartialIndex(
                    fields=("group_id", "waitlist_number"),
                    name="enrollments_waitlist_order",
                    condition={"status": "WAITLISTED"},
                ),
            ),
        ),
    ]
