"""saveStudent: who is on file, whether they are active, and how many credits they may take."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, enrolled, finished
from tests.support.installation import Installation

SAVE = """
mutation($input: SaveStudentInput!) {
  saveStudent(input: $input) {
    __typename
    ... on StudentSaved { student { code name active maxCredits minCredits holds { code } } }
    ... on Problem { code }
    ... on InvalidInput { errors { path message } }
  }
}
"""
LOG = """
query($code: String!) {
  auditLog(filter: {studentCode: $code}) { nodes { action outcome created changes { field before after } } }
}
"""


async def save(api: GraphQLClient, **asked: object) -> dict[str, Any]:
    answer = await api.execute(SAVE, {"input": asked})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["saveStudent"]
    return result


async def test_save_student_makes_a_new_student_who_can_enroll(api: GraphQLClient) -> None:
    made = (await save(api, code=" NEW-1\u200b", name=" Ñusta  "))["student"]
    assert made == {"code": "NEW-1", "name": "Ñusta", "active": True, "maxCredits": 30, "minCredits": None, "holds": []}
    await enrolled(api, "NEW-1", "G-ELC102-E")


async def test_save_student_changes_what_is_given_and_says_so_in_the_audit_log(
    api: GraphQLClient, student: str
) -> None:
    before = (await save(api, code=student, maxCredits=4))["student"]
    after = (await save(api, code=student, active=False))["student"]
    assert after == {**before, "active": False, "maxCredits": 4}

    refused = await finished(api, (await accepted(api, student, "G-ELC102-E"))["id"])
    assert [problem["code"] for problem in refused["problems"]] == ["STUDENT_INACTIVE", "CREDIT_LIMIT_EXCEEDED"]
    await save(api, code=student, active=True, maxCredits=30)
    await enrolled(api, student, "G-ELC102-E")

    entries = (await api.execute(LOG, {"code": student}))["data"]["auditLog"]["nodes"]
    saved = [entry for entry in entries if entry["action"] == "SAVE_STUDENT" and entry["outcome"] == "SAVED"]
    assert [entry["changes"] for entry in reversed(saved) if not entry["created"]] == [
        [{"field": "maxCredits", "before": "30", "after": "4"}],
        [{"field": "active", "before": "true", "after": "false"}],
        [
            {"field": "active", "before": "false", "after": "true"},
            {"field": "maxCredits", "before": "4", "after": "30"},
        ],
    ]


async def test_save_student_keeps_gives_and_takes_back_the_fewest_credits(api: GraphQLClient, student: str) -> None:
    given = (await save(api, code=student, minCredits=4))["student"]
    kept = (await save(api, code=student, maxCredits=29))["student"]
    assert (given["minCredits"], kept["minCredits"]) == (4, 4)
    assert (await save(api, code=student, minCredits=None))["student"]["minCredits"] is None
    entries = (await api.execute(LOG, {"code": student}))["data"]["auditLog"]["nodes"]
    assert [entry["changes"] for entry in entries if entry["action"] == "SAVE_STUDENT"][:1] == [
        [{"field": "minCredits", "before": "4", "after": None}]
    ]


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"code": " "}, "code"),
        ({"code": "x" * 101}, "code"),
        ({"code": "OK", "name": "a\0b"}, "name"),
        ({"code": "OK", "maxCredits": -1}, "maxCredits"),
        ({"code": "OK", "maxCredits": 32768}, "maxCredits"),
        ({"code": "OK", "minCredits": -1}, "minCredits"),
        ({"code": "OK", "minCredits": 32768}, "minCredits"),
    ],
)
async def test_save_student_names_what_is_wrong(api: GraphQLClient, asked: dict[str, object], path: str) -> None:
    refused = await save(api, **asked)
    assert (refused["code"], [error["path"] for error in refused["errors"]]) == ("INVALID_INPUT", [["input", path]])


async def test_twenty_first_enrollments_of_a_new_student_at_the_same_moment_make_one_student_with_one_seat(
    api: GraphQLClient, live: Installation
) -> None:
    """Twenty clients make the student, each in the belief to be the first, and enroll them in the same moment."""
    student, group = "NEW-TWENTY", "G-ELC102-E"

    async def first(number: int) -> dict[str, Any]:
        saved = await save(api, code=student, **({"name": "Ana"} if number % 2 else {"cohorts": ["2031"]}))
        assert saved["__typename"] == "StudentSaved", saved
        return await accepted(api, student, group, key=f"first-{number}")

    tasks = await asyncio.gather(*(first(number) for number in range(20)))
    ended = [await finished(api, task["id"]) for task in tasks]
    assert Counter(task["status"] for task in ended) == {"SUCCEEDED": 1, "REJECTED": 19}
    assert {problem["code"] for task in ended for problem in task["problems"]} == {"ALREADY_ENROLLED"}
    [row] = await live.sql("SELECT id, name, active, max_credits, cohorts FROM students WHERE code = $1", student)
    assert (row["name"], row["active"], row["max_credits"], row["cohorts"]) == ("Ana", True, 30, ["2031"])
    seats = await live.sql("SELECT status FROM enrollments WHERE student_id = $1", row["id"])
    assert [seat["status"] for seat in seats] == ["CONFIRMED"]
