"""The subscriptions sagas and seats, over a real WebSocket."""

import asyncio
from contextlib import aclosing
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, accepted_drop, enrolled, finished, save_group
from tests.support.poll import in_time

SAGAS = """
subscription($filter: SagaFilter) {
  sagas(filter: $filter) { version at snapshot final saga { id status version } steps { position status version } }
}
"""
SEATS = """
subscription($term: String!, $codes: [String!]) {
  seats(termCode: $term, groupCodes: $codes) { at groups { groupCode capacity taken available } }
}
"""
GROUP, OTHER = "G-INF220-B", "G-ADM310-B"


async def test_watch_sagas_shows_what_moves(api: GraphQLClient, student: str) -> None:
    async with aclosing(api.subscribe(SAGAS, {"filter": {"studentCode": student}})) as payloads:
        first = asyncio.ensure_future(anext(payloads))
        while not first.done():  # nothing is shown of a saga that ends before the subscription has begun
            await enrolled(api, student, GROUP)
            await dropped(api, student, GROUP)
        task = await accepted(api, student, GROUP)
        events = await until_final(payloads, task)
        versions = [event["version"] for event in events]
        assert versions == sorted(set(versions))
        assert (events[-1]["saga"]["status"], events[-1]["snapshot"]) == ("COMPLETED", False)
        assert events[-1]["steps"]
        assert await until_final(payloads, await dropped(api, student, GROUP)), "it does not end with a saga"


async def dropped(api: GraphQLClient, student: str, group: str) -> dict[str, Any]:
    """The task at its end."""
    return await finished(api, (await accepted_drop(api, student, group))["id"])


async def until_final(payloads: Any, task: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of the task's saga, up to its final one. Sagas before it may be shown first."""
    events: list[dict[str, Any]] = []
    while not (events and events[-1]["final"]):
        event = (await in_time(anext(payloads), 10))["data"]["sagas"]
        if event["saga"]["id"] == task["saga"]["id"]:
            events.append(event)
    return events


@pytest.mark.parametrize("codes", [None, [f" {GROUP}", OTHER, "G-NADA-ZZ"]], ids=["whole term", "some"])
async def test_watch_seats_sends_what_there_is_then_what_changes(
    api: GraphQLClient, student: str, codes: list[str] | None
) -> None:
    async with aclosing(api.subscribe(SEATS, {"term": "2024-2", "codes": codes})) as payloads:
        seats = await reading(payloads)
        assert (len(seats) > 2) if codes is None else (seats.keys() == {GROUP, OTHER})
        before = seats[GROUP]["taken"]
        assert seats[GROUP]["available"] == seats[GROUP]["capacity"] - before
        await enrolled(api, student, GROUP)
        while seats[GROUP]["taken"] == before:
            seats |= await reading(payloads)
        assert seats[GROUP]["taken"] == before + 1


async def test_watch_seats_shows_a_new_capacity(api: GraphQLClient) -> None:
    group = {"termCode": "2025-1", "code": "WATCHED", "courseCode": "LIN100", "capacity": 7}
    await save_group(api, group)
    async with aclosing(api.subscribe(SEATS, {"term": "2025-1", "codes": ["WATCHED"]})) as payloads:
        assert (await reading(payloads))["WATCHED"]["capacity"] == 7
        await save_group(api, {**group, "capacity": 9})
        assert (await reading(payloads))["WATCHED"] == {
            "groupCode": "WATCHED",
            "capacity": 9,
            "taken": 0,
            "available": 9,
        }


async def test_watch_seats_of_an_unknown_term_is_an_error(api: GraphQLClient) -> None:
    async with aclosing(api.subscribe(SEATS, {"term": "1999-1", "codes": None})) as payloads:
        (error,) = (await anext(payloads))["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"


async def reading(payloads: Any) -> dict[str, dict[str, Any]]:
    """The groups of the next event, by code."""
    event = (await in_time(anext(payloads), 10))["data"]["seats"]
    return {group["groupCode"]: group for group in event["groups"]}
