"""compose.yml and what stands in `deploy`, tried: a real nginx before two APIs, and backups that are restored."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path

import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from commands.graphql_client import GraphQLClient
from tests.support.compose import ROOT
from tests.support.deployment import APIS, CONNECTIONS, Deployment, deployment
from tests.support.machine import caddy, ended
from tests.support.poll import in_time, wait_for_async, within
from tests.support.processes import ENROLL, WATCH

pytestmark = pytest.mark.machine

GROUPS = ["G-ELC102-E", "G-ELC106-E"]
SEATS = 'subscription { seats(termCode: "2024-2", groupCodes: ["G-ELC102-E"]) { groups { taken } } }'
GRAPHQL_WS = Subprotocol("graphql-transport-ws")
HALF_A_HEAD = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


@pytest.fixture(scope="module")
async def made() -> AsyncIterator[Deployment]:
    async with deployment() as it:
        yield it


@pytest.fixture(scope="module")
async def token(made: Deployment) -> str:
    """What the command prints that the documents name."""
    return (await made.run("api-1", "registro", "token", "--role", "admin")).decode().strip()


@pytest.fixture
async def client(made: Deployment, token: str) -> AsyncIterator[GraphQLClient]:
    """Who may do everything, and comes in by the proxy."""
    async with made.client(token) as it:
        yield it


async def enroll(client: GraphQLClient, student: str) -> str:
    """The id of a task that was accepted."""
    sent = {"studentCode": student, "termCode": "2024-2", "groupCodes": GROUPS}
    answer = await client.execute(ENROLL, {"input": sent})
    task: str = answer["data"]["submit"]["task"]["id"]
    return task


async def end(client: GraphQLClient, task: str) -> str:
    """The status that a task ends with, as a WebSocket tells it."""
    async with within(30):
        *_, last = [payload["data"]["task"] async for payload in client.subscribe(WATCH, {"id": task})]
    assert last["final"]
    return str(last["task"]["status"])


async def enrolled(client: GraphQLClient, student: str) -> int:
    """How many groups a student has."""
    answer = await client.execute(
        "query($code: String!) { student(code: $code) { enrollments { nodes { status } } } }", {"code": student}
    )
    return len(answer["data"]["student"]["enrollments"]["nodes"])


async def test_what_is_enrolled_through_the_proxy_is_watched_on_either_api(
    made: Deployment, client: GraphQLClient
) -> None:
    task = await enroll(client, "EST001")
    assert set(await asyncio.gather(*(end(client, task) for _ in range(4)))) == {"SUCCEEDED"}
    lines = [json.loads(line) for line in (made.folder / "access.log").read_text().splitlines()]
    sockets = {line["api"] for line in lines if line["status"] == 101}
    assert sockets == {f"127.0.0.1:{made.ports[name]}" for name in APIS}


async def test_events_over_plain_http_are_not_kept_back(client: GraphQLClient) -> None:
    events = {"Accept": "text/event-stream"}
    async with within(20), client.http.stream("POST", "/graphql", json={"query": SEATS}, headers=events) as answer:
        assert await anext(answer.aiter_lines()) == "event: next"


async def test_every_service_is_healthy(made: Deployment) -> None:
    for name in ("worker", "api-1"):  # the others were waited for
        await wait_for_async(partial(made.healthy, name), 30, f"{name} is healthy")


async def test_metrics_are_not_for_the_world(client: GraphQLClient) -> None:
    for path in (b"/metrics", b"/metrics/", b"/%6detrics", b"//metrics", b"/graphql/../metrics"):
        answer = await client.http.get(client.http.base_url.copy_with(raw_path=path))
        assert answer.status_code == 404, path
        assert "registro" not in answer.text


async def test_the_headers_of_an_answer_come_through_once(client: GraphQLClient) -> None:
    answer = await client.http.get("/healthz", headers={"X-Correlation-ID": "mine-1", "X-Forwarded-Proto": "http"})
    assert answer.headers.get_list("x-correlation-id") == ["mine-1"]
    for name in ("cache-control", "x-content-type-options", "strict-transport-security"):
        assert len(answer.headers.get_list(name)) == 1, name
    assert len((await client.http.get("/healthz")).headers["x-correlation-id"]) == 32


async def test_a_client_that_does_not_send_is_not_waited_for(made: Deployment) -> None:
    reader, writer = await asyncio.open_connection("localhost", made.ports["proxy"], ssl=made.tls)
    writer.write(HALF_A_HEAD)
    with suppress(ConnectionResetError):
        assert await in_time(reader.read(), 30) == b""
    writer.close()


async def test_one_address_cannot_have_all_connections(made: Deployment, client: GraphQLClient) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(CONNECTIONS):
            url = f"{made.url.replace('https', 'wss')}/graphql"
            await stack.enter_async_context(connect(url, ssl=made.tls, subprotocols=[GRAPHQL_WS]))
        answer = await client.http.get("/healthz")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")
    assert answer.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"

    async def let_in() -> bool:
        return (await client.http.get("/healthz")).status_code == 200

    await wait_for_async(let_in, 20, "a connection is free again")


async def test_the_role_of_the_application_owns_its_schema_and_nothing_else(made: Deployment) -> None:
    rights = "rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls"
    assert await made.sql(f"SELECT {rights} FROM pg_roles WHERE rolname = 'registro'") == "f"
    owners = "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'public'"
    assert await made.sql(owners) == "registro"


async def test_a_database_comes_back_from_a_dump_with_what_was_accepted_and_not_done(
    made: Deployment, client: GraphQLClient
) -> None:
    await made.stop("worker")
    task = await enroll(client, "EST002")
    dump = await made.run("postgres", *documented("pg_dump"))
    await made.stop(*APIS)
    unanswered = await client.http.get("/healthz")
    assert (unanswered.status_code, unanswered.headers["retry-after"]) == (503, "5")
    assert unanswered.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
    await made.sql("TRUNCATE sagas CASCADE")
    await made.run("postgres", *documented("pg_restore"), stdin=dump)
    await forget_redis(made)
    await made.start("api-2", "worker")  # the proxy finds the other one stopped, and asks this one
    assert await end(client, task) == "SUCCEEDED"
    assert await enrolled(client, "EST001") == len(GROUPS)


async def test_a_database_comes_back_as_it_was_at_a_moment(made: Deployment, client: GraphQLClient) -> None:
    backup = await made.run("postgres", "sh", made.folder / "postgres" / "backup.sh")
    before = await enroll(client, "EST003")
    assert await end(client, before) == "SUCCEEDED"
    moment = await made.sql("SELECT clock_timestamp()")
    assert await end(client, await enroll(client, "EST004")) == "SUCCEEDED"
    await made.stop("worker", "api-2", "postgres")
    restore = made.folder / "postgres" / "restore.sh"
    await made.run("postgres", "sh", restore, backup.decode().strip(), moment)
    await forget_redis(made)
    await made.start("postgres", "api-2", "worker")
    assert [await enrolled(client, student) for student in ("EST003", "EST004")] == [len(GROUPS), 0]
    answer = await client.execute("{ invariants { name violations } }")
    assert not any(found["violations"] for found in answer["data"]["invariants"])
    assert await end(client, await enroll(client, "EST004")) == "SUCCEEDED"


async def test_caddy_accepts_its_configuration(tmp_path: Path) -> None:
    check = (caddy(), "validate", "--adapter", "caddyfile", "--config", ROOT / "deploy" / "caddy" / "Caddyfile")
    code, _, said = await ended(*check, folder=tmp_path, HOME=str(tmp_path), SITE="registro.uni.edu")
    assert code == 0, said


async def forget_redis(made: Deployment) -> None:
    """What restoring says is done with Redis."""
    password = (made.folder / "private" / "redis_password").read_text().strip()
    async with Redis(port=made.ports["redis"], password=password) as redis:
        await redis.flushall()


def documented(program: str) -> list[str]:
    """The command of this program that docs/deploying.md has run in PostgreSQL's container."""
    text = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    [command] = re.findall(rf"exec -T postgres ({program} [^<>\n]+?) [<>]", text)
    return str(command).split()
