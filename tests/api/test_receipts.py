"""Task.receipt, the public keys, and `registro receipt`: what a student can show without the service."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from app.dev_receipt_key import with_made_key
from app.http.receipt_keys import PATH
from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from resolvers.node import NodeKind
from schema.ids import uuid_of
from tests.support.forked import completed
from tests.support.graphql import accepted, accepted_drop, enrolled, finished, watched
from tests.support.installation import Installation
from tests.support.receipts import ISSUER, KEY_SET, RECEIPT_SETTINGS, RFC_KEY, rotated_settings
from tests.support.tokens import signed_in

GROUP = "G-ELC102-E"
RECEIPT = "query($id: ID!) { task(id: $id) { receipt } }"
WATCH = "subscription($id: ID!, $after: Int) { task(id: $id, afterVersion: $after) { final task { receipt } } }"


@asynccontextmanager
async def api_with(installation: Installation, settings: Mapping[str, str]) -> AsyncIterator[GraphQLClient]:
    """One more API of the installation, with these settings."""
    (processes,) = await installation.start(workers=0, environment=settings)
    try:
        async with signed_in(processes.base_url) as client:
            yield client
    finally:
        await processes.stop()
        installation.processes.remove(processes)


async def receipt_of(api: GraphQLClient, task_id: str) -> Any:
    answer = await api.execute(RECEIPT, {"id": task_id})
    assert "errors" not in answer, answer
    return answer["data"]["task"]["receipt"]


async def verify(receipt: str, keys: str, folder: Path, *arguments: str) -> tuple[int, str, str]:
    """What `registro receipt verify` says, which has neither a database nor settings."""
    (folder / "receipt").write_text(f"{receipt}\n")
    (folder / "keys.json").write_text(keys)
    nowhere = {"DATABASE_URL": "nonsense", "REDIS_URL": "nonsense"}
    files = (folder / "receipt", "--keys", folder / "keys.json")
    return await completed("receipt", "verify", *files, *arguments, **nowhere)


async def test_a_task_has_a_receipt_from_its_end_on(installation: Installation, tmp_path: Path) -> None:
    (processes,) = await installation.start(workers=0, environment=RECEIPT_SETTINGS)
    async with signed_in(processes.base_url) as api:
        task_id = (await accepted(api, "EST001", GROUP))["id"]
        assert await receipt_of(api, task_id) is None
        await processes.start_worker()
        events = [event["data"]["task"] for event in await watched(api, WATCH, task_id)]
        task = await finished(api, task_id)
        receipt = await receipt_of(api, task_id)
        assert [event["task"]["receipt"] for event in events] == [None] * (len(events) - 1) + [receipt]
        assert receipt == await receipt_of(api, task_id)

        code, out, _ = await verify(receipt, KEY_SET, tmp_path, "--json")
        said = json.loads(out)
        assert (code, said["valid"], said["kid"]) == (0, True, RFC_KEY.public.kid)
        claims = said["receipt"]
        assert (claims["iss"], claims["sub"]) == (ISSUER, "EST001")
        assert claims["task"] == str(uuid_of(task_id, NodeKind.TASK))
        assert claims["groups"] == [{"code": GROUP, "status": "CONFIRMED", "problems": []}]
        assert {name: claims[name] for name in ("kind", "status", "version", "correlationId")} == {
            name: task[name] for name in ("kind", "status", "version", "correlationId")
        }
        assert (claims["term"], claims["problems"]) == ("2024-2", [])
        assert claims["finishedAt"][:19] == task["finishedAt"][:19]


@pytest.mark.usefixtures("api")
async def test_a_refusal_has_one_too_and_says_why(live: Installation, student: str, tmp_path: Path) -> None:
    async with api_with(live, RECEIPT_SETTINGS) as signing:
        task = await finished(signing, (await accepted_drop(signing, student, GROUP))["id"])
        code, out, err = await verify(await receipt_of(signing, task["id"]), KEY_SET, tmp_path)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"genuine   signed with the key {RFC_KEY.public.kid}"
    assert f"student   {student}" in lines
    assert "outcome   REJECTED (NOT_ENROLLED)" in lines
    assert f"group     {GROUP}: REJECTED (NOT_ENROLLED)" in lines


async def test_a_student_has_their_own_receipts_and_no_other(
    live: Installation, api: GraphQLClient, student: str
) -> None:
    task = await enrolled(api, student, GROUP)
    async with api_with(live, RECEIPT_SETTINGS) as signing:
        receipt = await receipt_of(signing, task["id"])
        base_url = str(signing.http.base_url)
        async with signed_in(base_url, role=Role.STUDENT, student=student) as owner:
            assert await receipt_of(owner, task["id"]) == receipt
        async with signed_in(base_url, role=Role.STUDENT, student="EST001") as stranger:
            assert (await stranger.execute(RECEIPT, {"id": task["id"]}))["data"] == {"task": None}
        async with GraphQLClient(base_url) as anonymous:
            [error] = (await anonymous.execute(RECEIPT, {"id": task["id"]}))["errors"]
            assert error["extensions"]["code"] == "UNAUTHENTICATED"


async def test_without_a_key_there_are_no_receipts_and_no_keys(api: GraphQLClient, student: str) -> None:
    task = await enrolled(api, student, GROUP)
    assert await receipt_of(api, task["id"]) is None
    answer = await api.http.get(PATH)
    assert (answer.status_code, answer.json()) == (200, {"keys": []})


async def test_an_old_receipt_is_verified_with_the_keys_of_today(
    live: Installation, api: GraphQLClient, student: str, tmp_path: Path
) -> None:
    task = await enrolled(api, student, GROUP)
    async with api_with(live, RECEIPT_SETTINGS) as before:
        old = await receipt_of(before, task["id"])
        served = (await before.http.get(PATH)).json()
        assert served == json.loads(KEY_SET)
    async with api_with(live, rotated_settings()) as after:
        new = await receipt_of(after, task["id"])
        async with GraphQLClient(str(after.http.base_url)) as anonymous:
            answer = await anonymous.http.get(PATH)
            assert (await anonymous.http.post(PATH)).status_code == 405
    assert answer.headers["content-type"] == "application/jwk-set+json"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [*answer.json()["keys"][1:]] == served["keys"]
    assert old != new
    for receipt in (old, new):
        assert (await verify(receipt, answer.text, tmp_path))[0] == 0
    code, out, err = await verify(new, KEY_SET, tmp_path, "--json")
    assert (code, set(json.loads(out))) == (1, {"error"})
    assert "get the keys of the installation again" in err


async def test_what_is_no_receipt_is_said_in_a_sentence(tmp_path: Path) -> None:
    header, payload, signature = RFC_KEY.sign(b"{}", "registro-receipt+jwt").split(".")
    forged = "eyJhbGciOiJub25lIn0"
    for receipt, why in {
        "": "there is no receipt",
        "hello": "this is no receipt, or it is not whole",
        f"{forged}.{payload}.": "its algorithm is 'none', and receipts are signed by EdDSA alone",
        RFC_KEY.sign(b"{}", "JWT"): "its type is 'JWT'",
        f"{header}.{payload}00.{signature}": "this is no receipt, or it is not whole",
        f"{header}.e30x.{signature}": "the receipt was altered",
        f"{header}.{payload}.{signature}": "not in the form of a receipt",
    }.items():
        code, out, err = await verify(receipt, KEY_SET, tmp_path)
        assert (code, out) == (1, ""), receipt
        assert why in err
        assert err.startswith("registro: ")
        assert err.count("\n") == 1
    code, _, err = await verify("x", "no keys", tmp_path)
    assert (code, err) == (1, f"registro: the keys cannot be read from {tmp_path / 'keys.json'}: it is no JWK set.\n")
    missing = tmp_path / "missing"
    code, _, err = await completed("receipt", "verify", missing, "--keys", tmp_path / "missing")
    assert (code, err) == (1, f"registro: the keys cannot be read from {missing}: No such file or directory.\n")


async def test_the_keys_of_the_settings_are_printed(tmp_path: Path) -> None:
    here = {"REGISTRO_STATE_DIR": str(tmp_path)}
    code, out, err = await completed("receipt", "keys", **here)
    assert (code, out) == (1, "")
    assert "set REGISTRO_RECEIPT__KEY_FILE, or start `registro dev`" in err
    code, out, _ = await completed("receipt", "keys", **here, **RECEIPT_SETTINGS)
    assert (code, json.loads(out)) == (0, json.loads(KEY_SET))
    code, out, _ = await completed("receipt", "keys", **here, **rotated_settings())
    assert (code, json.loads(out)["keys"][1:]) == (0, json.loads(KEY_SET)["keys"])


async def test_the_key_of_registro_dev_is_kept(installation: Installation, tmp_path: Path) -> None:
    settings = installation.settings(state_dir=tmp_path)
    made = with_made_key(settings).receipt
    assert made == with_made_key(settings).receipt
    assert made.issuer == "registro dev"
    assert (tmp_path / "receipt-key.pem").stat().st_mode & 0o077 == 0
    code, out, _ = await completed("receipt", "keys", REGISTRO_STATE_DIR=str(tmp_path))
    assert made.signing_key is not None
    assert (code, json.loads(out)["keys"]) == (0, [dict(made.signing_key.public.jwk)])


@pytest.mark.parametrize("content", [None, "no key"])
async def test_an_api_whose_key_cannot_be_used_does_not_start(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "key.pem"
    if content is not None:
        file.write_text(content)
    settings = {"REGISTRO_RECEIPT__ISSUER": ISSUER, "REGISTRO_RECEIPT__KEY_FILE": str(file)}
    code, out, err = await completed("api", DATABASE_URL="", REDIS_URL="", **settings)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("registro: REGISTRO_RECEIPT__KEY")
