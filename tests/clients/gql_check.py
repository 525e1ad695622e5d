# mypy: disable-error-code="import-not-found"
"""PyPI's gql against a running API, over each of its transports: `gql_check.py URL STUDENT...`, eight of them.
TOKEN lets it do so.

Runs in tests/clients/.venv, not in ours. Prints a line a check; ends with 1 if one failed.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from gql import Client, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportError
from gql.transport.httpx import HTTPXAsyncTransport, HTTPXTransport
from gql.transport.requests import RequestsHTTPTransport
from gql.transport.websockets import WebsocketsTransport

SIGNED_IN = {"Authorization": f"Bearer {os.environ['TOKEN']}"}
VIEWER = "{ viewer { subject } }"
ENROLL = """
mutation ($input: EnrollInput!) {
  enroll(input: $input) { __typename ... on TaskAccepted { task { id } } }
}
"""
WATCH = "subscription ($id: ID!) { task(id: $id) { version final task { status } } }"


def request(document: str, **variables: Any) -> GraphQLRequest:
    """A request of gql's."""
    return GraphQLRequest(gql(document), variable_values=variables)


def enrollment(student: str) -> GraphQLRequest:
    """One group for a student who has none yet."""
    return request(ENROLL, input={"studentCode": student, "termCode": "2024-2", "groupCodes": ["G-ELC102-E"]})


def blocking(transport: Any, student: str) -> None:
    """A query and a mutation, checked against the schema that the client has fetched."""
    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        assert session.execute(request(VIEWER))["viewer"]["subject"]
        assert session.execute(enrollment(student))["enroll"]["__typename"] == "TaskAccepted"


async def waiting(transport: Any, student: str) -> None:
    """The same without blocking."""
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        assert (await session.execute(request(VIEWER)))["viewer"]["subject"]
        assert (await session.execute(enrollment(student)))["enroll"]["__typename"] == "TaskAccepted"


async def over_a_socket(transport: Any, student: str) -> None:
    """The same over a WebSocket, and then the task's subscription until it ends by itself."""
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        assert (await session.execute(request(VIEWER)))["viewer"]["subject"]
        task = (await session.execute(enrollment(student)))["enroll"]["task"]["id"]
        events = [event["task"] async for event in session.subscribe(request(WATCH, id=task))]
        assert [event["final"] for event in events] == [False] * (len(events) - 1) + [True], events
        assert events[-1]["task"]["status"] == "SUCCEEDED", events


async def a_batch(url: str) -> None:
    """Several operations in one request are refused, in a way that the client understands."""
    async with Client(transport=AIOHTTPTransport(url=url, headers=SIGNED_IN)) as session:
        try:
            await session.execute_batch([request(VIEWER), request(VIEWER)])
        except TransportError:
            return
        raise AssertionError("a batch was answered")


def checks(url: str, students: Iterator[str]) -> dict[str, Callable[[], Awaitable[None] | None]]:
    """All checks by name."""
    http = {"url": url, "headers": SIGNED_IN}
    socket = {"url": url.replace("http", "ws", 1), "headers": SIGNED_IN}
    only_new = {"subprotocols": ["graphql-transport-ws"]}
    return {
        "requests": lambda: blocking(RequestsHTTPTransport(**http), next(students)),
        "httpx": lambda: blocking(HTTPXTransport(**http), next(students)),
        "httpx, async": lambda: waiting(HTTPXAsyncTransport(**http), next(students)),
        "aiohttp": lambda: waiting(AIOHTTPTransport(**http), next(students)),
        "websockets": lambda: over_a_socket(WebsocketsTransport(**socket), next(students)),
        "websockets, new protocol": lambda: over_a_socket(WebsocketsTransport(**socket, **only_new), next(students)),
        "aiohttp socket": lambda: over_a_socket(AIOHTTPWebsocketsTransport(**socket), next(students)),
        "aiohttp socket, new protocol": lambda: over_a_socket(
            AIOHTTPWebsocketsTransport(**socket, **only_new), next(students)
        ),
        "a batch is refused": lambda: a_batch(url),
    }


async def main(url: str, students: list[str]) -> int:
    """Run them all."""
    failed = 0
    for name, check in checks(url, iter(students)).items():
        try:
            async with asyncio.timeout(60):  # limit: in an environment without our helpers
                outcome = check()
                if outcome is not None:
                    await outcome
            print(f"ok  {name}")  # noqa: T201 - the result
        except Exception as error:  # noqa: BLE001 - whatever it is, this client failed
            failed += 1
            print(f"NOT {name}: {error!r}")  # noqa: T201 - the result
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1], sys.argv[2:])))
