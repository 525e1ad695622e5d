"""Columns as wide as what is let in, and windows that can be read again."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint

from models.migration_state import StateOnly

_UP = """
ALTER TABLE sagas ALTER COLUMN scope TYPE varchar(255);
ALTER TABLE audit_log ALTER COLUMN actor TYPE varchar(255);

-- The driver writes the first and the last moment of Python as infinite ones, and could not read them again.
UPDATE terms SET
    opens_at = CASE WHEN isfinite(opens_at) THEN opens_at ELSE least('1900-01-01Z', closes_at - interval '1 s') END,
    closes_at = CASE WHEN isfinite(closes_at) THEN closes_at ELSE greatest('2999-12-31Z', opens_at + interval '1 s') END
WHERE NOT (isfinite(opens_at) AND isfinite(closes_at));
ALTER TABLE terms DROP CONSTRAINT IF EXISTS terms_window_finite,
    ADD CONSTRAINT terms_window_finite CHECK (isfinite(opens_at) AND isfinite(closes_at)) NOT VALID;
"""


class Migration(migrations.Migration):
    """Two wider columns and a constraint."""

    dependencies = [("models", "0011_due_sagas")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(
            ops.AlterField("SagaRow", "scope", fields.CharField(max_length=255)),
            ops.AlterField("AuditRow", "actor", fields.CharField(max_length=255)),
            ops.AddConstraint(
                "TermRow",
                CheckConstraint(check="isfinite(opens_at) AND isfinite(closes_at)", name="terms_window_finite"),
            ),
        ),
    ]
