"""Clients that send as fast as they are answered, and retry refused requests without waiting."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson

STUDENTS, GROUPS = 20_000, 200
"""Of `yardstick.sql`."""
_DOCUMENT = """
mutation ($input: %sInput!) {
  submit: %s(input: $input) {
    __typename
    ... on TaskAccepted { replayed task { id } }
    ... on Overloaded { retryAfterSeconds }
    ... on Problem { code }
  }
}"""
_DROP_PROBABILITY, _REPEAT_PROBABILITY = 0.1, 0.03
"""How often a client drops instead of enrolling, and how often it repeats an accepted request."""

GraphQLRequest = dict[str, Any]


@dataclass(slots=True)
class FloodClients:
    """Many clients, and the answers that they got.

    Attributes:
        token_of: a token for each client, by its number: no caller may ask as often as all of them together.
        answers: number of answers by kind: a type of the result, or an HTTP status without result.
        seconds: the latencies by kind.
        tasks: ids of all accepted tasks.
        wrong_answers: the first wrong answer of each kind.
    """

    base_url: str
    token_of: Callable[[int], str]
    seed: int = 1
    answers: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    tasks: set[str] = field(default_factory=set)
    wrong_answers: dict[str, str] = field(default_factory=dict)

    async def run(self, clients: int, seconds: float) -> None:
        """Run the clients; returns when each has its last answer."""
        until = time.monotonic() + seconds
        async with asyncio.TaskGroup() as group:
            for number in range(clients):
                choice = random.Random(f"{self.seed}:{number}")  # noqa: S311 - what clients ask for is no secret
                group.create_task(self._client(choice, number, until))

    async def _client(self, choice: random.Random, number: int, until: float) -> None:
        known: list[tuple[GraphQLRequest, str]] = []
        count = 0
        connection = await ClientConnection.open(self.base_url, self.token_of(number))
        while time.monotonic() < until:
            if known and choice.random() < _REPEAT_PROBABILITY:
                await self._repeat(connection, *choice.choice(known))
                continue
            count += 1
            request = _random_request(choice, f"{self.seed}-{number}-{count}")
            while (answer := await self._send(connection, request)).get("__typename") == "Overloaded":
                if time.monotonic() >= until:
                    break
                if known and choice.random() < _REPEAT_PROBABILITY:
                    await self._repeat(connection, *choice.choice(known))
            if answer.get("__typename") == "TaskAccepted":
                self.tasks.add(answer["task"]["id"])
                known[:] = [*known[-9:], (request, answer["task"]["id"])]
        connection.close()

    async def _repeat(self, connection: "ClientConnection", request: GraphQLRequest, task: str) -> None:
        """Repeat an accepted request. It has to be answered with its task, even under overload."""
        answer = await self._send(connection, request, "TaskAccepted, replayed")
        if answer.get("__typename") != "TaskAccepted" or answer["task"]["id"] != task or not answer["replayed"]:
            self._record_wrong("a known key", answer)

    async def _send(
        self, connection: "ClientConnection", request: GraphQLRequest, called: str | None = None
    ) -> dict[str, Any]:
        began = time.perf_counter()
        status, answer = await connection.post(request)
        result = (answer.get("data") or {}).get("submit") or {}
        kind = called or result.get("__typename") or f"HTTP {status}, no result"
        self.answers[kind] += 1
        self.seconds[kind].append(time.perf_counter() - began)
        if result.get("__typename") not in {"TaskAccepted", "Overloaded"}:
            self._record_wrong(kind, answer)
        elif result["__typename"] == "Overloaded" and not 1 <= result["retryAfterSeconds"] <= 60:
            self._record_wrong("retryAfterSeconds", answer)
        return result

    def _record_wrong(self, what: str, answer: Any) -> None:
        self.wrong_answers.setdefault(what, str(answer)[:300])


@dataclass(slots=True)
class ClientConnection:
    """A persistent connection with little overhead, because the clients share the CPU with the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: bytes

    @classmethod
    async def open(cls, base_url: str, token: str) -> "ClientConnection":
        """Open a connection."""
        parts = urlsplit(base_url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )
        return cls(reader, writer, head.encode())

    async def post(self, request: GraphQLRequest) -> tuple[int, dict[str, Any]]:
        """Send a request; returns status and body. Raises OSError or EOFError if the connection ends."""
        body = orjson.dumps(request)
        self.writer.write(b"%b%d\r\n\r\n%b" % (self.head, len(body), body))
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        answer: dict[str, Any] = orjson.loads(await self.reader.readexactly(length))
        return int(head.split()[1]), answer

    def close(self) -> None:
        """Close the connection."""
        self.writer.close()


def _random_request(choice: random.Random, key: str) -> GraphQLRequest:
    kind = "drop" if choice.random() < _DROP_PROBABILITY else "enroll"
    given = {
        "studentCode": f"EST{choice.randint(1, STUDENTS):05}",
        "termCode": "2024-2",
        "groupCodes": [f"G{number:03}" for number in choice.sample(range(1, GROUPS + 1), 3)],
        "idempotencyKey": key,
    }
    return {"query": _DOCUMENT % (kind.capitalize(), kind), "variables": {"input": given}}
