"""Waiting for a seat in a full group, as a client sees it: the place, its end by a promotion, what a group shows."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from commands.graphql_client import GraphQLClient
from tests.support.graphql import SAVE_GROUP, drop, enroll, finished
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

FULL, WATCHED, RAISED = "G-WAIT-A", "G-WAIT-B", "G-WAIT-C"

PLACES = """
query($code: String!) {
  student(code: $code) {
    enrollments(status: [WAITLISTED, CONFIRMED]) { nodes { status position offeredUntil group { code } task { kind } } }
  }
}
"""
GROUP = """
query($codes: [String!]) {
  viewer { subject }
  term(code: "2024-2") { groups(filter: { codes: $codes }, first: 2) { nodes {
    seatsTaken seatsHeld seatsOffered seatsAvailable waitlistLength
    roster(first: 5) { nodes { status position student { code } task { kind } } }
  } } }
}
"""


async def places(api: GraphQLClient, student: str) -> list[dict[str, Any]]:
    answer = await api.execute(PLACES, {"code": student})
    nodes: list[dict[str, Any]] = answer["data"]["student"]["enrollments"]["nodes"]
    return nodes


async def group(api: GraphQLClient, code: str) -> dict[str, Any]:
    answer = await api.execute(GROUP, {"codes": [code]})
    [found] = answer["data"]["term"]["groups"]["nodes"]
    assert isinstance(found, dict)
    return found


async def save(api: GraphQLClient, capacity: int, code: str = FULL) -> dict[str, Any]:
    draft = {"termCode": "2024-2", "code": code, "courseCode": "LIN100", "capacity": capacity, "meetings": []}
    saved = (await api.execute(SAVE_GROUP, {"input": draft}))["data"]["saveGroup"]
    assert saved["__typename"] == "GroupSaved"
    return dict(saved["group"])


async def positions(events: AsyncIterator[Any]) -> list[int]:
    """Of the next event."""
    payload = await anext(events)
    return [place["position"] for place in payload["data"]["waitlist"]["places"]]


async def promoted(api: GraphQLClient, student: str) -> None:
    """Wait until the student has the seat."""

    async def has_it() -> bool:
        found = [(place["status"], place["task"]["kind"]) for place in await places(api, student)]
        return found == [("CONFIRMED", "PROMOTE")]

    await wait_for_async(has_it, 20, f"the promotion of {student}")


WATCH = """
subscription($code: String!) {
  waitlist(studentCode: $code, termCode: "2024-2") { at places { position group { code } } }
}
"""


async def another_student(live: Installation, code: str) -> str:
    """The code of a new student, of whom no other test knows."""
    await live.sql("INSERT INTO students (code, holds) VALUES ($1, '[]')", code)
    return code


async def test_two_wait_and_get_the_seat_one_after_the_other(
    api: GraphQLClient, live: Installation, student: str
) -> None:
    second = await another_student(live, "WAITS-SECOND")
    await save(api, 0)
    refused = await finished(api, (await enroll(api, student, FULL))["task"]["id"])
    assert [problem["code"] for problem in refused["problems"]] == ["GROUP_FULL"]
    for place, who in enumerate((student, second), 1):
        waiting = await finished(api, (await enroll(api, who, FULL, waitlist=True))["task"]["id"])
        assert (waiting["status"], waiting["groups"][0]["status"]) == ("SUCCEEDED", "WAITLISTED")
        [shown] = await places(api, who)
        assert (shown["status"], shown["position"], shown["offeredUntil"]) == ("WAITLISTED", place, None)
    again = await enroll(api, student, FULL, waitlist=True)
    assert again["replayed"], "the same request, while it waits"
    listed = await group(api, FULL)
    assert (listed["seatsTaken"], listed["seatsAvailable"], listed["waitlistLength"]) == (0, 0, 2)
    assert [node["status"] for node in listed["roster"]["nodes"]] == ["WAITLISTED"] * 2

    assert (await save(api, 1))["seatsAvailable"] == 0, "the seat is held in the same commit"
    await promoted(api, student)
    await finished(api, (await drop(api, student, FULL))["task"]["id"])
    await promoted(api, second)
    listed = await group(api, FULL)
    assert (listed["seatsTaken"], listed["seatsHeld"], listed["waitlistLength"]) == (1, 0, 0)


async def test_seats_that_a_registrar_adds_are_for_those_who_wait_in_their_order_and_for_no_smaller_request(
    api: GraphQLClient, live: Installation, student: str
) -> None:
    """The first in the line has asked for more groups than who comes later for this one alone."""
    others = [await another_student(live, f"RAISED-{n}") for n in range(3)]
    await save(api, 0, RAISED)
    baskets = {student: [RAISED, "G-ELC106-E"], others[0]: [RAISED], others[1]: [RAISED]}
    for who, basket in baskets.items():
        waiting = await finished(api, (await enroll(api, who, *basket, waitlist=True))["task"]["id"])
        assert waiting["status"] == "SUCCEEDED"
    await save(api, 2, RAISED)
    late = await finished(api, (await enroll(api, others[2], RAISED))["task"]["id"])
    assert [problem["code"] for problem in late["problems"]] == ["GROUP_FULL"]
    await promoted(api, others[0])
    listed = await group(api, RAISED)
    assert (listed["seatsTaken"], listed["seatsHeld"], listed["waitlistLength"]) == (2, 0, 1)
    by_student = {node["student"]["code"]: node for node in listed["roster"]["nodes"]}
    assert {code: node["task"]["kind"] for code, node in by_student.items()} == {
        student: "PROMOTE",
        others[0]: "PROMOTE",
        others[1]: "ENROLL",
    }
    assert (by_student[others[1]]["status"], by_student[others[1]]["position"]) == ("WAITLISTED", 1)


async def test_watch_waitlist_sends_the_places_now_and_when_they_change(
    api: GraphQLClient, live: Installation, student: str
) -> None:
    second = await another_student(live, "WATCHED-SECOND")
    await save(api, 0, WATCHED)
    for who in (student, second):
        await finished(api, (await enroll(api, who, WATCHED, waitlist=True))["task"]["id"])
    async with aclosing(api.subscribe(WATCH, {"code": second})) as events:
        assert await positions(events) == [2]
        await finished(api, (await drop(api, student, WATCHED))["task"]["id"])
        assert await positions(events) == [1]
        await finished(api, (await drop(api, second, WATCHED))["task"]["id"])
        assert await positions(events) == []


async def test_watch_waitlist_of_what_there_is_not_is_an_error(api: GraphQLClient) -> None:
    async with aclosing(api.subscribe(WATCH, {"code": "EST-NONE"})) as events:
        payload = await anext(events)
    assert payload["errors"][0]["extensions"]["code"] == "NOT_FOUND"
