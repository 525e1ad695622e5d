"""Clients who respect nothing: each sends as fast as it is answered, and what is refused again at once."""

import asyncio
import random
import time
from collections import Counter, defaultdict
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
_DROPS, _AGAIN = 0.1, 0.03
"""How often a client drops instead, and how often it sends something once more that was accepted."""

Request = dict[str, Any]


@dataclass(slots=True)
class Flood:
    """What many clients sent and what came back.

    Attributes:
        answers: how many, by kind: a member of the result, or what came instead of one.
        seconds: how long answers took, by kind.
        tasks: ids of all that were accepted.
        amiss: answers that must not be, the first of each kind.
    """

    base_url: str
    token: str
    seed: int = 1
    answers: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    tasks: set[str] = field(default_factory=set)
    amiss: dict[str, str] = field(default_factory=dict)

    async def run(self, clients: int, seconds: float) -> None:
        """Return when every client has had the last answer that it waited for."""
        until = time.monotonic() + seconds
        async with asyncio.TaskGroup() as group:
            for number in range(clients):
                choice = random.Random(f"{self.seed}:{number}")  # noqa: S311 - what clients ask for is no secret
                group.create_task(self._client(choice, number, until))

    async def _client(self, choice: random.Random, number: int, until: float) -> None:
        known: list[tuple[Request, str]] = []
        count = 0
        connection = await Connection.to(self.base_url, self.token)
        while time.monotonic() < until:
            if known and choice.random() < _AGAIN:
                await self._again(connection, *choice.choice(known))
                continue
            count += 1
            request = _drawn(choice, f"{self.seed}-{number}-{count}")
            while (answer := await self._ask(connection, request)).get("__typename") == "Overloaded":
                if time.monotonic() >= until:
                    break
                if known and choice.random() < _AGAIN:
                    await self._again(connection, *choice.choice(known))
            if answer.get("__typename") == "TaskAccepted":
                self.tasks.add(answer["task"]["id"])
                known[:] = [*known[-9:], (request, answer["task"]["id"])]
        connection.close()

    async def _again(self, connection: "Connection", request: Request, task: str) -> None:
        """What was accepted once has to be answered with its task, however much there is to do."""
        answer = await self._ask(connection, request, "TaskAccepted, replayed")
        if answer.get("__typename") != "TaskAccepted" or answer["task"]["id"] != task or not answer["replayed"]:
            self._complain("a known key", answer)

    async def _ask(self, connection: "Connection", request: Request, called: str | None = None) -> dict[str, Any]:
        began = time.perf_counter()
        status, answer = await connection.post(request)
        result = (answer.get("data") or {}).get("submit") or {}
        kind = called or result.get("__typename") or f"HTTP {status}, no result"
        self.answers[kind] += 1
        self.seconds[kind].append(time.perf_counter() - began)
        if result.get("__typename") not in {"TaskAccepted", "Overloaded"}:
            self._complain(kind, answer)
        elif result["__typename"] == "Overloaded" and not 1 <= result["retryAfterSeconds"] <= 60:
            self._complain("retryAfterSeconds", answer)
        return result

    def _complain(self, what: str, answer: Any) -> None:
        self.amiss.setdefault(what, str(answer)[:300])


@dataclass(slots=True)
class Connection:
    """One that is kept, with as little between a client and its socket as there can be: clients share the CPU."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: bytes

    @classmethod
    async def to(cls, base_url: str, token: str) -> "Connection":
        """Connect."""
        parts = urlsplit(base_url)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )
        return cls(reader, writer, head.encode())

    async def post(self, request: Request) -> tuple[int, dict[str, Any]]:
        """The answer's status and body. Raises OSError or EOFError where the connection ends."""
        body = orjson.dumps(request)
        self.writer.write(b"%b%d\r\n\r\n%b" % (self.head, len(body), body))
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        answer: dict[str, Any] = orjson.loads(await self.reader.readexactly(length))
        return int(head.split()[1]), answer

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


def _drawn(choice: random.Random, key: str) -> Request:
    kind = "drop" if choice.random() < _DROPS else "enroll"
    given = {
        "studentCode": f"EST{choice.randint(1, STUDENTS):05}",
        "termCode": "2024-2",
        "groupCodes": [f"G{number:03}" for number in choice.sample(range(1, GROUPS + 1), 3)],
        "idempotencyKey": key,
    }
    return {"query": _DOCUMENT % (kind.capitalize(), kind), "variables": {"input": given}}
