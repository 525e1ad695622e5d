"""The courses that students have taken: what prerequisites and limits of repetition are judged by."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint

from models.migration_state import StateOnly

_UP = """
CREATE TABLE IF NOT EXISTS student_history (
    id serial PRIMARY KEY,
    student_id int NOT NULL REFERENCES students (id) ON DELETE RESTRICT,
    course_code varchar(100) NOT NULL,
    term_code varchar(100) NOT NULL,
    status varchar(12) NOT NULL,
    grade numeric(6, 2),
    CONSTRAINT student_history_status CHECK (status IN ('PASSED', 'FAILED', 'IN_PROGRESS', 'WITHDRAWN')),
    CONSTRAINT student_history_grade CHECK (grade BETWEEN 0 AND 1000),
    UNIQUE (student_id, course_code, term_code)
)
"""


class Migration(migrations.Migration):
    """A table."""

    dependencies = [("models", "0032_past_rosters")]

    operations = [
        ops.RunSQL(_UP),
        StateOnly(
            ops.CreateModel(
                "HistoryRow",
                [
                    ("id", fields.IntField(primary_key=True)),
                    (
                        "student",
                        fields.ForeignKeyField(
                            "models.StudentRow",
                            source_field="student_id",
                            db_constraint=True,
                            to_field="id",
                            on_delete=fields.RESTRICT,
                        ),
                    ),
                    ("course_code", fields.CharField(max_length=100)),
                    ("term_code", fields.CharField(max_length=100)),
                    ("status", fields.CharField(max_length=12)),
                    ("grade", fields.DecimalField(max_digits=6, decimal_places=2, null=True)),
                ],
                {
                    "table": "student_history",
                    "table_description": "Courses that students have taken",
                    "unique_together": (("student", "course_code", "term_code"),),
                    "constraints": (
                        CheckConstraint(
                            check="status IN ('PASSED', 'FAILED', 'IN_PROGRESS', 'WITHDRAWN')",
                            name="student_history_status",
                        ),
                        CheckConstraint(check="grade BETWEEN 0 AND 1000", name="student_history_grade"),
                    ),
                },
            )
        ),
    ]
