"""Documents that operators have registered, which clients may name by an id instead of sending their text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tortoise import fields
from tortoise.fields.db_defaults import Now
from tortoise.models import Model

from enrollment.limits import MAX_DOCUMENT_ID_CHARACTERS
from models.database import Database
from models.sql import SQL

MAX_TOTAL_BYTES = 8 * 1024 * 1024
"""Of all texts together: every API process keeps them."""

_REGISTER = SQL["trusted_documents.register"]
_OF_OTHER_TEXT = SQL["trusted_documents.of_other_text"]
_TOTAL_BYTES = SQL["trusted_documents.total_bytes"]


class TrustedDocumentRow(Model):
    """A document; its text never changes."""

    id = fields.CharField(max_length=MAX_DOCUMENT_ID_CHARACTERS, primary_key=True)
    text = fields.TextField()
    registered_at = fields.DatetimeField(db_default=Now())

    class Meta:
        table = "trusted_documents"
        table_description = "Documents that operators have registered"


@dataclass(frozen=True, slots=True)
class TrustedDocument:
    """A document that is registered."""

    id: str
    text: str
    registered_at: datetime


class DocumentsRefused(Exception):
    """Documents cannot be registered, and none of them was. Says why."""


class TrustedDocuments:
    """Reads and writes registered documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def register(self, texts: Mapping[str, str]) -> int:
        """Register documents by id, all or none; how many are new. Raises DocumentsRefused."""
        given = list(texts), list(texts.values())
        async with self._database.transaction() as tx:
            new = await tx.query(_REGISTER, *given)
            if others := await tx.query(_OF_OTHER_TEXT, *given):
                raise DocumentsRefused(f"{others[0]['id']} is registered with another text; remove it first.")
            [total] = await tx.query(_TOTAL_BYTES)
            if total["bytes"] > MAX_TOTAL_BYTES:
                raise DocumentsRefused(
                    f"All documents together would have {total['bytes']} bytes; {MAX_TOTAL_BYTES} are allowed."
                )
        return len(new)

    async def remove(self, ids: Sequence[str]) -> int:
        """Remove documents; how many of them there were."""
        return await self._database.run(lambda db: TrustedDocumentRow.filter(id__in=list(ids)).using_db(db).delete())

    async def everything(self) -> Sequence[TrustedDocument]:
        """All documents, the newest last."""
        rows = await self._database.run(
            lambda db: TrustedDocumentRow.filter().order_by("registered_at", "id").using_db(db)
        )
        return [TrustedDocument(row.id, row.text, row.registered_at) for row in rows]

    async def registered(self) -> Mapping[str, datetime]:
        """When each document was registered, by id."""
        found = await self._database.run(
            lambda db: TrustedDocumentRow.filter().using_db(db).values_list("id", "registered_at")
        )
        return dict(found)

    async def texts(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The texts of those documents that are there, by id."""
        found = await self._database.run(
            lambda db: TrustedDocumentRow.filter(id__in=list(ids)).using_db(db).values_list("id", "text")
        )
        return dict(found)
