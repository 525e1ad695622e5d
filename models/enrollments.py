"""Enrollments: a student's place in a group, live or given back."""

from tortoise import fields
from tortoise.indexes import PartialIndex
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from enrollment.catalogue import EnrollmentStatus
from models.courses import CourseRow
from models.groups import GroupRow
from models.sagas import SagaRow
from models.students import StudentRow
from models.terms import TermRow


class EnrollmentRow(Model):
    """A row is live unless DROPPED. Term and course are the group's, repeated for the index on them."""

    id = fields.UUIDField(primary_key=True)
    student: fields.ForeignKeyRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT
    )
    group: fields.ForeignKeyRelation["GroupRow"] = fields.ForeignKeyField("models.GroupRow", on_delete=fields.RESTRICT)
    term: fields.ForeignKeyRelation["TermRow"] = fields.ForeignKeyField(
        "models.TermRow", on_delete=fields.RESTRICT, db_constraint=False
    )
    course: fields.ForeignKeyRelation["CourseRow"] = fields.ForeignKeyField(
        "models.CourseRow", on_delete=fields.RESTRICT, db_constraint=False
    )
    saga: fields.ForeignKeyRelation["SagaRow"] = fields.ForeignKeyField(
        "models.SagaRow", on_delete=fields.RESTRICT, db_index=True
    )
    status = fields.CharEnumField(EnrollmentStatus, max_length=12)
    since = fields.DatetimeField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "enrollments"
        table_description = "A student's seat in a group"
        constraints = (
            CheckConstraint(
                check="status IN ('RESERVED', 'CONFIRMED', 'WAITLISTED', 'DROPPED')", name="enrollments_status"
            ),
            UniqueConstraint(
                fields=("student_id", "group_id"), name="enrollments_one_live", condition="status <> 'DROPPED'"
            ),
            UniqueConstraint(
                fields=("student_id", "term_id", "course_id"),
                name="enrollments_one_per_course",
                condition="status = 'CONFIRMED'",
            ),
        )
        indexes = (PartialIndex(fields=("saga_id",), name="enrollments_held", condition={"status": "RESERVED"}),)
