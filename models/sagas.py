"""Sagas, which are also the tasks, and their journal."""

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

from enrollment.limits import MAX_CORRELATION_ID_CHARACTERS, MAX_KEY_CHARACTERS, MAX_SUBJECT_CHARACTERS
from enrollment.task import TaskKind
from models.students import StudentRow
from models.terms import TermRow
from saga.journal import SagaStatus, StepStatus


class SagaRow(Model):
    """A task and its saga.

    Attributes:
        accepted: the number the database assigned at acceptance; a student's tasks in a term run in its order.
        plan: name of the plan; plan_version: the version it began with.
        command: JSON of `enrollment.task.Command`; outcome: JSON of the group tasks and the task's own problems.
        by_registrar: whether a registrar asked for it.
        batch_id: the batch of which it is a row.
        scope, idempotency_key: whose key, and which; unique while `key_released_at` is null.
        owner: the worker that claimed it; token: what its commits must show.
        claims: how often it was claimed; stalled: how often since its last commit, those not counted that ended by
            putting it down.
        due_at: until when it is put down: no worker holds it, and none may claim it before. Null: it waits for nothing.
        waits_for: what it was put down for last, such as the name of a service; wait_reason: why, for operators;
            waiting_since: since when, however often it was put down for the same. Its next commit forgets them.
        ended: the status once it is final, null until then; the database computes it.
    """

    id = fields.UUIDField(primary_key=True)
    accepted = fields.BigIntField(unique=True)
    kind = fields.CharEnumField(TaskKind, max_length=12, description="enrollment.task.TaskKind")
    status = fields.CharEnumField(SagaStatus, max_length=16)
    version = fields.IntField()
    plan = fields.CharField(max_length=40)
    plan_version = fields.SmallIntField()
    command = fields.JSONField[dict[str, object]]()
    outcome = fields.JSONField[dict[str, object]]()
    student: fields.ForeignKeyRelation["StudentRow"] = fields.ForeignKeyField(
        "models.StudentRow", on_delete=fields.RESTRICT
    )
    term: fields.ForeignKeyRelation["TermRow"] = fields.ForeignKeyField("models.TermRow", on_delete=fields.RESTRICT)
    by_registrar = fields.BooleanField(default=False, db_default=False)
    scope = fields.CharField(max_length=MAX_SUBJECT_CHARACTERS)
    idempotency_key = fields.CharField(max_length=MAX_KEY_CHARACTERS)
    key_derived = fields.BooleanField()
    key_expires_at = fields.DatetimeField()
    key_released_at = fields.DatetimeField(null=True)
    fingerprint = fields.BinaryField()
    correlation_id = fields.CharField(max_length=MAX_CORRELATION_ID_CHARACTERS)
    owner = fields.UUIDField(null=True)
    token = fields.UUIDField(null=True)
    claims = fields.IntField(default=0, db_default=0)
    stalled = fields.IntField(default=0, db_default=0)
    stuck_reason = fields.TextField(null=True)
    cancel_requested_at = fields.DatetimeField(null=True)
    batch_id = fields.UUIDField(null=True)
    due_at = fields.DatetimeField(null=True)
    waits_for = fields.CharField(max_length=60, null=True)
    wait_reason = fields.TextField(null=True)
    waiting_since = fields.DatetimeField(null=True)
    accepted_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    ended = fields.CharEnumField(SagaStatus, max_length=16, null=True, generated=True)

    class Meta:
        table = "sagas"
        table_description = "Tasks and their sagas"
        constraints = (
            CheckConstraint(check="version >= 1", name="sagas_version"),
            CheckConstraint(
                check="(finished_at IS NOT NULL) = (status IN ('COMPLETED', 'REJECTED', 'COMPENSATED', 'FAILED'))",
                name="sagas_finished",
            ),
            UniqueConstraint(
                fields=("idempotency_key", "scope"), name="sagas_one_live_key", condition="key_released_at IS NULL"
            ),
        )


class StepRow(Model):
    """One record of the journal, keyed (saga, position); see `saga.journal.Record`."""

    # Tortoise knows no composite keys: `saga_id` stands for the key (saga_id, position) that the migration makes.
    saga: fields.ForeignKeyRelation["SagaRow"] = fields.ForeignKeyField(
        "models.SagaRow", on_delete=fields.CASCADE, primary_key=True
    )
    position = fields.SmallIntField()
    name = fields.CharField(max_length=160)
    status = fields.CharEnumField(StepStatus, max_length=16)
    attempts = fields.SmallIntField()
    undo_attempts = fields.SmallIntField()
    version = fields.IntField()
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    undo_started_at = fields.DatetimeField(null=True)
    undo_finished_at = fields.DatetimeField(null=True)
    problem = fields.JSONField[dict[str, object]](null=True)
    detail = fields.TextField(null=True)

    class Meta:
        table = "saga_steps"
        table_description = "The journal: one record a step"
