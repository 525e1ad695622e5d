"""Sagas that wait are put down: no worker holds them until they are due."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly

_UP = """
ALTER TABLE sagas ADD COLUMN IF NOT EXISTS due_at timestamptz, ADD COLUMN IF NOT EXISTS waits_for varchar(60),
    ADD COLUMN IF NOT EXISTS wait_reason text, ADD COLUMN IF NOT EXISTS waiting_since timestamptz
"""


class Migration(migrations.Migration):
    """Columns."""

    dependencies = [("models", "0009_model_state")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(
            ops.AddField("SagaRow", "due_at", fields.DatetimeField(null=True)),
            ops.AddField("SagaRow", "waits_for", fields.CharField(max_length=60, null=True)),
            ops.AddField("SagaRow", "wait_reason", fields.TextField(null=True)),
            ops.AddField("SagaRow", "waiting_since", fields.DatetimeField(null=True)),
        ),
    ]
