"""Windows within a term: who may enroll and drop when, what a term shows of that, and registrars outside of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from tests.support.graphql import accepted, drop, enroll, enrolled, finished, save_group, save_term
from tests.support.installation import Installation
from tests.support.tokens import signed_in

DAY = timedelta(days=1)
LOG = """query($filter: AuditFilter) { auditLog(filter: $filter) { nodes { action groupCode outcome reason } } }"""
TERM = """
query($code: String!) {
  term(code: $code) {
    isOpen travelGapMinutes timeZone
    windows { cohort opensAt closesAt dropsCloseAt swapsCloseAt }
    viewerWindows { cohort opensAt closesAt }
  }
}
"""
SAVE_STUDENT = """
mutation($input: SaveStudentInput!) {
  saveStudent(input: $input) {
    ... on StudentSaved { student { code cohorts } }
    ... on InvalidInput { errors { path message } }
  }
}
"""
VALIDATE = """
query($input: EnrollInput!) { validateBasket(input: $input) { passes problems { code } } }
"""


def day(n: float) -> str:
    return (datetime.now(UTC) + n * DAY).isoformat()


def window(first: float, last: float, cohort: str | None = None, **ends: str) -> dict[str, Any]:
    return {"cohort": cohort, "opensAt": day(first), "closesAt": day(last), **ends}


async def a_term(api: GraphQLClient, code: str, windows: list[dict[str, Any]], **more: Any) -> str:
    """A term that is open for a week, with a group, whose code it gives."""
    asked = {"code": code, "opensAt": day(-3), "closesAt": day(4), "windows": windows, **more}
    saved = await save_term(api, asked)
    assert saved["__typename"] == "TermSaved", saved
    group = f"G-{code}"
    await save_group(api, {"termCode": code, "code": group, "courseCode": "LIN100", "capacity": 5})
    return group


async def shown(api: GraphQLClient, code: str) -> dict[str, Any]:
    answer = await api.execute(TERM, {"code": code})
    assert "errors" not in answer, answer
    term: dict[str, Any] = answer["data"]["term"]
    return term


async def test_dropping_stays_open_after_enrolling_has_closed(api: GraphQLClient, student: str) -> None:
    group = await a_term(api, "WINDOWS-1", [window(-2, 2, dropsCloseAt=day(3))])
    await enrolled(api, student, group, term="WINDOWS-1")
    await a_term(api, "WINDOWS-1", [window(-2, -1, dropsCloseAt=day(3))])
    assert not (await shown(api, "WINDOWS-1"))["isOpen"]
    assert (await enroll(api, student, group, term="WINDOWS-1", key="after the window"))["__typename"] == "TermNotOpen"
    dropped = await drop(api, student, group, term="WINDOWS-1")
    assert (await finished(api, dropped["task"]["id"]))["status"] == "SUCCEEDED"


async def test_a_cohort_has_its_own_window(api: GraphQLClient, student: str) -> None:
    group = await a_term(api, "WINDOWS-2", [window(-1, 1, "2021"), window(1, 2)])
    refused = await enroll(api, student, group, term="WINDOWS-2")
    assert (refused["__typename"], refused["opensAt"] > refused["now"]) == ("TermNotOpen", True)
    saved = await api.execute(SAVE_STUDENT, {"input": {"code": student, "cohorts": [" 2021\u200b", "ENG", "2021"]}})
    assert saved["data"]["saveStudent"]["student"] == {"code": student, "cohorts": ["2021", "ENG"]}
    await enrolled(api, student, group, term="WINDOWS-2")
    kept = await api.execute(SAVE_STUDENT, {"input": {"code": student, "name": "Ana"}})
    assert kept["data"]["saveStudent"]["student"]["cohorts"] == ["2021", "ENG"]


async def test_a_term_shows_its_windows_and_to_a_student_those_of_their_own(
    api: GraphQLClient, live: Installation, student: str
) -> None:
    await a_term(api, "WINDOWS-3", [window(1, 2, "2021"), window(2, 3)], travelGapMinutes=10)
    found = await shown(api, "WINDOWS-3")
    assert [(one["cohort"], one["dropsCloseAt"], one["swapsCloseAt"]) for one in found["windows"]] == [
        ("2021", None, None),
        (None, None, None),
    ]
    assert (found["isOpen"], found["travelGapMinutes"], found["timeZone"]) == (False, 10, "UTC")
    assert found["viewerWindows"] == []
    async with signed_in(live.processes[0].base_url, role=Role.STUDENT, student=student) as own:
        [theirs] = (await shown(own, "WINDOWS-3"))["viewerWindows"]
    assert (theirs["cohort"], theirs["opensAt"]) == (None, found["windows"][1]["opensAt"])


async def test_what_is_not_said_of_a_terms_rules_stays(api: GraphQLClient) -> None:
    await a_term(api, "WINDOWS-4", [window(1, 2)], travelGapMinutes=10)
    before = await shown(api, "WINDOWS-4")
    await save_term(api, {"code": "WINDOWS-4", "opensAt": day(-3), "closesAt": day(4)})
    assert await shown(api, "WINDOWS-4") == before
    await a_term(api, "WINDOWS-4", [])
    after = await shown(api, "WINDOWS-4")
    assert (after["windows"], after["travelGapMinutes"], after["isOpen"]) == ([], 10, True)


async def test_windows_have_to_lie_within_the_term(api: GraphQLClient) -> None:
    wrong = [window(-4, 5), window(2, 1), window(0, 1, "\u200b"), window(0, 1, dropsCloseAt=day(-1))]
    asked = {"code": "WINDOWS-5", "opensAt": day(-3), "closesAt": day(4), "windows": wrong, "travelGapMinutes": 241}
    refused = await save_term(api, asked)
    assert [error["path"][1:] for error in refused["errors"]] == [
        ["windows", "0", "opensAt"],
        ["windows", "0", "closesAt"],
        ["windows", "1", "closesAt"],
        ["windows", "2", "cohort"],
        ["windows", "3", "dropsCloseAt"],
        ["travelGapMinutes"],
    ]


async def test_a_registrar_acts_outside_the_windows_with_a_reason_that_is_in_the_audit_log(
    api: GraphQLClient, student: str
) -> None:
    group = await a_term(api, "WINDOWS-6", [window(-2, -1)])
    assert (await enroll(api, student, group, term="WINDOWS-6"))["__typename"] == "TermNotOpen"
    task = await accepted(api, student, group, term="WINDOWS-6", reason=" was ill ")
    assert (await finished(api, task["id"]))["status"] == "SUCCEEDED"
    dropped = await drop(api, student, group, term="WINDOWS-6", reason="the wrong group")
    assert (await finished(api, dropped["task"]["id"]))["status"] == "SUCCEEDED"
    found = await api.execute(LOG, {"filter": {"studentCode": student}})
    done = [line for line in found["data"]["auditLog"]["nodes"] if line["outcome"] in {"CONFIRMED", "DROPPED"}]
    assert [line["reason"] for line in done] == [
        "outside the enrollment windows: the wrong group",
        "outside the enrollment windows: was ill",
    ]


async def test_a_reason_within_the_windows_is_no_more_than_a_reason(api: GraphQLClient, student: str) -> None:
    group = await a_term(api, "WINDOWS-7", [])
    task = await accepted(api, student, group, term="WINDOWS-7", reason="by telephone")
    await finished(api, task["id"])
    found = await api.execute(LOG, {"filter": {"studentCode": student}})
    done = [line for line in found["data"]["auditLog"]["nodes"] if line["groupCode"] == group]
    assert [line["reason"] for line in done] == ["by telephone"]


@pytest.mark.parametrize(
    ("role", "reason", "error"),
    [
        (Role.STUDENT, "I was ill", "can be given by registrars only."),
        (Role.REGISTRAR, " \u200b", "must not be blank."),
    ],
)
async def test_a_reason_is_for_registrars_and_has_to_say_something(
    live: Installation, student: str, role: Role, reason: str, error: str
) -> None:
    async with signed_in(live.processes[0].base_url, role=role, student=student) as caller:
        for send in (enroll, drop):
            refused = await send(caller, student, "G-ELC102-E", reason=reason)
            assert refused["errors"] == [{"path": ["input", "reason"], "message": error}]


async def test_a_basket_is_checked_by_the_windows_and_by_a_reason(api: GraphQLClient, student: str) -> None:
    group = await a_term(api, "WINDOWS-8", [window(1, 2)])
    asked = {"studentCode": student, "termCode": "WINDOWS-8", "groupCodes": [group]}
    found = await api.execute(VALIDATE, {"input": asked})
    assert found["data"]["validateBasket"] == {"passes": False, "problems": [{"code": "TERM_NOT_OPEN"}]}
    found = await api.execute(VALIDATE, {"input": {**asked, "reason": "was ill"}})
    assert found["data"]["validateBasket"] == {"passes": True, "problems": []}
