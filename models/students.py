"""Students."""

from tortoise import fields
from tortoise.models import Model


class StudentRow(Model):
    """`holds`: a JSON list of `enrollment.problems.Hold`; `max_credits`: most they may hold in one term."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=100, unique=True)
    name = fields.CharField(max_length=200, null=True)
    active = fields.BooleanField(default=True, db_default=True)
    max_credits = fields.SmallIntField(default=30, db_default=30)
    holds = fields.JSONField[list[object]](default=list)

    class Meta:
        table = "students"
        table_description = "Students"
