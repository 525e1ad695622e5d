"""Operators register documents by the command line, and an API that executes no others executes these."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commands.documents import command
from services.document_registry import document_hash
from tests.api.test_websocket import heard, opened, say
from tests.support.installation import Installation, Servers
from tests.support.tokens import signed_in

TERMS = "query Terms { terms { code } }"
WATCH = "subscription Watch($id: ID!) { task(id: $id) { version } }"


@pytest.fixture(scope="module")
async def strict(servers: Servers) -> AsyncIterator[Installation]:
    environment = {"REGISTRO_PROFILE": "closed", "REGISTRO_ACCESS__TRUSTED_DOCUMENTS_ONLY": "true"}
    async with servers.installation(environment) as made:
        yield made


async def test_what_is_registered_is_executed_and_what_is_removed_is_not(
    strict: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = strict.settings()
    (tmp_path / "watch.graphql").write_text(WATCH)
    (tmp_path / "relay.json").write_text(json.dumps({"terms": TERMS}))
    for times in ("2 registered, 0 known before", "0 registered, 2 known before"):
        await asyncio.to_thread(command.register, settings, [tmp_path / "watch.graphql", tmp_path / "relay.json"])
        said = capsys.readouterr().out.splitlines()
        assert said[:2] == [document_hash(WATCH), "terms"]
        assert said[2].startswith(times)
    await asyncio.to_thread(command.show, settings, as_json=True)
    listed = json.loads(capsys.readouterr().out)
    assert {one["id"]: (one["operations"], one["error"]) for one in listed} == {
        document_hash(WATCH): (["subscription Watch"], None),
        "terms": (["query Terms"], None),
    }
    (processes,) = await strict.start(workers=0)
    async with signed_in(processes.base_url) as api:
        by_id = {"documentId": "terms"}
        assert (await api.http.post("/graphql", json=by_id)).json()["data"]["terms"]
        assert (await api.http.get("/graphql", params=by_id)).json()["data"]["terms"]
        assert (await api.http.post("/graphql", json={"query": "{ terms { code } }"})).status_code == 403
        async with opened(api) as socket:
            for payload, kind in (
                ({"documentId": "unknown"}, "DOCUMENT_NOT_FOUND"),
                ({"query": "{ terms { code } }"}, "DOCUMENT_NOT_TRUSTED"),
                ({"extensions": {"persistedQuery": {"sha256Hash": "0"}}}, "DOCUMENT_NOT_FOUND"),
            ):
                await say(socket, {"id": "1", "type": "subscribe", "payload": payload})
                message = await heard(socket)
                assert message["type"] == "error"
                assert message["payload"][0]["extensions"]["code"] == kind
            await say(socket, {"id": "1", "type": "subscribe", "payload": {"documentId": "terms", "variables": None}})
            assert (await heard(socket))["payload"]["data"]["terms"]
    (tmp_path / "relay.json").write_text(json.dumps({"terms": WATCH}))
    with pytest.raises(SystemExit, match="another text"):
        await asyncio.to_thread(command.register, settings, [tmp_path / "relay.json"])
    with pytest.raises(SystemExit, match="not registered: trems"):
        await asyncio.to_thread(command.remove, settings, ["terms", "trems"])
    assert [row["id"] for row in await strict.sql("SELECT id FROM trusted_documents")] == [document_hash(WATCH)]


async def test_files_with_a_fault_register_nothing(strict: Installation, tmp_path: Path) -> None:
    (tmp_path / "good.graphql").write_text("{ viewer { subject } }")
    (tmp_path / "bad.graphql").write_text("{ viewer { nothing } }")
    with pytest.raises(SystemExit, match="Cannot query field 'nothing'"):
        await asyncio.to_thread(
            command.register, strict.settings(), [tmp_path / "good.graphql", tmp_path / "bad.graphql"]
        )
    for manifest, reason in ({"\0": TERMS}, "NUL"), ({"": TERMS}, "1 to"):
        (tmp_path / "m.json").write_text(json.dumps(manifest))
        with pytest.raises(SystemExit, match=reason):
            await asyncio.to_thread(command.register, strict.settings(), [tmp_path / "m.json"])
    assert not await strict.sql("SELECT FROM trusted_documents WHERE text LIKE '%viewer%'")
