"""What the checks of invariants go by: how far they came, and seats that are held, which are few."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
-- One row. `audit_id`: entries up to it have been followed to their sagas; `accepted`: how far the round through all
-- sagas has come, which began at `round_began`; `complete_since`: when the last round began that came to its end;
-- `suspects`: sagas found amiss, to be looked at again each time; `findings`: JSON of `enrollment.invariants.Finding`.
CREATE TABLE inspections (
    one bool PRIMARY KEY DEFAULT true CHECK (one),
    audit_id bigint NOT NULL DEFAULT 0,
    accepted bigint NOT NULL DEFAULT 0,
    round_began timestamptz,
    complete_since timestamptz,
    suspects uuid[] NOT NULL DEFAULT '{}',
    checked_at timestamptz,
    findings jsonb NOT NULL DEFAULT '[]'
);
INSERT INTO inspections DEFAULT VALUES;

CREATE INDEX enrollments_held ON enrollments (saga_id) WHERE status = 'RESERVED';
"""


class Migration(migrations.Migration):
    """A table and an index."""

    dependencies = [("models", "0007_circuit_changes")]

    operations = [ops.RunSQL(_UP)]
