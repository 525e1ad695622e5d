"""What enrollments cost while `registro prune` runs among a million final sagas: processor time, not elapsed time.

    python bench/pruning.py [--sagas N] [--enrollments N] [--rounds N] [--state DIR]

It starts servers of its own. Rounds without and with pruning take turns, so that both meet the same machine.
"""

import argparse
import asyncio
import secrets
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import asyncpg
import jwt
import psutil
from seed_operators import data_folder, seed

from commands.graphql_client import GraphQLClient
from commands.processes import Processes
from embedded.servers import EmbeddedServers, boot

PORT = 18096
CLIENTS = 32
AGE = timedelta(days=450)
_TERM = """
UPDATE terms SET closes_at = now() - interval '410 days' WHERE code ~ '^T';
INSERT INTO terms (code, opens_at, closes_at) VALUES ('RUSH', now() - interval '1 day', now() + interval '1 day');
INSERT INTO groups (term_id, course_id, code, capacity, meetings)
SELECT t.id, c.id, 'R' || substr(c.code, 2), 100000, '[]' FROM terms t, courses c
WHERE t.code = 'RUSH' AND c.code ~ '^C';
UPDATE inspections SET audit_id = (SELECT max(id) FROM audit_log);
"""
"""The last line: the checks of invariants would otherwise begin by following all that has ended."""
_ENROLL = "mutation ($input: EnrollInput!) { enroll(input: $input) { __typename } }"
_NONE_LEFT = "SELECT NOT EXISTS (SELECT FROM sagas WHERE finished_at IS NULL)"
_OLD = "SELECT count(*) FROM sagas s JOIN terms t ON t.id = s.term_id WHERE t.code <> 'RUSH'"
_NEXT_STUDENT = "SELECT count(*) FROM enrollments e JOIN terms t ON t.id = e.term_id WHERE t.code = 'RUSH'"
_SESSIONS = "SELECT array_agg(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
_POSTMASTER = r"SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int"


async def rush(api: GraphQLClient, connection: asyncpg.Connection, students: Iterator[int], enrollments: int) -> None:
    """Enroll, `CLIENTS` at the same time, and return when all tasks are final."""
    numbers = islice(students, enrollments)

    async def enroll() -> None:
        for n in numbers:
            given = {"studentCode": f"S{n % 20_000}", "termCode": "RUSH", "groupCodes": [f"R{n // 20_000 * 7 + n % 7}"]}
            answer = await api.execute(_ENROLL, {"input": given})
            if answer["data"]["enroll"]["__typename"] != "TaskAccepted":
                raise RuntimeError(f"{given}: {answer}")

    await asyncio.gather(*(enroll() for _ in range(CLIENTS)))
    await until(connection, _NONE_LEFT)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the database."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def until(connection: asyncpg.Connection, statement: str) -> None:
    """Return when the answer is true."""
    while True:
        if await connection.fetchval(statement):
            return
        await asyncio.sleep(0.1)


class Seconds(NamedTuple):
    """Processor time: of the enrollments and of pruning, each with its sessions in PostgreSQL, and of what PostgreSQL
    does besides, such as checkpoints and vacuuming."""

    rush: float
    pruning: float
    server: float

    def since(self, earlier: "Seconds") -> "Seconds":
        """What was used in between."""
        return Seconds(*(now - then for now, then in zip(self, earlier, strict=True)))


def processor_seconds(postmaster: int, processes: Processes, pruning: frozenset[int]) -> Seconds:
    """Used until now. `pruning`: the processes that prune, and their sessions."""
    server = psutil.Process(postmaster)
    sessions = {each.pid for each in server.children() if _is_session(each)}
    others = {each.pid for each in server.children()} - sessions
    rush = (sessions | {child.pid for child in processes.children}) - pruning
    times = server.cpu_times()
    return Seconds(_used(rush), _used(pruning), _used(others) + times.children_user + times.children_system)


def _is_session(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return "registro" in " ".join(process.cmdline())  # a session's title has the name of its database
    return False


def _used(pids: Iterable[int]) -> float:
    used = 0.0
    for pid in pids:
        with suppress(psutil.NoSuchProcess):  # one that ends now is counted with those that have
            times = psutil.Process(pid).cpu_times()
            used += times.user + times.system
    return used


async def run(options: argparse.Namespace, servers: EmbeddedServers, folder: Path) -> None:
    """Seed the database if it is empty, measure, and print a line for each round."""
    url, secret = servers.database_url or "", secrets.token_urlsafe(48)
    environment = {
        "REGISTRO_JWT_SECRET": secret,
        "LOG_LEVEL": "WARNING",
        "REGISTRO_INVARIANTS__CHECK_SECONDS": "86400",  # the longer a round, the more checks would be counted in it
    }
    processes = Processes(environment, port=PORT, servers=servers)
    if await (await processes.start("migrate", "migrate")).wait():
        raise SystemExit("the tables could not be created")
    processes.children.clear()
    async with connected(url) as connection:
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM sagas)"):
            await seed(url, options.sagas, AGE)
            await connection.execute(_TERM)
        try:
            await processes.start_api()
            await processes.start_worker()
            await processes.wait_until_ready()
            claims = {"sub": "bench", "roles": ["admin"], "exp": int(time.time()) + 36_000}
            headers = {"Authorization": f"Bearer {jwt.encode(claims, secret)}"}
            async with GraphQLClient(processes.base_url, headers) as api:
                await compare(options, api, connection, processes, folder / "archive.jsonl.gz")
        finally:
            await processes.stop()


async def compare(
    options: argparse.Namespace,
    api: GraphQLClient,
    connection: asyncpg.Connection,
    processes: Processes,
    archive: Path,
) -> None:
    """Rounds without and with pruning by turns, after one that warms up."""
    students = count(await connection.fetchval(_NEXT_STUDENT))
    postmaster = await connection.fetchval(_POSTMASTER)
    await rush(api, connection, students, options.enrollments)
    rounds: dict[bool, list[Seconds]] = {False: [], True: []}
    for prunes in (False, True) * options.rounds:
        async with pruned(connection, processes, archive) if prunes else nullcontext(frozenset()) as pruning:
            old, start = await connection.fetchval(_OLD), time.monotonic()
            before = processor_seconds(postmaster, processes, pruning)
            await rush(api, connection, students, options.enrollments)
            used, elapsed = processor_seconds(postmaster, processes, pruning).since(before), time.monotonic() - start
            old -= await connection.fetchval(_OLD)
        rounds[prunes].append(used)
        sys.stdout.write(
            f"{'with' if prunes else 'without':7} pruning: rush {used.rush:.1f} s, pruning {used.pruning:.1f} s, "
            f"PostgreSQL besides {used.server:.1f} s; {options.enrollments / elapsed:.0f} enrollments and "
            f"{old / elapsed:.0f} pruned sagas a second\n"
        )
        sys.stdout.flush()
    rush_seconds, pruning_seconds = (sum(seconds) for seconds in list(zip(*rounds[True], strict=True))[:2])
    total = {prunes: sum(map(sum, found)) for prunes, found in rounds.items()}
    sys.stdout.write(
        f"pruning : rush, at the same time = {pruning_seconds / rush_seconds:.3f}\n"
        f"all with : all without = {total[True] / total[False]:.3f}\n"
    )


@asynccontextmanager
async def pruned(connection: asyncpg.Connection, processes: Processes, archive: Path) -> AsyncIterator[frozenset[int]]:
    """`registro prune` deletes while the block runs. Yields its process and its sessions in PostgreSQL."""
    await connection.execute("UPDATE retention SET archived_before = NULL")
    others = set(await connection.fetchval(_SESSIONS))
    child = await processes.start("prune", "prune", "--older-than", "400d", "--archive", str(archive))
    await until(connection, "SELECT archived_before IS NOT NULL FROM retention")
    sessions = set(await connection.fetchval(_SESSIONS)) - others
    yield frozenset({child.pid, *sessions})
    if not child.alive:
        raise SystemExit("pruning ended before the rush: seed more sagas, or enroll fewer students")
    await child.stop()
    processes.children.remove(child)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sagas", type=int, default=1_000_000, help="number of final sagas")
    parser.add_argument("--enrollments", type=int, default=3000, help="in each round")
    parser.add_argument("--rounds", type=int, default=3, help="how often with and without")
    parser.add_argument(
        "--state", type=Path, help="folder for the servers' data, which is kept; otherwise it is deleted"
    )
    options = parser.parse_args()
    with data_folder(options.state) as folder, boot(folder, fast=True) as servers:
        asyncio.run(run(options, servers, folder))


if __name__ == "__main__":
    main()
