"""What operators look for among idempotency keys, found by index among millions of sagas."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
-- Requests look for a key with its scope, operators without: the same index for both, the other way round.
CREATE UNIQUE INDEX sagas_one_live_key_by_key ON sagas (idempotency_key, scope) WHERE key_released_at IS NULL;
DROP INDEX sagas_one_live_key;
ALTER INDEX sagas_one_live_key_by_key RENAME TO sagas_one_live_key;
CREATE INDEX sagas_released_by_key ON sagas (idempotency_key) WHERE key_released_at IS NOT NULL;

-- Every saga is in one of these two. Keys that stand are counted as well.
CREATE INDEX sagas_keys_standing ON sagas (key_expires_at, accepted) WHERE key_released_at IS NULL;
CREATE INDEX sagas_keys_released ON sagas (key_expires_at, accepted) WHERE key_released_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Indexes."""

    dependencies = [("models", "0003_supervision")]

    operations = [ops.RunSQL(_UP)]
