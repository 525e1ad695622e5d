"""A student's tasks that are sent together: how long each takes from acceptance until it is final.

    python bench/turns.py [--workers N] [--together N] [--students N] [--json]

It starts an installation with one API. Students come one after the other, each with tasks that take their turns.
"""

import argparse
import asyncio
import json
import secrets
import sys
import time
from typing import Any

import asyncpg
import jwt
from flood import percentiles, prepare_database, wait_until_final

from commands.graphql_client import GraphQLClient
from commands.processes import Processes, free_port
from embedded.servers import EmbeddedServers, boot
from embedded.state_dir import temporary_state_dir

_ENROLL = "mutation ($input: EnrollInput!) { enroll(input: $input) { __typename } }"


async def run(options: argparse.Namespace, servers: EmbeddedServers) -> dict[str, Any]:
    """Run the benchmark; returns its results."""
    url, secret = servers.database_url or "", secrets.token_urlsafe(48)
    environment = {"REGISTRO_JWT_SECRET": secret, "REGISTRO_JWKS_URL": "", "LOG_LEVEL": "WARNING"}
    processes = Processes(environment, port=free_port(), servers=servers, say=lambda *_: None)
    try:
        await prepare_database(processes, url)
        await processes.start_api()
        for n in range(options.workers):
            await processes.start_worker(name=f"worker{n}")
        await processes.wait_until_ready()
        claims = {"sub": "turns", "roles": ["registrar"], "exp": int(time.time()) + 24 * 3600}
        headers = {"Authorization": f"Bearer {jwt.encode(claims, secret)}"}
        async with GraphQLClient(processes.base_url, headers) as client:
            for student in range(1, options.students + 1):
                await asyncio.gather(*(_enroll(client, student, n) for n in range(options.together)))
        unfinished = await wait_until_final(url, 60)
        connection = await asyncpg.connect(url)
        try:
            rows = await connection.fetch(
                "SELECT extract(epoch FROM finished_at - accepted_at)::float8 AS seconds FROM sagas "
                "WHERE finished_at IS NOT NULL"
            )
        finally:
            await connection.close()
    finally:
        await processes.stop()
    return {"tasks": len(rows), "unfinished": unfinished, **percentiles([row["seconds"] for row in rows])}


async def _enroll(client: GraphQLClient, student: int, n: int) -> None:
    codes = {
        "studentCode": f"EST{student:05}",
        "termCode": "2024-2",
        "groupCodes": [f"G{(student + 7 * n) % 200 + 1:03}"],
    }
    answer = await client.execute(_ENROLL, {"input": codes})
    if answer["data"]["enroll"]["__typename"] != "TaskAccepted":
        raise SystemExit(f"not accepted: {answer}")


def main() -> int:
    """Run the benchmark; returns the return code: 1 if a task did not end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--together", type=int, default=3, help="tasks of each student that are sent together")
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    options = parser.parse_args()
    with temporary_state_dir("turns") as state, boot(state) as servers:
        results = asyncio.run(run(options, servers))
    sys.stdout.write(json.dumps(results, indent=2) if options.json else _line(results))
    return 1 if results["unfinished"] else 0


def _line(results: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in results.items()) + "\n"


if __name__ == "__main__":
    sys.exit(main())
