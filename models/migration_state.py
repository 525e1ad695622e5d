"""Brings Tortoise's picture of the tables up to date with what SQL has made of them.

Tortoise replays all migrations to know the tables that its models must be compared with, and `RunSQL` changes nothing
in that picture. A migration that writes SQL therefore says the same once more, in Tortoise's operations, in here.
"""

from tortoise.migrations.operations import TortoiseOperation
from tortoise.migrations.schema_generator.state import State


class StateOnly(TortoiseOperation):
    """Applies operations to Tortoise's picture of the tables and leaves the database alone."""

    def __init__(self, *operations: TortoiseOperation) -> None:
        self.operations = operations

    def describe(self) -> str:
        """What the command line prints."""
        return "In Tortoise's state only: " + "; ".join(operation.describe() for operation in self.operations)

    def state_forward(self, app_label: str, state: State) -> None:
        """Apply the operations to `state`."""
        for operation in self.operations:
            operation.state_forward(app_label, state)
