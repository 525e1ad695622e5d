"""Reads documents from files: GraphQL, or a JSON manifest as build tools of clients write it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from services.document_registry import document_hash

_MANIFEST = "a manifest is a JSON object of ids and documents, or that of Apollo, with `operations` of `id` and `body`"


class FoundDocument(NamedTuple):
    """A document, and the file that it stands in."""

    text: str
    path: Path


class BadDocumentFile(Exception):
    """A file holds no documents. Says which, and why."""


def read_documents(paths: Iterable[Path]) -> Mapping[str, FoundDocument]:
    """The documents of the files, by id. That of a GraphQL file is the SHA-256 hash of its text.

    Raises BadDocumentFile.
    """
    found: dict[str, FoundDocument] = {}
    for path in paths:
        for id_, text in _read(path).items():
            if found.setdefault(id_, FoundDocument(text, path)).text != text:
                raise BadDocumentFile(f"{path}: {id_} stands for two documents")
    return found


def _read(path: Path) -> Mapping[str, str]:
    try:
        text = path.read_bytes().decode()  # with its own ends of lines, which are part of its hash
    except (OSError, UnicodeDecodeError) as error:
        raise BadDocumentFile(f"{path}: cannot be read: {error}") from error
    if path.suffix != ".json":
        return {document_hash(text): text}
    try:
        documents = _of_manifest(orjson.loads(text))
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise BadDocumentFile(f"{path}: {_MANIFEST}") from error
    if not all(isinstance(part, str) for pair in documents.items() for part in pair):
        raise BadDocumentFile(f"{path}: {_MANIFEST}")
    return documents


def _of_manifest(manifest: Any) -> dict[str, str]:
    """Relay and graphql-codegen write an object of ids and documents, Apollo a list of objects."""
    if not isinstance(manifest, dict):
        raise TypeError(type(manifest))
    if manifest.get("format") == "apollo-persisted-query-manifest":
        return {operation["id"]: operation["body"] for operation in manifest["operations"]}
    return dict(manifest)
