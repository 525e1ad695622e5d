"""Students."""

import msgspec
from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.models import Model

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_NAME_CHARACTERS
from enrollment.problems import Hold

_holds = msgspec.json.Decoder(tuple[Hold, ...])
_cohorts = msgspec.json.Decoder(tuple[str, ...])


def decode_holds(text: str | bytes) -> tuple[Hold, ...]:
    """Holds as the column keeps them."""
    return _holds.decode(text)


def decode_cohorts(text: str | bytes) -> tuple[str, ...]:
    """Cohorts as JSON."""
    return _cohorts.decode(text)


class StudentRow(Model):
    """`holds`: a JSON list of `enrollment.problems.Hold`; `max_credits`: most they may hold in one term; `min_credits`:
    fewest, null: as the term says."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=MAX_CODE_CHARACTERS, unique=True)
    name = fields.CharField(max_length=MAX_NAME_CHARACTERS, null=True)
    active = fields.BooleanField(default=True, db_default=True)
    max_credits = fields.SmallIntField(default=30, db_default=30)
    min_credits = fields.SmallIntField(null=True)
    holds = fields.JSONField[tuple[Hold, ...]](default=tuple, decoder=decode_holds)
    overridden = fields.BooleanField(default=False, db_default=False)
    cohorts = ArrayField("text", default=list, db_default=SqlDefault("'{}'"))

    class Meta:
        table = "students"
        table_description = "Students"
