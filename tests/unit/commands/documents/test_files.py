"""Documents are read from GraphQL files, and from the manifests that clients' build tools write."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from commands.documents.files import BadDocumentFile, read_documents

TEXT = "query Terms { terms { code } }\n"


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n")])
def test_a_graphql_file_is_a_document_whose_id_is_its_hash(tmp_path: Path, text: str) -> None:
    (tmp_path / "terms.graphql").write_bytes(text.encode())
    [(id_, found)] = read_documents([tmp_path / "terms.graphql"]).items()
    assert (id_, *found) == (sha256(text.encode()).hexdigest(), text, tmp_path / "terms.graphql")


@pytest.mark.parametrize(
    "manifest",
    [
        {"a1": TEXT},
        {
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [{"id": "a1", "name": "Terms", "type": "query", "body": TEXT}],
        },
    ],
    ids=["relay", "apollo"],
)
def test_a_manifest_has_its_own_ids(tmp_path: Path, manifest: object) -> None:
    (tmp_path / "documents.json").write_text(json.dumps(manifest))
    [(id_, found)] = read_documents([tmp_path / "documents.json"]).items()
    assert (id_, found.text) == ("a1", TEXT)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"7", b'{"a": 1}', b"\xff", b'{"format": "apollo-persisted-query-manifest"}',
     b'{"format": "apollo-persisted-query-manifest", "operations": [{"id": "a"}]}'],
)  # fmt: skip
def test_a_file_that_is_no_manifest_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "documents.json").write_bytes(content)
    with pytest.raises(BadDocumentFile, match=r"documents\.json: "):
        read_documents([tmp_path / "documents.json"])


def test_one_id_is_one_document(tmp_path: Path) -> None:
    for name, text in {"a": TEXT, "b": "{ terms { name } }"}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"id": text}))
    with pytest.raises(BadDocumentFile, match="two documents"):
        read_documents([tmp_path / "a.json", tmp_path / "b.json"])
