"""Documents that operators have registered."""

from tortoise import fields, migrations
from tortoise.fields.db_defaults import Now
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly

_UP = """
CREATE TABLE IF NOT EXISTS trusted_documents (
    id varchar(128) PRIMARY KEY,
    text text NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
)
"""


class Migration(migrations.Migration):
    """A table."""

    dependencies = [("models", "0020_audit_by_groups")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(
            ops.CreateModel(
                "TrustedDocumentRow",
                [
                    ("id", fields.CharField(max_length=128, primary_key=True)),
                    ("text", fields.TextField()),
                    ("registered_at", fields.DatetimeField(db_default=Now())),
                ],
                {"table": "trusted_documents", "table_description": "Documents that operators have registered"},
            )
        ),
    ]
