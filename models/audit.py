"""The audit log: append only, one row for each group's outcome, written in the commit that made it so."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from models.sagas import SagaRow
from models.students import StudentRow
from models.terms import TermRow


class AuditRow(Model):
    """One entry, about a group of a task, a task, a term, a group of the catalogue or a circuit breaker.

    No foreign keys: they would cost every enrollment nine look-ups, and history outlives what it is about.

    Attributes:
        actor: who asked, or `system`.
        outcome: the group's status, or what happened to the saga.
        version: the saga's version that wrote the entry.
        service, epoch: which change of which circuit breaker; null for all other entries.
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
    service = fields.CharField(max_length=60, null=True)
    epoch = fields.BigIntField(null=True)

    class Meta:
        table = "audit_log"
        table_description = "What happened, append only"
        constraints = (
            UniqueConstraint(fields=("service", "epoch"), name="audit_log_one_change", condition="service IS NOT NULL"),
        )
        indexes = (
            Index(fields=("student_id", "at", "id"), name="audit_log_by_student"),
            Index(fields=("group_code", "at", "id"), name="audit_log_by_group"),
            Index(fields=("actor", "at", "id"), name="audit_log_by_actor"),
            Index(fields=("correlation_id", "at", "id"), name="audit_log_by_correlation"),
            Index(fields=("at", "id"), name="audit_log_by_time"),
        )
