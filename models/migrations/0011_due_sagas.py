"""The sagas that are put down, found by when they are due."""

from tortoise import migrations

from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """An index."""

    atomic = False

    dependencies = [("models", "0010_waits")]

    operations = [CreateIndexConcurrently("sagas_due", "ON sagas (due_at) WHERE due_at IS NOT NULL")]
