"""Clients from npm that subscribe, each to a task of its own."""

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from tests.clients.outcome import Outcome
from tests.clients.place import Place
from tests.support.graphql import accepted
from tests.support.machine import CLIENTS, node, there
from tests.support.poll import within
from tests.support.processes import frozen
from tests.support.tokens import signed_in, token

NAMES = ["graphql-ws", "apollo-ws", "urql-ws", "graphql-sse", "urql-sse", "urql-fetch", "apollo-multipart"]
WATCH = "subscription ($id: ID!) { task(id: $id) { version final task { status } } }"


@dataclass
class Subscriber:
    """A client that has subscribed."""

    name: str
    process: asyncio.subprocess.Process
    results: list[dict[str, Any]] = field(default_factory=list)
    complaint: str = ""

    async def first(self) -> None:
        """Wait for its first result, or for its end."""
        assert self.process.stdout
        if line := await self.process.stdout.readline():
            self.results.append(json.loads(line))

    async def end(self) -> None:
        """Wait for the rest."""
        out, err = await self.process.communicate()
        self.results += [json.loads(line) for line in out.splitlines()]
        self.complaint = err.decode()

    def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()

    def objections(self) -> Iterator[str]:
        """What is wrong with what it saw: the task has to wait first and to succeed in the end."""
        if self.process.returncode:
            yield f"{self.name} ended with code {self.process.returncode}: {self.complaint.strip()}"
            return
        events = [result["data"]["task"] for result in self.results]
        seen = [(event["final"], event["task"]["status"]) for event in events]
        if seen[:1] != [(False, "QUEUED")] or seen[-1:] != [(True, "SUCCEEDED")]:
            yield f"{self.name} did not see its task wait and then succeed, but {seen}"
        versions = [event["version"] for event in events]
        if versions != sorted(versions):  # some may come twice: urql gives its last result again
            yield f"{self.name} saw an older version after a newer one: {versions}"


async def run(place: Place) -> Outcome:
    """All of them together; the worker goes on only when every one has seen its task waiting."""
    there(CLIENTS / "node_modules" / ".stamp")
    with ExitStack() as stack:
        async with within(90):
            with frozen(*place.workers):
                subscribers = [await _subscribed(place, number, name) for number, name in enumerate(NAMES, 1)]
                for subscriber in subscribers:
                    stack.callback(subscriber.kill)
                await asyncio.gather(*(subscriber.first() for subscriber in subscribers))
            await asyncio.gather(*(subscriber.end() for subscriber in subscribers))
    objections = [list(subscriber.objections()) for subscriber in subscribers]
    return Outcome(objections.count([]), [objection for each in objections for objection in each])


async def _subscribed(place: Place, number: int, name: str) -> Subscriber:
    async with signed_in(place.base_url) as api:
        task = await accepted(api, f"EST{number:03}", "G-ELC102-E", "G-ELC106-E")
    process = await asyncio.create_subprocess_exec(
        node(), f"subscribe/{name}.mjs", place.url, WATCH, json.dumps({"id": task["id"]}),
        cwd=CLIENTS, env={**os.environ, "TOKEN": token()},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    return Subscriber(name, process)
