"""Batches, and which sagas are their rows."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.migration_state import StateOnly

_UP = """
CREATE TABLE IF NOT EXISTS batches (
    id uuid PRIMARY KEY,
    scope varchar(255) NOT NULL,
    idempotency_key varchar(255) NOT NULL,
    key_expires_at timestamptz NOT NULL,
    key_released_at timestamptz,
    fingerprint bytea NOT NULL,
    reason text,
    correlation_id varchar(128) NOT NULL,
    accepted_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS batches_one_live_key ON batches (idempotency_key, scope)
    WHERE key_released_at IS NULL;

-- `saga_id`: the row's task, or null, and `problem` says why there is none. No foreign key: tasks are archived.
CREATE TABLE IF NOT EXISTS batch_rows (
    batch_id uuid NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    row smallint NOT NULL,
    student_code varchar(100) NOT NULL,
    term_code varchar(100) NOT NULL,
    group_codes jsonb NOT NULL,
    saga_id uuid,
    replayed bool NOT NULL,
    problem jsonb,
    PRIMARY KEY (batch_id, row)
);

ALTER TABLE sagas ADD COLUMN IF NOT EXISTS batch_id uuid;
"""


class Migration(migrations.Migration):
    """Two tables and a column."""

    dependencies = [("models", "0029_rules")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(
            ops.CreateModel(
                "BatchesRow",
                [
                    ("id", fields.UUIDField(primary_key=True)),
                    ("scope", fields.CharField(max_length=255)),
                    ("idempotency_key", fields.CharField(max_length=255)),
                    ("key_expires_at", fields.DatetimeField()),
                    ("key_released_at", fields.DatetimeField(null=True)),
                    ("fingerprint", fields.BinaryField()),
                    ("reason", fields.TextField(null=True)),
                    ("correlation_id", fields.CharField(max_length=128)),
                    ("accepted_at", fields.DatetimeField()),
                ],
                {
                    "table": "batches",
                    "table_description": "Enrollments that were handed in together",
                    "constraints": (
                        UniqueConstraint(
                            fields=("idempotency_key", "scope"),
                            name="batches_one_live_key",
                            condition="key_released_at IS NULL",
                        ),
                    ),
                },
            ),
            ops.CreateModel(
                "BatchedRow",
                [
                    (
                        "batch",
                        fields.ForeignKeyField(
                            "models.BatchesRow",
                            source_field="batch_id",
                            primary_key=True,
                            unique=True,
                            db_index=True,
                            db_constraint=True,
                            to_field="id",
                            on_delete=fields.CASCADE,
                        ),
                    ),
                    ("row", fields.SmallIntField()),
                    ("student_code", fields.CharField(max_length=100)),
                    ("term_code", fields.CharField(max_length=100)),
                    ("group_codes", fields.JSONField()),
                    ("saga_id", fields.UUIDField(null=True)),
                    ("replayed", fields.BooleanField()),
                    ("problem", fields.JSONField(null=True)),
                ],
                {"table": "batch_rows", "table_description": "What became of the rows of batches"},
            ),
            ops.AddField("SagaRow", "batch_id", fields.UUIDField(null=True)),
        ),
    ]
