"""Runs the plan in this process. Each user has a connection of its own and sends one request at a time."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
import msgspec
import orjson

from app.http.middleware.answer_headers import CORRELATION_HEADER
from commands.graphql_client import tls_context
from commands.load.load_documents import ENROLL, STATUS
from commands.load.load_plan import RACERS, RECENT_TASKS, REPEATERS, LoadPlan, PlannedRequest, PlannedRequests
from trials.samples import Sample

TIMEOUT_SECONDS = 30.0
NO_TASK = "none"
"""The id of a task that there is not yet, as JMeter's variables have it."""

Judge = Callable[[dict[str, Any]], str]
"""Says what is wrong with the data of an answer; an empty text if nothing is."""


@dataclass(slots=True)
class Driver:
    """A run of the plan against the server at `base_url`. `show` is called after each answer, with their number."""

    base_url: str
    run: str
    term: str
    show: Callable[[int], None]
    samples: list[Sample] = field(default_factory=list)
    _began: float = 0.0

    async def drive(self, plan: LoadPlan, requests: PlannedRequests) -> Sequence[Sample]:
        """Send everything. Returns a sample for each request, in the order of their answers."""
        self._began = time.perf_counter()
        enrollments, repetitions = iter(requests.enroll), iter(requests.repeat)
        rounds = [requests.race[first : first + RACERS] for first in range(0, len(requests.race), RACERS)]
        gate = asyncio.Barrier(RACERS)
        async with asyncio.TaskGroup() as group:
            for number in range(plan.users):
                user = self._user(f"user {number + 1}")
                group.create_task(user.enroll(number * plan.ramp_seconds / plan.users, enrollments, plan.loops))
            for number in range(RACERS):
                racer = self._user(f"racer {number + 1}")
                group.create_task(racer.race(gate, [one[number] for one in rounds]))
            for number in range(REPEATERS):
                group.create_task(self._user(f"repeater {number + 1}").repeat(repetitions, plan.loops))
        first = min((sample.at for sample in self.samples), default=0.0)
        return [msgspec.structs.replace(sample, at=sample.at - first) for sample in self.samples]

    def _user(self, name: str) -> "_User":
        headers = {CORRELATION_HEADER: self.run, "content-type": "application/json"}
        client = httpx.AsyncClient(
            base_url=self.base_url, headers=headers, timeout=TIMEOUT_SECONDS, verify=tls_context()
        )
        return _User(self, name, client)

    def record(self, label: str, user: str, began: float, failure: str) -> None:
        """Keep a sample. `began`: by time.perf_counter()."""
        ended = time.perf_counter()
        self.samples.append(Sample(label, began - self._began, (ended - began) * 1000, user, failure))
        self.show(len(self.samples))


@dataclass(slots=True)
class _User:
    driver: Driver
    name: str
    client: httpx.AsyncClient

    async def enroll(self, delay: float, requests: Iterator[PlannedRequest], loops: int) -> None:
        await asyncio.sleep(delay)
        recent: list[str] = [NO_TASK] * RECENT_TASKS
        async with self.client:
            for _, request in zip(range(loops), requests, strict=False):
                answer = await self._submit("enroll", request, accepted)
                task = _task(answer)
                recent = [task, *recent][:RECENT_TASKS]
                await self._send("status", request, STATUS, {"ids": recent}, partial(known, task))

    async def race(self, gate: asyncio.Barrier, requests: Sequence[PlannedRequest]) -> None:
        async with self.client:
            for request in requests:
                await gate.wait()
                await self._submit("race", request, accepted)

    async def repeat(self, requests: Iterator[PlannedRequest], loops: int) -> None:
        async with self.client:
            for _, request in zip(range(loops), requests, strict=False):
                task = _task(await self._submit("first", request, accepted_as_new))
                for _ in range(2):
                    await self._submit("repeat", request, partial(replayed, task))
                await self._submit("conflict", request, conflicting, groups=[self.driver.run])

    async def _submit(
        self, label: str, request: PlannedRequest, judge: Judge, groups: Sequence[str] | None = None
    ) -> dict[str, Any]:
        given = {
            "studentCode": request.student,
            "termCode": self.driver.term,
            "groupCodes": groups or request.groups,
            "idempotencyKey": f"{self.driver.run}-{request.key}",
        }
        return await self._send(label, request, ENROLL, {"input": given}, judge)

    async def _send(
        self, label: str, request: PlannedRequest, query: str, variables: dict[str, Any], judge: Judge
    ) -> dict[str, Any]:
        body = orjson.dumps({"query": query, "variables": variables})
        began = time.perf_counter()
        data: dict[str, Any] = {}
        try:
            headers = {"authorization": f"Bearer {request.token}"}
            response = await self.client.post("/graphql", content=body, headers=headers)
            answer = orjson.loads(response.content)
            data = answer.get("data") or {}
            failure = judge(data) if response.is_success and not answer.get("errors") else _errors(response, answer)
        except (httpx.TransportError, ValueError) as error:
            failure = f"{type(error).__name__}: {error}"
        self.driver.record(label, self.name, began, failure)
        return data


def accepted(data: dict[str, Any]) -> str:
    """An enrollment has to be accepted."""
    answer = data.get("enroll") or {}
    return "" if answer.get("__typename") == "TaskAccepted" else f"not accepted: {answer.get('code', answer)}"


def accepted_as_new(data: dict[str, Any]) -> str:
    """A first request has to be accepted, and to be no replay."""
    return accepted(data) or ("a first request is a replay" if data["enroll"]["replayed"] else "")


def replayed(task: str, data: dict[str, Any]) -> str:
    """A repeated request has to have the task of the first."""
    if wrong := accepted(data):
        return wrong
    if _task(data) != task:
        return "a repeated request has a task of its own"
    return "" if data["enroll"]["replayed"] else "a repeated request is no replay"


def conflicting(data: dict[str, Any]) -> str:
    """A key that was used for another basket has to be refused."""
    answer = data.get("enroll") or {}
    name = answer.get("__typename")
    return "" if name == "IdempotencyConflict" else f"a key was used for two baskets: {answer.get('code', name)}"


def known(task: str, data: dict[str, Any]) -> str:
    """A task has to be known from its acceptance on."""
    found = {answer["id"] for answer in data.get("tasks") or () if answer}
    return "" if task in found else "an accepted task is not known"


def _task(data: dict[str, Any]) -> str:
    return str(((data.get("enroll") or {}).get("task") or {}).get("id", NO_TASK))


def _errors(response: httpx.Response, answer: dict[str, Any]) -> str:
    messages = [str(error.get("message")) for error in answer.get("errors") or ()]
    return f"{response.status_code}: {'; '.join(messages) or 'no message'}"
