"""Which document a request asks for, by its text or by an id, and which are refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from guards.access_policy import CLOSED, OPEN, Access, AccessPolicy
from kit.errors import DatabaseUnavailable
from services.document_registry import document_hash
from tests.support.memory import MemoryDocuments
from tests.unit.app.http.test_application import client, parts

TEXT = "query Me { viewer { subject } }"
HASH = document_hash(TEXT)
ONLY_TRUSTED = replace(OPEN, trusted_documents_only=True)
ANSWER = {"viewer": {"subject": "anonymous"}}


def installation(policy: AccessPolicy = OPEN) -> httpx.AsyncClient:
    return client(replace(parts(), access=policy, documents=MemoryDocuments(**{HASH: TEXT, "me": TEXT})))


def persisted(hash_: object) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": hash_}}}


async def sent(http: httpx.AsyncClient, asked: dict[str, Any]) -> tuple[httpx.Response, httpx.Response]:
    """By POST and by GET."""
    parameters = {name: value if isinstance(value, str) else json.dumps(value) for name, value in asked.items()}
    return await http.post("/graphql", json=asked), await http.get("/graphql", params=parameters)


@pytest.mark.parametrize("policy", [OPEN, CLOSED, ONLY_TRUSTED, replace(CLOSED, get=Access.OFF)])
@pytest.mark.parametrize("asked", [{"documentId": "me"}, {"documentId": HASH}, persisted(HASH), {"query": TEXT}])
async def test_a_registered_document_is_executed_by_its_id_and_by_its_text(
    policy: AccessPolicy, asked: dict[str, Any]
) -> None:
    async with installation(policy) as http:
        for answer in await sent(http, {**asked, "operationName": "Me"}):
            assert answer.json()["data"] == ANSWER


@pytest.mark.parametrize("query", ["{ viewer { subject } }", f"{TEXT} ", "{"])
async def test_only_registered_documents_are_executed_if_the_policy_says_so(query: str) -> None:
    async with installation(ONLY_TRUSTED) as http:
        for answer in await sent(http, {"query": query, **persisted(HASH)}):
            assert answer.status_code == 403
            assert answer.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
            assert "registro documents register" in answer.json()["errors"][0]["message"]


async def test_the_documents_of_the_page_are_trusted_while_it_is_served(tmp_path: Path) -> None:
    (tmp_path / "documents.json").write_text(json.dumps([TEXT]))
    made = replace(parts(), pages=tmp_path)
    for policy, status in ((ONLY_TRUSTED, 200), (replace(ONLY_TRUSTED, graphiql=False), 403)):
        async with client(replace(made, access=policy)) as http:
            assert (await http.post("/graphql", json={"query": TEXT})).status_code == status


@pytest.mark.parametrize(
    ("policy", "asked", "code"),
    [
        (OPEN, {"documentId": "other"}, "DOCUMENT_NOT_FOUND"),
        (ONLY_TRUSTED, {"documentId": "other"}, "DOCUMENT_NOT_FOUND"),
        (ONLY_TRUSTED, persisted("0" * 64), "DOCUMENT_NOT_FOUND"),
        (OPEN, persisted("0" * 64), "PERSISTED_QUERY_NOT_SUPPORTED"),
        (OPEN, persisted(7), "BAD_REQUEST"),
        (OPEN, {"extensions": {"persistedQuery": []}}, "BAD_REQUEST"),
    ],
)
async def test_an_unknown_id_is_refused(policy: AccessPolicy, asked: dict[str, Any], code: str) -> None:
    async with installation(policy) as http:
        for answer in await sent(http, asked):
            assert answer.json()["errors"][0]["extensions"]["code"] == code


async def test_an_id_that_is_no_text_is_refused_and_an_empty_one_is_none() -> None:
    async with installation() as http:
        for asked in ({"documentId": 7}, {"documentId": None}, {}):
            answer = await http.post("/graphql", json=asked)
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


async def test_a_mutation_by_get_is_refused_though_it_is_trusted() -> None:
    text = 'mutation { cancelTask(input: {id: "x"}) { __typename } }'
    async with client(replace(parts(), access=CLOSED, documents=MemoryDocuments(cancel=text))) as http:
        answer = await http.get("/graphql", params={"documentId": "cancel"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_without_the_database_the_answer_says_so() -> None:
    class Unavailable(MemoryDocuments):
        async def text(self, document_id: str) -> str | None:
            raise DatabaseUnavailable(document_id)

    async with client(replace(parts(), documents=Unavailable())) as http:
        for answer in await sent(http, {"documentId": "me"}):
            assert answer.status_code == 503
            assert answer.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
