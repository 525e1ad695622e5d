"""The refused requests that named a group among others."""

from tortoise import migrations

from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """An index."""

    atomic = False

    dependencies = [("models", "0019_refused_baskets")]

    operations = [
        CreateIndexConcurrently(
            "audit_log_by_groups", "ON audit_log USING gin (group_codes) WHERE group_codes IS NOT NULL"
        )
    ]
