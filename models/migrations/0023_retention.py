"""How far back finished tasks are known, and when they were pruned last."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint

from models.migration_state import StateOnly

_UP = """
CREATE TABLE IF NOT EXISTS retention (
    one bool PRIMARY KEY DEFAULT true CONSTRAINT retention_one_check CHECK (one),
    archived_before timestamptz,
    completed_at timestamptz
);
INSERT INTO retention DEFAULT VALUES ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    """A table of one row."""

    dependencies = [("models", "0022_revocations")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(
            ops.CreateModel(
                "RetentionRow",
                [
                    ("one", fields.BooleanField(primary_key=True, default=True, db_default=True)),
                    ("archived_before", fields.DatetimeField(null=True)),
                    ("completed_at", fields.DatetimeField(null=True)),
                ],
                {
                    "table": "retention",
                    "table_description": "How far back finished tasks are known",
                    "constraints": (CheckConstraint(check="one", name="retention_one_check"),),
                },
            )
        ),
    ]
