"""The audit log: append only, one row for each group's outcome, written in the commit that made it so."""

from tortoise import fields
from tortoise.models import Model

from models.sagas import SagaRow
from models.students import StudentRow
from models.terms import TermRow


class AuditRow(Model):
    """`actor`: who asked; `outcome`: the group's status, or what befell the saga; `version`: the saga's.

    No foreign keys: they would cost every enrollment nine look-ups, and history outlives what it is about.
    """

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor = fields.CharField(max_length=200)
    action = fields.CharField(max_length=40)
    student: fields.ForeignKeyNullableRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    term: fields.ForeignKeyNullableRelation["TermRow"] = fields.ForeignKeyField(
        "models.TermRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    group_code = fields.CharField(max_length=100, null=True)
    outcome = fields.CharField(max_length=16)
    problem = fields.JSONField[dict[str, object]](null=True)
    reason = fields.TextField(null=True)
    correlation_id = fields.CharField(max_length=128, null=True)
    saga: fields.ForeignKeyNullableRelation["SagaRow"] = fields.ForeignKeyField(
        "models.SagaRow", on_delete=fields.RESTRICT, null=True, db_constraint=False
    )
    version = fields.IntField(null=True)

    class Meta:
        table = "audit_log"
