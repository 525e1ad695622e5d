"""The unfinished sagas, in an index that only those statements can use that want all of them.

Statistics that are made at rest say that no saga is unfinished. PostgreSQL then took the index of all of them for the
cheapest way to look for one, of a student or by its id, and went through the whole queue for each saga.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """An index in place of another, whose condition is said in another column."""

    atomic = False

    dependencies = [("models", "0027_hold_codes")]

    operations = [
        CreateIndexConcurrently("sagas_unfinished", "ON sagas (accepted) WHERE ended IS NULL"),
        ops.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS sagas_live"),
    ]
