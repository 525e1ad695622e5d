"""What the checks share: a signed-in client, and a student of a term whom they enroll and drop.

Every request of a run carries its mark as the correlation id, which the task of each seat keeps. So a seat that a run
has left behind is recognised, by any caller who may see the student.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from websockets.exceptions import WebSocketException

from commands.graphql_client import GraphQLClient, ProtocolError
from commands.smoke.baskets import GROUP_FIELDS, ListedGroup, choose, full_group

MARK = "smoke-"
"""The beginning of the correlation ids of all runs."""
FINAL_SECONDS = 30.0
"""A task must be final within this time."""
_RECENT_TASKS = 100

_SUBMIT = """
mutation ($input: %sInput!) {
  submit: %s(input: $input) {
    __typename ... on TaskAccepted { replayed task { id } } ... on Problem { code message }
  }
}"""
_CANCEL = """
mutation ($id: ID!) {
  cancelTask(input: {id: $id, reason: "left behind by a smoke test"}) { __typename ... on Problem { code message } }
}"""
_WATCH = """
subscription ($id: ID!) {
  task(id: $id) {
    version final task { status problems { code } groups { groupCode status problems { code } } }
  }
}"""
_HELD = (
    """
query ($student: String!, $after: String) {
  student(code: $student) {
    enrollments(status: [RESERVED, CONFIRMED], first: 50, after: $after) {
      nodes { group { ...GroupFields term { code } } task { correlationId } }
      pageInfo { hasNextPage endCursor }
    }
  }
}"""
    + GROUP_FIELDS
)
_OFFERED = (
    """
query ($term: String!, $after: String) {
  term(code: $term) {
    groups(first: 100, after: $after) { nodes { ...GroupFields } pageInfo { hasNextPage endCursor } }
  }
}"""
    + GROUP_FIELDS
)
_UNFINISHED = f"""
query ($student: String!) {{
  student(code: $student) {{ tasks(first: {_RECENT_TASKS}) {{ nodes {{ id kind final correlationId }} }} }}
}}"""


class SmokeFailure(Exception):
    """The server does not do what it should. The message says what it does."""


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A live enrollment of the student, and the correlation id of the request that made it."""

    group: ListedGroup
    term: str
    correlation_id: str


@dataclass(frozen=True, slots=True)
class FollowedTask:
    """A task at its end, and the versions that its subscription showed."""

    task: Mapping[str, Any]
    versions: Sequence[int]

    @property
    def status(self) -> str:
        return str(self.task["status"])

    @property
    def groups(self) -> dict[str, str]:
        """The status of each group, by code."""
        return {group["groupCode"]: group["status"] for group in self.task["groups"]}

    @property
    def problems(self) -> str:
        """The codes of all that speaks against it, and of which groups."""
        named = [
            f"{problem['code']} {group['groupCode']}" for group in self.task["groups"] for problem in group["problems"]
        ]
        return ", ".join(named or sorted({problem["code"] for problem in self.task["problems"]}))


@dataclass(slots=True)
class Session:
    """A run. `run` is its mark."""

    client: GraphQLClient
    run: str
    student: str
    term: str

    async def ask(
        self, query: str, variables: Mapping[str, Any] | None = None, operation: str | None = None
    ) -> dict[str, Any]:
        """The data of a query's answer. Raises SmokeFailure if there is none, or an error.

        `operation`: which one of the document; None: it has one.
        """
        try:
            answer = await self.client.execute(query, variables, operation=operation)
        except httpx.TransportError as error:
            raise SmokeFailure(f"no answer: {type(error).__name__} {error}".rstrip()) from error
        except ValueError as error:
            raise SmokeFailure(f"the answer is not JSON: {error}") from error
        if answer.get("errors") or not answer.get("data"):
            raise SmokeFailure(_messages(answer))
        return dict(answer["data"])

    async def submit(self, kind: str, groups: Sequence[str], key: str, term: str | None = None) -> dict[str, Any]:
        """The answer to an `Enroll` or a `Drop`, which may be a problem. Raises SmokeFailure."""
        given = {
            "studentCode": self.student,
            "termCode": term or self.term,
            "groupCodes": list(groups),
            "idempotencyKey": f"{self.run}-{key}",
        }
        data = await self.ask(_SUBMIT % (kind, kind.lower()), {"input": given})
        return dict(data["submit"])

    async def accepted(self, kind: str, groups: Sequence[str], key: str, term: str | None = None) -> str:
        """The id of the task that was accepted. Raises SmokeFailure."""
        return task_id(await self.submit(kind, groups, key, term))

    async def follow(self, task: str) -> FollowedTask:
        """Subscribe to a task until it is final. Raises SmokeFailure if it does not end or its versions do not rise."""
        versions: list[int] = []
        last: dict[str, Any] | None = None
        try:
            async with asyncio.timeout(FINAL_SECONDS), aclosing(self.client.subscribe(_WATCH, {"id": task})) as events:
                async for payload in events:
                    if payload.get("errors") or not payload.get("data"):
                        raise SmokeFailure(f"the subscription failed: {_messages(payload)}")
                    last = payload["data"]["task"]
                    versions.append(last["version"])
        except TimeoutError:
            seen = last["task"]["status"] if last else "no event"
            raise SmokeFailure(f"not final after {FINAL_SECONDS:g} s ({seen}): does a worker run?") from None
        except (OSError, WebSocketException, ProtocolError) as error:
            raise SmokeFailure(f"the subscription broke: {type(error).__name__} {error}".rstrip()) from error
        if last is None or not last["final"]:
            raise SmokeFailure("the subscription ended before the task did")
        if versions != sorted(set(versions)):
            raise SmokeFailure(f"the versions do not rise: {versions}")
        return FollowedTask(last["task"], versions)

    async def held(self) -> list[HeldSeat]:
        """The student's live enrollments, of all terms. Raises SmokeFailure."""
        seats: list[HeldSeat] = []
        async for node in self._pages(_HELD, {"student": self.student}, "student", "enrollments"):
            made_by = node["task"] or {"correlationId": ""}
            group = node["group"]
            seats.append(HeldSeat(ListedGroup.of(group), group["term"]["code"], made_by["correlationId"]))
        return seats

    async def basket(self, count: int) -> list[str]:
        """The codes of groups in which the student can be enrolled now. Raises SmokeFailure."""
        held = [seat.group for seat in await self.held() if seat.term == self.term]
        chosen = choose(await self.offered(), held, count)
        if len(chosen) < count:
            raise SmokeFailure(f"term {self.term} has no {count} groups with a free seat for student {self.student}")
        return [group.code for group in chosen]

    async def full_group(self) -> str | None:
        """The code of a group without a free seat, if the term has one. Raises SmokeFailure."""
        found = full_group(await self.offered())
        return None if found is None else found.code

    async def offered(self) -> list[ListedGroup]:
        """The groups of the term. Raises SmokeFailure."""
        pages = self._pages(_OFFERED, {"term": self.term}, "term", "groups")
        return [ListedGroup.of(node) async for node in pages]

    async def take_back(self, mark: str) -> list[str]:
        """Drop the student's seats whose mark begins so, once what is under way has ended.

        Returns the codes of the dropped groups. Raises SmokeFailure.
        """
        for task in await self._unfinished(mark):
            if task["kind"] == "ENROLL":
                await self.ask(_CANCEL, {"id": task["id"]})
            await self.follow(task["id"])
        marked = [seat for seat in await self.held() if seat.correlation_id.startswith(mark)]
        for term in sorted({seat.term for seat in marked}):
            codes = sorted(seat.group.code for seat in marked if seat.term == term)
            ended = await self.follow(await self.accepted("Drop", codes, f"drop-{uuid4().hex}", term))
            if ended.status != "SUCCEEDED":
                raise SmokeFailure(f"the drop of {', '.join(codes)} in {term} ended {ended.status}: {ended.problems}")
        return sorted(seat.group.code for seat in marked)

    async def _unfinished(self, mark: str) -> list[dict[str, Any]]:
        data = await self.ask(_UNFINISHED, {"student": self.student})
        tasks = (data["student"] or {"tasks": {"nodes": ()}})["tasks"]["nodes"]
        return [task for task in tasks if not task["final"] and task["correlationId"].startswith(mark)]

    async def _pages(
        self, query: str, variables: Mapping[str, Any], root: str, field: str
    ) -> AsyncIterator[dict[str, Any]]:
        after = None
        while True:
            parent = (await self.ask(query, {**variables, "after": after}))[root]
            if parent is None:
                raise SmokeFailure(f"there is no {root} {variables[root]}, or the token may not see it: try --{root}")
            page = parent[field]
            for node in page["nodes"]:
                yield node
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]


def task_id(answer: Mapping[str, Any]) -> str:
    """The id of the task in an answer. Raises SmokeFailure if it was not accepted."""
    if answer["__typename"] != "TaskAccepted":
        raise SmokeFailure(f"not accepted: {answer.get('code', answer['__typename'])}: {answer.get('message', '')}")
    return str(answer["task"]["id"])


def _messages(answer: Mapping[str, Any]) -> str:
    errors = answer.get("errors") or ()
    return "; ".join(str(error.get("message")) for error in errors) or "an answer without data"
