"""What 0037 demands of changed groups holds for all of them."""

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Constraints are validated."""

    dependencies = [("models", "0037_overrides")]

    operations = [
        ops.RunSQL("ALTER TABLE groups VALIDATE CONSTRAINT groups_seats"),
        ops.RunSQL("ALTER TABLE groups VALIDATE CONSTRAINT groups_extra_seats"),
        ops.RunSQL("ALTER TABLE groups VALIDATE CONSTRAINT groups_promised"),
    ]
