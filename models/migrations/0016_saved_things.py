"""The audit log says what saving changed. Entries that are there say nothing of it."""

from typing import Any

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly


class Migration(migrations.Migration):
    """Three columns."""

    dependencies = [("models", "0015_registrars")]

    operations = [
        ops.RunSQL(
            "ALTER TABLE audit_log ADD COLUMN IF NOT EXISTS course_code varchar(100),"
            " ADD COLUMN IF NOT EXISTS before jsonb, ADD COLUMN IF NOT EXISTS after jsonb"
        ),
        StateOnly(
            ops.AddField("AuditRow", "course_code", fields.CharField(max_length=100, null=True)),
            ops.AddField("AuditRow", "before", fields.JSONField[dict[str, Any]](null=True)),
            ops.AddField("AuditRow", "after", fields.JSONField[dict[str, Any]](null=True)),
        ),
    ]
