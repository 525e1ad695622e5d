"""The subscriptions task and saga, over a real WebSocket."""

import asyncio
from contextlib import aclosing
from uuid import UUID

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.graphql import WATCH_SAGA, WATCH_TASK, WHOLE, accepted, finished, watched

WATCH = WATCH_TASK + WHOLE


async def test_watch_task_sends_a_snapshot_rising_versions_and_the_end(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E", "G-ELC106-E")
    events = [payload["data"]["task"] for payload in await watched(api, WATCH, task["id"])]
    versions = [event["version"] for event in events]
    assert versions == sorted(set(versions))
    assert [event["snapshot"] for event in events] == [True] + [False] * (len(events) - 1)
    assert [event["final"] for event in events] == [False] * (len(events) - 1) + [True]
    last = events[-1]
    assert last["task"]["status"] == "SUCCEEDED"
    assert last["version"] == last["task"]["version"] == last["task"]["saga"]["version"]
    assert last["at"] == last["task"]["finishedAt"]


async def test_watch_task_that_has_ended_is_one_event_or_none(api: GraphQLClient, student: str) -> None:
    task = await finished(api, (await accepted(api, student, "G-ELC102-E"))["id"])
    for after in (None, 0, task["version"] - 1):
        (payload,) = await watched(api, WATCH, task["id"], after)
        event = payload["data"]["task"]
        assert (event["snapshot"], event["final"], event["task"]) == (True, True, task)
    for after in (task["version"], task["version"] + 1):
        assert await watched(api, WATCH, task["id"], after) == []


async def test_watch_task_by_many_shows_the_same_end_to_all(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E", "G-ELC106-E")
    seen = await asyncio.gather(*(watched(api, WATCH, task["id"], after) for after in (None, None, 0, 1, 1)))
    ends = [payloads[-1]["data"]["task"] for payloads in seen]
    assert all(end["final"] and end["task"] == ends[0]["task"] for end in ends)


async def test_watch_task_may_be_left_early(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E")
    async with aclosing(api.subscribe(WATCH, {"id": task["id"]})) as payloads:
        await anext(payloads)
    assert (await finished(api, task["id"]))["status"] == "SUCCEEDED"


async def test_watch_saga_sends_the_steps_written_since(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E", "G-ELC106-E")
    events = [payload["data"]["saga"] for payload in await watched(api, WATCH_SAGA, task["saga"]["id"])]
    before = 0
    for event in events:
        assert event["version"] > before
        assert all(step["version"] > before for step in event["steps"] if not event["snapshot"])
        before = event["version"]
    last = events[-1]
    assert (last["final"], last["saga"]["status"]) == (True, "COMPLETED")
    assert last["saga"]["task"] == {"id": task["id"], "status": "SUCCEEDED"}
    (again,) = await watched(api, WATCH_SAGA, task["saga"]["id"])
    assert len(again["data"]["saga"]["steps"]) == len((await finished(api, task["id"]))["saga"]["steps"])


@pytest.mark.parametrize("document", [WATCH, WATCH_SAGA], ids=["task", "saga"])
@pytest.mark.parametrize("id_", ["nonsense", *(encode(kind, UUID(int=1)) for kind in (NodeKind.TASK, NodeKind.SAGA))])
async def test_watch_saga_or_task_that_is_nowhere_is_not_found(api: GraphQLClient, document: str, id_: str) -> None:
    (payload,) = await watched(api, document, id_)
    (error,) = payload["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert error["extensions"]["correlationId"]


async def test_watch_task_relations_are_read_afresh(api: GraphQLClient, student: str) -> None:
    task = await accepted(api, student, "G-ELC102-E")
    document = "subscription($id: ID!) { task(id: $id) { final task { groups { enrollment { status } } } } }"
    last = (await watched(api, document, task["id"]))[-1]["data"]["task"]
    assert last == {"final": True, "task": {"groups": [{"enrollment": {"status": "CONFIRMED"}}]}}
