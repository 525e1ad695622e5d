"""Keeps what a release writes, for tests of later code: `make release` writes all of it anew.

`schema/released.graphql` is the GraphQL schema. The folder `release-<version>` has the database of an installation with
sagas in every state of being under way, and everything that its processes gave to Redis, to each other, to billing and
to clients. Later code has to read it, and to bring to an end what was begun.
"""

import asyncio
import json
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from redis.asyncio import Redis

from commands.processes import Processes, free_port
from embedded.executables import find_postgres
from embedded.servers import EmbeddedServers, boot
from enrollment.plans import Service
from enrollment.task import Command, TaskKind
from events.envelope import decode, split
from guards.breaker.policy import CircuitState, Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from guards.idempotency.key import derived_key, fingerprint
from kit.background import Loops
from schema.printed import PATH, sdl
from tests.support.billing import SECRET, Billing, participant
from tests.support.failures import judged
from tests.support.installation import Installation
from tests.support.poll import rounds
from tests.support.problems import EXAMPLES
from tests.support.under_way import ENVIRONMENT, SOON, UnderWay, played
from tests.support.wire_forms import Key, all_keys, pages, recorded, saga_rows
from workers import signing

ROOT = Path(__file__).parents[2]
PREFIX = "registro"
COMMANDS = [
    (TaskKind.ENROLL, Command("EST001", "2024-2", ("G-ELC102-E", "G-ELC106-E"))),
    (TaskKind.ENROLL, Command("EST001", "2024-2", ("INF/101-Ñ",))),
    (TaskKind.DROP, Command("EST001", "2024-2", ("G-ELC102-E", "G-ELC106-E"))),
]
OF_A_REQUEST = ("Content-Type", "Idempotency-Key", "X-Correlation-ID", "traceparent", signing.HEADER)
"""The headers that the contract with participants is about."""
DEMO_SCOPE = "demo"
"""Whose idempotency keys those of the demo term are: its tasks are not what this is about."""
NOT_KEPT = (":health:", f":{DEMO_SCOPE}:")
"""In names of keys: ARQ's record of each worker, which nothing of ours reads, and keys of the demo term."""

_NOT_EVERYWHERE = ("\\restrict", "\\unrestrict", "SET transaction_timeout")
"""Lines that older servers or other clients do not understand."""


def dump(database_url: str) -> str:
    """The database as SQL that any PostgreSQL from 15 on can read through any client."""
    program = find_postgres().path.with_name("pg_dump")
    text = subprocess.run(
        [program, "--inserts", "--no-owner", database_url], check=True, capture_output=True, text=True
    ).stdout
    lines = (line for line in text.splitlines() if not line.startswith(_NOT_EVERYWHERE))
    return "\n".join(line for line in lines if line and not line.startswith("--")) + "\n"


async def keep(folder: Path, servers: EmbeddedServers) -> None:
    """Play the scene and write what is left of it into the folder."""
    assert servers.database_url
    assert servers.redis_url
    installation = Installation(servers.database_url, servers.redis_url, PREFIX, dict(ENVIRONMENT))
    events = f"{PREFIX}:events"
    async with Redis.from_url(servers.redis_url) as redis, participant() as billing:
        async with recorded(redis, events) as messages:
            async with played(installation, billing) as (left, api):
                requests = [left.requests[saga_id] for saga_id in left.standing]
                write(folder, "graphql", {"requests": requests, "pages": await pages(api)})
            await installation.stop()
            keys = await keys_with_circuits(redis)
        messages[events] = one_of_each(messages[events], shape_of_event)
        write(folder, "redis", {"prefix": PREFIX, "keys": keys, "messages": messages})
        write(folder, "billing", await heard(billing))
    write(folder, "sagas", await saga_rows(installation, without=DEMO_SCOPE))
    await installation.stop()
    write(folder, "ends", ends_of(left))
    write(folder, "problems", msgspec.to_builtins(EXAMPLES))
    write(folder, "keys", [keys_of(kind, command) for kind, command in COMMANDS])
    (folder / "database.sql").write_text(dump(servers.database_url), encoding="utf-8")


async def keys_with_circuits(redis: Redis) -> list[Key]:
    """All keys, while two processes report that billing cannot be reached; no audit log has taken what follows."""
    policy = Policy(failure_threshold=1)
    services = {str(name): GuardedService(policy, judged) for name in Service}

    async def fail() -> None:
        raise OSError("out of order")

    async with AsyncExitStack() as stack:
        one, other = (BreakerRegistry(redis, PREFIX, services, process) for process in ("one", "other"))
        for breakers in (one, other):
            await stack.enter_async_context(breakers.running(Loops()))
            with suppress(OSError):
                await breakers.of(Service.BILLING).call_async(fail)
        async for _ in rounds(SOON):
            if other.status(Service.BILLING).shared_state is CircuitState.OPEN:
                return await all_keys(redis, without=NOT_KEPT)
    raise TimeoutError("the reports were not read")


def one_of_each(messages: Sequence[str], shape_of: Callable[[str], object]) -> list[str]:
    """Of the messages of each shape the last."""
    return list({shape_of(message): message for message in messages}.values())


def shape_of_event(message: str) -> object:
    """What events have in common that differ in ids, codes, times and versions."""
    state = decode(split(message.encode())[2])
    groups = frozenset(group.status for group in state.groups)
    steps = tuple((step.status, step.undo_attempts > 0) for step in state.steps)
    return state.kind, state.status, state.saga_status, groups, steps, len(state.problems)


async def heard(billing: Billing) -> dict[str, Any]:
    """What billing received and answered, and the secret of the signatures."""
    requests, answers = await billing.heard()
    kept = [
        {"headers": {name: each["headers"][name] for name in OF_A_REQUEST}, "body": each["body"]} for each in requests
    ]
    return {"secret": SECRET, "requests": kept, "answers": answers}


def ends_of(left: UnderWay) -> dict[str, dict[str, str]]:
    """How each unfinished saga ends, and how those that wait for an operator end after a retry."""
    return {
        "ends": {str(saga_id): status for saga_id, status in left.ends.items()},
        "retried": {str(saga_id): status for saga_id, status in left.retried.items()},
    }


def keys_of(kind: TaskKind, command: Command) -> dict[str, Any]:
    """A command, its derived idempotency key and its fingerprint."""
    return {
        "kind": kind,
        "command": msgspec.to_builtins(command),
        "derived": derived_key(kind, command),
        "fingerprint": fingerprint(kind, command).hex(),
    }


def write(folder: Path, name: str, value: object) -> None:
    """Write a value as JSON."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def version() -> str:
    """Major and minor number of this release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return ".".join(project["version"].split(".")[:2])


async def play(folder: Path, servers: EmbeddedServers) -> None:
    """Prepare the database and keep what the scene leaves."""
    processes = Processes({}, port=free_port(), servers=servers)
    await processes.prepare()
    await keep(folder, servers)


def main() -> None:
    """Write the schema and the folder of the release."""
    folder = ROOT / "tests" / "data" / f"release-{version()}"
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as state:
        Path(state).chmod(0o711)  # the servers of root run as `nobody`
        with boot(Path(state)) as servers:
            asyncio.run(play(folder, servers))
    PATH.with_name("released.graphql").write_text(sdl(), encoding="utf-8")


if __name__ == "__main__":
    main()
