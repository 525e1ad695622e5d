"""What 0012 demands of new windows holds for all of them."""

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A constraint is validated."""

    dependencies = [("models", "0013_similar_codes")]

    operations = [ops.RunSQL("ALTER TABLE terms VALIDATE CONSTRAINT terms_window_finite")]
