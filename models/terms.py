"""Terms and their enrollment windows."""

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_NAME_CHARACTERS
from enrollment.rule_settings import TermRules
from models.rule_columns import rules_field


class TermRow(Model):
    """`opens_at` is inclusive, `closes_at` exclusive; both UTC, judged by the database's clock at acceptance."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=MAX_CODE_CHARACTERS, unique=True)
    name = fields.CharField(max_length=MAX_NAME_CHARACTERS, null=True)
    opens_at = fields.DatetimeField()
    closes_at = fields.DatetimeField()
    rules = rules_field(TermRules)

    class Meta:
        table = "terms"
        table_description = "Terms and their enrollment windows"
        constraints = (
            CheckConstraint(check="opens_at < closes_at", name="terms_window"),
            CheckConstraint(check="isfinite(opens_at) AND isfinite(closes_at)", name="terms_window_finite"),
        )
