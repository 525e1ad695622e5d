"""What operators look for, found by index among millions of sagas that have ended.

The live ones are few and are looked at one by one. A saga enters these indexes by the commit that ends it: `ended`
stays null until then, so that claims and the commits before stay HOT, which an index on `status` would forbid.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
ALTER TABLE sagas ADD COLUMN ended varchar(16)
    GENERATED ALWAYS AS (CASE WHEN finished_at IS NOT NULL THEN status END) STORED;
CREATE INDEX sagas_ended ON sagas (kind, ended, accepted_at, accepted) WHERE ended IS NOT NULL;
CREATE INDEX sagas_ended_by_term ON sagas (term_id, kind, ended, accepted_at, accepted) WHERE ended IS NOT NULL;
CREATE INDEX sagas_ended_by_correlation ON sagas (correlation_id, accepted_at, accepted) WHERE ended IS NOT NULL;
"""


class Migration(migrations.Migration):
    """A generated column, and indexes."""

    dependencies = [("models", "0002_rules")]

    operations = [ops.RunSQL(_UP)]
