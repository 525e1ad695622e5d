"""Workers say which plans they know."""

from tortoise import migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly

_UP = "ALTER TABLE workers ADD COLUMN IF NOT EXISTS plans text[]"


class Migration(migrations.Migration):
    """A column."""

    dependencies = [("models", "0017_audit_by_course")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(ops.AddField("WorkerRow", "plans", ArrayField("text", null=True))),
    ]
