"""When seats that are kept from students of a waitlist are released to them, and which groups that has come for."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly
from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """A column and an index."""

    atomic = False

    dependencies = [("models", "0040_components")]

    operations = [
        ops.RunSQL("ALTER TABLE groups ADD COLUMN IF NOT EXISTS releases_at timestamptz"),
        CreateIndexConcurrently("groups_releasing", "ON groups (releases_at) WHERE releases_at IS NOT NULL"),
        StateOnly(ops.AddField("GroupRow", "releases_at", fields.DatetimeField(null=True))),
    ]
