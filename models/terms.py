"""Terms and their enrollment windows."""

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model


class TermRow(Model):
    """`opens_at` is inclusive, `closes_at` exclusive; both UTC, judged by the database's clock at acceptance."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=100, unique=True)
    name = fields.CharField(max_length=200, null=True)
    opens_at = fields.DatetimeField()
    closes_at = fields.DatetimeField()
    is_open: bool
    """No column: whether the window is open by the database's clock, where a queryset asks for it."""

    class Meta:
        table = "terms"
        table_description = "Terms and their enrollment windows"
        constraints = (CheckConstraint(check="opens_at < closes_at", name="terms_window"),)
