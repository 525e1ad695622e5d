"""The unfinished sagas of batches, in their order."""

from tortoise import migrations

from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """An index."""

    atomic = False

    dependencies = [("models", "0030_batches")]

    operations = [
        CreateIndexConcurrently("sagas_of_batches", "ON sagas (accepted) WHERE batch_id IS NOT NULL AND ended IS NULL")
    ]
