"""saveCourse: courses are made and changed, what they say about rules is left alone, and the audit log says so."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, enrolled, finished, save_group
from tests.support.installation import Installation

SAVE = """
mutation($input: SaveCourseInput!) {
  saveCourse(input: $input) {
    __typename
    ... on CourseSaved { course { code title credits } }
    ... on Problem { code }
    ... on InvalidInput { errors { path message } }
  }
}
"""
LOG = """
query($code: String!) {
  auditLog(filter: {courseCode: $code}) { nodes { action actor created changes { field before after } } }
}
"""


async def save(api: GraphQLClient, code: str, title: str, credits: int) -> dict[str, Any]:
    answer = await api.execute(SAVE, {"input": {"code": code, "title": title, "credits": credits}})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["saveCourse"]
    return result


async def test_save_course_makes_a_course_whose_groups_count_its_credits(api: GraphQLClient, student: str) -> None:
    made = (await save(api, " ÑAN101\u200b", " Historia ", 3))["course"]
    assert made == {"code": "ÑAN101", "title": "Historia", "credits": 3}
    await save_group(api, {"termCode": "2024-2", "code": "G-ÑAN101", "courseCode": "ÑAN101", "capacity": 5})
    await save(api, "ÑAN101", "Historia", 31)
    refused = await finished(api, (await accepted(api, student, "G-ÑAN101"))["id"])
    assert [problem["code"] for problem in refused["problems"]] == ["CREDIT_LIMIT_EXCEEDED"]
    await save(api, "ÑAN101", "Historia", 4)
    await enrolled(api, student, "G-ÑAN101")


async def test_save_course_changes_title_and_credits_alone_and_says_so_in_the_audit_log(
    api: GraphQLClient, live: Installation
) -> None:
    await save(api, "SAVED1", "Before", 3)
    await live.sql("""UPDATE courses SET rules = '{"max_attempts": 2}' WHERE code = 'SAVED1'""")
    await save(api, "SAVED1", "After", 4)
    [course] = await live.sql("SELECT title, credits, rules::text FROM courses WHERE code = 'SAVED1'")
    assert course == {"title": "After", "credits": 4, "rules": '{"max_attempts": 2}'}
    changed, made = (await api.execute(LOG, {"code": "SAVED1"}))["data"]["auditLog"]["nodes"]
    assert (made["action"], made["created"], changed["created"]) == ("SAVE_COURSE", True, False)
    assert changed["changes"] == [
        {"field": "credits", "before": "3", "after": "4"},
        {"field": "title", "before": "Before", "after": "After"},
    ]


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (("", "Title", 3), "code"),
        (("x" * 101, "Title", 3), "code"),
        (("OK", " ", 3), "title"),
        (("OK", "a\0b", 3), "title"),
        (("OK", "Title", -1), "credits"),
        (("OK", "Title", 32768), "credits"),
    ],
)
async def test_save_course_names_what_is_wrong(api: GraphQLClient, asked: tuple[str, str, int], path: str) -> None:
    refused = await save(api, *asked)
    assert (refused["code"], [error["path"] for error in refused["errors"]]) == ("INVALID_INPUT", [["input", path]])
