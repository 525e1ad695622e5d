"""Holds have codes, by which they are changed and cleared. Those that are there get numbers."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_UP = """
UPDATE students s SET holds = (
    SELECT jsonb_agg(jsonb_build_object('code', 'HOLD-' || x.n) || x.hold ORDER BY x.n)
    FROM jsonb_array_elements(s.holds) WITH ORDINALITY x (hold, n))
WHERE EXISTS (SELECT FROM jsonb_array_elements(s.holds) h WHERE NOT h ? 'code')
"""


class Migration(migrations.Migration):
    """Values of a column."""

    dependencies = [("models", "0026_commit_functions")]

    operations = [ops.RunSQL(_UP)]
