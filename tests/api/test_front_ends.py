"""An API behind a proxy, and called by pages of other origins, as its settings allow."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from commands.graphql_client import GraphQLClient
from tests.support.installation import Installation, Servers
from tests.support.tokens import signed_in

PORTAL = "https://portal.uni.edu"
BEHIND_PROXY = {"host": "registro.uni.edu", "x-forwarded-proto": "https", "origin": "https://registro.uni.edu"}
HASH = {"persistedQuery": {"version": 1, "sha256Hash": "4ef8d269e7944ef2cd6554ecb3d7"}}


@pytest.fixture(scope="module")
async def production(servers: Servers) -> AsyncIterator[Installation]:
    environment = {
        "REGISTRO_HTTP__ALLOWED_ORIGINS": f"{PORTAL}, http://kiosk.uni.edu:8080",
        "REGISTRO_HTTP__TRUSTED_PROXIES": "127.0.0.1 10.0.0.0/8",
    }
    async with servers.installation(environment) as made:
        await made.start(workers=0)
        yield made


@pytest.fixture
async def fronted(production: Installation) -> AsyncIterator[GraphQLClient]:
    async with signed_in(production.processes[0].base_url) as client:
        yield client


@asynccontextmanager
async def handshake(
    api: GraphQLClient, headers: Mapping[str, str], path: str = "/graphql"
) -> AsyncIterator[ClientConnection]:
    """A WebSocket, with these headers instead of the client's own."""
    address = api.http.base_url
    url = f"ws://{headers.get('host', f'{address.host}:{address.port}')}{path}"
    others = {name: value for name, value in headers.items() if name != "host"}
    async with connect(
        url,
        host=address.host,
        port=address.port,
        subprotocols=[Subprotocol("graphql-transport-ws")],
        additional_headers=others,
    ) as socket:
        yield socket


@pytest.mark.parametrize("origin", [PORTAL, "http://kiosk.uni.edu:8080"])
async def test_pages_of_an_allowed_origin_may_call(fronted: GraphQLClient, origin: str) -> None:
    preflight = await fronted.http.options(
        "/graphql",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,idempotency-key,traceparent,tracestate",
        },
    )
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == origin
    answer = await fronted.http.post("/graphql", json={"query": "{ __typename }"}, headers={"Origin": origin})
    assert answer.headers["access-control-allow-origin"] == origin
    assert "Retry-After" in answer.headers["access-control-expose-headers"]
    async with handshake(fronted, {"origin": origin}):
        pass


@pytest.mark.parametrize(
    "origin", ["http://portal.uni.edu", f"{PORTAL}:444", f"{PORTAL}.example", "https://xportal.uni.edu", "null"]
)
async def test_pages_of_any_other_origin_may_not(fronted: GraphQLClient, origin: str) -> None:
    answer = await fronted.http.post("/graphql", json={"query": "{ __typename }"}, headers={"Origin": origin})
    assert "access-control-allow-origin" not in answer.headers
    with pytest.raises(InvalidStatus, match="403") as refused:
        async with handshake(fronted, {"origin": origin}):
            pass
    headers = refused.value.response.headers
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
    assert headers["x-correlation-id"]


async def test_a_page_of_the_apis_own_behind_a_trusted_proxy_for_tls_may_call(fronted: GraphQLClient) -> None:
    async with handshake(fronted, BEHIND_PROXY):
        pass


@pytest.mark.parametrize("path", ["/graphql", "/graphql/"])
async def test_the_endpoint_is_answered_with_a_slash_at_its_end(api: GraphQLClient, path: str) -> None:
    answer = await api.http.post(path, json={"query": "{ viewer { subject } }"})
    assert answer.json()["data"] == {"viewer": {"subject": "admin"}}
    async with handshake(api, {}, path):
        pass


async def test_a_refused_hash_needs_no_more_than_one_more_request(api: GraphQLClient) -> None:
    refused = await api.http.post("/graphql", json={"extensions": HASH})
    assert refused.json()["errors"][0]["message"] == "PersistedQueryNotSupported"
    answer = await api.http.post("/graphql", json={"extensions": HASH, "query": "{ viewer { subject } }"})
    assert answer.json()["data"] == {"viewer": {"subject": "admin"}}
