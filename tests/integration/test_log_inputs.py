"""What clients send stays out of the logs, wherever they send it: a marked secret is put into every input."""

import asyncio
from contextlib import aclosing, suppress
from typing import Any

import orjson
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from commands.graphql_client import GraphQLClient
from tests.support.every_argument import Site, sites
from tests.support.installation import Servers
from tests.support.tokens import authorization, signed_in

MARK = "zq81hunter"
TOKEN = f"eyJhbGciOiJIUzI1NiJ9.{MARK}.{MARK}"
"""For inputs that are logged by design: they may be anything but a secret, so the mark looks like one there."""
NAMED = f"query eyJhbGciOiJIUzI1NiJ9{MARK} {{ viewer {{ subject }} }}"
LOGGED = {"X-Correlation-ID": TOKEN}
UNLOGGED = ("Idempotency-Key", "Accept", "Accept-Language", "Content-Language", "Cookie", "User-Agent", "If-None-Match")
PATIENCE = 0.2


@pytest.fixture(scope="module")
async def said(servers: Servers) -> list[str]:
    """All lines at DEBUG of an API and a worker that were sent the mark in every way."""
    lines: list[str] = []
    environment = {"LOG_LEVEL": "DEBUG", "REGISTRO_OPERATION__MAX_COST": "1000000"}
    async with servers.installation(environment) as made:
        [processes] = await made.start(say=lambda _, line: lines.append(line))
        async with signed_in(processes.base_url) as api:
            for site in sites().values():
                await fill(api, site)
            await spoil_requests(api)
        await spoil_sockets(processes.base_url)
        await made.stop()
    return lines


async def fill(api: GraphQLClient, site: Site) -> None:
    values = site.filled(MARK)
    if site.operation == "subscription":
        async with aclosing(api.subscribe(site.document(values), values)) as events:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):  # limit: of the time in which an event is waited for
                    await anext(events, None)
    else:
        await api.execute(site.document(values), values)


async def spoil_requests(api: GraphQLClient) -> None:
    """The mark in what is no argument: headers, paths, bodies, documents."""
    viewer: dict[str, Any] = {"query": "{ viewer { subject } }"}
    bad = {"authorization": [MARK, f"Bearer {MARK}", f"Bearer {TOKEN}", f"Basic {MARK}"], "origin": [f"https://{MARK}"]}
    for name, value in [*LOGGED.items(), *((name, MARK) for name in UNLOGGED), *((n, v) for n in bad for v in bad[n])]:
        await api.http.post("/graphql", json=viewer, headers={name: value})
    for path in (f"/{MARK}", f"/graphql/{MARK}", f"/assets/{MARK}", f"/graphql?query={{{MARK}}}&variables={MARK}"):
        await api.http.get(path)
    for body in (MARK, f'{{"{MARK}": 1', f'["{MARK}"]', f'{{"query": {{"a": "{MARK}"}}}}'):
        await api.http.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    await api.http.post("/graphql", content=MARK, headers={"Content-Type": MARK})
    for query in (f"{{ {MARK} }}", f"{MARK}", f'{{ term(code: "{MARK}") {{ id {MARK}: code }} }}', f"# {MARK}", NAMED):
        await api.execute(query)
    await api.execute("query($n: Int!) { sagas(first: $n) { nodes { id } } }", {"n": MARK, MARK: MARK})
    await api.http.post("/graphql", json={**viewer, "operationName": MARK, "extensions": {MARK: MARK}})
    for known in ({"documentId": MARK}, {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": MARK}}}):
        await api.http.post("/graphql", json=known)


async def spoil_sockets(base_url: str) -> None:
    """The mark in what is said over a WebSocket."""
    url, hello = base_url.replace("http", "ws") + "/graphql", {"type": "connection_init", "payload": authorization()}
    subscribe = {"id": MARK, "type": "subscribe", "payload": {"query": f"{{ {MARK} }}", "variables": {MARK: MARK}}}
    conversations: list[list[Any]] = [
        [{"type": "connection_init", "payload": {"Authorization": f"Bearer {MARK}", MARK: MARK}}],
        [{"type": MARK}],
        [hello, subscribe],
        [hello, {"id": MARK, "type": MARK}],
        [MARK],
    ]
    for messages in conversations:
        async with connect(url, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
            with suppress(ConnectionClosed, TimeoutError):
                for message in messages:
                    await socket.send(orjson.dumps(message), text=True)
                    async with asyncio.timeout(PATIENCE):  # limit: of the time in which an answer is waited for
                        await socket.recv()


def test_a_secret_that_was_sent_is_in_no_line(said: list[str]) -> None:
    assert any('"refused"' in line for line in said)
    assert [line for line in said if MARK in line] == []
