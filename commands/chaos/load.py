"""The load of a soak: students who enroll, wait, swap, drop, cancel, repeat and watch each task to its end."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from websockets.exceptions import WebSocketException

from commands.graphql_client import GraphQLClient, ProtocolError
from enrollment.catalogue_edits import CourseDraft, GroupDraft, IfExists, StudentDraft, TermDraft
from models.catalogue_writer import CatalogueWriter, Editor
from models.database import Database

TERM = "CHAOS"
STUDENTS, GROUPS, CAPACITY = 240, 48, 12


async def fill(database: Database) -> None:
    """Make a term of its own, in which nothing but seats is short: there are two or three for each student."""
    async with database.transaction() as tx:
        writer = CatalogueWriter(tx, IfExists.KEEP, Editor("chaos"))
        now = await writer.now()
        await writer.save_terms([TermDraft(TERM, None, now - timedelta(days=1), now + timedelta(days=30))])
        courses = [CourseDraft(f"CHAOS{n}", f"Course {n}", 1) for n in range(1, GROUPS + 1)]
        await writer.save_courses(courses)
        await writer.save_students(StudentDraft(f"CHAOS{n:03}", None, 100) for n in range(1, STUDENTS + 1))
        await writer.save_groups(
            [GroupDraft(TERM, f"G-{course.code}", course.code, CAPACITY, ()) for course in courses]
        )


_SUBMIT = """
mutation ($input: %sInput!) {
  %s(input: $input) {
    __typename
    ... on TaskAccepted { replayed task { id } }
    ... on ServiceUnavailable { retryAfterSeconds }
    ... on Problem { code message }
  }
}"""
_CANCEL = """
mutation ($id: ID!) {
  cancelTask(input: {id: $id, reason: "changed my mind"}) { __typename ... on Problem { code message } }
}"""
_WATCH = """
subscription ($id: ID!, $after: Int) {
  task(id: $id, afterVersion: $after) { version final task { status } }
}"""

_RETRYABLE_RESULTS = frozenset({"ServiceUnavailable", "Overloaded", "RateLimited"})
"""Results that ask to retry with the same key."""
_RETRYABLE_CODES = frozenset({"SERVICE_UNAVAILABLE", "OVERLOADED", "RATE_LIMITED", "RESTARTING"})
"""Codes of top-level errors that ask to retry with the same key."""
_RETRY_SECONDS = (0.05, 0.4)
"""Before a retry, from and to."""
_THINK_SECONDS = (0.0, 0.3)
"""Between two requests of a student, from and to."""
_CANCEL_SECONDS = (0.0, 0.2)
"""After which a student cancels, from and to: before, during or after the charge."""
_DROP_PROBABILITY, _FUTILE_DROP_PROBABILITY = 0.7, 0.05
"""For students with enrollments and for students without any."""
_SWAP_PROBABILITY, _WAITLIST_PROBABILITY = 0.5, 0.3
"""Of what students with enrollments ask for beside drops, and of enrollments: that they wait where a group is full."""
_SWAP_WAITLIST_PROBABILITY = 0.5
"""Of swaps into one group: the same."""
_ANSWER_TIMEOUT_SECONDS = 40.0
"""Longer than the longest outage."""


@dataclass(slots=True)
class ClientRequest:
    """An enrollment, drop or swap that a student asked for.

    Attributes:
        groups: those asked for, or to be dropped.
        given_up: what a swap is to give up.
        waitlist: whether an enrollment, or a swap into one group, waits where a group is full.
        tasks: GraphQL ids of the tasks in the answers; more than one if it was sent twice.
        final_status: the status in the last event of its subscription; None before that.
        versions: the versions in the events of its subscription.
    """

    student: str
    kind: str
    key: str
    groups: Sequence[str]
    given_up: Sequence[str] = ()
    waitlist: bool = False
    tasks: list[str] = field(default_factory=list)
    final_status: str | None = None
    versions: list[int] = field(default_factory=list)

    @property
    def asked(self) -> dict[str, Any]:
        """The input."""
        asked: dict[str, Any] = {"studentCode": self.student, "termCode": TERM, "idempotencyKey": self.key}
        asked |= {"waitlist": True} if self.waitlist else {}
        if self.kind == "swap":
            return asked | {"takeGroupCodes": self.groups, "dropGroupCodes": self.given_up}
        return asked | {"groupCodes": self.groups}

    @property
    def held(self) -> Sequence[str]:
        """What of these groups the student has afterwards, as far as they know: a seat, or a place in a waitlist."""
        if self.final_status != "SUCCEEDED":
            return self.given_up
        return () if self.kind == "drop" else self.groups


@dataclass(slots=True)
class Clients:
    """Simulated students, who send requests until they are told to stop.

    Attributes:
        stopping: when it is set, students finish what they are doing and send nothing new.
        requests: the requests that were answered.
        unusable_answers: a line for each answer that gives neither a result nor an advice to retry.
        waiting: students who have not finished.
        retries: how often a request was sent again, by the error or result that caused it.
    """

    base_urls: Sequence[str]
    seed: int
    headers: dict[str, str]
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    requests: list[ClientRequest] = field(default_factory=list)
    unusable_answers: list[str] = field(default_factory=list)
    retries: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    _held: defaultdict[str, list[Sequence[str]]] = field(default_factory=lambda: defaultdict(list))
    _clients: list[GraphQLClient] = field(default_factory=list)

    async def run(self, students: int, show: Callable[[int], None]) -> None:
        """Run this many students at the same time; returns when all have finished after `stopping` was set.

        Args:
            show: called with the number of answered requests.
        """
        self._clients = [GraphQLClient(url, self.headers) for url in self.base_urls]
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(students):
                    choice = random.Random(f"{self.seed}:{number}")  # noqa: S311 - has to be reproducible
                    group.create_task(self._student(choice, number, show))
        finally:
            for client in self._clients:
                await client.http.aclose()

    async def _student(self, choice: random.Random, number: int, show: Callable[[int], None]) -> None:
        count = 0
        self.waiting += 1
        while not self.stopping.is_set():
            count += 1
            request = self._new_request(choice, f"{self.seed}-{number}-{count}")
            twice = 2 if choice.random() < 0.1 else 1
            await asyncio.gather(*(self._submit(choice, request) for _ in range(twice)))
            self.requests.append(request)
            if request.tasks:
                if choice.random() < 0.05:
                    await asyncio.sleep(choice.uniform(*_CANCEL_SECONDS))
                    await self._cancel(choice, request.tasks[0])
                await self._follow(choice, request)
            if request.held:
                self._held[request.student].append(request.held)
            show(len(self.requests))
            await asyncio.sleep(choice.uniform(*_THINK_SECONDS))
        self.waiting -= 1

    def _new_request(self, choice: random.Random, key: str) -> ClientRequest:
        """Drops and swaps are of groups that the student has, if there are any; all other groups are random."""
        student = f"CHAOS{choice.randint(1, STUDENTS):03}"
        held, some = self._held[student], _some_groups(choice, 4)
        if choice.random() < (_DROP_PROBABILITY if held else _FUTILE_DROP_PROBABILITY):
            return ClientRequest(student, "drop", key, held.pop() if held else some)
        if held and choice.random() < _SWAP_PROBABILITY:
            given_up = held.pop()
            taken = [code for code in _some_groups(choice, 2) if code not in given_up]
            if not taken:
                return ClientRequest(student, "drop", key, given_up)
            waitlist = len(taken) == 1 and choice.random() < _SWAP_WAITLIST_PROBABILITY
            return ClientRequest(student, "swap", key, taken, given_up, waitlist=waitlist)
        return ClientRequest(student, "enroll", key, some, waitlist=choice.random() < _WAITLIST_PROBABILITY)

    async def _submit(self, choice: random.Random, request: ClientRequest) -> None:
        """Send the request until it is answered, always with the same key."""
        text = _SUBMIT % (request.kind.capitalize(), request.kind)
        answer = await self._execute(choice, text, {"input": request.asked}, request.kind)
        if answer.get("__typename") == "TaskAccepted":
            request.tasks.append(answer["task"]["id"])
        else:
            self.unusable_answers.append(f"{request.kind} {request.key}: {answer}")

    async def _cancel(self, choice: random.Random, task: str) -> None:
        answer = await self._execute(choice, _CANCEL, {"id": task}, "cancelTask")
        if answer.get("__typename") not in {"TaskCancelling", "AlreadyFinal"}:
            self.unusable_answers.append(f"cancel {task}: {answer}")

    async def _execute(self, choice: random.Random, text: str, variables: dict[str, Any], root: str) -> dict[str, Any]:
        """Send an operation to either API until there is an answer that does not ask for a retry."""
        while True:
            client = choice.choice(self._clients)
            try:
                async with asyncio.timeout(_ANSWER_TIMEOUT_SECONDS):
                    answer = await client.execute(text, variables)
            except (httpx.TransportError, TimeoutError) as error:
                self.retries[type(error).__name__] += 1
            else:
                result = (answer.get("data") or {}).get(root)
                codes = {error.get("extensions", {}).get("code") for error in answer.get("errors", ())}
                if result is not None and result["__typename"] not in _RETRYABLE_RESULTS:
                    return dict(result)
                if result is None and not (codes and codes <= _RETRYABLE_CODES):
                    return dict(answer)
                self.retries[result["__typename"] if result else ",".join(sorted(codes))] += 1
            await asyncio.sleep(choice.uniform(*_RETRY_SECONDS))

    async def _follow(self, choice: random.Random, request: ClientRequest) -> None:
        """Watch the request's task to its end; after a lost connection resume at the last version."""
        after: int | None = None
        while request.final_status is None:
            client = choice.choice(self._clients)
            variables = {"id": request.tasks[-1], "after": after}
            try:
                async with (
                    asyncio.timeout(_ANSWER_TIMEOUT_SECONDS),
                    aclosing(client.subscribe(_WATCH, variables)) as events,
                ):
                    async for payload in events:
                        if "data" not in payload or payload["data"] is None:
                            self.retries["subscription refused"] += 1
                            break
                        event = payload["data"]["task"]
                        after = event["version"]
                        request.versions.append(after)
                        if event["final"]:
                            request.final_status = event["task"]["status"]
            except (OSError, WebSocketException, ProtocolError, TimeoutError) as error:
                self.retries[f"subscription: {type(error).__name__}"] += 1
            if request.final_status is None:
                await asyncio.sleep(choice.uniform(*_RETRY_SECONDS))


def _some_groups(choice: random.Random, most: int) -> list[str]:
    return [f"G-CHAOS{n}" for n in choice.sample(range(1, GROUPS + 1), choice.randint(1, most))]
