"""A refused request is one entry of the audit log, however many groups it named."""

from tortoise import migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly

_UP = "ALTER TABLE audit_log ADD COLUMN IF NOT EXISTS group_codes text[]"


class Migration(migrations.Migration):
    """A column."""

    dependencies = [("models", "0018_known_plans")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(ops.AddField("AuditRow", "group_codes", ArrayField("text", null=True))),
    ]
