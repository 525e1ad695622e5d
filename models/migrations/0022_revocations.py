"""Tokens that are refused before they expire."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint

from models.migration_state import StateOnly

_UP = """
-- `subject`: whose tokens are refused if they were issued until `revoked_at`; `jti`: which token is refused.
CREATE TABLE IF NOT EXISTS revocations (
    id bigserial PRIMARY KEY,
    subject varchar(255),
    jti varchar(255),
    revoked_at timestamptz NOT NULL,
    CONSTRAINT revocations_of_something CHECK (num_nonnulls(subject, jti) > 0)
);
CREATE INDEX IF NOT EXISTS revocations_by_time ON revocations (revoked_at);
"""


class Migration(migrations.Migration):
    """A table."""

    dependencies = [("models", "0021_trusted_documents")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(
            ops.CreateModel(
                "RevocationRow",
                [
                    ("id", fields.BigIntField(primary_key=True)),
                    ("subject", fields.CharField(max_length=255, null=True)),
                    ("jti", fields.CharField(max_length=255, null=True)),
                    ("revoked_at", fields.DatetimeField()),
                ],
                {
                    "table": "revocations",
                    "table_description": "Tokens that are refused before they expire",
                    "indexes": (Index(fields=("revoked_at",), name="revocations_by_time"),),
                    "constraints": (
                        CheckConstraint(check="num_nonnulls(subject, jti) > 0", name="revocations_of_something"),
                    ),
                },
            )
        ),
    ]
