"""Who was in a group, found by index: those who have dropped their seats."""

from tortoise import migrations
from tortoise.indexes import PartialIndex
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly
from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """An index that an enrollment is in from its end on."""

    atomic = False

    dependencies = [("models", "0031_rows_of_batches")]

    operations = [
        CreateIndexConcurrently("enrollments_dropped", "ON enrollments (group_id) WHERE status = 'DROPPED'"),
        StateOnly(
            ops.AddIndex(
                "EnrollmentRow",
                PartialIndex(fields=("group_id",), name="enrollments_dropped", condition={"status": "DROPPED"}),
            )
        ),
    ]
