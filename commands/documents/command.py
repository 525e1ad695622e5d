"""`registro documents`: registers the documents that clients may send by their ids, lists and removes them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from graphql import GraphQLError, OperationDefinitionNode, parse

from app.container import Container
from app.settings import Settings
from commands.documents.files import BadDocumentFile, FoundDocument, read_documents
from commands.server_access import ensure_tables, open_database
from commands.terminal import print_json, print_text
from enrollment.limits import MAX_DOCUMENT_ID_CHARACTERS
from models.trusted_documents import DocumentsRefused, TrustedDocument, TrustedDocuments
from schema.build import SCHEMA
from schema.document_cache import Documents, ValidDocument
from services.document_registry import REFRESH_SECONDS

T = TypeVar("T")


class ListedDocument(msgspec.Struct, frozen=True):
    """A registered document. `error`: what is wrong with it by the schema of this release; None: nothing."""

    id: str
    operations: Sequence[str]
    registered_at: datetime
    error: str | None


def register(settings: Settings, paths: Iterable[Path]) -> None:
    """Register all documents of the files, or none. Raises SystemExit with the reasons if one cannot be."""
    try:
        found = read_documents(paths)
        documents = Documents(SCHEMA.core, settings.operation.limits)
        if problems := list(_problems(documents, found)):
            raise SystemExit("\n".join(f"registro: {problem}" for problem in problems))
        texts = {id_: document.text for id_, document in found.items()}
        new = _with_store(settings, lambda store: store.register(texts))
    except (BadDocumentFile, DocumentsRefused) as error:
        raise SystemExit(f"registro: {error}") from None
    print_text("".join(f"{id_}\n" for id_ in texts))
    print_text(f"{new} registered, {len(texts) - new} known before. APIs know them within {REFRESH_SECONDS:.0f} s.\n")


def remove(settings: Settings, ids: Sequence[str]) -> None:
    """Remove documents. Raises SystemExit if one of them is not registered; the others are removed."""

    async def removed(store: TrustedDocuments) -> tuple[int, list[str]]:
        registered = await store.registered()
        return await store.remove(ids), [id_ for id_ in ids if id_ not in registered]

    count, unknown = _with_store(settings, removed)
    print_text(f"{count} removed. APIs forget them within {REFRESH_SECONDS:.0f} s.\n")
    if unknown:
        raise SystemExit(f"registro: not registered: {', '.join(unknown)}")


def show(settings: Settings, *, as_json: bool) -> None:
    """Print all registered documents, and whether the schema of this release still allows them."""
    documents = Documents(SCHEMA.core, settings.operation.limits)
    registered = _with_store(settings, lambda store: store.everything())
    found = [_listed(documents, document) for document in registered]
    if as_json:
        print_json(found)
        return
    lines = (
        f"{one.id}  {one.registered_at:%Y-%m-%d %H:%M:%S} UTC  {one.error or 'valid'}: {', '.join(one.operations)}\n"
        for one in found
    )
    print_text("".join(lines) or "No document is registered.\n")


def _problems(documents: Documents, found: Mapping[str, FoundDocument]) -> Iterator[str]:
    for id_, (text, path) in found.items():
        if not 0 < len(id_) <= MAX_DOCUMENT_ID_CHARACTERS:
            yield f"{path}: an id has 1 to {MAX_DOCUMENT_ID_CHARACTERS} characters; one has {len(id_)}: {id_[:20]!r}"
        elif "\0" in id_ + text:
            yield f"{path}: there is a NUL character in {id_!r}"
        elif error := _error(documents, text):
            yield f"{path}: {id_}: {error}"


def _error(documents: Documents, text: str) -> str | None:
    """What is wrong with a document; None: nothing."""
    try:
        valid = documents.validate(text, parse(text, **documents.parse_options()))
    except GraphQLError as error:
        return error.message
    return None if isinstance(valid, ValidDocument) else "; ".join(error.message for error in valid)


def _listed(documents: Documents, document: TrustedDocument) -> ListedDocument:
    return ListedDocument(
        document.id, list(_operations(document.text)), document.registered_at, _error(documents, document.text)
    )


def _operations(text: str) -> Iterator[str]:
    """What each operation of the document is: `query Terms`."""
    for node in parse(text).definitions:
        if isinstance(node, OperationDefinitionNode):
            yield f"{node.operation.value} {node.name.value if node.name else '(no name)'}"


def _with_store(settings: Settings, use: Callable[[TrustedDocuments], Awaitable[T]]) -> T:
    """What `use` returns, given the store. Raises EmbeddedServerError."""

    async def used(usable: Settings) -> T:
        await ensure_tables(usable)
        async with Container.connected(usable) as container:
            return await use(TrustedDocuments(container.database))

    with open_database(settings) as usable:
        return asyncio.run(used(usable))
