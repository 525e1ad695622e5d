"""What is run for each step of the comparison, and which figures that gives."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from bench.compare.figures import Sample
from bench.compare.http_connection import open_connection
from bench.compare.processor import ProcessorTime
from bench.compare.rows import PARTS
from bench.compare.servers import ROOT, Servers, fetch_value
from bench.compare.systems import System

IDLE_SECONDS = 8.0
PAGE_SECONDS = 3.0
PAGE = """query Page($term: String!) { term(code: $term) { code name isOpen groups(first: 50) {
  nodes { id code capacity seatsTaken seatsAvailable course { code title credits }
          meetings { weekday startsAt endsAt endsNextDay } }
  pageInfo { hasNextPage endCursor } } } }"""
_HOT = "UPDATE groups SET capacity = 40 WHERE code BETWEEN 'G001' AND 'G006'"
_WIDE = "UPDATE groups SET capacity = 1000000 WHERE code BETWEEN 'G001' AND 'G006'"


def drive(servers: Servers, system: System, phases: str, **options: int) -> list[Sample]:
    """Let the load driver play phases; a sample for each, with names such as `registro.burst.enrolments_s`."""
    out = servers.folder / "driver.json"
    command = [*servers.driver, "--adapter", system.adapter, "--phases", phases, "--repeats", "1", "--tries", "1"]
    command += ["--pids", ",".join(f"{name}={'+'.join(map(str, pids))}" for name, pids in system.trees.items())]
    command += [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", str(value))]
    with (servers.folder / f"{system.name}-driver.log").open("ab") as log:
        done = subprocess.run(  # noqa: S603 - our own command
            [*command, "--out", str(out)],
            env=dict(system.environment),
            cwd=servers.yardstick or ROOT,
            stdout=log,
            stderr=log,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"bench: the driver failed for {system.name}: {Path(log.name).read_text()[-2000:]}")
    [run] = json.loads(out.read_text(encoding="utf-8"))["runs"]
    return [_sample(f"{system.name}.{phase}", found) for phase, found in run.items()]


def _sample(name: str, found: Mapping[str, Any]) -> Sample:
    """What one phase gave. A broken promise is a problem, not a figure."""
    check = found["check"]
    broken = {promise: count for promise, count in check.items() if promise in _PROMISES and count}
    values = {f"{name}.{key}": value for key, value in _flat(found)}
    problem = f"{name}: {broken}" if broken or not check["ok"] else ""
    return Sample(values, found["foreign_pct"], problem)


_PROMISES = ("over_capacity", "seats_mismatch", "partial", "not_terminal", "lost", "phantom")


def _flat(found: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    for key, value in found.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, int | float):
            yield prefix + key, float(value)


def renamed(samples: list[Sample], names: Mapping[str, str]) -> list[Sample]:
    """The same samples with only these figures, or those below these names, under other names."""
    return [
        Sample(
            {
                new + name.removeprefix(old): value
                for name, value in sample.values.items()
                for old, new in names.items()
                if name == old or name.startswith(f"{old}.")
            },
            sample.foreign_percent,
            sample.problem,
        )
        for sample in samples
    ]


def processor_time_of_burst(servers: Servers, system: System, count: int) -> list[Sample]:
    """Processor seconds per 1,000 of a long burst, as `….burst.cpu`: a short one is read in too few ticks."""
    found = drive(servers, system, "burst", n=count)
    return renamed(found, {f"{system.name}.burst.cpu_s_per_1000": f"{system.name}.burst.cpu"})


def hot_groups(servers: Servers, system: System, database: str, count: int) -> list[Sample]:
    """The same number of baskets over 200 groups (`wide`), and over six with 40 seats each (`hot`)."""
    wide = drive(servers, system, "burst", n=count)
    asyncio.run(fetch_value(servers.url(database), _HOT))
    try:
        hot = drive(servers, system, "burst", n=count, pool=6)
    finally:
        asyncio.run(fetch_value(servers.url(database), _WIDE))
    name = f"{system.name}.burst"
    return [
        *renamed(wide, {f"{name}.enrolments_s": "registro.wide.enrolments_s"}),
        *renamed(
            hot,
            {
                f"{name}.enrolments_s": "registro.hot.enrolments_s",
                f"{name}.check.spurious_rejections": "registro.hot.spurious_rejections",
            },
        ),
    ]


def idle(system: System) -> Sample:
    """Percent of a core that each process takes while nothing is asked."""
    time.sleep(1)  # what was just done ends
    measured, before, began = ProcessorTime(system.trees), scheduled_seconds(system), time.perf_counter()
    time.sleep(IDLE_SECONDS)
    after, wall = scheduled_seconds(system), time.perf_counter() - began
    values = {f"{system.name}.idle.{part}": 100 * (after[part] - before[part]) / wall for part in PARTS}
    return Sample(values, measured.used().foreign_percent)


def scheduled_seconds(system: System) -> dict[str, float]:
    """Seconds on a processor until now, by tree: in nanoseconds, where psutil counts ticks of 10 ms."""
    trees = {part: [psutil.Process(pid) for pid in system.trees[part]] for part in PARTS}
    return {
        part: sum(_seconds(each.pid) for root in roots for each in (root, *root.children(recursive=True)))
        for part, roots in trees.items()
    }


def _seconds(pid: int) -> float:
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in threads) / 1e9


@contextmanager
def _foreign(found: list[float]) -> Iterator[None]:
    """Notes the processor time of others during the block: of what is no child of this process."""
    measured = ProcessorTime({})
    yield
    found.append(measured.used().foreign_percent)


def benchmark(script: str, *arguments: str) -> tuple[dict[str, Any], float]:
    """Run another benchmark of this folder; returns its JSON, and the foreign processor time in percent."""
    foreign: list[float] = []
    with _foreign(foreign):
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, str(ROOT / "bench" / script), *arguments, "--json"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.stderr.write(f"{done.stderr[-2000:]}\nbench: {script} ended with {done.returncode}\n")
        return {}, foreign[0]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer, foreign[0]


def pages(system: System) -> Sample:
    """Pages of the catalogue a second, each executed, for 64 clients."""
    body = json.dumps({"query": PAGE, "variables": {"term": "2024-2"}}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {system.token}\r\n"
    request = f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    measured = ProcessorTime(system.trees)
    per_second = asyncio.run(_answers(int(system.url.rpartition(":")[2]), request))
    return Sample({f"{system.name}.catalogue.page": per_second}, measured.used().foreign_percent)


async def _answers(port: int, request: bytes, clients: int = 64) -> float:
    """How often a second a request is answered."""
    answered, ending = 0, time.perf_counter() + PAGE_SECONDS

    async def client() -> None:
        nonlocal answered
        connection = await open_connection("127.0.0.1", port)
        while time.perf_counter() < ending:
            status, answer = await connection.send(request)
            if status != 200 or b'"errors"' in answer:
                raise SystemExit(f"bench: a page was answered with {status} {answer[:200]!r}")
            answered += 1
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return answered / PAGE_SECONDS


def live() -> Sample:
    """Subscriptions: of an installation that the benchmark starts."""
    found, foreign = benchmark("subscribers.py")
    if not found:
        return Sample({}, foreign)
    final, storm = found["submit-to-final"]["to_final"], found["storm"]
    values = {
        "ready_s": storm["per_second"],
        "storm_s": storm["until_all_seconds"],
        "kib": storm["kib_each"],
        "seen_p50_ms": final["p50_ms"],
        "seen_p99_ms": final["p99_ms"],
        "own_p99_ms": found["own-task"]["late"]["p99_ms"],
        "shared_p99_ms": found["one-subject"]["late"]["p99_ms"],
    }
    return Sample({f"registro.live.{name}": value for name, value in values.items()}, foreign)


def catalogue() -> Sample:
    """A page of the catalogue: of an installation that the benchmark starts."""
    found, foreign = benchmark("catalogue.py", "--seconds", "2")
    names = ("executed", "cached", "typename", "healthz", "bare") if found else ()
    return Sample({f"registro.catalogue.{name}": found[name]["per_second"] for name in names}, foreign)


def limits(servers: Servers) -> Sample:
    """What the machine itself can do, as the driver measures it: a bare transaction, a bare ASGI application."""
    assert servers.yardstick is not None
    foreign: list[float] = []
    command = [servers.driver[0], str(servers.yardstick / "limits" / "run.py"), "1", "2"]
    environment = {"PGBIN": "/usr/lib/postgresql/15/bin", **servers.environment}
    environment |= {"PGUSER": "postgres", "PGHOST": "127.0.0.1"}
    with _foreign(foreign):
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.stderr.write(f"{done.stderr[-2000:]}\nbench: the limits could not be measured\n")
        return Sample({})
    found = json.loads(done.stdout)
    return Sample({f"limits.{name}": value["median"] for name, value in found.items()})
