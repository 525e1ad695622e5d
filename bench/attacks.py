"""An API under many attacks together, and how long a student's enrollment takes under them.

    python bench/attacks.py [--seconds N] [--profile open|closed] [--json]

It starts an installation with one API and one worker. Students enroll, first undisturbed and then while all attacks of
`attackers.py` go on. It ends with code 1 if under attack 95 of 100 enrollments were not answered within 500 ms, if one
was refused or did not become final, or if the API logged an error.
"""

import argparse
import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import orjson
import psutil
from attackers import ATTACKS, TERM
from flood import percentiles, prepare_database
from resident import MEGABYTE, resident_memory, take_samples

from commands.graphql_client import GraphQLClient
from commands.processes import Processes, free_port
from embedded.parent_death import die_with_parent
from embedded.servers import EmbeddedServers, boot
from embedded.state_dir import temporary_state_dir

GOAL_MS = 500.0
"""Within which 95 of 100 enrollments are answered."""
ENROLLMENTS_PER_SECOND, PROBES_PER_SECOND = 5, 10
_PATIENCE_SECONDS = 60.0
_ENROLL = """
mutation ($input: EnrollInput!) {
  enroll(input: $input) { __typename ... on TaskAccepted { task { id } } ... on Problem { code } }
}"""
_WATCH = "subscription ($id: ID!) { task(id: $id) { final } }"
_TERM_ID = f'{{ term(code: "{TERM}") {{ id }} }}'


@dataclass(slots=True)
class Phase:
    """What was measured in one phase, in seconds.

    Attributes:
        accepted: from a student's first byte to the answer, connecting included.
        final: from the same to the message that the task is final.
        health: of `/healthz`.
        failed: how many enrollments were not accepted or not final, by what happened.
    """

    accepted: list[float] = field(default_factory=list)
    final: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)


def code_of(number: int) -> str:
    """A student of `yardstick.sql`."""
    return f"EST{number:05}"


class Students:
    """Students who enroll one after the other, each once, with a client and a connection of their own."""

    def __init__(self, base_url: str, secret: str) -> None:
        self.base_url = base_url
        self._secret = secret
        self._number = 0

    def token(self, number: int) -> str:
        """A student's token."""
        code = code_of(number)
        claims = {"sub": code, "student": code, "roles": ["student"], "exp": int(time.time()) + 3600}
        return jwt.encode(claims, self._secret)

    async def measure(self, seconds: float) -> Phase:
        """Enroll, and ask for the API's health, for this time."""
        phase = Phase()
        probing = asyncio.create_task(self._probe(phase))
        until = time.monotonic() + seconds
        async with asyncio.TaskGroup() as group:
            while time.monotonic() < until:
                self._number += 1
                group.create_task(self._enroll(self._number, phase))
                await asyncio.sleep(1 / ENROLLMENTS_PER_SECOND)
        probing.cancel()
        return phase

    async def _enroll(self, number: int, phase: Phase) -> None:
        groups = [f"G{(number * 3 + n) % 27 + 1:03}" for n in range(3)]
        given = {"studentCode": code_of(number), "termCode": TERM, "groupCodes": groups}
        headers = {"Authorization": f"Bearer {self.token(number)}"}
        began = time.perf_counter()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), GraphQLClient(self.base_url, headers) as client:
                result = (await client.execute(_ENROLL, {"input": given}))["data"]["enroll"]
                if result["__typename"] != "TaskAccepted":
                    phase.failed[result["code"]] += 1
                    return
                phase.accepted.append(time.perf_counter() - began)
                async with aclosing(client.subscribe(_WATCH, {"id": result["task"]["id"]})) as events:
                    async for event in events:
                        if event["data"]["task"]["final"]:
                            phase.final.append(time.perf_counter() - began)
                            return
                phase.failed["not final"] += 1
        except Exception as error:  # noqa: BLE001 - whatever happens is counted
            phase.failed[type(error).__name__] += 1

    async def _probe(self, phase: Phase) -> None:
        """Ask as a probe does: on a new connection each time."""
        host, port = self.base_url.removeprefix("http://").split(":")
        while True:
            began = time.perf_counter()
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(host, int(port))
                writer.write(b"GET /healthz HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n")
                await reader.read()
                writer.close()
            phase.health.append(time.perf_counter() - began)
            await asyncio.sleep(1 / PROBES_PER_SECOND)


async def run_attacks(options: argparse.Namespace, servers: EmbeddedServers) -> dict[str, Any]:
    """Run the benchmark; returns its results."""
    secret = secrets.token_urlsafe(48)
    environment = {"REGISTRO_JWT_SECRET": secret, "REGISTRO_JWKS_URL": "", "REGISTRO_PROFILE": options.profile}
    logged: Counter[str] = Counter()

    def record(name: str, line: str) -> None:
        if '"level":"info"' not in line:
            logged[f"{name}: {_message(line)}"] += 1

    processes = Processes(environment, port=free_port(), servers=servers, say=record)
    try:
        await prepare_database(processes, servers.database_url or "")
        api, _ = await processes.start_api(), await processes.start_worker()
        await processes.wait_until_ready()
        students = Students(processes.base_url, secret)
        samples: list[tuple[float, dict[str, float]]] = []
        watching = asyncio.create_task(take_samples({"API": resident_memory(api.pid)}, 0.5, samples))
        quiet = await students.measure(options.seconds / 3)
        before, used = len(samples), _processor_seconds(api.pid)
        began = time.monotonic()
        attacked, attackers = await _under_attack(students, options)
        api_cores = (_processor_seconds(api.pid) - used) / (time.monotonic() - began)
        watching.cancel()
        alive = all(child.alive for child in processes.children)
    finally:
        await processes.stop()
    sizes = [sample["API"] / MEGABYTE for _, sample in samples]
    return {
        "profile": options.profile,
        "load_average": round(os.getloadavg()[0], 1),
        "phases": {"undisturbed": _figures(quiet), "under attack": _figures(attacked)},
        "api_mb": {"undisturbed": round(max(sizes[:before]), 1), "under attack": round(max(sizes[before:]), 1)},
        "api_cores": round(api_cores, 2),
        "attackers": attackers,
        "alive": alive,
        "logged": dict(logged),
    }


def _processor_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


async def _under_attack(students: Students, options: argparse.Namespace) -> tuple[Phase, dict[str, Any]]:
    """Measure while the attackers are at work. Returns also what came of each attack, and how much time they took."""
    async with GraphQLClient(students.base_url, {"Authorization": f"Bearer {students.token(1)}"}) as client:
        term_id = (await client.execute(_TERM_ID))["data"]["term"]["id"]
    host, port = students.base_url.removeprefix("http://").split(":")
    api = {"host": host, "port": int(port), "term_id": term_id}
    names = [name for name in ATTACKS if options.only in name]
    attackers = [await _attacker(name) for name in names]
    for number, attacker in enumerate(attackers, 1):
        student = 20_000 - number
        own = {"student_code": code_of(student), "student_token": students.token(student)}
        target = {**api, **own, "own_address": f"127.0.1.{number}"}
        delay = number / len(attackers)
        await _tell(attacker, {"target": target, "seconds": options.seconds - delay, "delay": delay})
    for attacker in attackers:
        await _told(attacker)
    for attacker in attackers:
        await _tell(attacker, "begin")
    began = time.monotonic()
    phase = await students.measure(options.seconds)
    outcomes = [orjson.loads(await _told(attacker)) for attacker in attackers]
    took = time.monotonic() - began
    for attacker in attackers:
        await attacker.wait()
    return phase, {
        "cores": round(sum(outcome["processor_seconds"] for outcome in outcomes) / took, 2),
        "outcomes": {name: outcome["tally"] for name, outcome in zip(names, outcomes, strict=True)},
    }


async def _attacker(name: str) -> asyncio.subprocess.Process:
    """A process for one attack; all have the same one core."""
    core = str(max(os.sched_getaffinity(0)))
    command = die_with_parent(
        [sys.executable, str(Path(__file__).with_name("attackers.py")), name, core], signal.SIGKILL
    )
    return await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


async def _tell(attacker: asyncio.subprocess.Process, what: object) -> None:
    assert attacker.stdin is not None
    attacker.stdin.write(orjson.dumps(what) + b"\n")
    await attacker.stdin.drain()


async def _told(attacker: asyncio.subprocess.Process) -> bytes:
    assert attacker.stdout is not None
    return await attacker.stdout.readline()


def passed(results: dict[str, Any]) -> bool:
    """Whether students were served as promised, and the API has nothing to complain about."""
    phase = results["phases"]["under attack"]
    in_time = bool(phase["accepted"]) and phase["accepted"]["p95_ms"] <= GOAL_MS
    return in_time and not phase["failed"] and results["alive"] and not _errors(results["logged"])


def _errors(logged: dict[str, int]) -> list[str]:
    return [line for line in logged if "Traceback" in line or ": error " in line]


def _message(line: str) -> str:
    """The level, message and error of a log line, without time and ids."""
    if not line.startswith("{"):
        return line
    fields = json.loads(line)
    return " ".join(
        str(fields[name]) for name in ("level", "message", "service", "error", "exception") if name in fields
    )


def _figures(phase: Phase) -> dict[str, Any]:
    def of(seconds: Sequence[float]) -> dict[str, float]:
        return {"count": len(seconds), **percentiles(seconds)} if seconds else {}

    return {
        "accepted": of(phase.accepted),
        "final": of(phase.final),
        "health": of(phase.health),
        "failed": dict(phase.failed),
    }


def show(results: dict[str, Any]) -> None:
    """Print what students had to wait, what came of the attacks, and whether the benchmark passed."""
    write = sys.stdout.write
    columns = ("count", "p50_ms", "p95_ms", "max_ms")
    write(f"| profile {results['profile']} | count | p50 ms | p95 ms | max ms |\n| --- | --- | --- | --- | --- |\n")
    for phase, kinds in results["phases"].items():
        for kind, name in (("accepted", "enrollment accepted"), ("final", "enrollment final"), ("health", "/healthz")):
            figures = " | ".join(f"{kinds[kind].get(column, '')}" for column in columns)
            write(f"| {phase}: {name} | {figures} |\n")
        for what, count in kinds["failed"].items():
            write(f"| {phase}: {what} | {count} | | | |\n")
    write("\n| attack | what came of it |\n| --- | --- |\n")
    for name, tally in results["attackers"]["outcomes"].items():
        write(f"| {name} | {', '.join(f'{count} {what}' for what, count in sorted(tally.items()))} |\n")
    memory = ", ".join(f"{size} MB {phase}" for phase, size in results["api_mb"].items())
    write(f"\nThe API took {memory}, and {results['api_cores']} cores under attack, ")
    write(f"where the attackers took {results['attackers']['cores']}. ")
    write(f"The load of the machine was {results['load_average']} at the end.\n")
    for line, count in results["logged"].items():
        write(f"logged {count} times: {line}\n")
    write("passed\n" if passed(results) else "FAILED\n")


def main() -> int:
    """Run the benchmark; returns the return code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30, help="how long the attacks go on")
    parser.add_argument("--profile", choices=["open", "closed"], default="closed", help="REGISTRO_PROFILE")
    parser.add_argument("--only", default="", help="only attacks whose name has this in it")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    options = parser.parse_args()
    with temporary_state_dir("attacks") as state, boot(state) as servers:
        results = asyncio.run(run_attacks(options, servers))
    if options.json:
        sys.stdout.write(json.dumps(results, indent=2) + "\n")
    else:
        show(results)
    return 0 if passed(results) else 1


if __name__ == "__main__":
    sys.exit(main())
