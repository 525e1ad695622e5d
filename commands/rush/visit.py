"""A student of a registration day: looks at the catalogue, clicks, waits to know, and does what else is planned."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from app.http.middleware.answer_headers import CORRELATION_HEADER
from commands.graphql_client import GraphQLClient, ProtocolError
from commands.smoke.baskets import ListedGroup
from trials.behaviour import MAX_BASKETS, StudentPlan, next_basket
from trials.clicks import Click, Day

_CATALOGUE = """
query ($term: String!, $codes: [String!]!) {
  term(code: $term) {
    isOpen
    groups(filter: {codes: $codes}) {
      nodes { code capacity seatsAvailable course { code title } meetings { weekday startsAt endsAt } }
    }
  }
}"""
SEATS = """
subscription ($term: String!, $codes: [String!]) {
  seats(termCode: $term, groupCodes: $codes) { groups { groupCode capacity taken } }
}"""
_ENROLL = """
mutation ($input: EnrollInput!) {
  enroll(input: $input) {
    __typename
    ... on TaskAccepted { replayed task { id } }
    ... on RateLimited { retryAfterSeconds }
    ... on Overloaded { retryAfterSeconds }
    ... on ServiceUnavailable { retryAfterSeconds }
    ... on TooManyUnfinishedTasks { retryAfterSeconds }
    ... on Problem { code message }
  }
}"""
_WATCH = """
subscription ($id: ID!, $after: Int) {
  task(id: $id, afterVersion: $after) {
    version final task { status problems { code } groups { groupCode problems { code } } }
  }
}"""
_RETRY_SECONDS = 0.5
"""Before the same is sent again after a lost connection, or a limit that does not say when."""
_LIMIT_CODES = frozenset({1013, 4429, 429, 503})
"""With which the server closes or refuses a WebSocket because there are too many."""
_RETRYABLE = frozenset({"RATE_LIMITED", "OVERLOADED", "SERVICE_UNAVAILABLE", "RESTARTING", "TOO_MANY_CONNECTIONS"})
"""Codes of errors after which the same may be sent again."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a registration day takes place.

    Attributes:
        run: the correlation id of all requests.
        gate: as many students are connected at the same time as it lets in.
        token: makes the token of a student.
    """

    base_url: str
    run: str
    term: str
    offered: Sequence[ListedGroup]
    day: Day
    gate: asyncio.Semaphore
    token: Callable[[str], str]


async def take_part(site: Site, plan: StudentPlan) -> None:
    """Arrive, and do what is planned."""
    await asyncio.sleep(plan.arrives - site.day.now)
    async with site.gate:
        site.day.present += 1
        headers = {"Authorization": f"Bearer {site.token(plan.student)}", CORRELATION_HEADER: site.run}
        try:
            async with GraphQLClient(site.base_url, headers) as client:
                await _Visit(site, plan, client).carry_out()
            site.day.gone += 1
        finally:
            site.day.present -= 1


@dataclass(slots=True)
class _Visit:
    site: Site
    plan: StudentPlan
    client: GraphQLClient

    async def carry_out(self) -> None:
        watching = asyncio.create_task(self._watch_seats()) if self.plan.watches_seats else None
        try:
            await self._browse_and_submit()
        finally:
            if watching is not None:
                watching.cancel()
                await asyncio.wait({watching})

    async def _browse_and_submit(self) -> None:
        for thinks in self.plan.thinks:
            await asyncio.sleep(thinks)
            await self._refresh(self.plan.basket)
        basket = self.plan.basket
        for number in range(MAX_BASKETS):
            click = await self._submit(basket, number)
            if not click.full:
                return
            await asyncio.sleep(self.plan.thinks[0])
            seats = await self._refresh(basket)
            basket = next_basket(self.plan, basket, click.full, seats, self.site.offered)
            if not basket:
                return

    async def _refresh(self, basket: Sequence[str]) -> dict[str, int]:
        """Look at all groups of the courses in the basket. Returns their free seats."""
        courses = {group.course_code for group in self.site.offered if group.code in basket}
        codes = [group.code for group in self.site.offered if group.course_code in courses]
        answer = await self._execute(_CATALOGUE, {"term": self.site.term, "codes": codes[:100]})
        self.site.day.counts["looks at the catalogue"] += 1
        term = (answer.get("data") or {}).get("term") or {"groups": {"nodes": ()}}
        return {group["code"]: group["seatsAvailable"] for group in term["groups"]["nodes"]}

    async def _watch_seats(self) -> None:
        """Be shown the seats of the basket's groups as they change, until it is cancelled."""
        variables = {"term": self.site.term, "codes": self.plan.basket}
        with contextlib.suppress(OSError, WebSocketException, ProtocolError):
            async with aclosing(self.client.subscribe(SEATS, variables)) as events:
                async for _ in events:
                    self.site.day.counts["changes of seats seen"] += 1

    async def _submit(self, basket: tuple[str, ...], number: int) -> Click:
        """Click, and wait to know how it ended, unless the student gives up."""
        day, plan = self.site.day, self.plan
        click = Click(plan.student, basket, f"{self.site.run}-{plan.student}-{number}", day.now)
        day.clicks.append(click)
        first = number == 0
        try:
            async with asyncio.timeout(plan.gives_up if first else None):
                await self._send_and_follow(click, times=plan.clicks if first else 1)
        except TimeoutError:
            click.gave_up = True
            day.counts["gave up"] += 1
            if plan.comes_back is not None:
                await asyncio.sleep(plan.comes_back)
                click.returned = True
                day.counts["came back and sent the same again"] += 1
                await self._send_and_follow(click, times=1)
        if first and plan.repeats and click.ending:
            day.counts["sent the same again with the same key"] += 1
            await self._send(click)
        return click

    async def _send_and_follow(self, click: Click, *, times: int) -> None:
        if times > 1:
            self.site.day.counts["double clicks"] += 1
        await asyncio.gather(*(self._send(click) for _ in range(times)))
        while click.tasks and not click.ending:
            await self._follow(click)

    async def _send(self, click: Click) -> None:
        """Send the click until there is an answer that does not ask to send it again."""
        given = {
            "studentCode": click.student,
            "termCode": self.site.term,
            "groupCodes": click.groups,
            "idempotencyKey": click.key,
        }
        answer = await self._execute(_ENROLL, {"input": given})
        result = (answer.get("data") or {}).get("enroll")
        if result is None:
            self.site.day.errors[_messages(answer)] += 1
        elif result["__typename"] == "TaskAccepted":
            self.site.day.answer(click, result["task"]["id"])
        else:
            self.site.day.end(click, result["code"], [result["code"]])

    async def _execute(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a query or mutation; it is sent again after lost connections and limits."""
        day = self.site.day
        while True:
            try:
                answer = await self.client.execute(query, variables)
            except (httpx.TransportError, ValueError) as error:
                day.retries[type(error).__name__] += 1
                wait = _RETRY_SECONDS
            else:
                limit = limit_in(answer)
                if limit is None:
                    return answer
                code, wait = limit
                day.limits[code] += 1
            await asyncio.sleep(wait)

    async def _follow(self, click: Click) -> None:
        """Watch the task until it is final or the connection is lost; after that, from the last version on."""
        day = self.site.day
        variables = {"id": click.tasks[0], "after": click.versions[-1] if click.versions else None}
        try:
            async with aclosing(self.client.subscribe(_WATCH, variables)) as events:
                async for payload in events:
                    if not payload.get("data"):
                        day.retries[f"subscription: {_messages(payload)}"] += 1
                        break
                    self._see(click, payload["data"]["task"])
        except (OSError, WebSocketException, ProtocolError) as error:
            code = closed_with(error)
            if code in _LIMIT_CODES:
                day.limits[f"WebSocket {code}"] += 1
            else:
                day.retries[f"subscription: {type(error).__name__}"] += 1
        if not click.ending:
            await asyncio.sleep(_RETRY_SECONDS)

    def _see(self, click: Click, event: Mapping[str, Any]) -> None:
        click.versions.append(event["version"])
        if event["final"]:
            task = event["task"]
            click.full = tuple(
                group["groupCode"]
                for group in task["groups"]
                if any(problem["code"] == "GROUP_FULL" for problem in group["problems"])
            )
            self.site.day.end(click, task["status"], sorted({problem["code"] for problem in task["problems"]}))


def limit_in(answer: Mapping[str, Any]) -> tuple[str, float] | None:
    """The code of a limit that was met, and the seconds after which to send the same again; None if there is none."""
    for result in (answer.get("data") or {}).values():
        if result and "retryAfterSeconds" in result:
            return result["code"], result["retryAfterSeconds"]
    for error in answer.get("errors") or ():
        extensions = error.get("extensions") or {}
        if extensions.get("code") in _RETRYABLE:
            return extensions["code"], extensions.get("retryAfterSeconds") or _RETRY_SECONDS
    return None


def closed_with(error: Exception) -> int | None:
    """The code with which the server closed or refused a WebSocket, if it gave one."""
    if isinstance(error, InvalidStatus):
        return error.response.status_code
    return error.rcvd.code if isinstance(error, ConnectionClosed) and error.rcvd else None


def _messages(answer: Mapping[str, Any]) -> str:
    return "; ".join(str(error.get("message")) for error in answer.get("errors") or ()) or "an answer without data"
