"""The state of the invariant checks: how far they have come, and what the last one found."""

import msgspec
from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.invariants import InvariantFinding

_findings = msgspec.json.Decoder(list[InvariantFinding])


class InspectionRow(Model):
    """The only row of its table; the check that locks the table is the one that inspects.

    Attributes:
        one: always true, so that there is one row.
        audit_id: entries of the audit log up to this id have been followed to their sagas.
        accepted: how far the round through all sagas has come, by their numbers of acceptance.
        round_began: when that round began; null between two rounds.
        complete_since: when the last round began that reached the last saga.
        suspects: ids of sagas that violate an invariant; every check checks them again.
        findings: JSON list of `enrollment.invariants.InvariantFinding`, those of the check at `checked_at`.
    """

    one = fields.BooleanField(primary_key=True, default=True, db_default=True)
    audit_id = fields.BigIntField(default=0, db_default=0)
    accepted = fields.BigIntField(default=0, db_default=0)
    round_began = fields.DatetimeField(null=True)
    complete_since = fields.DatetimeField(null=True)
    suspects = ArrayField("uuid", default=list, db_default=SqlDefault("'{}'"))
    checked_at = fields.DatetimeField(null=True)
    findings = fields.JSONField[list[InvariantFinding]](
        default=list, db_default=SqlDefault("'[]'"), decoder=_findings.decode
    )

    class Meta:
        table = "inspections"
        table_description = "How far the invariant checks have come"
        constraints = (CheckConstraint(check="one", name="inspections_one_check"),)
