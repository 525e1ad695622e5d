"""Revocations of tokens: kept until every token that they are about has expired."""

from collections.abc import Sequence

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import CheckConstraint
from tortoise.models import Model

from enrollment.limits import MAX_SUBJECT_CHARACTERS
from enrollment.revocation import Revocation
from models.audit_entries import SavedEntry
from models.audit_log import AuditLog
from models.database import Database
from models.sql import SQL
from models.storable import storable_json

_ADD = SQL["revocations.add"]
_REMOVE = SQL["revocations.remove"]


class RevocationRow(Model):
    """One request to revoke tokens.

    Attributes:
        subject, jti: whose tokens, and which one; not both are null.
        revoked_at: tokens of the subject that were issued until then are refused.
    """

    id = fields.BigIntField(primary_key=True)
    subject = fields.CharField(max_length=MAX_SUBJECT_CHARACTERS, null=True)
    jti = fields.CharField(max_length=MAX_SUBJECT_CHARACTERS, null=True)
    revoked_at = fields.DatetimeField()

    class Meta:
        table = "revocations"
        table_description = "Tokens that are refused before they expire"
        indexes = (Index(fields=("revoked_at",), name="revocations_by_time"),)
        constraints = (CheckConstraint(check="num_nonnulls(subject, jti) > 0", name="revocations_of_something"),)


class Revocations:
    """Records and reads revocations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, subject: str | None, jti: str | None, *, actor: str, reason: str, correlation_id: str | None
    ) -> Revocation:
        """Record a revocation from now on, with its line of the audit log."""
        async with self._database.transaction() as tx:
            [row] = await tx.query(_ADD, subject, jti)
            entry = SavedEntry(
                actor=actor,
                action="REVOKE_TOKENS",
                correlation_id=correlation_id,
                reason=reason,
                before=None,
                after=storable_json({"subject": subject, "jti": jti}),
                outcome="REVOKED",
            )
            await AuditLog(tx).append_saved([entry])
        return Revocation(subject=subject, jti=jti, revoked_at=row["revoked_at"])

    async def after(self, row_id: int) -> Sequence[tuple[int, Revocation]]:
        """Those with a higher id, each after its id, in their order."""
        rows = await self._database.run(
            lambda client: (
                RevocationRow.filter(id__gt=row_id)
                .order_by("id")
                .using_db(client)
                .values("id", "subject", "jti", "revoked_at")
            )
        )
        return [(row.pop("id"), Revocation(**row)) for row in rows]

    async def remove_older(self, seconds: float) -> None:
        """Remove those that are older."""
        await self._database.query(_REMOVE, seconds)
