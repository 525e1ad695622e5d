"""The audit log of one course."""

from tortoise import migrations

from models.online_index import CreateIndexConcurrently


class Migration(migrations.Migration):
    """An index."""

    atomic = False

    dependencies = [("models", "0016_saved_things")]

    operations = [
        CreateIndexConcurrently(
            "audit_log_by_course", "ON audit_log (course_code, at, id) WHERE course_code IS NOT NULL"
        )
    ]
