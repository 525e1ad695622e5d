"""What a term says of refunds after drops: one of its rules, saved by itself."""

from typing import Any

from enrollment.problems import TermNotFound
from enrollment.rule_settings import Refunds, TermRules
from models.audit_entries import SavedEntry
from models.audit_log import AuditLog
from models.database import Database
from models.rule_columns import decode_rules
from models.similar_codes import SimilarCodes
from models.sql import SQL
from models.storable import storable_json

_LOCK = SQL["term_refunds.lock"]
_SAVE = SQL["term_refunds.save"]


class TermRefunds:
    """Saves the refunds of terms, with an entry in the audit log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(
        self, term_code: str, refunds: Refunds | None, *, actor: str, reason: str, correlation_id: str
    ) -> Refunds | TermNotFound | None:
        """What the term says from now on; drops that are carried out later go by it."""
        async with self._database.transaction() as tx:
            for row in await tx.query(_LOCK, term_code):
                before = decode_rules(row["rules"], TermRules).refunds
                await tx.query(_SAVE, row["id"], storable_json(refunds))
                entry = SavedEntry(
                    actor=actor,
                    action="SAVE_REFUNDS",
                    correlation_id=correlation_id,
                    reason=reason,
                    before=storable_json(_said(before)),
                    after=storable_json(_said(refunds)),
                    term_id=row["id"],
                )
                await AuditLog(tx).append_saved([entry])
                return refunds
        similar = await SimilarCodes(self._database).of_terms([(term_code,)])
        found = min(similar.get((term_code,), ()), default=None)
        return TermNotFound(term_code=term_code, similar_code=found, path=("input", "termCode"))


def _said(refunds: Refunds | None) -> dict[str, Any]:
    """As the audit log shows it."""
    return {"refunds": refunds is not None, "until": None if refunds is None else refunds.until}
