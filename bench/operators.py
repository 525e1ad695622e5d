"""How long operators' queries take with a million final sagas: over HTTP, one request at a time.

    python bench/operators.py [--sagas N] [--state DIR] [--rounds N] [--explain] [--json]

It starts servers of its own. With DIR, a second run uses the data that the first has seeded.
"""

import argparse
import asyncio
import json
import secrets
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import jwt
from seed_operators import data_folder, seed
from tortoise.connection import connections

from app.container import Container
from app.settings import Settings
from commands.graphql_client import GraphQLClient
from commands.processes import Processes
from embedded.servers import EmbeddedServers, boot
from resolvers.caller import Caller, Role
from resolvers.context import Context
from resolvers.node import NodeKind
from schema.build import SCHEMA
from schema.ids import encode

PORT = 18097
SAGA = "id name status version attempts startedAt finishedAt steps { name status attempts durationSeconds } task { id }"
ENTRY = "id at actor action studentCode groupCode outcome reason correlationId problem { code } task { id status }"
KEY = "id key derived scope createdAt expiresAt releasedAt task { id status }"
DOCUMENTS = {
    "saga": f"query($id: ID!) {{ saga(id: $id) {{ {SAGA} }} }}",
    "sagas": f"query($filter: SagaFilter) {{ sagas(filter: $filter) {{ nodes {{ {SAGA} }} }} }}",
    "auditLog": f"query($filter: AuditFilter) {{ auditLog(filter: $filter) {{ nodes {{ {ENTRY} }} }} }}",
    "idempotencyEntries": f"""query($filter: IdempotencyFilter) {{
        idempotencyEntries(filter: $filter) {{ nodes {{ {KEY} }} }} }}""",
    "idempotencyCache": "{ idempotencyCache { backend hits misses totalRequests hitRate size ttlSeconds } }",
    "circuitBreakers": "{ circuitBreakers { service state failureCount openedAt retryAt } }",
    "stats": """{ stats { at circuitBreakers { service state }
        queue { waiting running deferred oldestWaitingSeconds workers { id lastHeartbeatAt } }
        sagas { active byStatus { status count } oldestActiveSeconds } idempotency { hits misses size }
        latency { what p50Seconds p95Seconds p99Seconds count } } }""",
    "invariants": "{ invariants { name violations checkedAt examples } }",
}
_PAUSE_SECONDS = {"stats": 0.51, "invariants": 1.05}
"""Between two equal queries whose result is reused for a while, so that each query is computed anew."""
_OPERATOR = Caller("bench", frozenset({Role.OPERATOR}))
TimedQuery = tuple[str, str, Mapping[str, Any]]
"""Its name in the output, the root field and the variables."""


def timed_queries(row: Mapping[str, Any]) -> list[TimedQuery]:
    """Every query of operators with every filter. `row`: a saga in the middle of all."""
    middle = row["accepted_at"].isoformat()
    student, term, correlation = {"studentCode": row["student"]}, {"termCode": row["term"]}, row["correlation_id"]
    filters: dict[str, Sequence[Mapping[str, Any]]] = {
        "sagas": [
            {},
            *({"status": [status]} for status in ("PENDING", "STUCK", "COMPLETED", "REJECTED", "FAILED")),
            {"kind": ["DROP"]},
            student,
            term,
            {"correlationId": correlation},
            {"since": middle},
            {"status": ["FAILED"], "kind": ["ENROLL"], **term},
            {"status": ["COMPENSATED"], **student},
        ],
        "auditLog": [
            {},
            student,
            {"groupCode": row["group"]},
            {"actor": row["student"]},
            {"correlationId": correlation},
            {"since": middle},
            {"until": middle},
            {"groupCode": row["group"], "until": middle},
        ],
        "idempotencyEntries": [
            {},
            {"key": row["idempotency_key"]},
            student,
            {"taskId": encode(NodeKind.TASK, row["id"])},
            {"live": True},
            {"live": False},
        ],
    }
    asked: list[TimedQuery] = [("saga", "saga", {"id": encode(NodeKind.SAGA, row["id"])})]
    for field, of_field in filters.items():
        asked += [(f"{field}({_filter_name(filter_)})", field, {"filter": filter_}) for filter_ in of_field]
    return [*asked, *((field, field, {}) for field in ("idempotencyCache", "circuitBreakers", *_PAUSE_SECONDS))]


def _filter_name(filter_: Mapping[str, Any]) -> str:
    """The names of a filter's fields; for lists their items."""
    return ", ".join(" ".join(value) if isinstance(value, list) else name for name, value in filter_.items())


async def middle(url: str, count: int) -> Mapping[str, Any]:
    """A saga in the middle of the seeded ones."""
    connection = await asyncpg.connect(url)
    try:
        return dict(
            await connection.fetchrow(
                """SELECT s.*, st.code AS student, t.code AS term, s.command->'group_codes'->>0 AS "group"
                   FROM sagas s JOIN students st ON st.id = s.student_id JOIN terms t ON t.id = s.term_id
                   WHERE s.accepted >= $1 ORDER BY s.accepted LIMIT 1""",
                count // 2,
            )
        )
    finally:
        await connection.close()


async def measure(api: GraphQLClient, asked: TimedQuery, rounds: int, pause: float) -> list[float]:
    """The latencies in seconds, sorted; without the first, which warms up."""
    _, field, variables = asked
    taken = []
    for _ in range(rounds + 1):
        await asyncio.sleep(pause)
        began = time.perf_counter()
        answer = await api.execute(DOCUMENTS[field], variables)
        taken.append(time.perf_counter() - began)
        if "errors" in answer:
            raise RuntimeError(f"{field} {variables}: {answer['errors']}")
    return sorted(taken[1:])


async def explain(settings: Settings, asked: Sequence[TimedQuery]) -> None:
    """Print the statements of each query with their plans."""
    async with Container.connected(settings) as container, container.api() as parts:
        client, context = connections.get("default"), Context(parts.services, "bench", _OPERATOR)
        execute = client.execute_query_dict, client.execute_query
        for name, field, variables in asked:
            statements: dict[str, list[Any]] = {}
            client.execute_query_dict, client.execute_query = (_recorded(method, statements) for method in execute)
            await SCHEMA.execute(DOCUMENTS[field], dict(variables), context.for_operation())
            client.execute_query_dict, client.execute_query = execute
            for sql, values in statements.items():
                rows = await client.execute_query_dict(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", values)
                plan = "\n".join(row["QUERY PLAN"] for row in rows)
                sys.stdout.write(f"\n== {name}\n{sql.strip()}\n\n{plan}\n")


def _recorded(
    execute: Callable[..., Awaitable[Any]], statements: dict[str, list[Any]]
) -> Callable[..., Awaitable[Any]]:
    async def execute_and_record(sql: str, values: list[Any] | None = None) -> Any:
        statements[sql] = values or []
        return await execute(sql, values)

    return execute_and_record


async def run(options: argparse.Namespace, servers: EmbeddedServers) -> None:
    """Seed the database if it is empty, measure, and print the results."""
    url = servers.database_url or ""
    secret = secrets.token_urlsafe(48)
    keys = {"REGISTRO_JWT_SECRET": secret, "LOG_LEVEL": "WARNING"}
    processes = Processes(keys, port=PORT, servers=servers)
    migrating = await processes.start("migrate", "migrate")
    if await migrating.wait():
        raise SystemExit("the tables could not be created")
    processes.children.clear()
    if not await _seeded(url):
        await seed(url, options.sagas)
    row = await middle(url, options.sagas)
    asked = timed_queries(row)
    try:
        await processes.start_api()
        await processes.start_worker()
        await processes.wait_until_ready()
        await _idle(url)
        claims = {"sub": "bench", "roles": ["operator"], "exp": int(time.time()) + 3600}
        headers = {"Authorization": f"Bearer {jwt.encode(claims, secret)}"}
        async with GraphQLClient(processes.base_url, headers) as api:
            found = {one[0]: await measure(api, one, options.rounds, _PAUSE_SECONDS.get(one[1], 0.0)) for one in asked}
    finally:
        await processes.stop()
    show(found, as_json=options.json)
    if options.explain:
        await explain(Settings(database_url=url, redis_url=servers.redis_url, jwt_secret=secret), asked)


async def _seeded(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return bool(await connection.fetchval("SELECT EXISTS (SELECT FROM sagas)"))
    finally:
        await connection.close()


async def _idle(url: str) -> None:
    """Return when the database has been idle for a second: the API first checks the invariants of all seeded sagas."""
    connection = await asyncpg.connect(url)
    try:
        idle_since = time.monotonic()
        while time.monotonic() - idle_since < 1:
            await asyncio.sleep(0.1)
            if await connection.fetchval(
                """SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                   AND state <> 'idle' AND pid <> pg_backend_pid())"""
            ):
                idle_since = time.monotonic()
    finally:
        await connection.close()


def show(found: Mapping[str, Sequence[float]], *, as_json: bool) -> None:
    """Print a line for each query: median, 95th percentile and maximum in milliseconds."""
    figures = {
        name: {
            "p50": round(statistics.median(taken) * 1000, 1),
            "p95": round(taken[min(int(0.95 * len(taken)), len(taken) - 1)] * 1000, 1),
            "max": round(taken[-1] * 1000, 1),
        }
        for name, taken in found.items()
    }
    if as_json:
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
        return
    sys.stdout.write(f"{'query':44} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}\n")
    for name, figure in figures.items():
        sys.stdout.write(f"{name:44} {figure['p50']:8.1f} {figure['p95']:8.1f} {figure['max']:8.1f}\n")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sagas", type=int, default=1_000_000, help="number of final sagas")
    parser.add_argument(
        "--state", type=Path, help="folder for the servers' data, which is kept; otherwise it is deleted"
    )
    parser.add_argument("--rounds", type=int, default=50, help="how often each query is timed")
    parser.add_argument("--explain", action="store_true", help="print each statement with its plan as well")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with data_folder(options.state) as state, boot(state, fast=True) as servers:
        asyncio.run(run(options, servers))


if __name__ == "__main__":
    main()
