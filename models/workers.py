"""Workers: a row each, beaten while it lives. A saga's lease is its owner's heartbeat."""

from tortoise import fields
from tortoise.models import Model


class WorkerRow(Model):
    """`running`: how many sagas it ran at the last heartbeat."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=200)
    started_at = fields.DatetimeField()
    heartbeat_at = fields.DatetimeField()
    running = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "workers"
        table_description = "Workers and their heartbeats"
