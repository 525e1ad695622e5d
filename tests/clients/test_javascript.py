"""Clients from npm: seven that subscribe, one that only asks, and the WebSocket protocol spoken raw."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted
from tests.support.installation import Installation, Servers
from tests.support.machine import CLIENTS, ended, node, there
from tests.support.tokens import signed_in, token

pytestmark = pytest.mark.machine

SUBSCRIBERS = ["graphql-ws", "apollo-ws", "urql-ws", "graphql-sse", "urql-sse", "urql-fetch", "apollo-multipart"]
WATCH = "subscription ($id: ID!) { task(id: $id) { version final task { status } } }"


@dataclass
class Client:
    """A client that has subscribed to a task of its own."""

    process: asyncio.subprocess.Process
    results: list[dict[str, Any]] = field(default_factory=list)
    code: int | None = None
    complaint: str = ""

    async def first(self) -> None:
        """Wait for its first result, or for its end."""
        assert self.process.stdout
        if line := await self.process.stdout.readline():
            self.results.append(json.loads(line))

    async def end(self) -> None:
        """Wait for the rest."""
        out, err = await self.process.communicate()
        self.results += [json.loads(line) for line in out.splitlines()]
        self.code, self.complaint = self.process.returncode, err.decode()


@pytest.fixture(scope="module")
async def idle(servers: Servers) -> AsyncIterator[Installation]:
    """An API, and no worker yet: what is accepted waits."""
    async with servers.installation() as made:
        await made.start(workers=0)
        yield made


@pytest.fixture(scope="module")
async def idle_api(idle: Installation) -> AsyncIterator[GraphQLClient]:
    async with signed_in(idle.processes[0].base_url) as client:
        yield client


@pytest.fixture(scope="module")
async def url(idle: Installation) -> str:
    return f"{idle.processes[0].base_url}/graphql"


@pytest.fixture(scope="module")
def program() -> Path:
    there(CLIENTS / "node_modules" / ".stamp")
    return node()


async def test_graphql_transport_ws_is_spoken_to_the_letter(idle_api: GraphQLClient, url: str, program: Path) -> None:
    task = await accepted(idle_api, "EST149", "G-ELC102-E")
    script = "subscribe/ws-protocol.mjs"
    code, said, complaint = await ended(program, script, url, WATCH, json.dumps({"id": task["id"]}))
    assert code == 0, said + complaint
    assert said.count("ok ") == 16, said


async def test_a_query_of_urqls_is_answered_in_json(url: str, program: Path) -> None:
    code, said, complaint = await ended(program, "subscribe/urql-query.mjs", url, "{ viewer { subject } }")
    assert (code, json.loads(said)) == (0, {"data": {"viewer": {"subject": "admin"}}}), complaint


@pytest.fixture(scope="module")
async def subscribers(
    idle: Installation, idle_api: GraphQLClient, url: str, program: Path
) -> AsyncIterator[dict[str, Client]]:
    """All of them together, each on a fresh task; a worker begins only when every one has seen its task waiting."""
    async with AsyncExitStack() as stack, asyncio.timeout(90):
        clients, environment = {}, {**os.environ, "TOKEN": token()}
        for number, name in enumerate(SUBSCRIBERS, 1):
            task = await accepted(idle_api, f"EST{number:03}", "G-ELC102-E", "G-ELC106-E")
            arguments = (f"subscribe/{name}.mjs", url, WATCH, json.dumps({"id": task["id"]}))
            pipe = asyncio.subprocess.PIPE
            process = await asyncio.create_subprocess_exec(
                program, *arguments, cwd=CLIENTS, env=environment, stdout=pipe, stderr=pipe
            )
            stack.callback(kill, process)
            clients[name] = Client(process)
        await asyncio.gather(*(client.first() for client in clients.values()))
        await idle.processes[0].start_worker()
        await asyncio.gather(*(client.end() for client in clients.values()))
        yield clients


def kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()


@pytest.mark.parametrize("name", SUBSCRIBERS)
async def test_a_subscriber_sees_the_task_wait_and_then_end(subscribers: dict[str, Client], name: str) -> None:
    client = subscribers[name]
    assert client.code == 0, client.complaint
    events = [result["data"]["task"] for result in client.results]
    assert (events[0]["final"], events[0]["task"]["status"]) == (False, "QUEUED")
    assert (events[-1]["final"], events[-1]["task"]["status"]) == (True, "SUCCEEDED")
    versions = [event["version"] for event in events]
    assert versions == sorted(versions)  # urql gives its last result twice
