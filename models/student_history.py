"""The courses that students have taken."""

from collections.abc import Iterable, Mapping, Sequence

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.history import CourseStatus, HistoryEntry
from enrollment.limits import MAX_CODE_CHARACTERS
from models.database import Row
from models.students import StudentRow


class HistoryRow(Model):
    """A course that a student took in a term. `status`: a CourseStatus. Codes need not be in the catalogue."""

    id = fields.IntField(primary_key=True)
    student: fields.ForeignKeyRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT
    )
    course_code = fields.CharField(max_length=MAX_CODE_CHARACTERS)
    term_code = fields.CharField(max_length=MAX_CODE_CHARACTERS)
    status = fields.CharField(max_length=12)
    grade = fields.DecimalField(max_digits=6, decimal_places=2, null=True)

    class Meta:
        table = "student_history"
        table_description = "Courses that students have taken"
        constraints = (
            CheckConstraint(
                check="status IN ('PASSED', 'FAILED', 'IN_PROGRESS', 'WITHDRAWN')", name="student_history_status"
            ),
            CheckConstraint(check="grade BETWEEN 0 AND 1000", name="student_history_grade"),
        )
        unique_together = (("student", "course_code", "term_code"),)


def history_of(row: Row) -> HistoryEntry:
    """A row that has the columns of `student_history`."""
    return HistoryEntry(row["course_code"], row["term_code"], CourseStatus(row["status"]), row["grade"])


def by_students(ids: Sequence[int], rows: Iterable[Row]) -> Mapping[int, Sequence[HistoryEntry]]:
    """The entries of each of these students, in the order of the rows."""
    found: dict[int, list[HistoryEntry]] = {key: [] for key in ids}
    for row in rows:
        found[row["student_id"]].append(history_of(row))
    return found
