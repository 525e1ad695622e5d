"""Plays what docs/pictures shows, in a temporary installation, and keeps what was seen: a file of JSON a picture.

`compensation`: the states of an enrollment whose charge billing refuses, as a subscriber is sent them. `seats`: the
seats of two groups while students enroll in both and the only worker is killed. Then tools/drawings.py draws them.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
from drawings import FOLDER, draw
from steps import ROOT, Impossible, run_script, say

from app.http.auth.dev_tokens import make_token
from app.settings import Settings
from commands.graphql_client import GraphQLClient
from commands.processes import Processes, free_port, running_processes
from embedded.state_dir import temporary_state_dir
from resolvers.caller import Role
from saga.faults import FaultPoint

TERM, BILLED = "2024-2", ("G-ELC102-E", "G-ELC106-E")
DECLINED = "EST013"
TAKEN = ("G-MAT207-A", "G-INF220-B")
STUDENTS, BETWEEN_STUDENTS_SECONDS, KILLED_IN_COMMIT = 30, 0.3, 8
"""How many enroll in both groups, one after the other, and the commit inside which the only worker is killed."""
SAMPLE_SECONDS, WATCHED_SECONDS, START_SECONDS = 0.05, 15.0, 60.0

ENROLL = """
mutation ($input: EnrollInput!) {
  enroll(input: $input) { ... on TaskAccepted { task { id } } ... on Problem { code message } }
}"""
WATCH = """
subscription ($id: ID!) {
  task(id: $id) {
    version
    at
    task {
      status
      groups { groupCode status }
      problems { code message }
      saga { status steps { name status } }
    }
  }
}"""
SEATS = """
query ($codes: [String!]!) {
  term(code: "2024-2") { groups(filter: { codes: $codes }) { nodes { code seatsTaken } } }
}"""


async def compensation() -> dict[str, Any]:
    """Every state of the enrollment."""
    billing = f"http://127.0.0.1:{free_port()}/"
    environment = {
        "REGISTRO_PARTICIPANTS__ENABLED": "1",
        "REGISTRO_PARTICIPANTS__BILLING_URL": billing,
        "REGISTRO_PARTICIPANTS__SECRET": "nothing else knows this one: it is drawn with",
    }
    async with installation(environment) as (up, client):
        await up.start("billing", "billing")
        await answering(billing)
        task = await enroll(client, DECLINED, BILLED)
        states = [payload["data"]["task"] async for payload in client.subscribe(WATCH, {"id": task})]
    versions = [state["version"] for state in states]
    if versions != list(range(1, len(states) + 1)):
        raise Impossible(f"the subscriber saw versions {versions}: a busy machine may skip some; try again")
    return {"student": DECLINED, "states": states}


async def answering(url: str) -> None:
    """Return once the demo billing system answers."""
    async with asyncio.timeout(START_SECONDS), httpx.AsyncClient() as http:
        while True:
            with contextlib.suppress(httpx.TransportError):
                await http.get(f"{url}ledger")
                return
            await asyncio.sleep(SAMPLE_SECONDS)


async def beating(client: GraphQLClient) -> None:
    """Return once there is a worker."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            answer = await client.execute("{ stats { queue { workers { alive } } } }")
            if answer["data"]["stats"]["queue"]["workers"]:
                return
            await asyncio.sleep(SAMPLE_SECONDS)


async def seats() -> dict[str, Any]:
    """What one query after the other says of both groups, and when the worker was killed."""
    async with installation(workers=0) as (up, client):
        worker = await up.start_worker({"REGISTRO_FAULT": f"{FaultPoint.INSIDE_COMMIT}:kill:{KILLED_IN_COMMIT}"})
        await beating(client)
        began, samples, requests, killed = time.monotonic(), [], [], None
        while (now := time.monotonic() - began) < WATCHED_SECONDS:
            due = min(STUDENTS, 1 + int(now / BETWEEN_STUDENTS_SECONDS))
            students = [f"EST{100 + number}" for number in range(len(requests), due)]
            requests += [asyncio.create_task(enroll(client, student, TAKEN)) for student in students]
            answer = await client.execute(SEATS, {"codes": TAKEN})
            taken = {group["code"]: group["seatsTaken"] for group in answer["data"]["term"]["groups"]["nodes"]}
            samples.append([round(now, 2), *(taken[code] for code in TAKEN)])
            if killed is None and not worker.alive:
                killed = round(now, 2)
                await up.start_worker()
            await asyncio.sleep(SAMPLE_SECONDS)
        await asyncio.gather(*requests)
    return {"groups": TAKEN, "students": STUDENTS, "killed": killed, "samples": thinned(samples)}


def thinned(samples: list[list[Any]]) -> list[list[Any]]:
    """Without those that say the same as the one before and the one after."""
    return [
        sample
        for before, sample, after in zip([None, *samples], samples, [*samples[1:], None], strict=False)
        if before is None or after is None or not before[1:] == sample[1:] == after[1:]
    ]


@asynccontextmanager
async def installation(
    environment: Mapping[str, str] | None = None, *, workers: int = 1
) -> AsyncIterator[tuple[Processes, GraphQLClient]]:
    """A temporary one, and a client who may do everything."""
    with temporary_state_dir("picture") as state:
        run = running_processes(state, free_port(), workers=workers, environment=environment, say=lambda *_: None)
        async with run as up:
            token = make_token(Settings(), up.environment["REGISTRO_JWT_SECRET"], Role.ADMIN)
            async with GraphQLClient(up.base_url, {"Authorization": f"Bearer {token}"}) as client:
                yield up, client


async def enroll(client: GraphQLClient, student: str, groups: tuple[str, ...]) -> str:
    """The id of the task."""
    wanted = {"studentCode": student, "termCode": TERM, "groupCodes": groups}
    result = (await client.execute(ENROLL, {"input": wanted}))["data"]["enroll"]
    if "task" not in result:
        raise Impossible(f"{student} was refused: {result}")
    return str(result["task"]["id"])


def keep(name: str, seen: dict[str, Any]) -> None:
    """Write what was seen, and the picture of it."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(seen, ensure_ascii=False) + "\n", encoding="utf-8")
    picture = FOLDER / f"{name}.svg"
    picture.write_text(draw(name, seen), encoding="utf-8")
    say(f"{picture.relative_to(ROOT)} has {picture.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Play, keep and draw both."""
    keep("compensation", asyncio.run(compensation()))
    keep("seats", asyncio.run(seats()))


if __name__ == "__main__":
    run_script(main)
