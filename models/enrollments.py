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
    """A row is live unless DROPPED. Term and course are the group's, repeated for the index on them.

    Attributes:
        waitlist_number: by which places in the group's waitlist are ordered: the number of acceptance of the saga that
            joined; null for one that never waited.
        passed_over: the group's `openings` when the student last did not get a seat that was held for them.
        promoted_by: the saga by which the student got a seat instead of this place.
        beyond_capacity: whether an override gave the seat although none was free.
        component: the group's, of a seat; empty for one without, and for places in waitlists.
    """

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
    status = fields.CharEnumField(EnrollmentStatus, max_length=12, description="enrollment.catalogue.EnrollmentStatus")
    since = fields.DatetimeField()
    created_at = fields.DatetimeField()
    waitlist_number = fields.BigIntField(null=True)
    passed_over = fields.IntField(null=True)
    promoted_by = fields.UUIDField(null=True)
    beyond_capacity = fields.BooleanField(default=False, db_default=False)
    component = fields.TextField(default="", db_default="")

    class Meta:
        table = "enrollments"
        table_description = "A student's seat in a group"
        constraints = (
            CheckConstraint(
                check="status IN ('RESERVED', 'CONFIRMED', 'WAITLISTED', 'DROPPED')", name="enrollments_status"
            ),
            CheckConstraint(check="status <> 'WAITLISTED' OR waitlist_number IS NOT NULL", name="enrollments_waitlist"),
            UniqueConstraint(
                fields=("group_id", "student_id"), name="enrollments_one_seat", condition="status <> 'DROPPED'"
            ),
            UniqueConstraint(
                fields=("student_id", "term_id", "course_id", "component"),
                name="enrollments_one_per_component",
                condition="status = 'CONFIRMED'",
            ),
        )
        indexes = (
            PartialIndex(fields=("saga_id",), name="enrollments_held", condition={"status": "RESERVED"}),
            PartialIndex(fields=("group_id",), name="enrollments_dropped", condition={"status": "DROPPED"}),
            PartialIndex(
                fields=("group_id", "waitlist_number"),
                name="enrollments_waitlist_order",
                condition={"status": "WAITLISTED"},
            ),
        )
