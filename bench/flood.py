"""What becomes of memory and of answers while many clients submit as fast as they can, and try again at once.

    python bench/flood.py [--seconds N] [--clients N] [--settle N] [--backlog N] [--json]

It starts an installation of its own with one API and one worker, floods it, looks at the memory of every process each
second, and then waits until all that was accepted has ended. It ends with 1 if the memory was not flat (within 10 % of
what it was after --settle seconds), if an answer was neither a task nor a typed refusal, or if a task is lost.
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
from flood_clients import Flood
from resident import MEGABYTE, Course, Measure, cache, courses, largest, resident, typical, watched

from commands.processes import Child, Processes, free_port
from embedded.servers import EmbeddedServers, boot
from embedded.state_dir import temporary_state_dir

DATA = Path(__file__).with_name("yardstick.sql")
CONNECTION = "PostgreSQL, a connection"
JUDGED = ("API", "worker", CONNECTION)
"""What has to be flat. Redis keeps a key for each task for an hour, PostgreSQL's cache fills up to its size, and the
connection that checks what must always hold takes memory for that once a minute."""


async def flooded(options: argparse.Namespace, servers: EmbeddedServers) -> dict[str, Any]:
    """Everything that was found."""
    url, secret = servers.database_url or "", secrets.token_urlsafe(48)
    environment = {"REGISTRO_JWT_SECRET": secret, "REGISTRO_JWKS_URL": "", "LOG_LEVEL": "INFO"}
    if options.backlog:
        environment["REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS"] = str(options.backlog)
    warnings: Counter[str] = Counter()

    def say(name: str, line: str) -> None:
        if '"level":"info"' not in line:
            warnings[f"{name}: {_said(line)}"] += 1

    processes = Processes(environment, port=free_port(), servers=servers, say=say)
    try:
        await prepared(processes, url)
        api, worker = await processes.start_api(), await processes.start_worker()
        await processes.wait_until_ready()
        claims = {"sub": "flood", "roles": ["registrar"], "exp": int(time.time()) + 24 * 3600}
        flood = Flood(processes.base_url, jwt.encode(claims, secret))
        samples: list[tuple[float, dict[str, float]]] = []
        watching = asyncio.create_task(watched(_measures(api, worker, servers), 1.0, samples))
        await flood.run(options.clients, options.seconds)
        watching.cancel()
        left = await drained(url, options.patience)
        lost = await _lost(url, len(flood.tasks))
        alive = all(child.alive for child in processes.children)
    finally:
        await processes.stop()
    return {
        "seconds": options.seconds,
        "clients": options.clients,
        "memory": {name: _figures(course, name) for name, course in courses(samples, options.settle).items()},
        "answers": {
            kind: {"count": count, **_percentiles(flood.seconds[kind])} for kind, count in flood.answers.most_common()
        },
        "amiss": flood.amiss,
        "unfinished": left,
        "lost": lost,
        "alive": alive,
        "warnings": dict(warnings),
        "samples": [{"at": round(at, 1), **{k: round(v / MEGABYTE, 1) for k, v in one.items()}} for at, one in samples],
    }


def well(found: Mapping[str, Any]) -> bool:
    """Whether nothing was found that must not be."""
    flat = all(figures["flat"] for figures in found["memory"].values() if figures["judged"])
    return flat and found["alive"] and not (found["amiss"] or found["unfinished"] or found["lost"])


async def prepared(processes: Processes, url: str) -> None:
    """Make the tables, and fill them."""
    migrating = await processes.start("migrate", "migrate")
    if await migrating.wait():
        raise SystemExit("the tables could not be made")
    processes.children.clear()
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(DATA.read_text(encoding="utf-8"))
        # Not sagas: as long as PostgreSQL believes that there are none, it looks through all of them.
        await connection.execute("ANALYZE students, terms, courses, groups")
    finally:
        await connection.close()


async def drained(url: str, seconds: float) -> int:
    """How many tasks are unfinished in the end, once none is or so many seconds have passed."""
    connection = await asyncpg.connect(url)
    deadline = time.monotonic() + seconds
    try:
        while left := await connection.fetchval("SELECT count(*) FROM sagas WHERE finished_at IS NULL"):
            if time.monotonic() > deadline:
                break
            await asyncio.sleep(0.2)
        return int(left)
    finally:
        await connection.close()


async def _lost(url: str, accepted: int) -> int:
    """Tasks that clients were promised and the database does not have, or the other way round."""
    connection = await asyncpg.connect(url)
    try:
        return abs(accepted - int(await connection.fetchval("SELECT count(*) FROM sagas")))
    finally:
        await connection.close()


def _said(line: str) -> str:
    """What a line tells, without its time and ids."""
    if not line.startswith("{"):
        return line
    told = json.loads(line)
    return " ".join(str(told[part]) for part in ("message", "error", "exception") if part in told)


def _measures(api: Child, worker: Child, servers: EmbeddedServers) -> dict[str, Measure]:
    postgres = servers.started["postgres"].pid
    return {
        "API": resident(api.pid),
        "worker": resident(worker.pid),
        CONNECTION: typical(postgres),
        "PostgreSQL, the largest": largest(postgres),
        "PostgreSQL, cache": cache(postgres),
        "Redis": resident(servers.started["redis"].pid),
    }


def _figures(course: Course, name: str) -> dict[str, Any]:
    sizes = {part: round(getattr(course, part) / MEGABYTE, 1) for part in ("settled", "least", "most", "last")}
    return {**sizes, "flat": course.flat, "judged": name in JUDGED}


def _percentiles(seconds: Sequence[float]) -> dict[str, float]:
    ranked = sorted(seconds)
    parts = {"p50_ms": 0.50, "p95_ms": 0.95, "p99_ms": 0.99, "max_ms": 1.0}
    return {name: round(ranked[int(part * (len(ranked) - 1))] * 1000, 1) for name, part in parts.items()}


def show(found: Mapping[str, Any], settle: float) -> None:
    """Two tables and a verdict."""
    tell = sys.stdout.write
    tell(f"{'memory, MB':26} {f'{settle:g} s':>8} {'least':>8} {'most':>8} {'last':>8}\n")
    for name, it in found["memory"].items():
        verdict = ("flat" if it["flat"] else "NOT FLAT") if it["judged"] else "not judged"
        tell(f"{name:26} {it['settled']:8} {it['least']:8} {it['most']:8} {it['last']:8}  {verdict}\n")
    tell(f"\n{'answers':26} {'count':>8} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'max ms':>8}\n")
    for kind, it in found["answers"].items():
        figures = " ".join(f"{it[part]:8}" for part in ("count", "p50_ms", "p95_ms", "p99_ms", "max_ms"))
        tell(f"{kind:26} {figures}\n")
    tell(f"\nunfinished {found['unfinished']}, lost {found['lost']}, all processes alive: {found['alive']}\n")
    for what, answer in found["amiss"].items():
        tell(f"must not be: {what}: {answer}\n")
    for line, count in found["warnings"].items():
        tell(f"said {count} times: {line}\n")
    tell("all is well\n" if well(found) else "SOMETHING IS AMISS\n")


def main() -> int:
    """The script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="how long clients submit")
    parser.add_argument("--clients", type=int, default=64, help="how many, each with one connection")
    parser.add_argument("--settle", type=float, default=10, help="seconds after which memory is to stay where it is")
    parser.add_argument(
        "--backlog", type=int, help="REGISTRO_ADMISSION__MAX_UNFINISHED_TASKS; its default when not given"
    )
    parser.add_argument("--patience", type=float, default=180, help="seconds that what was accepted may take to end")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    options = parser.parse_args()
    with temporary_state_dir("flood") as state, boot(state) as servers:
        found = asyncio.run(flooded(options, servers))
    if options.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        show(found, options.settle)
    return 0 if well(found) else 1


if __name__ == "__main__":
    sys.exit(main())
