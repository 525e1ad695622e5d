"""Seats that are held for students of waitlists."""

from tortoise import fields
from tortoise.models import Model

from models.groups import GroupRow
from models.students import StudentRow


class SeatHoldRow(Model):
    """A free seat of a group that is not for others. It is the group's, and changes under the group's lock.

    Attributes:
        saga_id: the promotion that takes or offers it.
        offered_until: when the offer expires; null: it is not offered, the promotion is under way.
    """

    id = fields.UUIDField(primary_key=True)
    group: fields.ForeignKeyRelation["GroupRow"] = fields.ForeignKeyField("models.GroupRow", on_delete=fields.RESTRICT)
    student: fields.ForeignKeyRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT
    )
    saga_id = fields.UUIDField(db_index=True)
    since = fields.DatetimeField()
    offered_until = fields.DatetimeField(null=True)

    class Meta:
        table = "seat_holds"
        table_description = "Seats that are held for students of waitlists"
        unique_together = (("group", "student"),)
