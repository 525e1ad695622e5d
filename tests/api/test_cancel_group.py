"""cancelGroup: the group takes no seat any more, and each student who had one has a task that says why it is gone."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, enrolled, finished, save_group
from tests.support.installation import Installation

TERM, WHY = "2024-2", "No hay docente"
CANCEL = """
mutation($input: CancelGroupInput!) {
  cancelGroup(input: $input) {
    __typename
    ... on GroupCancellation { group { code capacity seatsTaken seatsAvailable cancelledAt cancelReason } }
    ... on Problem { code message path }
    ... on InvalidInput { errors { path } }
    ... on TermNotFound { similarCode }
  }
}
"""
TASKS = """
query($code: String!) {
  student(code: $code) { tasks(first: 1) { nodes {
    id kind status reason groups { groupCode status group { cancelledAt } } problems { code message }
  } } }
}
"""
HOLD = """
mutation($code: String!) {
  placeHold(input: {studentCode: $code, code: "LIB", reason: "multa", blocksDrops: true}) { __typename }
}
"""

numbers: Iterator[int] = count(1)


@pytest.fixture
async def group(api: GraphQLClient) -> str:
    """A group of the test's own, without meetings."""
    code = f"G-GONE-{next(numbers)}"
    await save_group(api, {"termCode": TERM, "code": code, "courseCode": "LIN100", "capacity": 5})
    return code


async def cancel(api: GraphQLClient, code: str, reason: str = WHY, term: str = TERM) -> dict[str, Any]:
    answer = await api.execute(CANCEL, {"input": {"termCode": term, "groupCode": code, "reason": reason}})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["cancelGroup"]
    return result


async def last_task(api: GraphQLClient, student: str) -> dict[str, Any]:
    answer = await api.execute(TASKS, {"code": student})
    [task] = answer["data"]["student"]["tasks"]["nodes"]
    return dict(task)


async def test_each_student_who_had_a_seat_has_a_task_that_drops_it_and_says_why(
    api: GraphQLClient, live: Installation, student: str, group: str
) -> None:
    await enrolled(api, student, group)
    await api.execute(HOLD, {"code": student})
    [window] = await live.sql("SELECT closes_at FROM terms WHERE code = $1", TERM)
    await live.sql("UPDATE terms SET closes_at = now() WHERE code = $1", TERM)
    try:
        cancelled = await cancel(api, f" {group}\u200b", f" {WHY} ")
    finally:
        await live.sql("UPDATE terms SET closes_at = $1 WHERE code = $2", window["closes_at"], TERM)
    assert cancelled["group"] == {
        **cancelled["group"],
        "code": group,
        "seatsTaken": 1,
        "seatsAvailable": 0,
        "cancelReason": WHY,
    }
    dropping = await last_task(api, student)
    await finished(api, dropping["id"])
    task = await last_task(api, student)
    assert (task["id"], task["kind"], task["status"], task["reason"]) == (dropping["id"], "DROP", "SUCCEEDED", WHY)
    at = cancelled["group"]["cancelledAt"]
    assert task["groups"] == [{"groupCode": group, "status": "DROPPED", "group": {"cancelledAt": at}}]
    [row] = await live.sql("SELECT seats_taken FROM groups WHERE code = $1", group)
    assert row == {"seats_taken": 0}

    again = await cancel(api, group, "another reason")
    assert again["group"] == {**cancelled["group"], "seatsTaken": 0}
    assert (await last_task(api, student))["id"] == task["id"], "asking twice is asking once"


async def test_a_cancelled_group_takes_no_seat_and_is_not_listed_as_available(
    api: GraphQLClient, student: str, group: str
) -> None:
    at = (await cancel(api, group))["group"]["cancelledAt"]
    refused = await finished(api, (await accepted(api, student, group, "G-ELC102-E"))["id"])
    assert [one["status"] for one in refused["groups"]] == ["NOT_TAKEN", "REJECTED"]
    [problem] = refused["problems"]
    assert problem["code"] == "GROUP_CANCELLED"
    assert problem["message"].startswith(f"Group {group} was cancelled at ")
    assert problem["message"].endswith(f"UTC: {WHY}.")
    checked = await api.execute(
        """query($input: EnrollInput!) { validateBasket(input: $input) {
             problems { ... on GroupCancelled { groupCode cancelledAt reason } }
        } }""",
        {"input": {"studentCode": student, "termCode": TERM, "groupCodes": [group]}},
    )
    found = checked["data"]["validateBasket"]
    assert found["problems"] == [{"groupCode": group, "cancelledAt": at, "reason": WHY}]

    listed = """query($term: String!, $codes: [String!], $only: Boolean!) {
      viewer { subject }
      term(code: $term) { groups(filter: {codes: $codes, onlyAvailable: $only}) { nodes { code cancelledAt } } }
    }"""
    for only, expected in ((True, []), (False, [{"code": group, "cancelledAt": at}])):
        answer = await api.execute(listed, {"term": TERM, "codes": [group], "only": only})
        assert answer["data"]["term"]["groups"]["nodes"] == expected


async def test_the_audit_log_says_who_cancelled_it_and_why_and_what_became_of_the_seats(
    api: GraphQLClient, student: str, group: str
) -> None:
    await enrolled(api, student, group)
    at = (await cancel(api, group))["group"]["cancelledAt"]
    await finished(api, (await last_task(api, student))["id"])
    log = """query($code: String!) { auditLog(filter: {groupCode: $code}, first: 2) {
      nodes { actor action outcome reason studentCode changes { field before after } }
    } }"""
    dropped, gone = (await api.execute(log, {"code": group}))["data"]["auditLog"]["nodes"]
    assert dropped == {
        **dropped,
        "actor": gone["actor"],
        "action": "DROP",
        "outcome": "DROPPED",
        "reason": WHY,
        "studentCode": student,
    }
    assert (gone["action"], gone["outcome"], gone["reason"]) == ("CANCEL_GROUP", "SAVED", WHY)
    instant, reason = gone["changes"][1], gone["changes"][0]
    assert reason == {"field": "cancelReason", "before": None, "after": WHY}
    assert (instant["field"], instant["before"], instant["after"][:19]) == ("cancelledAt", None, at[:19])


async def test_cancel_group_refuses_what_it_cannot_cancel(api: GraphQLClient) -> None:
    unknown = await cancel(api, "G-NONE")
    assert (unknown["code"], unknown["path"]) == ("GROUP_NOT_FOUND", ["input", "groupCode"])
    elsewhere = await cancel(api, "G-NONE", term="2024-02")
    assert (elsewhere["code"], elsewhere["similarCode"]) == ("TERM_NOT_FOUND", "2024-2")
    wrong = await cancel(api, "", "two\nlines", " ")
    assert [error["path"][1] for error in wrong["errors"]] == ["termCode", "groupCode", "reason"]
