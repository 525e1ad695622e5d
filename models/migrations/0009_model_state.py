"""Tells Tortoise what 0002 to 0008 made in SQL: columns, tables, constraints and the indexes that it has words for.

What it has none for is listed, with the reason, in tests/integration/test_model_drift.py.
"""

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.indexes import Index, PartialIndex
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.migration_state import StateOnly
from saga.journal import SagaStatus

_OPTIONS = {
    "StudentRow": {"pk_attr": "id", "table_description": "Students"},
    "TermRow": {"pk_attr": "id", "table_description": "Terms and their enrollment windows"},
    "CourseRow": {"pk_attr": "id", "table_description": "Courses, whatever the term"},
    "GroupRow": {"pk_attr": "id", "table_description": "Groups: what students enrol in"},
    "EnrollmentRow": {"pk_attr": "id", "table_description": "A student's seat in a group"},
    "SagaRow": {"pk_attr": "id", "table_description": "Tasks and their sagas"},
    "StepRow": {"pk_attr": "saga", "table_description": "The journal: one record a step"},
    "AuditRow": {"pk_attr": "id", "table_description": "What happened, append only"},
    "WorkerRow": {"pk_attr": "id", "table_description": "Workers and their heartbeats"},
}

_CONSTRAINTS: dict[str, list[CheckConstraint | UniqueConstraint]] = {
    "TermRow": [CheckConstraint(check="opens_at < closes_at", name="terms_window")],
    "GroupRow": [
        CheckConstraint(check="capacity >= 0", name="groups_capacity"),
        CheckConstraint(check="seats_taken BETWEEN 0 AND capacity", name="groups_seats"),
    ],
    "EnrollmentRow": [
        CheckConstraint(
            check="status IN ('RESERVED', 'CONFIRMED', 'WAITLISTED', 'DROPPED')", name="enrollments_status"
        ),
        UniqueConstraint(
            fields=("student_id", "group_id"), name="enrollments_one_live", condition="status <> 'DROPPED'"
        ),
        UniqueConstraint(
            fields=("student_id", "term_id", "course_id"),
            name="enrollments_one_per_course",
            condition="status = 'CONFIRMED'",
        ),
    ],
    "SagaRow": [
        CheckConstraint(check="version >= 1", name="sagas_version"),
        CheckConstraint(
            check="(finished_at IS NOT NULL) = (status IN ('COMPLETED', 'REJECTED', 'COMPENSATED', 'FAILED'))",
            name="sagas_finished",
        ),
        UniqueConstraint(
            fields=("idempotency_key", "scope"), name="sagas_one_live_key", condition="key_released_at IS NULL"
        ),
    ],
    "AuditRow": [
        UniqueConstraint(fields=("service", "epoch"), name="audit_log_one_change", condition="service IS NOT NULL")
    ],
}

_INDEXES: dict[str, list[Index]] = {
    "EnrollmentRow": [PartialIndex(fields=("saga_id",), name="enrollments_held", condition={"status": "RESERVED"})],
    "AuditRow": [
        Index(fields=("student_id", "at", "id"), name="audit_log_by_student"),
        Index(fields=("group_code", "at", "id"), name="audit_log_by_group"),
        Index(fields=("actor", "at", "id"), name="audit_log_by_actor"),
        Index(fields=("correlation_id", "at", "id"), name="audit_log_by_correlation"),
        Index(fields=("at", "id"), name="audit_log_by_time"),
    ],
}


class Migration(migrations.Migration):
    """No change to any table."""

    dependencies = [("models", "0008_inspections")]

    operations = [
        StateOnly(
            ops.AddField(
                "SagaRow", "ended", fields.CharEnumField(SagaStatus, max_length=16, null=True, generated=True)
            ),
            ops.AddField("AuditRow", "service", fields.CharField(max_length=60, null=True)),
            ops.AddField("AuditRow", "epoch", fields.BigIntField(null=True)),
            ops.CreateModel(
                "SagaCountsRow",
                [
                    ("shard", fields.IntField(primary_key=True)),
                    ("completed", fields.BigIntField(default=0, db_default=0)),
                    ("rejected", fields.BigIntField(default=0, db_default=0)),
                    ("compensated", fields.BigIntField(default=0, db_default=0)),
                    ("failed", fields.BigIntField(default=0, db_default=0)),
                ],
                {"table": "saga_counts", "table_description": "How many sagas have ended in which way"},
            ),
            ops.CreateModel(
                "InspectionRow",
                [
                    ("one", fields.BooleanField(primary_key=True, default=True, db_default=True)),
                    ("audit_id", fields.BigIntField(default=0, db_default=0)),
                    ("accepted", fields.BigIntField(default=0, db_default=0)),
                    ("round_began", fields.DatetimeField(null=True)),
                    ("complete_since", fields.DatetimeField(null=True)),
                    ("suspects", ArrayField("uuid", default=list, db_default=SqlDefault("'{}'"))),
                    ("checked_at", fields.DatetimeField(null=True)),
                    ("findings", fields.JSONField(default=list, db_default=SqlDefault("'[]'"))),
                ],
                {
                    "table": "inspections",
                    "table_description": "How far the invariant checks have come",
                    "constraints": (CheckConstraint(check="one", name="inspections_one_check"),),
                },
            ),
            *(ops.AddConstraint(model, rule) for model, rules in _CONSTRAINTS.items() for rule in rules),
            *(ops.AddIndex(model, index) for model, indexes in _INDEXES.items() for index in indexes),
            *(ops.AlterModelOptions(model, options) for model, options in _OPTIONS.items()),
        )
    ]
