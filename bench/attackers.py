"""Attacks on an API that each stopped or filled an earlier one: each at the lowest rate that did, or once a second.

Attackers are polite to the machine, not to the API: all their processes together have one core, at the lowest priority.
They send bytes of their own making, because clients refuse to send most of this.
"""

import asyncio
import os
import re
import socket
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import orjson

TERM, GROUPS, NO_GROUP = "2024-2", 200, "NOPE"
"""What `yardstick.sql` has, and what it does not have."""
_PATIENCE_SECONDS = 60.0
"""For an answer. A client that hangs up would end what it has asked for."""
_MEGABYTE = 1_000_000
_MASKED, _NO_MASK = 0x80, b"\0\0\0\0"
_TEXT, _PING, _CONTINUATION, _FINAL = 0x1, 0x9, 0x0, 0x80
_CLOSE_FRAME = re.compile(rb"\x88[\x02-\x7d]([\x03-\x11].)", re.DOTALL)
_ENROLL = "mutation ($input: EnrollInput!) { enroll(input: $input) { __typename } }"
_CANCEL = 'cancelTask(input: {id: "VGFzazox", reason: "%s"}) { __typename }'
_INTROSPECTION = "i%d: __schema { types { name fields { name args { name } type { name ofType { name } } } } }"
_TERMS = "term { groups(first: 20) { nodes { "
_NESTED = f"groups(first: 20) {{ nodes {{ {_TERMS * 2}code{' } } }' * 2} }} }}"
_NESTED_OF_NODES = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Term {{ {_NESTED} }} }} }}"


@dataclass(slots=True)
class Target:
    """Where the API is, and what each attack has for itself.

    Attributes:
        own_address: from which it connects, one of loopback.
        student_code, student_token: of a student whose token the API accepts.
        term_id: the id of the open term.
        tally: what has come of the requests and connections.
    """

    host: str
    port: int
    own_address: str
    student_code: str
    student_token: str
    term_id: str
    tally: Counter[str] = field(default_factory=Counter)

    async def connect(self, buffer_bytes: int = 0) -> socket.socket:
        """A connected socket. `buffer_bytes`: how much the machine receives for it before it is read; 0: the usual."""
        sock = socket.socket()
        sock.setblocking(False)
        if buffer_bytes:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
        try:
            sock.bind((self.own_address, 0))
            await asyncio.get_running_loop().sock_connect(sock, (self.host, self.port))
        except OSError:
            sock.close()
            raise
        return sock

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection that is read."""
        return await asyncio.open_connection(sock=await self.connect())


Attack = Callable[[Target], Awaitable[None]]
"""Goes on until it is cancelled."""


# --- requests


def _request(body: bytes, token: str = "", headers: str = "") -> bytes:
    signed = f"Authorization: Bearer {token}\r\n" if token else ""
    head = f"POST /graphql HTTP/1.1\r\nHost: api\r\nContent-Type: application/json\r\n{signed}{headers}"
    return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def _graphql(query: str, variables: Mapping[str, Any] | None = None) -> bytes:
    return orjson.dumps({"query": query, "variables": variables})


async def _send(target: Target, sent: bytes, handshake: bytes = b"") -> None:
    """Send on a new connection, after this handshake, and take note of how that is answered."""
    outcome = "no answer"
    try:
        reader, writer = await target.open()
    except OSError:
        target.tally["no connection"] += 1
        return
    with suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            if handshake:
                writer.write(handshake)
                await reader.readuntil(b"\r\n\r\n")
            writing = asyncio.create_task(_write(writer, sent))
            with suppress(OSError):
                outcome = await _outcome(reader, is_socket=bool(handshake))
            writing.cancel()
    target.tally[outcome] += 1
    writer.transport.abort()


async def _outcome(reader: asyncio.StreamReader, *, is_socket: bool) -> str:
    """The status of an answer, or the code with which a WebSocket is closed."""
    answer = b""
    while part := await reader.read(64 * 1024):
        answer = (answer + part)[: 64 * 1024]
        if is_socket and (found := _CLOSE_FRAME.search(answer)):
            return f"closed with {int.from_bytes(found[1], 'big')}"
    return f"HTTP {answer.split()[1].decode()}" if answer and not is_socket else "cut off"


async def _write(writer: asyncio.StreamWriter, sent: bytes) -> None:
    with suppress(OSError):
        for start in range(0, len(sent), 64 * 1024):
            writer.write(sent[start : start + 64 * 1024])
            await writer.drain()


def requests(
    make: Callable[[Target], bytes], per_second: float = 1, at_a_time: int = 1, handshake: bytes = b""
) -> Attack:
    """An attack by requests at this rate, if they are answered soon; at most `at_a_time` of them are under way."""

    async def client(target: Target, number: int) -> None:
        sent = make(target)
        pause = at_a_time / per_second
        await asyncio.sleep(number / per_second)
        while True:
            began = time.monotonic()
            await _send(target, sent, handshake)
            await asyncio.sleep(began + pause - time.monotonic())

    async def attack(target: Target) -> None:
        await asyncio.gather(*(client(target, number) for number in range(at_a_time)))

    return attack


def anonymous(query: str, variables: Mapping[str, Any] | None = None) -> Callable[[Target], bytes]:
    """A request without a token."""
    return lambda _: _request(_graphql(query, variables))


def by_student(query: str, variables: Mapping[str, Any] | None = None) -> Callable[[Target], bytes]:
    """A request of one student."""
    return lambda target: _request(_graphql(query, variables), target.student_token)


def _nested(target: Target) -> bytes:
    return _request(_graphql(_NESTED_OF_NODES, {"ids": [target.term_id] * 100}), target.student_token)


def _flood_of_refusals(target: Target) -> bytes:
    query = f"mutation ($me: String!) {{ {_BASKETS} }}"
    return _request(_graphql(query, {"me": target.student_code}), target.student_token)


async def fill_backlog(target: Target) -> None:
    """One student asks for tasks, 64 a second over four connections, each with a new key."""

    async def client(number: int) -> None:
        for count in range(10**9):
            key = f"{os.getpid()}-{number}-{count}"
            given = {
                "studentCode": target.student_code,
                "termCode": TERM,
                "groupCodes": [NO_GROUP],
                "idempotencyKey": key,
            }
            began = time.monotonic()
            await _send(target, _request(_graphql(_ENROLL, {"input": given}), target.student_token))
            await asyncio.sleep(began + 4 / 64 - time.monotonic())

    await asyncio.gather(*map(client, range(4)))


# --- connections


def held(beginning: bytes, count: int) -> Attack:
    """An attack by connections that begin with this and then do nothing; one that is closed is opened again."""

    async def hold(target: Target) -> None:
        while True:
            with suppress(OSError):
                reader, writer = await target.open()
                with suppress(OSError):
                    writer.write(beginning)
                    await reader.read()
                target.tally["cut off"] += 1
                writer.transport.abort()
            await asyncio.sleep(1)

    async def attack(target: Target) -> None:
        await asyncio.gather(*(hold(target) for _ in range(count)))

    return attack


# --- WebSockets


def _handshake(token: str = "") -> bytes:
    signed = f"Authorization: Bearer {token}\r\n" if token else ""
    return (
        "GET /graphql HTTP/1.1\r\nHost: api\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        f"Sec-WebSocket-Protocol: graphql-transport-ws\r\n{signed}\r\n"
    ).encode()


def _frame(kind: int, data: bytes = b"") -> bytes:
    if len(data) < 126:
        return bytes([kind, _MASKED | len(data)]) + _NO_MASK + data
    return bytes([kind, _MASKED | 126]) + len(data).to_bytes(2, "big") + _NO_MASK + data


def _text(message: object) -> bytes:
    return _frame(_FINAL | _TEXT, orjson.dumps(message))


_INIT = _text({"type": "connection_init"})


def unread_socket(make: Callable[[Target], bytes], *, signed_in: bool = False) -> Attack:
    """An attack by a WebSocket whose client sends this and does not read; one that is closed is opened again."""

    async def attack(target: Target) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = time.monotonic()
            sock = await target.connect(buffer_bytes=4096)
            outcome = "still open"
            try:
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    await loop.sock_sendall(sock, _handshake(target.student_token if signed_in else ""))
                    await loop.sock_recv(sock, 4096)
                    await loop.sock_sendall(sock, make(target))
                    while True:
                        await loop.sock_sendall(sock, _frame(_FINAL | _PING))  # fails once the connection is cut off
                        await asyncio.sleep(0.5)
            except TimeoutError:
                pass
            except OSError:
                outcome = "cut off"
            finally:
                sock.close()
            target.tally[outcome] += 1
            await asyncio.sleep(began + 1 - time.monotonic())

    return attack


def socket_messages(frames: bytes, per_second: float) -> Attack:
    """An attack by a new WebSocket at this rate, whose client sends these frames and reads what comes."""
    return requests(lambda _: frames, per_second, at_a_time=int(per_second * 10), handshake=_handshake())


def _subscriptions(_: Target) -> bytes:
    payload = {"query": f'subscription {{ seats(termCode: "{TERM}") {{ __typename }} }}'}
    return _INIT + b"".join(_text({"id": str(n), "type": "subscribe", "payload": payload}) for n in range(50))


def _chain(count: int, spreads: int) -> str:
    """A document whose fragments spread the next one so often."""
    fragments = (f"fragment f{n} on Query {{{f'...f{n + 1} ' * spreads}}}" for n in range(count))
    return f"{{ ...f0 }} {' '.join(fragments)} fragment f{count} on Query {{ viewer {{ subject }} }}"


_FRAGMENTS = _chain(20, 2)
_SUBSCRIBED = _text({"id": "1", "type": "subscribe", "payload": {"query": _FRAGMENTS}})
_LONG_TYPE = _text({"type": "z" * 200})
_CODES = {"codes": [f"G{number:06}" for number in range(90_000)]}
_GROUPS_OF_CODES = f'term(code: "{TERM}") {{ groups(filter: {{codes: $codes}}) {{ nodes {{ code }} }} }}'
_LARGE_HEADER = f"X-Large: {'x' * 8000}\r\n" * 4000
_BASKET = ", ".join(f'"{NO_GROUP}{number}"' for number in range(50))
_BASKETS = " ".join(
    f'b{n}: enroll(input: {{studentCode: $me, termCode: "none", groupCodes: [{_BASKET}]}}) {{ __typename }}'
    for n in range(10)
)
_CANCELS = " ".join(f"c{n}: {_CANCEL % ('r' * 1000)}" for n in range(10))
_MIXED = " ".join(f"c{n}: {_CANCEL % 'r'}" for n in range(15))

ATTACKS: Mapping[str, Attack] = {
    "exponential fragments": requests(anonymous(_FRAGMENTS)),
    "the same over a WebSocket": socket_messages(_INIT + _SUBSCRIBED + _LONG_TYPE, 1),
    "chain of 900 fragments": requests(anonymous(_chain(900, 1))),
    "document of 1 MB": requests(anonymous(f"{{ {'a ' * (_MEGABYTE // 2 - 20)}}}")),
    "list of 90,000 codes, 15 times": requests(
        by_student(
            f"query ($codes: [String!]) {{ {' '.join(f'a{n}: {_GROUPS_OF_CODES}' for n in range(15))} }}", _CODES
        )
    ),
    "introspection, 15 times": requests(anonymous(f"{{ {' '.join(_INTROSPECTION % n for n in range(15))} }}")),
    "nested lists by a student": requests(_nested),
    "backlog, 64 tasks a second by a student": fill_backlog,
    "18 mutations in a fragment": requests(by_student(f"mutation {{ ... {{ {_MIXED} enroll: __typename }} }}")),
    "audit log: 50 groups, 10 times": requests(_flood_of_refusals),
    "audit log: 10 long reasons": requests(by_student(f"mutation {{ {_CANCELS} }}"), 20),
    "made-up cursors": requests(by_student('{ viewer { student { tasks(after: "AAAA") { nodes { id } } } } }'), 10),
    "bad tokens": requests(lambda _: _request(_graphql("{ __typename }"), "e30.e30.e30"), 20),
    "upload of 4 MB": requests(lambda _: _request(b" " * (4 * _MEGABYTE)), 2),
    "head of 32 MB": requests(lambda _: _request(b"{}", headers=_LARGE_HEADER)),
    "address of 26 MB": requests(lambda _: b"GET /" + b"x" * (26 * _MEGABYTE)),
    "260 silent connections": held(b"", 260),
    "100 half heads": held(b"POST /graphql HTTP/1.1\r\nHost: api\r\n", 100),
    "100 half bodies": held(_request(b"{" + b" " * 1000)[:-500], 100),
    "8 MB of pings, unread": unread_socket(lambda _: _frame(_FINAL | _PING, b"x" * 100) * (8 * _MEGABYTE // 106)),
    "50 subscriptions, unread": unread_socket(_subscriptions, signed_in=True),
    "1.2 million empty frames": socket_messages(_frame(_TEXT, b"{") + _frame(_CONTINUATION) * 1_200_000, 1),
    "long types of messages": socket_messages(_LONG_TYPE, 10),
    "text that is not UTF-8": socket_messages(_frame(_FINAL | _TEXT, b"\xff"), 10),
}


async def attack_for(name: str, target: Target, seconds: float) -> None:
    """Attack for this time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ATTACKS[name](target)


def main() -> None:
    """Read where to attack and for how long, attack, and write what came of it and what processor time it took.

    Begins a delay after a second line, which all attackers get together: they do not agree on a moment.
    """
    name, core = sys.argv[1:]
    os.sched_setaffinity(0, {int(core)})
    os.nice(19)
    given = orjson.loads(sys.stdin.readline())
    target = Target(**given["target"])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    time.sleep(given["delay"])
    began = time.process_time()
    asyncio.run(attack_for(name, target, given["seconds"]))
    tally, took = dict(target.tally), time.process_time() - began
    sys.stdout.write(orjson.dumps({"tally": tally, "processor_seconds": took}).decode() + "\n")


if __name__ == "__main__":
    main()
