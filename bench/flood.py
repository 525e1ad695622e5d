"""Overload: many clients submit as fast as they can and retry immediately. Measures memory and answers.

    python bench/flood.py [--seconds N] [--clients N] [--settle N] [--backlog N] [--json]

It starts an installation with one API and one worker, runs the clients, samples the memory of every process each
second, and then waits until all accepted tasks are final. It ends with code 1 if memory was not flat (within 10 % of
its value after --settle seconds), if an answer was neither a task nor a typed refusal, or if a task is lost.
"""

import argparse
import asyncio
import json
import secrets
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import jwt
from flood_clients import FloodClients
from resident import (
    MEGABYTE,
    Measure,
    MemoryTrend,
    largest_private_memory,
    median_private_memory,
    memory_trends,
    resident_memory,
    shared_memory,
    take_samples,
)

from commands.processes import Child, Processes, free_port
from embedded.servers import EmbeddedServers, boot
from embedded.state_dir import temporary_state_dir

DATA = Path(__file__).with_name("yardstick.sql")
CONNECTION = "PostgreSQL, a connection"
MUST_BE_FLAT = ("API", "worker", CONNECTION)
"""The memory that has to be flat. Redis keeps a key for each task for an hour, PostgreSQL's cache fills up to its size,
and the connection that checks the invariants takes memory for that once a minute."""


async def run_flood(options: argparse.Namespace, servers: EmbeddedServers) -> dict[str, Any]:
    """Run the benchmark; returns its results."""
    url, secret = servers.database_url or "", secrets.token_urlsafe(48)
    environment = {"REGISTRO_JWT_SECRET": secret, "REGISTRO_JWKS_URL": "", "LOG_LEVEL": "INFO"}
    if options.backlog:
        environment["REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS"] = str(options.backlog)
    warnings: Counter[str] = Counter()

    def record(name: str, line: str) -> None:
        if '"level":"info"' not in line:
            warnings[f"{name}: {_message(line)}"] += 1

    processes = Processes(environment, port=free_port(), servers=servers, say=record)
    try:
        await prepare_database(processes, url)
        api, worker = await processes.start_api(), await processes.start_worker()
        await processes.wait_until_ready()
        claims = {"roles": ["registrar"], "exp": int(time.time()) + 24 * 3600}
        flood = FloodClients(processes.base_url, lambda number: jwt.encode({"sub": f"flood{number}", **claims}, secret))
        samples: list[tuple[float, dict[str, float]]] = []
        watching = asyncio.create_task(take_samples(_measures(api, worker, servers), 1.0, samples))
        await flood.run(options.clients, options.seconds)
        watching.cancel()
        unfinished = await wait_until_final(url, options.patience)
        lost = await _lost(url, len(flood.tasks))
        alive = all(child.alive for child in processes.children)
    finally:
        await processes.stop()
    return {
        "seconds": options.seconds,
        "clients": options.clients,
        "memory": {name: _figures(trend, name) for name, trend in memory_trends(samples, options.settle).items()},
        "answers": {kind: _latencies(flood, kind) for kind, _ in flood.answers.most_common()},
        "wrong_answers": flood.wrong_answers,
        "unfinished": unfinished,
        "lost": lost,
        "alive": alive,
        "warnings": dict(warnings),
        "samples": [_sample(at, sizes) for at, sizes in samples],
    }


def passed(results: Mapping[str, Any]) -> bool:
    """Whether memory was flat, all processes are alive, and no answer was wrong and no task lost."""
    flat = all(figures["flat"] for figures in results["memory"].values() if figures["must_be_flat"])
    return flat and results["alive"] and not (results["wrong_answers"] or results["unfinished"] or results["lost"])


async def prepare_database(processes: Processes, url: str) -> None:
    """Create and fill the tables."""
    migrating = await processes.start("migrate", "migrate")
    if await migrating.wait():
        raise SystemExit("the tables could not be created")
    processes.children.clear()
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(DATA.read_text(encoding="utf-8"))
        # Not sagas: with statistics of an empty table, PostgreSQL would scan all of them.
        await connection.execute("ANALYZE students, terms, courses, groups")
    finally:
        await connection.close()


async def wait_until_final(url: str, seconds: float) -> int:
    """Wait until all tasks are final, at most `seconds`. Returns how many are not."""
    connection = await asyncpg.connect(url)
    deadline = time.monotonic() + seconds
    try:
        while unfinished := await connection.fetchval("SELECT count(*) FROM sagas WHERE finished_at IS NULL"):
            if time.monotonic() > deadline:
                break
            await asyncio.sleep(0.2)
        return int(unfinished)
    finally:
        await connection.close()


async def _lost(url: str, accepted: int) -> int:
    """The difference between the tasks that clients know and those in the database."""
    connection = await asyncpg.connect(url)
    try:
        return abs(accepted - int(await connection.fetchval("SELECT count(*) FROM sagas")))
    finally:
        await connection.close()


def _message(line: str) -> str:
    """The message and error of a log line, without time and ids."""
    if not line.startswith("{"):
        return line
    fields = json.loads(line)
    return " ".join(str(fields[name]) for name in ("message", "error", "exception") if name in fields)


def _measures(api: Child, worker: Child, servers: EmbeddedServers) -> dict[str, Measure]:
    postgres = servers.started["postgres"].pid
    return {
        "API": resident_memory(api.pid),
        "worker": resident_memory(worker.pid),
        CONNECTION: median_private_memory(postgres),
        "PostgreSQL, the largest": largest_private_memory(postgres),
        "PostgreSQL, cache": shared_memory(postgres),
        "Redis": resident_memory(servers.started["redis"].pid),
    }


def _figures(trend: MemoryTrend, name: str) -> dict[str, Any]:
    parts = ("after_settling", "minimum", "maximum", "final")
    sizes = {part: round(getattr(trend, part) / MEGABYTE, 1) for part in parts}
    return {**sizes, "flat": trend.is_flat, "must_be_flat": name in MUST_BE_FLAT}


def _sample(at: float, sizes: Mapping[str, float]) -> dict[str, float]:
    return {"at": round(at, 1), **{name: round(size / MEGABYTE, 1) for name, size in sizes.items()}}


def _latencies(flood: FloodClients, kind: str) -> dict[str, float]:
    return {"count": flood.answers[kind], **percentiles(flood.seconds[kind])}


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Percentiles in milliseconds."""
    ranked = sorted(seconds)
    parts = {"p50_ms": 0.50, "p95_ms": 0.95, "p99_ms": 0.99, "max_ms": 1.0}
    return {name: round(ranked[int(part * (len(ranked) - 1))] * 1000, 1) for name, part in parts.items()}


def show(results: Mapping[str, Any], settle: float) -> None:
    """Print tables of memory and answers, problems, and whether the benchmark passed."""
    write = sys.stdout.write
    write(f"{'memory, MB':26} {f'{settle:g} s':>8} {'min':>8} {'max':>8} {'final':>8}\n")
    for name, it in results["memory"].items():
        verdict = ("flat" if it["flat"] else "NOT FLAT") if it["must_be_flat"] else "not checked"
        write(f"{name:26} {it['after_settling']:8} {it['minimum']:8} {it['maximum']:8} {it['final']:8}  {verdict}\n")
    write(f"\n{'answers':26} {'count':>8} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'max ms':>8}\n")
    for kind, it in results["answers"].items():
        figures = " ".join(f"{it[part]:8}" for part in ("count", "p50_ms", "p95_ms", "p99_ms", "max_ms"))
        write(f"{kind:26} {figures}\n")
    write(f"\nunfinished {results['unfinished']}, lost {results['lost']}, all processes alive: {results['alive']}\n")
    for kind, answer in results["wrong_answers"].items():
        write(f"wrong answer: {kind}: {answer}\n")
    for line, count in results["warnings"].items():
        write(f"logged {count} times: {line}\n")
    write("passed\n" if passed(results) else "FAILED\n")


def main() -> int:
    """Run the benchmark; returns the return code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="how long clients submit")
    parser.add_argument("--clients", type=int, default=64, help="number of clients, each with one connection")
    parser.add_argument("--settle", type=float, default=10, help="seconds after which memory has to be flat")
    parser.add_argument(
        "--backlog", type=int, help="REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS; its default when not given"
    )
    parser.add_argument("--patience", type=float, default=180, help="seconds to wait until all tasks are final")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    options = parser.parse_args()
    with temporary_state_dir("flood") as state, boot(state) as servers:
        results = asyncio.run(run_flood(options, servers))
    if options.json:
        sys.stdout.write(json.dumps(results, indent=2) + "\n")
    else:
        show(results, options.settle)
    return 0 if passed(results) else 1


if __name__ == "__main__":
    sys.exit(main())
