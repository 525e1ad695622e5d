"""What one request costs at rest: each kind 20 times a second, in processor time of each process.

    python -m bench.at_rest [--seconds N] [--state DIR] [--json]

The kinds go from the outside to the inside: `/healthz` is the server's protocol, `{ __typename }` signs in and executes
nothing, an enrollment that is sent again stops at its key, a new one is carried out. The minimal service is the floor.
What the processes take without requests is measured before, and left out.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from bench.compare.comparison import DATA, MINIMAL, MINIMAL_DATA, PLAIN, execute
from bench.compare.http_connection import open_connection
from bench.compare.rows import PARTS
from bench.compare.servers import YARDSTICK, Servers, running_servers
from bench.compare.steps import scheduled_seconds
from bench.compare.systems import System, migrate, minimal, registro
from bench.seed_operators import data_folder

PAUSE_SECONDS = 0.0503
"""Not a multiple of the clock's ticks."""
_WARM_UP = 600
_ENROLL = """mutation ($input: EnrollInput!) { enroll(input: $input) {
  __typename ... on TaskAccepted { task { id } } ... on Problem { code message } } }"""
Figures = dict[str, float]


def _request(path: str, body: object = None, token: str = "") -> bytes:
    sent = b"" if body is None else json.dumps(body).encode()
    head = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", "Host: bench", f"Content-Length: {len(sent)}"]
    head += ["Content-Type: application/json", *([f"Authorization: Bearer {token}"] if token else [])]
    return "\r\n".join([*head, "", ""]).encode() + sent


def _baskets() -> Iterator[tuple[str, list[str]]]:
    """A student each, with three groups."""
    for number in count(1):
        yield f"EST{number:05}", [f"G{(3 * number + other) % 200 + 1:03}" for other in range(3)]


async def _send(port: int, request: Callable[[], bytes], times: int, pause: float) -> None:
    connection = await open_connection("127.0.0.1", port)
    began = time.perf_counter()
    for number in range(times):
        await asyncio.sleep(max(0.0, began + number * pause - time.perf_counter()))
        status, answer = await connection.send(request())
        if status != 200 or b'"errors"' in answer:
            raise SystemExit(f"bench: answered with {status} {answer[:200]!r}")
    connection.close()
    await asyncio.sleep(0.2)  # the last one is carried out


class AtRest:
    """Measures the kinds of requests of one running system."""

    def __init__(self, system: System, port: int, seconds: float) -> None:
        self._system, self._port, self._seconds = system, port, seconds
        time.sleep(3)  # what it does at its start ends
        self._idle = dict.fromkeys(PARTS, 0.0)
        self._idle = {part: used / seconds for part, used in self._used(lambda: time.sleep(seconds)).items()}

    def idle(self) -> Figures:
        """Milliseconds a second without requests."""
        return {part: 1000 * used for part, used in self._idle.items()}

    def warm_up(self, request: Callable[[], bytes]) -> None:
        asyncio.run(_send(self._port, request, _WARM_UP, 0.0))

    def milliseconds(self, request: Callable[[], bytes]) -> Figures:
        """What one request takes beyond that."""
        times = int(self._seconds / PAUSE_SECONDS)
        asyncio.run(_send(self._port, request, times // 4, PAUSE_SECONDS))
        used = self._used(lambda: asyncio.run(_send(self._port, request, times, PAUSE_SECONDS)))
        return {part: 1000 * seconds / times for part, seconds in used.items()}

    def _used(self, work: Callable[[], object]) -> Figures:
        before, began = scheduled_seconds(self._system), time.perf_counter()
        work()
        after, wall = scheduled_seconds(self._system), time.perf_counter() - began
        return {part: after[part] - before[part] - self._idle[part] * wall for part in PARTS}


def run(servers: Servers, seconds: float) -> dict[str, Figures]:
    """Milliseconds of each process, by kind of request."""
    servers.create(PLAIN)
    migrate(servers, PLAIN)
    asyncio.run(execute(servers.url(PLAIN), DATA.read_text(encoding="utf-8"), "VACUUM ANALYZE"))
    with registro(servers, PLAIN, "registro") as system:
        baskets = _baskets()

        def enroll() -> bytes:
            student, groups = next(baskets)
            asked = {"studentCode": student, "termCode": "2024-2", "groupCodes": groups}
            return _request("/graphql", {"query": _ENROLL, "variables": {"input": asked}}, system.token)

        again = enroll()
        at_rest = AtRest(system, int(system.url.rpartition(":")[2]), seconds)
        at_rest.warm_up(enroll)
        found = {
            "nothing, a second": at_rest.idle(),
            "/healthz": at_rest.milliseconds(lambda: _request("/healthz")),
            "{ __typename }": at_rest.milliseconds(
                lambda: _request("/graphql", {"query": "{ __typename }"}, system.token)
            ),
            "enroll, sent again": at_rest.milliseconds(lambda: again),
            "enroll": at_rest.milliseconds(enroll),
        }
    servers.create(MINIMAL)
    asyncio.run(execute(servers.url(MINIMAL), MINIMAL_DATA.read_text(encoding="utf-8"), "VACUUM ANALYZE"))
    with minimal(servers, MINIMAL) as system:
        baskets = _baskets()

        def ask() -> bytes:
            student, groups = next(baskets)
            return _request("/", {"student": student, "groups": groups})

        at_rest = AtRest(system, int(system.environment["PORT"]), seconds)
        at_rest.warm_up(ask)
        return {**found, "the minimal service": at_rest.milliseconds(ask)}


def main() -> int:
    """Run the benchmark; returns the return code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=12, help="for each kind of request")
    parser.add_argument("--state", type=Path, help="folder that keeps the set-up driver")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with data_folder(options.state) as folder, running_servers(folder, YARDSTICK) as servers:
        found = run(servers, options.seconds)
    if options.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        return 0
    sys.stdout.write(f"{'ms of':22}{''.join(f'{part:>10}' for part in PARTS)}\n")
    for kind, figures in found.items():
        sys.stdout.write(f"{kind:22}{''.join(f'{figures[part]:10.2f}' for part in PARTS)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
