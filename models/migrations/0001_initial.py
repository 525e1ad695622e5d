from tortoise import migrations
from tortoise.migrations import operations as ops
from enrollment.catalogue import EnrollmentStatus
from enrollment.task import TaskKind
from orjson import loads
from saga.journal import SagaStatus, StepStatus
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields

class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name='CourseRow',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('code', fields.CharField(unique=True, max_length=100)),
                ('title', fields.CharField(max_length=300)),
                ('credits', fields.SmallIntField()),
            ],
            options={'table': 'courses', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A course, whatever the term.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StudentRow',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('code', fields.CharField(unique=True, max_length=100)),
                ('name', fields.CharField(null=True, max_length=200)),
                ('active', fields.BooleanField(default=True, db_default=True)),
                ('max_credits', fields.SmallIntField(default=30, db_default=30)),
                ('holds', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'students', 'app': 'models', 'pk_attr': 'id', 'table_description': '`holds`: a JSON list of `enrollment.problems.Hold`; `max_credits`: most they may hold in one term.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='TermRow',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('code', fields.CharField(unique=True, max_length=100)),
                ('name', fields.CharField(null=True, max_length=200)),
                ('opens_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('closes_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'terms', 'app': 'models', 'pk_attr': 'id', 'table_description': "`opens_at` is inclusive, `closes_at` exclusive; both UTC, judged by the database's clock at acceptance."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='GroupRow',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('term', fields.ForeignKeyField('models.TermRow', source_field='term_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('course', fields.ForeignKeyField('models.CourseRow', source_field='course_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('code', fields.CharField(max_length=100)),
                ('capacity', fields.IntField()),
                ('seats_taken', fields.IntField(default=0, db_default=0)),
                ('meetings', fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'groups', 'app': 'models', 'unique_together': (('term', 'code'),), 'pk_attr': 'id', 'table_description': "`seats_taken` always equals the count of the group's live enrollments; `meetings`: JSON list of `Meeting`."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SagaRow',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('accepted', fields.BigIntField(unique=True)),
                ('kind', fields.CharEnumField(description='ENROLL: ENROLL\nDROP: DROP', enum_type=TaskKind, max_length=12)),
                ('status', fields.CharEnumField(description='PENDING: PENDING\nRUNNING: RUNNING\nCOMPENSATING: COMPENSATING\nSTUCK: STUCK\nCOMPLETED: COMPLETED\nREJECTED: REJECTED\nCOMPENSATED: COMPENSATED\nFAILED: FAILED', enum_type=SagaStatus, max_length=16)),
                ('version', fields.IntField()),
                ('plan', fields.CharField(max_length=40)),
                ('plan_version', fields.SmallIntField()),
                ('command', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('outcome', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('student', fields.ForeignKeyField('models.StudentRow', source_field='student_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('term', fields.ForeignKeyField('models.TermRow', source_field='term_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('scope', fields.CharField(max_length=200)),
                ('idempotency_key', fields.CharField(max_length=255)),
                ('key_derived', fields.BooleanField()),
                ('key_expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('key_released_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('fingerprint', fields.BinaryField()),
                ('correlation_id', fields.CharField(max_length=128)),
                ('owner', fields.UUIDField(null=True)),
                ('token', fields.UUIDField(null=True)),
                ('claims', fields.IntField(default=0, db_default=0)),
                ('stalled', fields.IntField(default=0, db_default=0)),
                ('stuck_reason', fields.TextField(null=True, unique=False)),
                ('cancel_requested_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('accepted_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('started_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'sagas', 'app': 'models', 'pk_attr': 'id', 'table_description': 'A task and its saga.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AuditRow',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('actor', fields.CharField(max_length=200)),
                ('action', fields.CharField(max_length=40)),
                ('student', fields.ForeignKeyField('models.StudentRow', source_field='student_id', null=True, db_constraint=False, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('term', fields.ForeignKeyField('models.TermRow', source_field='term_id', null=True, db_constraint=False, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('group_code', fields.CharField(null=True, max_length=100)),
                ('outcome', fields.CharField(max_length=16)),
                ('problem', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ('reason', fields.TextField(null=True, unique=False)),
                ('correlation_id', fields.CharField(null=True, max_length=128)),
                ('saga', fields.ForeignKeyField('models.SagaRow', source_field='saga_id', null=True, db_constraint=False, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('version', fields.IntField(null=True)),
            ],
            options={'table': 'audit_log', 'app': 'models', 'pk_attr': 'id', 'table_description': "`actor`: who asked; `outcome`: the group's status, or what befell the saga; `version`: the saga's."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='EnrollmentRow',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('student', fields.ForeignKeyField('models.StudentRow', source_field='student_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('group', fields.ForeignKeyField('models.GroupRow', source_field='group_id', db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('term', fields.ForeignKeyField('models.TermRow', source_field='term_id', db_constraint=False, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('course', fields.ForeignKeyField('models.CourseRow', source_field='course_id', db_constraint=False, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('saga', fields.ForeignKeyField('models.SagaRow', source_field='saga_id', db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.RESTRICT)),
                ('status', fields.CharEnumField(description='RESERVED: RESERVED\nCONFIRMED: CONFIRMED\nDROPPED: DROPPED', enum_type=EnrollmentStatus, max_length=12)),
                ('since', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'enrollments', 'app': 'models', 'pk_attr': 'id', 'table_description': "A row is live unless DROPPED. Term and course are the group's, repeated for the index on them."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StepRow',
            fields=[
                ('saga', fields.ForeignKeyField('models.SagaRow', source_field='saga_id', primary_key=True, unique=True, db_index=True, db_constraint=True, to_field='id', on_delete=OnDelete.CASCADE)),
                ('position', fields.SmallIntField()),
                ('name', fields.CharField(max_length=160)),
                ('status', fields.CharEnumField(description='PENDING: PENDING\nSTARTED: STARTED\nDONE: DONE\nREFUSED: REFUSED\nFAILED: FAILED\nCOMPENSATING: COMPENSATING\nCOMPENSATED: COMPENSATED\nSKIPPED: SKIPPED', enum_type=StepStatus, max_length=16)),
                ('attempts', fields.SmallIntField()),
                ('undo_attempts', fields.SmallIntField()),
                ('version', fields.IntField()),
                ('started_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('undo_started_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('undo_finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('problem', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ('detail', fields.TextField(null=True, unique=False)),
            ],
            options={'table': 'saga_steps', 'app': 'models', 'pk_attr': 'saga', 'table_description': 'One record of the journal, keyed (saga, position); see `saga.journal.Record`.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='WorkerRow',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ('name', fields.CharField(max_length=200)),
                ('started_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('heartbeat_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('running', fields.IntField(default=0, db_default=0)),
            ],
            options={'table': 'workers', 'app': 'models', 'pk_attr': 'id', 'table_description': '`running`: sagas in its hands at the last beat.'},
            bases=['Model'],
        ),
    ]
