"""Subscriptions: how many sign in and subscribe in a second, what they take, and how late their events are.

    python bench/subscribers.py [--sockets N] [--only PHASE …] [--json]

It starts an installation with one API and one worker. The clients are one process on the same machine. Phases:

- submit-to-final: 20 tasks a second, each with a subscription: from handing in to its SUCCEEDED
- storm: --sockets clients connect, sign in, subscribe to a task of their own and wait for its snapshot
- own-task: 500 events a second are published, each for another one of these sockets
- one-subject: 1,000 sockets of as many operators follow one task, of which 15 events a second are published

It ends with code 1 if an event is missing or a socket was lost. Nothing is judged by its time.
"""

import argparse
import asyncio
import gc
import json
import re
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from typing import Any
from urllib.request import urlopen
from uuid import UUID, uuid4

import asyncpg
import jwt
import psutil
import redis.asyncio
import uvloop
from flood import percentiles, prepare_database
from flood_clients import ClientConnection
from subscriber_sockets import Crowd, SubscriberSocket

from commands.processes import Child, Processes, free_port
from embedded.servers import EmbeddedServers, boot
from embedded.state_dir import temporary_state_dir
from enrollment.task import GroupTask, TaskKind, TaskState, TaskStatus
from events.envelope import encode
from resolvers.node import NodeKind
from saga.journal import SagaStatus
from schema.ids import encode as encode_id

CHANNEL = "registro:events"
PHASES = ("submit-to-final", "storm", "own-task", "one-subject")
EVENTS_PER_SECOND, EVENT_SECONDS = 500, 10
ONE_SUBJECT_SOCKETS, ONE_SUBJECT_PER_SECOND, ONE_SUBJECT_SECONDS = 1000, 15, 6
TASKS_PER_SECOND, TASK_SECONDS, TASK_SOCKETS = 20, 15, 50
_SUBSCRIBE = """subscription ($id: ID!) { task(id: $id) {
  version snapshot final at
  task { id kind status version studentCode termCode submittedAt groups { groupCode status problems { code message } }
         saga { status steps { position name status attempts } } }
} }"""
_ENROLL = """mutation ($input: EnrollInput!) { submit: enroll(input: $input) {
  __typename ... on TaskAccepted { task { id } } } }"""
_SEED = """
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
                   scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, accepted_at)
SELECT gen_random_uuid(), nextval('sagas_accepted_seq'), 'ENROLL', 'PENDING', 1, 'enroll', 1,
       jsonb_build_object('term_code', t.code, 'group_codes', jsonb_build_array('G001', 'G002', 'G003'),
                          'student_code', s.code),
       jsonb_build_object('groups', jsonb_build_array(
           jsonb_build_object('group_code', 'G001', 'status', 'PENDING', 'problems', jsonb_build_array()),
           jsonb_build_object('group_code', 'G002', 'status', 'PENDING', 'problems', jsonb_build_array()),
           jsonb_build_object('group_code', 'G003', 'status', 'PENDING', 'problems', jsonb_build_array())),
           'problems', jsonb_build_array()),
       s.id, t.id, s.code, 'bench', false, now() + interval '1 hour', sha256(s.code::bytea), 'bench', now()
FROM (SELECT * FROM students ORDER BY code LIMIT $1) s, terms t
RETURNING id, (command ->> 'student_code') AS student"""


@dataclass(slots=True)
class Bench:
    """One run.

    Attributes:
        collections: what the API has logged of garbage collections that took long.
    """

    processes: Processes
    servers: EmbeddedServers
    secret: str
    api: Child
    options: argparse.Namespace
    collections: list[Mapping[str, Any]]
    results: dict[str, Any] = field(default_factory=dict)
    tasks: list[tuple[UUID, str]] = field(default_factory=list)

    def token(self, subject: str, role: str, **claims: str) -> str:
        return jwt.encode({"sub": subject, "roles": [role], "exp": int(time.time()) + 3600, **claims}, self.secret)

    def spent(self) -> dict[str, float]:
        """Seconds of processor time that the processes have taken so far."""
        api, postgres = psutil.Process(self.api.pid), psutil.Process(self.servers.started["postgres"].pid)
        of_postgres = [postgres, *postgres.children()]
        times = {"api": [api], "postgres": of_postgres, "clients": [psutil.Process()]}
        return {name: sum(sum(one.cpu_times()[:2]) for one in those) for name, those in times.items()}

    async def measured(self, name: str, phase: Callable[[], Any]) -> None:
        """Run a phase, and note its figures, the processor time and the garbage collections."""
        gc.collect()
        gc.freeze()
        gc.disable()
        before, counts = self.spent(), await self._collections()
        del self.collections[:]
        began = time.perf_counter()
        figures = await phase()
        seconds = time.perf_counter() - began
        after = self.spent()
        await asyncio.sleep(0.2)
        self.results[name] = {
            **figures,
            "seconds": round(seconds, 2),
            "cpu_seconds": {key: round(after[key] - before[key], 2) for key in after},
            "collections": {key: value - counts.get(key, 0) for key, value in (await self._collections()).items()},
            "long_collections": list(self.collections),
        }
        gc.enable()

    async def _collections(self) -> dict[str, int]:
        """How many garbage collections the API has had, by generation."""
        text = await asyncio.to_thread(_fetched, f"{self.processes.base_url}/metrics")
        found = re.findall(r'registro_gc_pause_seconds_count\{generation="(\d)"\} (\S+)', text)
        return {generation: int(float(count)) for generation, count in found}


def _fetched(url: str) -> str:
    with urlopen(url) as answer:  # noqa: S310 - of the API that was started here
        return str(answer.read().decode())


async def submit_to_final(bench: Bench) -> dict[str, Any]:
    """20 tasks a second, each followed over one of 50 sockets."""
    sent: dict[str, float] = {}
    seconds: list[float] = []
    final = asyncio.Event()
    count = TASKS_PER_SECOND * TASK_SECONDS

    def on_event(_: SubscriberSocket, id_: str, data: dict[str, Any]) -> None:
        if data["task"]["final"]:
            assert data["task"]["task"]["status"] == "SUCCEEDED", data
            seconds.append(time.perf_counter() - sent[id_])
            if len(seconds) == count:
                final.set()

    crowd = Crowd(bench.processes.base_url)
    token = bench.token("bench", "admin")
    await crowd.open([(token, {})] * TASK_SOCKETS, on_event, lambda socket: socket.ready, TASK_SOCKETS)
    connections = [await ClientConnection.open(bench.processes.base_url, token) for _ in range(8)]
    lock = {id(connection): asyncio.Lock() for connection in connections}

    async def one(number: int, connection: ClientConnection, socket: SubscriberSocket) -> None:
        given = {
            "studentCode": f"EST{20_000 - number:05}",
            "termCode": "2024-2",
            "groupCodes": [f"G{(number * 3 + other) % 200 + 1:03}" for other in range(3)],
        }
        id_ = str(number)
        async with lock[id(connection)]:
            sent[id_] = time.perf_counter()
            _, answer = await connection.post({"query": _ENROLL, "variables": {"input": given}})
        task = answer["data"]["submit"]["task"]["id"]
        socket.subscribe(id_, {"query": _SUBSCRIBE, "variables": {"id": task}})

    began = time.perf_counter()
    pairs = zip(cycle(connections), cycle(crowd.sockets), strict=False)
    async with asyncio.TaskGroup() as group:
        for number, (connection, socket) in enumerate(islice(pairs, count)):
            await asyncio.sleep(began + number / TASKS_PER_SECOND - time.perf_counter())
            group.create_task(one(number, connection, socket))
    async with asyncio.timeout(20):
        await final.wait()
    await crowd.close()
    for connection in connections:
        connection.close()
    warm = seconds[TASKS_PER_SECOND * 3 :]  # the first ones wait for caches
    return {"tasks": count, "lost": dict(crowd.lost), "to_final": percentiles(warm)}


class OwnTasks:
    """Sockets that each follow a task of their own."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._crowd = Crowd(bench.processes.base_url)
        self._snapshots: set[SubscriberSocket] = set()
        self._sent: dict[tuple[str, int], float] = {}
        self._seconds: list[float] = []

    async def storm(self) -> dict[str, Any]:
        bench, api = self._bench, psutil.Process(self._bench.api.pid)
        wanted = [
            (
                bench.token(student, "student", student=student),
                {"1": {"query": _SUBSCRIBE, "variables": {"id": encode_id(NodeKind.TASK, id_)}}},
            )
            for id_, student in bench.tasks
        ]
        before, spent = api.memory_info().rss, bench.spent()
        seconds = await self._crowd.open(wanted, self._on_event, self._snapshots.__contains__, bench.options.together)
        after = bench.spent()
        count = len(wanted)
        return {
            "sockets": count,
            "settled": len(self._snapshots),
            "lost": dict(self._crowd.lost),
            "until_all_seconds": round(seconds, 2),
            "per_second": round(count / seconds),
            "api_cpu_ms_each": round((after["api"] - spent["api"]) / count * 1000, 3),
            "postgres_cpu_ms_each": round((after["postgres"] - spent["postgres"]) / count * 1000, 3),
            "kib_each": round((api.memory_info().rss - before) / count / 1024, 1),
        }

    async def events(self) -> dict[str, Any]:
        count = EVENTS_PER_SECOND * EVENT_SECONDS
        versions = dict.fromkeys((id_ for id_, _ in self._bench.tasks), 1)
        client = redis.asyncio.Redis.from_url(self._bench.servers.redis_url or "")
        before, began = self._bench.spent(), time.perf_counter()
        for number, (id_, student) in enumerate(islice(cycle(self._bench.tasks), count)):
            await asyncio.sleep(began + number / EVENTS_PER_SECOND - time.perf_counter())
            versions[id_] += 1
            message = encode(state(id_, student, versions[id_]))
            self._sent[encode_id(NodeKind.TASK, id_), versions[id_]] = time.perf_counter()
            await client.publish(CHANNEL, message)
        await asyncio.sleep(2)
        after = self._bench.spent()
        await client.aclose()
        return {
            "events": count,
            "missing": count - len(self._seconds),
            "lost": dict(self._crowd.lost),
            "late": percentiles(self._seconds),
            "api_cpu_us_each": round((after["api"] - before["api"]) / count * 1e6),
        }

    async def close(self) -> None:
        await self._crowd.close()

    def _on_event(self, socket: SubscriberSocket, _: str, data: dict[str, Any]) -> None:
        event = data["task"]
        if event["snapshot"]:
            self._snapshots.add(socket)
        elif sent := self._sent.get((event["task"]["id"], event["version"])):
            self._seconds.append(time.perf_counter() - sent)


async def one_subject(bench: Bench) -> dict[str, Any]:
    """1,000 operators follow one task."""
    (id_, student), sent, seconds = bench.tasks[0], dict[int, float](), list[float]()
    settled: set[SubscriberSocket] = set()

    def on_event(socket: SubscriberSocket, _: str, data: dict[str, Any]) -> None:
        if data["task"]["snapshot"]:
            settled.add(socket)
        else:
            seconds.append(time.perf_counter() - sent[data["task"]["version"]])

    crowd = Crowd(bench.processes.base_url)
    operation = {"1": {"query": _SUBSCRIBE, "variables": {"id": encode_id(NodeKind.TASK, id_)}}}
    wanted = [(bench.token(f"operator {number}", "operator"), operation) for number in range(ONE_SUBJECT_SOCKETS)]
    await crowd.open(wanted, on_event, settled.__contains__, bench.options.together)
    count = ONE_SUBJECT_PER_SECOND * ONE_SUBJECT_SECONDS
    client = redis.asyncio.Redis.from_url(bench.servers.redis_url or "")
    before, began = bench.spent(), time.perf_counter()
    for number in range(count):
        await asyncio.sleep(began + number / ONE_SUBJECT_PER_SECOND - time.perf_counter())
        sent[number + 1000] = time.perf_counter()
        await client.publish(CHANNEL, encode(state(id_, student, number + 1000)))
    await asyncio.sleep(3)
    after = bench.spent()
    await client.aclose()
    await crowd.close()
    return {
        "sockets": ONE_SUBJECT_SOCKETS,
        "settled": len(settled),
        "deliveries": len(seconds),
        "skipped": count * ONE_SUBJECT_SOCKETS - len(seconds),  # newer ones were sent instead, which is allowed
        "lost": dict(crowd.lost),
        "late": percentiles(seconds or [0.0]),
        "api_cpu_us_each": round((after["api"] - before["api"]) / max(1, len(seconds)) * 1e6, 1),
    }


def state(id_: UUID, student: str, version: int) -> TaskState:
    """The task at a version, as a worker publishes it: under way."""
    return TaskState(
        id=id_,
        kind=TaskKind.ENROLL,
        status=TaskStatus.RUNNING,
        saga_status=SagaStatus.RUNNING,
        version=version,
        student_code=student,
        term_code="2024-2",
        groups=tuple(GroupTask(code) for code in ("G001", "G002", "G003")),
        problems=(),
        steps=(),
        attempts=1,
        correlation_id=str(uuid4()),
        submitted_at=datetime.now(UTC),
    )


async def run(options: argparse.Namespace, servers: EmbeddedServers) -> dict[str, Any]:
    """Run the phases; returns their results."""
    secret, collections = secrets.token_urlsafe(48), list[Mapping[str, Any]]()

    def record(name: str, line: str) -> None:
        if '"garbage collection took long"' in line:
            collections.append({key: value for key, value in json.loads(line).items() if key in ("generation", "ms")})
        elif '"level":"info"' not in line:
            sys.stderr.write(f"{name}: {line}\n")

    environment = {"REGISTRO_JWT_SECRET": secret, "REGISTRO_JWKS_URL": "", "LOG_LEVEL": "INFO"}
    processes = Processes(environment, port=free_port(), servers=servers, say=record)
    try:
        await prepare_database(processes, servers.database_url or "")
        await _execute(servers, "UPDATE groups SET capacity = 100000")
        api, worker = await processes.start_api(), await processes.start_worker()
        await processes.wait_until_ready()
        bench = Bench(processes, servers, secret, api, options, collections)
        if "submit-to-final" in options.only:
            await bench.measured("submit-to-final", lambda: submit_to_final(bench))
        await worker.stop()
        await _seed(bench, servers.database_url or "")
        own = OwnTasks(bench)
        if {"storm", "own-task"} & set(options.only):
            await bench.measured("storm", own.storm)
        if "own-task" in options.only:
            await bench.measured("own-task", own.events)
        await own.close()
        if "one-subject" in options.only:
            await bench.measured("one-subject", lambda: one_subject(bench))
    finally:
        await processes.stop()
    return bench.results


async def _execute(servers: EmbeddedServers, statement: str) -> None:
    connection = await asyncpg.connect(servers.database_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _seed(bench: Bench, url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("DELETE FROM sagas WHERE idempotency_key = 'bench'")
        rows = await connection.fetch(_SEED, bench.options.sockets)
        await connection.execute("ANALYZE sagas, saga_steps")
        bench.tasks = [(row["id"], row["student"]) for row in rows]
    finally:
        await connection.close()


def show(results: Mapping[str, Any]) -> None:
    """Print the figures of each phase."""
    for name, figures in results.items():
        sys.stdout.write(f"{name}\n")
        for key, value in figures.items():
            text = ", ".join(f"{part} {one}" for part, one in value.items()) if isinstance(value, dict) else value
            sys.stdout.write(f"  {key:22} {text}\n")


def passed(results: Mapping[str, Any]) -> bool:
    """Whether no event is missing and no socket was lost."""
    return not any(
        figures["lost"] or figures.get("missing") or figures.get("settled") != figures.get("sockets")
        for figures in results.values()
    )


def main() -> int:
    """Run the benchmark; returns the return code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sockets", type=int, default=5000, help="how many clients follow a task of their own")
    parser.add_argument("--together", type=int, default=500, help="how many of them connect at the same time")
    parser.add_argument("--only", nargs="+", choices=PHASES, default=PHASES, help="run these phases")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    options = parser.parse_args()
    with temporary_state_dir("subscribers") as directory, boot(directory) as servers:
        results = uvloop.run(run(options, servers))
    if options.json:
        sys.stdout.write(json.dumps(results, indent=2) + "\n")
    else:
        show(results)
    return 0 if passed(results) else 1


if __name__ == "__main__":
    sys.exit(main())
