"""Making an index while others write to its table."""

from tortoise.migrations.operations import TortoiseOperation
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from models.sql import SQL


class CreateIndexConcurrently(TortoiseOperation):
    """Makes an index without locking its table. Its migration needs `atomic = False`: it cannot be in a transaction.

    What an interrupted attempt left is removed first; an index that is there already is left alone. Tortoise's picture
    of the tables is not changed: see `StateOnly`.

    Args:
        name: of the index.
        definition: what stands behind the name: `ON sagas (due_at) WHERE due_at IS NOT NULL`.
        unique: whether no two rows may have the same values.
    """

    reduces_to_sql = True

    def __init__(self, name: str, definition: str, *, unique: bool = False) -> None:
        self.name = name
        self.definition = definition
        self.unique = unique

    def describe(self) -> str:
        """What the command line prints."""
        return f"Create index {self.name} concurrently"

    def state_forward(self, app_label: str, state: State) -> None:
        """Change nothing."""

    async def database_forward(
        self,
        app_label: str,  # noqa: ARG002 - Tortoise's signature
        old_state: State,  # noqa: ARG002 - Tortoise's signature
        new_state: State,  # noqa: ARG002 - Tortoise's signature
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Make the index."""
        assert state_editor is not None
        assert not state_editor.atomic_migration, f"the migration that makes {self.name} needs `atomic = False`"
        client = state_editor.client
        if any(row["broken"] for row in await client.execute_query_dict(SQL["migrations.broken_index"], [self.name])):
            await client.execute_script(f"DROP INDEX CONCURRENTLY {self.name}")
        kind = "UNIQUE INDEX" if self.unique else "INDEX"
        await client.execute_script(f"CREATE {kind} CONCURRENTLY IF NOT EXISTS {self.name} {self.definition}")
