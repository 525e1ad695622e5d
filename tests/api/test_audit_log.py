"""auditLog: who asked for what, and what became of it, refusals included."""

import time
from typing import Any

import jwt
import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, accepted_drop, enroll, enrolled, finished, save_group, save_term
from tests.support.installation import Installation
from tests.support.poll import wait_for_async
from tests.support.tokens import SECRET

GROUP, OTHER, FULL = "G-INF220-B", "G-ADM310-B", "G-QMC100-C"

LOG = """
query($filter: AuditFilter, $first: Int! = 50, $after: String) {
  auditLog(filter: $filter, first: $first, after: $after) {
    nodes {
      id at actor action studentCode termCode groupCode groupCodes outcome reason correlationId
      problem { code message } task { id status } courseCode created changes { field before after }
    }
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""


async def page(api: GraphQLClient, student: str, first: int, after: str | None = None) -> dict[str, Any]:
    answer = await api.execute(LOG, {"filter": {"studentCode": student}, "first": first, "after": after})
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["auditLog"]
    return found


async def entries(api: GraphQLClient, **filter_: object) -> list[dict[str, Any]]:
    answer = await api.execute(LOG, {"filter": filter_})
    assert "errors" not in answer, answer
    nodes: list[dict[str, Any]] = answer["data"]["auditLog"]["nodes"]
    return nodes


def summary(nodes: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(node["action"], node["groupCode"], node["outcome"]) for node in nodes]


async def test_audit_log_lists_what_happened_to_a_student_newest_first(api: GraphQLClient, student: str) -> None:
    first = await enrolled(api, student, GROUP, OTHER, headers={"X-Correlation-ID": f"audit-{student}"})
    refused = await finished(api, (await accepted(api, student, "G-LIN100-C", FULL))["id"])
    dropped = await finished(api, (await accepted_drop(api, student, OTHER))["id"])

    found = await entries(api, studentCode=f" {student}\u200b")
    assert summary(found) == [
        ("DROP", OTHER, "DROPPED"),
        ("ENROLL", FULL, "REJECTED"),
        ("ENROLL", "G-LIN100-C", "NOT_TAKEN"),
        ("ENROLL", GROUP, "CONFIRMED"),
        ("ENROLL", OTHER, "CONFIRMED"),
        ("SAVE_STUDENT", None, "SAVED"),
    ]
    assert (found.pop()["actor"], len(found)) == ("seed", 5)
    assert [node["task"]["id"] for node in found] == [
        dropped["id"],
        refused["id"],
        refused["id"],
        first["id"],
        first["id"],
    ]
    # A group without fault was refused because of another: its entry names what was in the way.
    assert [node["problem"] and node["problem"]["code"] for node in found] == [
        None,
        "GROUP_FULL",
        "GROUP_FULL",
        None,
        None,
    ]
    assert found[-1] == {
        "id": found[-1]["id"],
        "at": first["finishedAt"],
        "actor": "admin",
        "action": "ENROLL",
        "studentCode": student,
        "termCode": "2024-2",
        "groupCode": OTHER,
        "groupCodes": [OTHER],
        "outcome": "CONFIRMED",
        "reason": None,
        "correlationId": f"audit-{student}",
        "problem": None,
        "task": {"id": first["id"], "status": "SUCCEEDED"},
        "courseCode": None,
        "created": False,
        "changes": [],
    }


async def test_audit_log_can_be_searched(api: GraphQLClient, student: str) -> None:
    correlation_id = f"search-{student}"
    await enrolled(api, student, GROUP, OTHER, headers={"X-Correlation-ID": correlation_id})
    both = await entries(api, correlationId=correlation_id)
    assert summary(both) == [("ENROLL", GROUP, "CONFIRMED"), ("ENROLL", OTHER, "CONFIRMED")]

    assert both[0] in await entries(api, groupCode=f"{GROUP} ")
    assert {node["groupCode"] for node in await entries(api, groupCode=GROUP)} == {GROUP}
    assert await entries(api, correlationId=correlation_id, groupCode=OTHER) == both[1:]
    assert await entries(api, correlationId=correlation_id, actor="admin") == both
    assert await entries(api, correlationId=correlation_id, actor="demo") == []
    assert {node["actor"] for node in await entries(api, actor="demo")} == {"demo"}

    at = both[0]["at"]
    assert await entries(api, correlationId=correlation_id, since=at) == both
    assert await entries(api, correlationId=correlation_id, until=at) == []
    assert await entries(api, correlationId=correlation_id, since="2020-01-01T00:00:00Z", until=at) == []
    assert await entries(api, correlationId=correlation_id, since="2020-01-01T00:00:00-04:00") == both
    assert await entries(api, since="2999-01-01T00:00:00Z") == []


async def test_audit_log_has_what_registrars_save(api: GraphQLClient) -> None:
    asked = {"termCode": "2025-1", "code": "AUDITED", "courseCode": "LIN100", "capacity": 7}
    await save_group(api, asked, {"X-Correlation-ID": "audit-group"})
    (entry,) = await entries(api, correlationId="audit-group")
    assert (entry["action"], entry["outcome"], entry["reason"]) == ("SAVE_GROUP", "SAVED", "capacity 7")
    assert (entry["termCode"], entry["groupCode"]) == ("2025-1", "AUDITED")
    assert (entry["studentCode"], entry["task"]) == (None, None)


async def test_audit_log_says_what_was_saved_and_what_it_was_before(api: GraphQLClient) -> None:
    meets = {"weekday": "MONDAY", "startsAt": "09:00", "endsAt": "10:30"}
    asked: dict[str, Any] = {
        "termCode": "2025-1",
        "code": "MOVED",
        "courseCode": "LIN100",
        "capacity": 7,
        "meetings": [meets],
    }
    moved = {"weekday": "FRIDAY", "fromDate": "2025-03-01", "toDate": "2025-06-30"}
    for more in ({}, {"courseCode": "ADM310"}, {"meetings": [meets, moved], "capacity": 8}, {}):
        asked |= more
        await save_group(api, asked, {"X-Correlation-ID": "audit-moved"})
    same, times, course, new = await entries(api, correlationId="audit-moved")

    def change(field: str, before: str | None, after: str) -> dict[str, str | None]:
        return {"field": field, "before": before, "after": after}

    monday = "MONDAY 09:00-10:30"
    assert new["created"]
    assert new["changes"] == [
        change("capacity", None, "7"),
        change("courseCode", None, "LIN100"),
        change("meetings", None, monday),
    ]
    assert (course["created"], course["changes"]) == (False, [change("courseCode", "LIN100", "ADM310")])
    later = f"{monday}; FRIDAY, from 2025-03-01 to 2025-06-30"
    assert times["changes"] == [change("capacity", "7", "8"), change("meetings", monday, later)]
    assert (same["outcome"], same["created"], same["changes"]) == ("SAVED", False, [])

    window = {"code": "AUDITED", "opensAt": "2031-01-01T00:00:00-04:00", "closesAt": "2031-02-01T00:00:00Z"}
    for name in ("First", "Second"):
        await save_term(api, {**window, "name": name}, {"X-Correlation-ID": "audit-term"})
    renamed, made = await entries(api, correlationId="audit-term")
    assert renamed["changes"] == [change("name", "First", "Second")]
    assert made["changes"][2] == change("opensAt", None, "2031-01-01T04:00:00Z")


async def test_audit_log_has_the_courses_and_students_that_are_loaded(api: GraphQLClient) -> None:
    (course,) = await entries(api, courseCode=" LIN100 ")
    assert (course["action"], course["actor"], course["courseCode"], course["created"]) == (
        "SAVE_COURSE",
        "seed",
        "LIN100",
        True,
    )
    assert [change["field"] for change in course["changes"]] == ["credits", "title"]


async def test_audit_log_has_what_was_refused_before_there_was_a_task(api: GraphQLClient, student: str) -> None:
    headers = {"X-Correlation-ID": f"refused-{student}"}
    for term, groups in (("2024-1", [GROUP, OTHER]), ("2024-2", [GROUP, "x" * 101]), ("1999-1", [OTHER])):
        assert "task" not in await enroll(api, student, *groups, term=term, headers=headers)
    unknown = await enroll(api, "EST999", GROUP, headers=headers)
    assert unknown["__typename"] == "StudentNotFound"
    task = await enrolled(api, student, GROUP)
    cancel = "mutation($input: CancelTaskInput!) { cancelTask(input: $input) { __typename } }"
    await api.execute(cancel, {"input": {"id": task["id"], "reason": "too late"}}, headers)

    async def written() -> list[dict[str, Any]] | None:
        found = await entries(api, correlationId=headers["X-Correlation-ID"])
        return found if len(found) == 5 else None

    found = await wait_for_async(written, 5, "the refusals are in the log")
    assert found
    assert {(entry["actor"], entry["outcome"]) for entry in found} == {("admin", "REFUSED")}
    assert [
        (entry["action"], entry["problem"]["code"], entry["studentCode"], entry["termCode"], entry["groupCodes"])
        for entry in found
    ] == [
        ("CANCEL_TASK", "ALREADY_FINAL", student, "2024-2", []),
        ("ENROLL", "STUDENT_NOT_FOUND", None, "2024-2", [GROUP]),
        ("ENROLL", "TERM_NOT_FOUND", student, None, [OTHER]),
        ("ENROLL", "INVALID_INPUT", student, "2024-2", [GROUP]),
        ("ENROLL", "TERM_NOT_OPEN", student, "2024-1", sorted([GROUP, OTHER])),
    ]
    assert [entry["groupCode"] for entry in found[3:]] == [GROUP, None]
    for code in (GROUP, OTHER):
        assert found[4] in await entries(api, groupCode=code)
    assert (found[0]["reason"], found[0]["task"]["id"]) == ("too late", task["id"])
    assert found[1] in await entries(api, groupCode=GROUP)
    assert found[2] in await entries(api, studentCode=student)


async def test_a_caller_with_the_longest_name_can_do_what_others_can(
    live: Installation, api: GraphQLClient, student: str
) -> None:
    name = "https://idp.example/idp/shibboleth!https://registro.example/sp!".ljust(255, "x")
    claims = {"sub": name, "roles": ["registrar", "operator"], "exp": int(time.time()) + 3600}
    headers = {"Authorization": f"Bearer {jwt.encode(claims, SECRET, algorithm='HS256')}"}
    async with GraphQLClient(live.processes[0].base_url, headers) as caller:
        await enrolled(caller, student, GROUP)
        asked = {"termCode": "2025-1", "code": "LONGEST", "courseCode": "LIN100", "capacity": 7}
        assert (await save_group(caller, asked))["__typename"] == "GroupSaved"
        assert (await enroll(caller, "EST999", GROUP))["__typename"] == "StudentNotFound"

    async def written() -> list[dict[str, Any]] | None:
        found = await entries(api, actor=name)
        return found if len(found) == 3 else None

    found = await wait_for_async(written, 5, "all three are in the log")
    assert found
    assert [entry["outcome"] for entry in found] == ["REFUSED", "SAVED", "CONFIRMED"]


async def test_audit_log_gives_pages(api: GraphQLClient, student: str) -> None:
    for code in (GROUP, OTHER, "G-LIN100-C"):
        await enrolled(api, student, code)
    whole = await page(api, student, 50)
    assert (len(whole["nodes"]), whole["pageInfo"]["hasNextPage"]) == (4, False), "the student was saved first"
    first = await page(api, student, 2)
    assert first["nodes"] == whole["nodes"][:2]
    assert first["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": first["edges"][0]["cursor"],
        "endCursor": first["edges"][1]["cursor"],
    }
    rest = await page(api, student, 2, first["pageInfo"]["endCursor"])
    assert rest["nodes"] == whole["nodes"][2:]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    anything = await api.execute("{ auditLog { nodes { id } } }")
    assert anything["data"]["auditLog"]["nodes"]


@pytest.mark.parametrize(
    "filter_",
    [
        {"studentCode": "EST999"},
        {"studentCode": ""},
        {"groupCode": "G-NADA-ZZ"},
        {"courseCode": "NADA"},
        {"actor": "unknown"},
    ],
)
async def test_audit_log_without_entries_is_empty(api: GraphQLClient, filter_: dict[str, str]) -> None:
    assert await entries(api, **filter_) == []


@pytest.mark.parametrize(
    ("variables", "argument"),
    [
        ({"first": 0}, "first"),
        ({"first": 101}, "first"),
        ({"after": "nonsense"}, "after"),
        *(
            ({"filter": {field: "a\0b"}}, "filter")
            for field in ("studentCode", "groupCode", "courseCode", "actor", "correlationId")
        ),
    ],
)
async def test_audit_log_names_the_argument_that_is_wrong(
    api: GraphQLClient, variables: dict[str, Any], argument: str
) -> None:
    (error,) = (await api.execute(LOG, variables))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", argument)


async def test_audit_log_reads_moments_with_an_offset_only(api: GraphQLClient) -> None:
    (error,) = (await api.execute(LOG, {"filter": {"since": "2024-08-01T00:00:00"}}))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
