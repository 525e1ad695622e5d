"""Registered documents are known without a query for each request, and changes are seen soon."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from kit.errors import DatabaseUnavailable
from models.trusted_documents import TrustedDocuments
from services import document_registry
from services.document_registry import DocumentRegistry, document_hash

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


class Store(TrustedDocuments):
    """Counts what is read.

    Attributes:
        kept: when each document was registered, and its text.
        read: the ids whose texts were read.
    """

    def __init__(self) -> None:
        self.kept: dict[str, tuple[datetime, str]] = {"terms": (NOON, "{ terms { code } }")}
        self.readings = 0
        self.read: list[str] = []
        self.available = True

    async def registered(self) -> Mapping[str, datetime]:
        self.readings += 1
        if not self.available:
            raise DatabaseUnavailable("gone")
        return {id_: at for id_, (at, _) in self.kept.items()}

    async def texts(self, ids: Sequence[str]) -> Mapping[str, str]:
        self.read += ids
        return {id_: self.kept[id_][1] for id_ in ids if id_ in self.kept}


async def test_a_document_is_found_by_its_id_its_hash_and_its_text() -> None:
    registry, text = DocumentRegistry(Store()), "{ terms { code } }"
    for id_ in ("terms", document_hash(text), f"sha256:{document_hash(text)}"):
        assert await registry.text(id_) == text
    assert await registry.has(text)
    assert not await registry.has("{ terms { name } }")


async def test_ids_that_do_not_exist_cost_no_query() -> None:
    store = Store()
    registry = DocumentRegistry(store)
    for n in range(1000):
        assert await registry.text(f"made up {n}") is None
        assert not await registry.has(f"{{ a{n} }}")
    assert (store.readings, store.read) == (1, ["terms"])


async def test_what_was_changed_is_read_again_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_registry, "REFRESH_SECONDS", 0)
    store = Store()
    registry = DocumentRegistry(store)
    assert await registry.text("terms")
    store.kept["new"] = NOON, "{ viewer { subject } }"
    assert await registry.text("new") == "{ viewer { subject } }"
    store.kept["new"] = NOON + timedelta(seconds=1), "{ viewer { roles } }"
    assert await registry.text("new") == "{ viewer { roles } }"
    del store.kept["terms"]
    assert await registry.text("terms") is None
    assert store.read == ["terms", "new", "new"]


async def test_documents_that_are_known_are_found_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_registry, "REFRESH_SECONDS", 0)
    store = Store()
    registry = DocumentRegistry(store)
    store.available = False
    with pytest.raises(DatabaseUnavailable):
        await registry.text("terms")
    store.available = True
    assert await registry.text("terms")
    store.available = False
    assert await registry.text("terms")
