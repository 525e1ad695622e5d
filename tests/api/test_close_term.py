"""closeTerm: enrollment ends now; what was accepted is carried out, and nothing more is accepted."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from commands.graphql_client import GraphQLClient
from tests.support.graphql import enroll, finished, save_group, save_term
from tests.support.installation import Installation

CLOSE = """
mutation($input: CloseTermInput!) {
  closeTerm(input: $input) {
    __typename
    ... on TermClosed { term { id opensAt closesAt isOpen } }
    ... on Problem { code message path }
    ... on InvalidInput { errors { path } }
    ... on TermNotFound { similarCode }
  }
}
"""


async def close(api: GraphQLClient, code: str, reason: str = "Fin del plazo") -> dict[str, Any]:
    answer = await api.execute(CLOSE, {"input": {"termCode": code, "reason": reason}})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["closeTerm"]
    return result


async def opened(api: GraphQLClient, code: str, *, opens_in: int = -1) -> dict[str, Any]:
    """A term with one group, open for a day."""
    now = datetime.now(UTC)
    window = [(now + timedelta(days=days)).isoformat() for days in (opens_in, opens_in + 2)]
    saved = await save_term(api, {"code": code, "opensAt": window[0], "closesAt": window[1]})
    await save_group(api, {"termCode": code, "code": f"G-{code}", "courseCode": "LIN100", "capacity": 500})
    term: dict[str, Any] = saved["term"]
    return term


async def test_close_term_ends_the_window_now_and_says_so_in_the_audit_log(
    api: GraphQLClient, student: str, live: Installation
) -> None:
    before = await opened(api, "CLOSE-1")
    [began] = await live.sql("SELECT now() AS at")
    term = (await close(api, " CLOSE-1\u200b"))["term"]
    [ended] = await live.sql("SELECT now() AS at")
    assert (term["id"], term["opensAt"], term["isOpen"]) == (before["id"], before["opensAt"], False)
    [row] = await live.sql("SELECT id, closes_at FROM terms WHERE code = 'CLOSE-1'")
    assert began["at"] < row["closes_at"] < ended["at"]
    late = await enroll(api, student, "G-CLOSE-1", term="CLOSE-1")
    assert (late["__typename"], late["closesAt"]) == ("TermNotOpen", term["closesAt"])

    assert (await close(api, "CLOSE-1", "again"))["term"] == term, "asking twice is asking once"
    entries = await live.sql(
        """SELECT actor, reason, before->>'closesAt' AS before, after->>'closesAt' AS after FROM audit_log
           WHERE action = 'CLOSE_TERM' AND term_id = $1""",
        row["id"],
    )
    assert [entry["reason"] for entry in entries] == ["Fin del plazo"]
    assert entries[0]["before"] > entries[0]["after"]


async def test_everything_accepted_while_a_term_is_closed_is_older_than_its_end_and_is_carried_out(
    api: GraphQLClient, live: Installation
) -> None:
    await opened(api, "CLOSE-2")
    students = [f"EST{number:03}" for number in range(100, 148)]
    asked = [asyncio.create_task(enroll(api, code, "G-CLOSE-2", term="CLOSE-2")) for code in students[:24]]
    await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
    closing = asyncio.create_task(close(api, "CLOSE-2"))
    asked += [asyncio.create_task(enroll(api, code, "G-CLOSE-2", term="CLOSE-2")) for code in students[24:]]
    answers = await asyncio.gather(*asked)
    assert (await closing)["__typename"] == "TermClosed"

    tasks = [answer["task"] for answer in answers if answer["__typename"] == "TaskAccepted"]
    others = {answer["__typename"] for answer in answers} - {"TaskAccepted"}
    assert others <= {"TermNotOpen", "ServiceUnavailable"}
    for task in tasks:
        assert (await finished(api, task["id"]))["status"] == "SUCCEEDED"
    [found] = await live.sql(
        """SELECT count(*) AS accepted, count(*) FILTER (WHERE s.accepted_at >= t.closes_at) AS late
           FROM sagas s JOIN terms t ON t.id = s.term_id WHERE t.code = 'CLOSE-2'"""
    )
    assert found == {"accepted": len(tasks), "late": 0}


async def test_close_term_refuses_what_it_cannot_close(api: GraphQLClient) -> None:
    await opened(api, "CLOSE-3", opens_in=3)
    early = await close(api, "CLOSE-3")
    assert (early["code"], early["path"]) == ("TERM_NOT_OPEN", ["input", "termCode"])
    assert early["message"].startswith("Enrollment in term CLOSE-3 opens at ")
    unknown = await close(api, "close-3")
    assert (unknown["code"], unknown["similarCode"]) == ("TERM_NOT_FOUND", "CLOSE-3")
    wrong = await close(api, " ", "\n")
    assert [error["path"] for error in wrong["errors"]] == [["input", "termCode"], ["input", "reason"]]
