"""Groups: what students enrol in."""

import msgspec
from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.catalogue import Meeting
from models.courses import CourseRow
from models.terms import TermRow

_meetings = msgspec.json.Decoder(tuple[Meeting, ...])


def decode_meetings(text: str | bytes) -> tuple[Meeting, ...]:
    """Meetings as the column keeps them."""
    return _meetings.decode(text)


class GroupRow(Model):
    """`seats_taken` always equals the count of the group's live enrollments; `meetings`: JSON list of `Meeting`."""

    id = fields.IntField(primary_key=True)
    term: fields.ForeignKeyRelation["TermRow"] = fields.ForeignKeyField("models.TermRow", on_delete=fields.RESTRICT)
    course: fields.ForeignKeyRelation["CourseRow"] = fields.ForeignKeyField(
        "models.CourseRow", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=100)
    capacity = fields.IntField()
    seats_taken = fields.IntField(default=0, db_default=0)
    meetings = fields.JSONField[tuple[Meeting, ...]](default=tuple, decoder=decode_meetings)

    class Meta:
        table = "groups"
        table_description = "Groups: what students enrol in"
        constraints = (
            CheckConstraint(check="capacity >= 0", name="groups_capacity"),
            CheckConstraint(check="seats_taken BETWEEN 0 AND capacity", name="groups_seats"),
        )
        unique_together = (("term", "code"),)
