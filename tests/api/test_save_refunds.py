"""saveRefunds: a registrar says whether money is given back after drops."""

from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from tests.support.graphql import save_term
from tests.support.installation import Installation

SAVE = """
mutation ($input: SaveRefundsInput!) {
  saveRefunds(input: $input) {
    __typename
    ... on RefundsSaved { termCode policy until }
    ... on Problem { code }
    ... on InvalidInput { errors { path } }
  }
}
"""
LOG = """
{ auditLog(filter: {correlationId: "saved-refunds"}) { nodes { action reason changes { field before after } } } }
"""
MOMENT = "2031-03-01T04:00:00.000Z"


async def save(api: GraphQLClient, **asked: object) -> dict[str, Any]:
    answer = await api.execute(
        SAVE, {"input": {"reason": "the rector decided", **asked}}, {"X-Correlation-ID": "saved-refunds"}
    )
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["saveRefunds"]
    return result


async def test_save_refunds_is_a_rule_of_the_term_beside_the_others_and_in_the_audit_log(
    api: GraphQLClient, live: Installation
) -> None:
    window = {"opensAt": "2031-01-01T00:00:00Z", "closesAt": "2031-02-01T00:00:00Z"}
    await save_term(api, {"code": "R-2031", **window})

    async def rules() -> object:
        [row] = await live.sql(
            "SELECT rules - 'refunds' AS others, rules->'refunds' AS refunds FROM terms WHERE code = 'R-2031'"
        )
        return row["refunds"]

    saved = await save(api, termCode=" R-2031", policy="UNTIL", until="2031-03-01T00:00:00-04:00")
    assert (saved["termCode"], saved["policy"], saved["until"]) == ("R-2031", "UNTIL", MOMENT)
    assert "2031-03-01T04:00:00Z" in str(await rules())
    shown = await api.execute('{ viewer { subject } term(code: "R-2031") { rules { refundPolicy refundsUntil } } }')
    assert shown["data"]["term"]["rules"] == {"refundPolicy": "UNTIL", "refundsUntil": MOMENT}
    assert (await save(api, termCode="R-2031", policy="FULL"))["until"] is None
    assert await rules() == "{}"
    await save(api, termCode="R-2031", policy="NONE")
    assert await rules() is None
    entries = (await api.execute(LOG))["data"]["auditLog"]["nodes"]
    assert [(entry["action"], entry["reason"]) for entry in entries] == [("SAVE_REFUNDS", "the rector decided")] * 3
    assert {change["field"] for change in entries[0]["changes"]} == {"refunds"}


@pytest.mark.parametrize(
    "asked",
    [{"policy": "UNTIL"}, {"policy": "FULL", "until": MOMENT}, {"policy": "UNTIL", "until": "1800-01-01T00:00:00Z"}],
)
async def test_save_refunds_with_a_moment_that_says_nothing_names_the_field(
    api: GraphQLClient, asked: dict[str, object]
) -> None:
    refused = await save(api, termCode="2024-2", **asked)
    assert (refused["code"], refused["errors"]) == ("INVALID_INPUT", [{"path": ["input", "until"]}])


async def test_save_refunds_of_a_term_that_does_not_exist_changes_nothing(api: GraphQLClient) -> None:
    assert (await save(api, termCode="1999-9", policy="FULL"))["code"] == "TERM_NOT_FOUND"
