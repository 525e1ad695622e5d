"""Groups: what students enrol in."""

import msgspec
from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.catalogue import Meeting
from enrollment.limits import MAX_CODE_CHARACTERS
from enrollment.rule_settings import GroupRules
from models.courses import CourseRow
from models.rule_columns import rules_field
from models.terms import TermRow

_meetings = msgspec.json.Decoder(tuple[Meeting, ...])


def decode_meetings(text: str | bytes) -> tuple[Meeting, ...]:
    """Meetings as the column keeps them."""
    return _meetings.decode(text)


class GroupRow(Model):
    """A group.

    Attributes:
        seats_taken: always the count of the live enrollments that hold a seat.
        extra_seats: always the count of those of them that are beyond the capacity.
        meetings: JSON list of `Meeting`.
        waiting: always the count of the live enrollments that wait for a seat.
        seats_held, seats_offered: always the counts of the group's `SeatHoldRow`, not offered and offered.
        cancelled_at: from when on it takes no seat, and `cancel_reason` why; both null while it is not cancelled.
        openings: how often seats have become free while students waited, or had waited before.
        releases_at: when seats that are kept from students who were passed over for that are released to them.
    """

    id = fields.IntField(primary_key=True)
    term: fields.ForeignKeyRelation["TermRow"] = fields.ForeignKeyField("models.TermRow", on_delete=fields.RESTRICT)
    course: fields.ForeignKeyRelation["CourseRow"] = fields.ForeignKeyField(
        "models.CourseRow", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=MAX_CODE_CHARACTERS)
    capacity = fields.IntField()
    seats_taken = fields.IntField(default=0, db_default=0)
    extra_seats = fields.IntField(default=0, db_default=0)
    meetings = fields.JSONField[tuple[Meeting, ...]](default=tuple, decoder=decode_meetings)
    rules = rules_field(GroupRules)
    cancelled_at = fields.DatetimeField(null=True)
    cancel_reason = fields.TextField(null=True)
    waiting = fields.IntField(default=0, db_default=0)
    seats_held = fields.IntField(default=0, db_default=0)
    seats_offered = fields.IntField(default=0, db_default=0)
    openings = fields.IntField(default=0, db_default=0)
    releases_at = fields.DatetimeField(null=True)

    class Meta:
        table = "groups"
        table_description = "Groups: what students enrol in"
        constraints = (
            CheckConstraint(check="capacity >= 0", name="groups_capacity"),
            CheckConstraint(check="seats_taken BETWEEN 0 AND capacity + extra_seats", name="groups_seats"),
            CheckConstraint(check="extra_seats BETWEEN 0 AND seats_taken", name="groups_extra_seats"),
            CheckConstraint(
                check="seats_held >= 0 AND seats_offered >= 0 AND seats_held + seats_offered <= waiting "
                "AND seats_taken + seats_held + seats_offered <= capacity + extra_seats",
                name="groups_promised",
            ),
        )
        unique_together = (("term", "code"),)
