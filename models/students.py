"""Students."""

import msgspec
from tortoise import fields
from tortoise.models import Model

from enrollment.problems import Hold

_holds = msgspec.json.Decoder(tuple[Hold, ...])


def decode_holds(text: str | bytes) -> tuple[Hold, ...]:
    """Holds as the column keeps them."""
    return _holds.decode(text)


class StudentRow(Model):
    """`holds`: a JSON list of `enrollment.problems.Hold`; `max_credits`: most they may hold in one term."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=100, unique=True)
    name = fields.CharField(max_length=200, null=True)
    active = fields.BooleanField(default=True, db_default=True)
    max_credits = fields.SmallIntField(default=30, db_default=30)
    holds = fields.JSONField[tuple[Hold, ...]](default=tuple, decoder=decode_holds)

    class Meta:
        table = "students"
        table_description = "Students"
