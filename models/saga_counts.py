"""How many sagas have ended in which way. Triggers on `sagas` maintain it: no query has to count millions of rows."""

from tortoise import fields
from tortoise.models import Model


class SagaCountsRow(Model):
    """One of the rows whose sums are the counts.

    There are as many rows as commits once ran at the same time: each commit adds to a row that no other has locked.
    """

    shard = fields.IntField(primary_key=True)
    completed = fields.BigIntField(default=0, db_default=0)
    rejected = fields.BigIntField(default=0, db_default=0)
    compensated = fields.BigIntField(default=0, db_default=0)
    failed = fields.BigIntField(default=0, db_default=0)

    class Meta:
        table = "saga_counts"
        table_description = "How many sagas have ended in which way"
