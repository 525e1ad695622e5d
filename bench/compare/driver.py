"""A small load driver, for where the comparing one is not: same arguments, same adapters, same names of figures.

    YARD_DSN=postgresql://… python bench/compare/driver.py --adapter FILE --pids api=1,workers=2+3 --out FILE

Phases: `burst` (`--n` enrollments by 64 clients until all are final), `gentle` (20 a second) and `c64` (64 clients for
`--seconds`). Each begins with the adapter's reset and ends with checks.
"""

import argparse
import asyncio
import importlib.util
import json
import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from bench.compare.checks import broken_promises, spurious_rejections
from bench.compare.http_connection import HttpConnection, open_connection
from bench.compare.processor import ProcessorTime

STUDENTS = 20_000
RATE = 20
"""Enrollments a second at rest."""

Basket = tuple[str, list[str]]


class Driver:
    """Sends baskets to the system that the adapter describes, and waits in the database until they are final."""

    def __init__(self, adapter: Any, connection: asyncpg.Connection, options: argparse.Namespace) -> None:
        self._adapter, self._database, self._options = adapter, connection, options
        self._trees = {
            name: [int(pid) for pid in pids.split("+")]
            for name, _, pids in (part.partition("=") for part in options.pids.split(","))
        }
        self._drawn = 0

    async def burst(self, count: int) -> dict[str, Any]:
        """`count` baskets, as fast as 64 clients send them."""
        baskets = iter(await self._begin(count))
        measured, began = ProcessorTime(self._trees), time.perf_counter()
        sent, seconds = await self._closed_loop(baskets)
        accepting = time.perf_counter() - began
        await self._until_final(len(sent))
        elapsed, used = time.perf_counter() - began, measured.used()
        return {
            "accept_s": len(sent) / accepting,
            "accept": latencies(seconds),
            "enrolments_s": len(sent) / elapsed,
            "cpu_s_per_1000": used.per_1000(len(sent)),
            "foreign_pct": used.foreign_percent,
            "check": await self._check(sent),
        }

    async def closed(self, clients: int) -> dict[str, Any]:
        """As many as these clients have accepted in `--seconds`."""
        baskets = iter(await self._begin(2 * STUDENTS))
        ending = asyncio.get_running_loop().time() + self._options.seconds
        measured, began = ProcessorTime(self._trees), time.perf_counter()
        sent, seconds = await self._closed_loop(_until(baskets, ending), clients)
        elapsed, used = time.perf_counter() - began, measured.used()
        await self._until_final(len(sent))
        return {
            "accepted_s": len(sent) / elapsed,
            **latencies(seconds),
            "foreign_pct": used.foreign_percent,
            "check": await self._check(sent),
        }

    async def gentle(self) -> dict[str, Any]:
        """20 a second; looks every 5 ms for what has become final."""
        count = RATE * self._options.gentle_seconds
        baskets = await self._begin(count)
        free: asyncio.Queue[HttpConnection] = asyncio.Queue()
        for _ in range(16):
            free.put_nowait(await self._connect())
        waiting: dict[str, float] = {}
        sent: dict[str, list[str]] = {}
        accepted: list[float] = []

        async def submit(basket: Basket) -> None:
            connection, began = await free.get(), time.perf_counter()
            task = await self._submit(connection, basket)
            accepted.append(time.perf_counter() - began)
            waiting[task], sent[task] = began, basket[1]
            free.put_nowait(connection)

        async def follow() -> list[float]:
            final: list[float] = []
            while len(final) < count:
                rows = await self._database.fetch(self._adapter.TERMINAL_IDS, list(waiting)) if waiting else []
                now = time.perf_counter()
                final += [now - waiting.pop(row[0]) for row in rows]
                await asyncio.sleep(0.005)
            return final

        measured = ProcessorTime(self._trees)
        async with asyncio.TaskGroup() as tasks:
            following = tasks.create_task(follow())
            began = time.perf_counter()
            for number, basket in enumerate(baskets):
                await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
                tasks.create_task(submit(basket))
        used = measured.used()
        while not free.empty():
            free.get_nowait().close()
        return {
            "accept": latencies(accepted),
            "time_to_terminal": latencies(following.result()),
            "cpu_s_per_1000": used.per_1000(count),
            "foreign_pct": used.foreign_percent,
            "check": await self._check(sent),
        }

    async def _begin(self, count: int) -> list[Basket]:
        """Reset the system; returns baskets of three groups, such that no student meets a group twice."""
        await self._database.execute(self._adapter.RESET)
        self._adapter.reset_extra()
        self._drawn += 1
        drawn = random.Random(self._drawn)  # noqa: S311 - a sample that can be drawn again
        students = drawn.sample(range(1, STUDENTS + 1), STUDENTS)
        rounds = -(-count // STUDENTS)
        groups = [drawn.sample(range(1, self._options.pool + 1), 3 * rounds) for _ in range(min(count, STUDENTS))]
        return [
            (
                self._adapter.student(students[n % STUDENTS]),
                [self._adapter.group(g) for g in groups[n % STUDENTS][3 * (n // STUDENTS) :][:3]],
            )
            for n in range(count)
        ]

    async def _closed_loop(
        self, baskets: Iterator[Basket], clients: int = 64
    ) -> tuple[dict[str, list[str]], list[float]]:
        """Each client sends its next basket when its last was accepted. Returns groups by task, and latencies."""
        sent: dict[str, list[str]] = {}
        seconds: list[float] = []

        async def client(connection: HttpConnection) -> None:
            for basket in baskets:
                began = time.perf_counter()
                sent[await self._submit(connection, basket)] = basket[1]
                seconds.append(time.perf_counter() - began)
            connection.close()

        connections = [await self._connect() for _ in range(clients)]
        await asyncio.gather(*map(client, connections))
        return sent, seconds

    async def _connect(self) -> HttpConnection:
        return await open_connection(self._adapter.host, self._adapter.port)

    async def _submit(self, connection: HttpConnection, basket: Basket) -> str:
        path, body = self._adapter.submit_request(basket[0], self._adapter.term, basket[1])
        headers = {"Host": self._adapter.host, "Content-Type": "application/json", **self._adapter.headers}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        request = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body
        return str(self._adapter.parse_submit(*await connection.send(request)))

    async def _until_final(self, count: int) -> None:
        async with asyncio.timeout(120):
            while sum(await self._database.fetchrow(self._adapter.TERMINAL_COUNT)) < count:  # noqa: ASYNC110 - the database does not tell
                await asyncio.sleep(0.02)

    async def _check(self, sent: dict[str, list[str]]) -> dict[str, Any]:
        outcomes = [tuple(row) for row in await self._database.fetch(self._adapter.OUTCOMES)]
        groups = [tuple(row) for row in await self._database.fetch(self._adapter.GROUPS)]
        broken = broken_promises(outcomes, groups, sent)
        spurious = spurious_rejections(outcomes, groups, sent)
        return {"ok": not any(broken.values()), **broken, "spurious_rejections": spurious}


def _until(baskets: Iterable[Basket], ending: float) -> Iterator[Basket]:
    for basket in baskets:
        if asyncio.get_running_loop().time() > ending:
            return
        yield basket


def latencies(seconds: Sequence[float]) -> dict[str, float]:
    """Percentiles in milliseconds."""
    ranked = sorted(seconds)
    return {f"p{part}_ms": 1000 * ranked[min(len(ranked) - 1, len(ranked) * part // 100)] for part in (50, 95, 99)}


def _adapter(path: Path) -> Any:
    """A new object of the adapter's class."""
    spec = importlib.util.spec_from_file_location("adapter", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Adapter()


async def run(options: argparse.Namespace) -> dict[str, Any]:
    """Play the phases once, after a short burst that warms up; returns their figures."""
    adapter = _adapter(options.adapter)
    connection = await asyncpg.connect(os.environ["YARD_DSN"])
    try:
        driver = Driver(adapter, connection, options)
        await driver.burst(200)
        found: dict[str, Any] = {}
        for phase in options.phases.split(","):
            if phase == "burst":
                found[phase] = await driver.burst(options.n)
            else:
                found[phase] = await (driver.gentle() if phase == "gentle" else driver.closed(int(phase[1:])))
        await connection.execute(adapter.RESET)
        adapter.reset_extra()
    finally:
        await connection.close()
    return {"runs": [found]}


def main() -> None:
    """Run the driver."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--adapter", type=Path, required=True)
    parser.add_argument("--phases", default="burst,gentle")
    parser.add_argument("--pids", required=True, help="roots of process trees: api=1,workers=2+3,postgres=4,redis=5")
    parser.add_argument("--n", type=int, default=2000, help="baskets of the burst")
    parser.add_argument("--pool", type=int, default=200, help="pick among the first groups")
    parser.add_argument("--seconds", type=int, default=5, help="of a phase such as c64")
    parser.add_argument("--gentle-seconds", type=int, default=15)
    parser.add_argument("--repeats", type=int, choices=[1], default=1)
    parser.add_argument("--tries", type=int, choices=[1], default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.write_text(json.dumps(uvloop.run(run(options)), indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
