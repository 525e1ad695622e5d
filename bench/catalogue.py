"""A page of the catalogue (50 groups with seats, meetings and course) for 64 clients who ask for it again and again.

    python bench/catalogue.py [--seconds N] [--rounds N] [--clients N] [--json]

It starts two APIs over the same database, one of which executes every query, and a bare ASGI application that checks
the token and answers the same bytes. Each is asked in turn. The figures are requests a second, latencies, and the
processor time that the server took for a request; medians of the rounds.
"""

import argparse
import asyncio
import json
import os
import secrets
import statistics
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import jwt
import psutil
from compare.http_connection import HttpConnection, open_connection
from flood import percentiles, prepare_database

from commands.processes import Processes, free_port
from embedded.servers import EmbeddedServers, boot
from embedded.state_dir import temporary_state_dir

PAGE = """query Page($term: String!) { term(code: $term) { code name isOpen groups(first: 50) {
  nodes { id code capacity seatsTaken seatsAvailable course { code title credits }
          meetings { weekday startsAt endsAt endsNextDay } }
  pageInfo { hasNextPage endCursor } } } }"""
_MEETINGS = """UPDATE groups SET meetings = '[{"weekday": 1, "starts_at": "08:00", "ends_at": "10:00"},
  {"weekday": 3, "starts_at": "08:00", "ends_at": "10:00"}]'"""
_RATES = {f"REGISTRO_RATE__STUDENT__{kind}_PER_SECOND": "1000000" for kind in ("QUERIES", "MUTATIONS")}
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked, of whom. `request`: a whole one, as bytes."""

    name: str
    port: int
    pid: int
    request: bytes


async def run(options: argparse.Namespace, servers: EmbeddedServers, folder: Path) -> dict[str, Any]:
    """Run the benchmark; returns its results."""
    url, secret = servers.database_url or "", secrets.token_urlsafe(48)
    environment = {"REGISTRO_JWT_SECRET": secret, "REGISTRO_JWKS_URL": "", "LOG_LEVEL": "WARNING", **_RATES}
    executing = {**environment, "REGISTRO_CATALOGUE_CACHE__MAX_BYTES": "0"}
    ports = free_port(), free_port()
    apis = [
        Processes(each, port=port, servers=servers, say=lambda *_: None)
        for each, port in zip((environment, executing), ports, strict=True)
    ]
    claims = {"sub": "student-EST00001", "roles": ["student"], "student": "EST00001"}
    token = jwt.encode({**claims, "exp": int(time.time()) + 3600}, secret)
    try:
        await prepare_database(apis[0], url)
        await _add_meetings(url)
        cached, executed = [(await api.start_api()).pid for api in apis]
        for api in apis:
            await api.wait_until_ready()
        page = {"query": PAGE, "variables": {"term": "2024-2"}}
        answer = await _answer(ports[0], _request(token, page))
        (folder / "answer.json").write_bytes(answer)
        bare_port = free_port()
        bare = await _start_bare(folder / "answer.json", secret, bare_port)
        cases = [
            Case("executed", ports[1], executed, _request(token, page)),
            Case("cached", ports[0], cached, _request(token, page)),
            Case("typename", ports[0], cached, _request(token, {"query": "{ __typename }"})),
            Case("healthz", ports[0], cached, b"GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n"),
            Case("bare", bare_port, bare.pid, _request(token, page)),
        ]
        try:
            rounds = [[await _measure(case, options) for case in cases] for _ in range(options.rounds)]
        finally:
            bare.terminate()
            await bare.wait()
    finally:
        for api in apis:
            await api.stop()
    figures = {case.name: _median([each[n] for each in rounds]) for n, case in enumerate(cases)}
    return {"answer_bytes": len(answer), **figures, "ratios": _ratios(figures)}


def _request(token: str, body: Mapping[str, Any]) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


async def _answer(port: int, request: bytes) -> bytes:
    connection = await open_connection("127.0.0.1", port)
    status, body = await connection.send(request)
    connection.close()
    if status != 200 or b'"errors"' in body:
        raise SystemExit(f"not answered: {status} {body[:500]!r}")
    return body


async def _add_meetings(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_MEETINGS)
    finally:
        await connection.close()


async def _start_bare(answer: Path, key: str, port: int) -> asyncio.subprocess.Process:
    """The bare application, once it answers."""
    options = ["--app-dir", str(_FOLDER), "--loop", "uvloop", "--http", "httptools", "--no-access-log"]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "uvicorn", "bare_application:app", "--port", str(port), "--log-level", "warning"),
        *options,
        env={**os.environ, "ANSWER": str(answer), "KEY": key},
    )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(OSError):
            (await open_connection("127.0.0.1", port)).close()
            return process
        await asyncio.sleep(0.05)
    process.kill()
    raise SystemExit("the bare application did not start")


async def _measure(case: Case, options: argparse.Namespace) -> dict[str, float]:
    """One case: its figures after a tenth of the time, in which it warms up."""
    await _answer(case.port, case.request)
    connections = [await open_connection("127.0.0.1", case.port) for _ in range(options.clients)]
    process = psutil.Process(case.pid)
    try:
        await _ask(case, connections, options.seconds / 10)
        before = process.cpu_times()
        began = time.perf_counter()
        taken = await _ask(case, connections, options.seconds)
        wall, after = time.perf_counter() - began, process.cpu_times()
    finally:
        for connection in connections:
            connection.close()
    used = after.user + after.system - before.user - before.system
    return {"per_second": len(taken) / wall, "cpu_ms": used / len(taken) * 1000, **percentiles(taken)}


async def _ask(case: Case, connections: list[HttpConnection], seconds: float) -> list[float]:
    taken: list[float] = []
    deadline = time.perf_counter() + seconds

    async def client(connection: HttpConnection) -> None:
        while (began := time.perf_counter()) < deadline:
            status, _ = await connection.send(case.request)
            if status != 200:
                raise SystemExit(f"{case.name}: answered with {status}")
            taken.append(time.perf_counter() - began)

    await asyncio.gather(*map(client, connections))
    return taken


def _median(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(each[name] for each in rounds), 3) for name in rounds[0]}


def _ratios(figures: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    def ratio(one: str, other: str) -> float:
        return round(figures[one]["per_second"] / figures[other]["per_second"], 2)

    return {"executed / typename": ratio("executed", "typename"), "cached / bare": ratio("cached", "bare")}


def show(results: Mapping[str, Any]) -> None:
    """Print a table."""
    sys.stdout.write(f"{'':10} {'/s':>8} {'CPU ms':>8} {'p50 ms':>8} {'p95 ms':>8}\n")
    for name in ("executed", "cached", "typename", "healthz", "bare"):
        it = results[name]
        sys.stdout.write(
            f"{name:10} {it['per_second']:8.0f} {it['cpu_ms']:8.3f} {it['p50_ms']:8.1f} {it['p95_ms']:8.1f}\n"
        )
    for name, value in results["ratios"].items():
        sys.stdout.write(f"{name}: {value}\n")
    sys.stdout.write(f"an answer has {results['answer_bytes']:,} bytes\n")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    options = parser.parse_args()
    with temporary_state_dir("catalogue") as state, boot(state) as servers:
        results = asyncio.run(run(options, servers, Path(state)))
    if options.json:
        sys.stdout.write(json.dumps(results, indent=2) + "\n")
    else:
        show(results)


if __name__ == "__main__":
    main()
