"""The fewest credits of a student. `lock_for_commit` of 0029 reads them with the student."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from models.migration_state import StateOnly


class Migration(migrations.Migration):
    """A column."""

    dependencies = [("models", "0038_valid_seats")]

    operations = [
        ops.RunSQL("ALTER TABLE students ADD COLUMN IF NOT EXISTS min_credits smallint"),
        StateOnly(ops.AddField("StudentRow", "min_credits", fields.SmallIntField(null=True))),
    ]
