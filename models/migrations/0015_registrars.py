"""Which tasks a registrar asked for: all registrars together may have half of the unfinished ones."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly

_UP = "ALTER TABLE sagas ADD COLUMN IF NOT EXISTS by_registrar boolean NOT NULL DEFAULT false"


class Migration(migrations.Migration):
    """A column."""

    dependencies = [("models", "0014_finite_windows")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(ops.AddField("SagaRow", "by_registrar", fields.BooleanField(default=False, db_default=False))),
    ]
