"""placeHold and clearHold: what is held against a student, from when until when, and what it keeps them from."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import accepted, accepted_drop, enrolled, finished

GROUP = "G-ELC102-E"
HOLDS = "student { code holds { code reason office since until blocksEnrollment blocksDrops } }"
MORE = "... on Problem { code message } ... on InvalidInput { errors { path } } ... on StudentNotFound { similarCode }"
PLACE = f"""mutation($input: PlaceHoldInput!) {{
  field: placeHold(input: $input) {{ ... on HoldPlaced {{ {HOLDS} }} {MORE} }}
}}"""
CLEAR = f"""mutation($input: ClearHoldInput!) {{
  field: clearHold(input: $input) {{ ... on HoldCleared {{ {HOLDS} }} {MORE} }}
}}"""
LOG = """
query($code: String!) {
  auditLog(filter: {studentCode: $code}, first: 5) { nodes { action reason changes { field before after } } }
}
"""


async def ask(api: GraphQLClient, document: str, **asked: object) -> dict[str, Any]:
    answer = await api.execute(document, {"input": asked})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["field"]
    return result


def codes(task: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in task["problems"]]


async def test_place_hold_keeps_a_student_from_enrolling_until_it_is_cleared_with_a_reason(
    api: GraphQLClient, student: str
) -> None:
    placed = await ask(api, PLACE, studentCode=student, code=" FIN-7 ", reason="Deuda", office="Caja")
    [hold] = placed["student"]["holds"]
    assert hold == {
        "code": "FIN-7",
        "reason": "Deuda",
        "office": "Caja",
        "since": hold["since"],
        "until": None,
        "blocksEnrollment": True,
        "blocksDrops": False,
    }
    refused = await finished(api, (await accepted(api, student, GROUP))["id"])
    assert codes(refused) == ["HOLD_ACTIVE"]

    cleared = await ask(api, CLEAR, studentCode=student, code="FIN-7", reason="Pagado")
    assert cleared["student"]["holds"] == []
    await enrolled(api, student, GROUP)

    entries = (await api.execute(LOG, {"code": student}))["data"]["auditLog"]["nodes"]
    [clearing] = [entry for entry in entries if entry["action"] == "CLEAR_HOLD"]
    assert clearing["reason"] == "Pagado"
    [change] = clearing["changes"]
    assert (change["field"], change["after"]) == ("holds", "")
    assert change["before"].startswith("FIN-7: Deuda, of Caja, from ")


async def test_place_hold_can_keep_a_student_from_dropping(api: GraphQLClient, student: str) -> None:
    await enrolled(api, student, GROUP)
    hold = {"studentCode": student, "code": "EXAM", "reason": "Examen", "blocksEnrollment": False, "blocksDrops": True}
    await ask(api, PLACE, **hold)
    refused = await finished(api, (await accepted_drop(api, student, GROUP))["id"])
    assert (refused["status"], codes(refused)) == ("REJECTED", ["HOLD_ACTIVE"])
    assert refused["problems"][0]["message"] == "A hold keeps the student from this: Examen."
    await ask(api, CLEAR, studentCode=student, code="EXAM", reason="Aprobado")
    done = await finished(api, (await accepted_drop(api, student, GROUP, key="again"))["id"])
    assert done["status"] == "SUCCEEDED"


async def test_place_hold_that_does_not_stand_yet_or_no_longer_keeps_from_nothing(
    api: GraphQLClient, student: str
) -> None:
    now = datetime.now(UTC)
    hour = timedelta(hours=1)
    for code, since, until in (("OVER", now - 2 * hour, now - hour), ("LATER", now + hour, None)):
        moments = {"since": since.isoformat(), "until": until and until.isoformat()}
        await ask(api, PLACE, studentCode=student, code=code, reason="x", **moments)
    await enrolled(api, student, GROUP)
    found = await api.execute(
        "query($code: String!) { students(search: $code, filter: {hasHolds: true}) { nodes { code } } }",
        {"code": student},
    )
    assert found["data"]["students"]["nodes"] == []


async def test_place_hold_with_the_same_code_changes_it(api: GraphQLClient, student: str) -> None:
    first = await ask(api, PLACE, studentCode=student, code="A", reason="one", office="x", blocksDrops=True)
    again = await ask(api, PLACE, studentCode=student, code="A", reason="two")
    [before], [after] = first["student"]["holds"], again["student"]["holds"]
    assert after == {**before, "reason": "two", "office": None, "blocksDrops": False}
    await ask(api, CLEAR, studentCode=student, code="A", reason="x")


async def test_clear_hold_names_a_student_or_hold_that_there_is_not(api: GraphQLClient, student: str) -> None:
    nothing = await ask(api, CLEAR, studentCode=student, code="NONE", reason="x")
    assert (nothing["code"], nothing["message"]) == (
        "HOLD_NOT_FOUND",
        f"Nothing with code NONE is held against {student}.",
    )
    for document in (PLACE, CLEAR):
        missing = await ask(api, document, studentCode="est001", code="A", reason="x")
        assert (missing["code"], missing["similarCode"]) == ("STUDENT_NOT_FOUND", "EST001")


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        ({"code": " ", "reason": ""}, ["code", "reason"]),
        ({"reason": "two\nlines"}, ["reason"]),
        ({"office": "x" * 201}, ["office"]),
        ({"since": "2031-01-01T00:00:00Z", "until": "2031-01-01T00:00:00Z"}, ["until"]),
        ({"until": "9999-12-31T00:00:00Z"}, ["until"]),
    ],
)
async def test_place_hold_names_what_is_wrong(api: GraphQLClient, asked: dict[str, object], paths: list[str]) -> None:
    refused = await ask(api, PLACE, **{"studentCode": "EST001", "code": "A", "reason": "x", **asked})
    assert [error["path"] for error in refused["errors"]] == [["input", path] for path in paths]


async def test_place_hold_refuses_an_end_before_the_stored_beginning_and_before_now(
    api: GraphQLClient, student: str
) -> None:
    past, soon = (datetime.now(UTC) + timedelta(days=days) for days in (-2, 2))
    refused = await ask(api, PLACE, studentCode=student, code="LATE", reason="Deuda", until=past.isoformat())
    assert [error["path"] for error in refused["errors"]] == [["input", "until"]]
    await ask(api, PLACE, studentCode=student, code="LATE", reason="Deuda", since=soon.isoformat())
    ends = (soon - timedelta(days=1)).isoformat()
    refused = await ask(api, PLACE, studentCode=student, code="LATE", reason="Deuda", until=ends)
    assert [error["path"] for error in refused["errors"]] == [["input", "until"]]
    placed = await ask(api, PLACE, studentCode=student, code="OTHER", reason="Deuda")
    assert {hold["code"]: hold["until"] for hold in placed["student"]["holds"]} == {"LATE": None, "OTHER": None}
