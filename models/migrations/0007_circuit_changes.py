"""Each change of a circuit breaker is in the audit log once, though several processes may want to write it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
ALTER TABLE audit_log ADD COLUMN service varchar(60), ADD COLUMN epoch bigint;
CREATE UNIQUE INDEX audit_log_one_change ON audit_log (service, epoch) WHERE service IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Two columns and an index; rows that are there need nothing."""

    dependencies = [("models", "0006_counts")]

    operations = [ops.RunSQL(_UP)]
