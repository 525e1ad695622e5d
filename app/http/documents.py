"""Which document a request asks for: one whose text it sends, or a registered one that it names by an id."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from app.http.responses import HttpError
from guards.access_policy import Access, AccessPolicy
from kit.errors import DatabaseUnavailable

_NOT_FOUND = (
    "No document is registered under this id; operators register one with `registro documents register`.",
    "No hay un documento registrado con este id; los operadores lo registran con `registro documents register`.",
)
_NOT_TRUSTED = (
    "Only registered documents are executed here; operators register one with `registro documents register`.",
    "Aquí solo se ejecutan documentos registrados; los operadores los registran con `registro documents register`.",
)
_GET_SIGNED_IN = (
    "Queries by GET are for signed-in callers; send a token, or send the query by POST.",
    "Las consultas por GET son para quienes se identifican; envíe un token, o envíe la consulta por POST.",
)
_BY_POST = ("Queries have to be sent by POST.", "Las consultas tienen que enviarse por POST.")
_UNAVAILABLE = (
    "The registered documents cannot be read now; try again.",
    "Los documentos registrados no se pueden leer ahora; inténtelo de nuevo.",
)
SEND_DOCUMENT = ("PERSISTED_QUERY_NOT_SUPPORTED", ("PersistedQueryNotSupported", "PersistedQueryNotSupported"))
"""Code and text of what clients of automatic persisted queries read, in any language: then they send the document."""


class RegisteredDocuments(Protocol):
    """The documents that operators have registered."""

    async def text(self, document_id: str) -> str | None:
        """The text of the document; None if none is registered under this id. Raises DatabaseUnavailable."""
        ...

    async def has(self, text: str) -> bool:
        """Whether a document with this text is registered. Raises DatabaseUnavailable."""
        ...


class HashNotKnown(Exception):
    """A client of automatic persisted queries sends the hash of a document that is not registered."""


class RequestedDocuments:
    """Finds the documents that requests ask for.

    Args:
        registered: those that operators have registered.
        of_pages: the texts of those that our own pages send; they are trusted, too.
        access: who may send which document.
    """

    def __init__(self, registered: RegisteredDocuments, of_pages: Collection[str], access: AccessPolicy) -> None:
        self._registered = registered
        self._of_pages = frozenset(of_pages)
        self._access = access

    async def text(self, asked: Mapping[str, Any]) -> str | None:
        """The text of the document that the body, parameters or payload of a request asks for; None: it names none.

        Raises HttpError if it is not valid, not registered or not trusted; HashNotKnown.
        """
        text: str | None = member(asked, "query", str) or None
        if text is None:
            return await self._by_id(asked)
        if self._access.trusted_documents_only and not await self._trusts(text):
            raise HttpError(403, *_NOT_TRUSTED, code="DOCUMENT_NOT_TRUSTED")
        return text

    async def check_get(self, text: str | None, *, signed_in: bool) -> None:
        """Raise HttpError if a caller may not send this document by GET."""
        if self._access.get.allows(signed_in=signed_in) or text is None or await self._trusts(text):
            return
        raise HttpError(405, *_BY_POST) if self._access.get is Access.OFF else HttpError(401, *_GET_SIGNED_IN)

    async def _trusts(self, text: str) -> bool:
        """Whether this is a document of ours, or one that operators have registered. Raises HttpError."""
        try:
            return text in self._of_pages or await self._registered.has(text)
        except DatabaseUnavailable as error:
            raise HttpError(503, *_UNAVAILABLE, code="SERVICE_UNAVAILABLE") from error

    async def _by_id(self, asked: Mapping[str, Any]) -> str | None:
        persisted = member(member(asked, "extensions", dict) or {}, "persistedQuery", dict)
        document_id = member(asked, "documentId", str) or member(persisted or {}, "sha256Hash", str)
        if document_id is None and persisted is None:
            return None
        try:
            text = await self._registered.text(document_id or "")
        except DatabaseUnavailable as error:
            raise HttpError(503, *_UNAVAILABLE, code="SERVICE_UNAVAILABLE") from error
        if text is None and persisted is not None and not self._access.trusted_documents_only:
            raise HashNotKnown
        if text is None:
            raise HttpError(404, *_NOT_FOUND, code="DOCUMENT_NOT_FOUND")
        return text


def member(data: Mapping[str, Any], name: str, type_: type) -> Any:
    """A member of a request; None if it is not given. Raises HttpError if it is not of the type: `str` or `dict`."""
    value = data.get(name)
    if value is not None and not isinstance(value, type_):
        english, spanish = ("a string", "una cadena") if type_ is str else ("an object", "un objeto")
        raise HttpError(
            400,
            f"`{name}` must be {english} or null, if provided.",
            f"`{name}` debe ser {spanish} o null, si se indica.",
        )
    return value
