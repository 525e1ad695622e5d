"""GraphQL over HTTP: what is sent by whom, how, and what a refusal looks like."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient

RESPONSE_JSON = "application/graphql-response+json"
VIEWER = {"query": "{ viewer { subject } }"}
ANSWER = {"data": {"viewer": {"subject": "admin"}}, "extensions": {"cost": 2}}
ENROLL = 'mutation { enroll(input: {studentCode: "EST001", termCode: "2024-2", groupCodes: []}) { __typename } }'
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        (RESPONSE_JSON, RESPONSE_JSON),
        (f"{RESPONSE_JSON}, application/json;q=0.9", RESPONSE_JSON),
    ],
)
async def test_the_media_type_is_the_one_asked_for(api: GraphQLClient, accept: str | None, media_type: str) -> None:
    answer = await api.http.post("/graphql", json=VIEWER, headers={"accept": accept} if accept else {})
    assert (answer.status_code, answer.headers["content-type"], answer.json()) == (200, media_type, ANSWER)


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{ viewer {"},
        {"query": "{ nothing }"},
        {"query": "query($id: ID!) { task(id: $id) { id } }"},
        {"query": "query($id: ID!) { task(id: $id) { id } }", "variables": {"id": {}}},
        {"query": "query A { viewer { subject } } query B { viewer { subject } }"},
    ],
    ids=["syntax", "validation", "no variable", "variable", "which operation"],
)
async def test_a_request_that_cannot_run_has_no_data(api: GraphQLClient, body: dict[str, Any]) -> None:
    new = await api.http.post("/graphql", json=body, headers={"accept": RESPONSE_JSON})
    old = await api.http.post("/graphql", json=body, headers={"accept": "application/json"})
    assert (new.status_code, old.status_code) == (400, 200)
    for answer in (new, old):
        assert set(answer.json()) - {"extensions"} == {"errors"}
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"]
        assert error["extensions"]["correlationId"] == answer.headers["x-correlation-id"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'"str"',
        b"42",
        b"null",
        b"true",
        b"[]",
        b'[{"query":"{ viewer { subject } }"}]',
        b'{"query":"{ viewer { subject } }"',
        b'{"query":"\xff"}',
        b'{"query":"\\ud800"}',
        b"{}",
        b'{"query":null}',
        b'{"query":""}',
        b'{"query":3}',
        b'{"query":"{ viewer { subject } }","variables":[]}',
        b'{"query":"{ viewer { subject } }","variables":"x"}',
        b'{"query":"{ viewer { subject } }","operationName":3}',
        b'{"query":"{ viewer { subject } }","operationName":"Unknown"}',
        b'{"query":"{ viewer { subject } }","extensions":1}',
        b"[" * 100_000,
        b'{"query":"{ viewer { subject } }","variables":' + b'{"a":' * 5000 + b"1" + b"}" * 5001,
    ],
)
async def test_a_malformed_body_is_400_in_json(api: GraphQLClient, body: bytes) -> None:
    for accept in ("application/json", RESPONSE_JSON):
        answer = await api.http.post("/graphql", content=body, headers={**JSON, "accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (400, accept)
        (error,) = answer.json()["errors"]
        assert error["extensions"] == {
            "code": "BAD_REQUEST",
            "correlationId": answer.headers["x-correlation-id"],
        }


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_a_body_that_is_not_json_is_415(api: GraphQLClient, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    answer = await api.http.post("/graphql", content=b'{"query":"{ viewer { subject } }"}', headers=headers)
    assert answer.status_code == 415
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"


async def test_parameters_of_the_content_type_do_not_matter(api: GraphQLClient) -> None:
    for content_type in ("application/json; charset=utf-8", "Application/JSON"):
        answer = await api.http.post(
            "/graphql", content=b'{"query":"{ viewer { subject } }"}', headers={"content-type": content_type}
        )
        assert answer.json() == ANSWER


async def test_queries_may_come_by_get(api: GraphQLClient) -> None:
    query = "query($code: String!) { term(code: $code) { code } }"
    answer = await api.http.get("/graphql", params={"query": query, "variables": '{"code":"2024-2"}'})
    assert answer.json()["data"] == {"term": {"code": "2024-2"}}


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"query": "{ viewer { subject } }", "variables": "{"},
        {"query": "{ viewer { subject } }", "variables": "[1]"},
    ],
)
async def test_a_malformed_get_is_400(api: GraphQLClient, params: dict[str, str]) -> None:
    answer = await api.http.get("/graphql", params=params)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


async def test_mutations_may_not_come_by_get(api: GraphQLClient) -> None:
    answer = await api.http.get("/graphql", params={"query": ENROLL})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"
    assert (await api.execute(ENROLL))["data"] == {"enroll": {"__typename": "InvalidInput"}}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD"])
async def test_other_methods_are_405(api: GraphQLClient, method: str) -> None:
    answer = await api.http.request(method, "/graphql", json=VIEWER)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_subscription_needs_another_transport(api: GraphQLClient, method: str) -> None:
    query = 'subscription { task(id: "x") { version } }'
    sent: dict[str, Any] = {"params": {"query": query}} if method == "GET" else {"json": {"query": query}}
    answer = await api.http.request(method, "/graphql", **sent)
    assert answer.status_code == 400
    for transport in ("graphql-transport-ws", "text/event-stream", "multipart/mixed"):
        assert transport in answer.json()["errors"][0]["message"]


async def test_one_of_several_operations_is_run_by_its_name(api: GraphQLClient) -> None:
    body = {"query": "query A { viewer { roles } } query B { viewer { subject } }", "operationName": "B"}
    assert (await api.http.post("/graphql", json=body)).json() == ANSWER


async def test_answers_are_written_in_utf_8(api: GraphQLClient) -> None:
    answer = await api.http.post("/graphql", json={"query": '{ course(code: "INF/101-Ñ") { title } }'})
    assert "niños".encode() in answer.content


async def test_a_browser_is_redirected_to_the_page(api: GraphQLClient) -> None:
    answer = await api.http.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")
    assert "/graphiql/" in answer.json()["errors"][0]["message"]


async def test_the_correlation_id_comes_back(api: GraphQLClient) -> None:
    answer = await api.http.post("/graphql", json=VIEWER, headers={"X-Correlation-ID": "c-42"})
    assert answer.headers["x-correlation-id"] == "c-42"


async def test_the_service_is_alive_ready_and_healthy(api: GraphQLClient) -> None:
    assert (await api.http.get("/healthz")).status_code == 200
    assert (await api.http.get("/readyz")).json()["unavailable"] == []
    assert (await api.http.get("/health")).json()["status"] == "healthy"
