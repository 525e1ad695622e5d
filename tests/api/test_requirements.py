"""Rules of terms, courses and groups as clients see them, the histories they are judged by, and what they refuse."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from commands.graphql_client import GraphQLClient
from enrollment.rule_settings import CourseRules, GroupRules
from tests.support import both_ways
from tests.support.graphql import accepted, finished
from tests.support.installation import Installation
from tests.support.tokens import signed_in

NEEDS = 'MAT101>=51 and ("FIS 100" or FIS101)'
SHOWN = """
query($student: String!) {
  course(code: "RULED") { prerequisites corequisites maxAttempts }
  term(code: "2024-2") {
    rules { prerequisites inProgressCounts passedAgain maxAttempts dependentDrops minCredits offerSeconds }
    groups(filter: { courseCode: "RULED" }) {
      nodes { linked reservedSeats { cohort seats until } course { prerequisites } }
    }
  }
  student(code: $student) { history { courseCode termCode status grade } }
}
"""


@pytest.fixture
async def ruled(installation: Installation) -> AsyncIterator[GraphQLClient]:
    """A client of an installation with a course and a group that have rules: no other test may see these."""
    course = CourseRules(NEEDS, "", 2)
    group = GroupRules("", "3 new until 2999-08-01T12:00:00+00:00; 1 old")
    await installation.sql(
        "INSERT INTO courses (code, title, credits, rules) VALUES ('RULED', 'Ruled', 1, $1::jsonb)", stored(course)
    )
    await installation.sql(
        """INSERT INTO groups (term_id, course_id, code, capacity, meetings, rules)
           SELECT t.id, c.id, 'G-RULED', 4, '[]', $1::jsonb FROM terms t, courses c
           WHERE t.code = '2024-2' AND c.code = 'RULED'""",
        stored(group),
    )
    await installation.start(command=both_ways.COMMAND)
    async with signed_in(installation.processes[0].base_url) as client:
        yield client


def stored(rules: msgspec.Struct) -> str:
    return msgspec.json.encode(rules).decode()


async def took(installation: Installation, student: str, course: str, grade: str | None = None) -> None:
    await installation.sql(
        """INSERT INTO student_history (student_id, course_code, term_code, status, grade)
           SELECT id, $2, '2023-1', 'PASSED', $3::text::numeric FROM students WHERE code = $1""",
        *(student, course, grade),
    )


async def shown(api: GraphQLClient, student: str) -> dict[str, Any]:
    answer = await api.execute(SHOWN, {"student": student})
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


async def test_rules_are_shown_with_the_history_they_are_judged_by_and_said_with_the_way_out(
    ruled: GraphQLClient, installation: Installation
) -> None:
    await took(installation, "EST001", "MAT101", "51.25")
    await took(installation, "EST001", "ART")
    data = await shown(ruled, "EST001")
    assert data["course"] == {"prerequisites": NEEDS, "corequisites": None, "maxAttempts": 2}
    [group] = data["term"]["groups"]["nodes"]
    assert group == {
        "linked": None,
        "reservedSeats": [
            {"cohort": "new", "seats": 3, "until": "2999-08-01T12:00:00.000Z"},
            {"cohort": "old", "seats": 1, "until": None},
        ],
        "course": {"prerequisites": NEEDS},
    }
    assert data["term"]["rules"] == {
        "prerequisites": True,
        "inProgressCounts": False,
        "passedAgain": True,
        "maxAttempts": None,
        "dependentDrops": "REFUSED",
        "minCredits": None,
        "offerSeconds": None,
    }
    passed = {"termCode": "2023-1", "status": "PASSED"}
    assert data["student"]["history"] == [
        {"courseCode": "ART", **passed, "grade": None},
        {"courseCode": "MAT101", **passed, "grade": 51.25},
    ]
    task = await accepted(ruled, "EST001", "G-RULED")
    problems = {each["code"]: each["message"] for each in (await finished(ruled, task["id"]))["problems"]}
    assert problems.keys() == {"PREREQUISITE_MISSING", "SEATS_RESERVED"}
    assert '"FIS 100" or FIS101. Take them first' in problems["PREREQUISITE_MISSING"]
    assert "reserved for new and old until 2999-08-01 12:00 UTC" in problems["SEATS_RESERVED"]


SAVE_RULES = """
mutation($rules: TermRulesInput) {
  saveTerm(input: { code: "RULED-1", opensAt: "2041-01-01T00:00Z", closesAt: "2041-02-01T00:00Z", rules: $rules }) {
    ... on TermSaved { term { rules { prerequisites maxAttempts dependentDrops minCredits offerSeconds } } }
    ... on InvalidInput { errors { path message } }
  }
}
"""


async def save_rules(api: GraphQLClient, rules: dict[str, Any] | None) -> dict[str, Any]:
    answer = await api.execute(SAVE_RULES, {"rules": rules})
    assert "errors" not in answer, answer
    saved: dict[str, Any] = answer["data"]["saveTerm"]
    return saved


async def test_a_registrar_sets_the_rules_of_a_term_and_they_stay_until_others_are_set(api: GraphQLClient) -> None:
    strict = {"prerequisites": False, "maxAttempts": 3, "dependentDrops": "DROPPED_TOO", "minCredits": 12}
    strict |= {"offerSeconds": 3600}
    saved = await save_rules(api, strict)
    assert saved == {"term": {"rules": strict}}
    assert await save_rules(api, None) == saved
    free = {"prerequisites": True, "maxAttempts": None, "dependentDrops": "REFUSED", "minCredits": None}
    free |= {"offerSeconds": None}
    assert await save_rules(api, {}) == {"term": {"rules": free}}


async def test_rules_that_cannot_be_are_refused_with_their_field(api: GraphQLClient) -> None:
    refused = await save_rules(api, {"maxAttempts": 101, "minCredits": -1})
    assert refused["errors"] == [
        {"path": ["input", "rules", "maxAttempts"], "message": "must be 0 to 100; it is 101."},
        {"path": ["input", "rules", "minCredits"], "message": "must be 0 to 32767; it is -1."},
    ]


SAVE_COURSE = """
mutation($input: SaveCourseInput!) {
  saveCourse(input: $input) {
    ... on CourseSaved { course { prerequisites corequisites maxAttempts } }
    ... on InvalidInput { errors { path message } }
  }
}
"""
SAVE_GROUP_RULES = """
mutation($input: SaveGroupInput!) {
  saveGroup(input: $input) {
    ... on GroupSaved { group { linked reservedSeats { cohort seats until } } }
    ... on InvalidInput { errors { path message } }
  }
}
"""


async def test_a_registrar_sets_the_rules_of_a_course_and_a_group(api: GraphQLClient) -> None:
    course = {"code": "SET-RULES", "title": "Rules", "credits": 1}
    demands = {"prerequisites": "A>=51 or B", "corequisites": None, "maxAttempts": 2}
    for rules, shown_rules in [(demands, demands), (None, demands), ({}, dict.fromkeys(demands))]:
        answer = await api.execute(SAVE_COURSE, {"input": {**course, "rules": rules}})
        assert answer["data"]["saveCourse"] == {"course": shown_rules}, answer

    await save_rules(api, None)
    group = {"termCode": "RULED-1", "code": "G-SET-RULES", "courseCode": "SET-RULES", "capacity": 3}
    kept = {"cohort": "new", "seats": 2, "until": "2999-08-01T12:00:00.000Z"}
    sent = {"linked": "X or Y", "reservedSeats": [kept]}
    answer = await api.execute(SAVE_GROUP_RULES, {"input": {**group, "rules": sent}})
    assert answer["data"]["saveGroup"] == {"group": sent}, answer
    answer = await api.execute(SAVE_GROUP_RULES, {"input": {**group, "rules": {"linked": "X Y"}}})
    [error] = answer["data"]["saveGroup"]["errors"]
    assert error["path"] == ["input", "rules", "linked"]
