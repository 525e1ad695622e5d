"""Workers: a row each, beaten while it lives. A saga's lease is its owner's heartbeat."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class WorkerRow(Model):
    """A worker, as of its last heartbeat.

    Attributes:
        running: how many sagas it ran.
        plans: the plans that it knows, each as its name and version; null: its release does not say.
    """

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=200)
    started_at = fields.DatetimeField()
    heartbeat_at = fields.DatetimeField()
    running = fields.IntField(default=0, db_default=0)
    plans = ArrayField("text", null=True)

    class Meta:
        table = "workers"
        table_description = "Workers and their heartbeats"
