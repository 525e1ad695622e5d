"""The documents that operators have registered, as a process knows them.

They are read again every few seconds while clients use them, and never for the sake of one request: an id that does not
exist asks the database for nothing.
"""

from datetime import datetime
from hashlib import sha256

import structlog

from kit.cached import CachedReading
from kit.errors import DatabaseUnavailable
from models.trusted_documents import TrustedDocuments

REFRESH_SECONDS = 5.0
"""Time after which every process knows what was registered or removed."""
_HASH_PREFIX = "sha256:"
"""Before an id that is a hash, in the GraphQL-over-HTTP specification."""

_log = structlog.get_logger(__name__)


def document_hash(text: str) -> str:
    """What a document is called that has no other id: the SHA-256 hash of its text, in hexadecimal digits."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


class DocumentRegistry:
    """Finds registered documents by their id, and by the SHA-256 hash of their text.

    Args:
        store: where they are registered.
    """

    def __init__(self, store: TrustedDocuments) -> None:
        self._store = store
        self._known: dict[str, tuple[datetime, str]] = {}
        self._texts: dict[str, str] = {}
        self._refresh = CachedReading(self._read_or_keep, REFRESH_SECONDS)

    async def text(self, document_id: str) -> str | None:
        """The text of the document; None if none is registered under this id. Raises DatabaseUnavailable."""
        await self._refresh()
        return self._texts.get(document_id.removeprefix(_HASH_PREFIX))

    async def has(self, text: str) -> bool:
        """Whether a document with this text is registered. Raises DatabaseUnavailable."""
        return await self.text(document_hash(text)) == text

    async def _read_or_keep(self) -> None:
        try:
            await self._read()
        except DatabaseUnavailable as error:
            if not self._known:
                raise
            _log.warning("registered documents are not read again: the database cannot be reached", error=str(error))

    async def _read(self) -> None:
        registered = await self._store.registered()
        known = {id_: found for id_, found in self._known.items() if registered.get(id_) == found[0]}
        if missing := registered.keys() - known.keys():
            texts = await self._store.texts(sorted(missing))
            known |= {id_: (registered[id_], text) for id_, text in texts.items()}
        self._known = known
        self._texts = {document_hash(text): text for _, text in known.values()}
        self._texts |= {id_: text for id_, (_, text) in known.items()}
