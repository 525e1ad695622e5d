"""revokeTokens: by administrators, with a reason, in the audit log."""

from collections.abc import Mapping
from typing import Any

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from tests.support.installation import Installation
from tests.support.tokens import signed_in

REVOKE = """
mutation($input: RevokeTokensInput!) {
  revokeTokens(input: $input) {
    __typename
    ... on TokensRevoked { subject jti revokedAt }
    ... on InvalidInput { errors { path message } }
  }
}
"""


async def revoke(
    api: GraphQLClient, input_: Mapping[str, str], headers: dict[str, str] | None = None
) -> dict[str, Any]:
    answer = await api.execute(REVOKE, {"input": input_}, headers)
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["revokeTokens"]
    return found


@pytest.mark.parametrize(
    ("sent", "path", "says"),
    [
        ({"reason": "x"}, ["input", "subject"], "must be given, or jti."),
        ({"subject": " ", "reason": "x"}, ["input", "subject"], "must not be blank."),
        ({"jti": "", "reason": "x"}, ["input", "jti"], "must not be blank."),
        ({"jti": "x" * 256, "reason": "x"}, ["input", "jti"], "must have at most 255 characters; it has 256."),
        ({"subject": "a\nb", "reason": "x"}, ["input", "subject"], "must consist of printable characters."),
        ({"subject": "a", "reason": " "}, ["input", "reason"], "must not be blank."),
    ],
)
async def test_revoke_tokens_says_what_is_wrong(
    api: GraphQLClient, sent: dict[str, str], path: list[str], says: str
) -> None:
    assert await revoke(api, sent) == {"__typename": "InvalidInput", "errors": [{"path": path, "message": says}]}


async def test_a_revoked_caller_is_refused_until_they_sign_in_again(live: Installation, api: GraphQLClient) -> None:
    base_url, student = live.processes[0].base_url, "GONE"
    async with signed_in(base_url, role=Role.STUDENT, student=student) as old:
        look = "{ viewer { subject } }"
        assert (await old.execute(look))["data"]["viewer"]["subject"] == f"student-{student}"
        headers = {"X-Correlation-ID": "revoke-1"}
        revoked = await revoke(api, {"subject": f"student-{student}", "reason": "lost laptop"}, headers)
        assert revoked == revoked | {"__typename": "TokensRevoked", "subject": f"student-{student}", "jti": None}
        refused = await old.execute(look)
        assert [error["message"] for error in refused["errors"]] == ["The token was revoked."]
    log = """{ auditLog(filter: {correlationId: "revoke-1"}) {
        nodes { actor action outcome reason changes { field before after } } } }"""
    assert (await api.execute(log))["data"]["auditLog"]["nodes"] == [
        {
            "actor": "admin",
            "action": "REVOKE_TOKENS",
            "outcome": "REVOKED",
            "reason": "lost laptop",
            "changes": [{"field": "subject", "before": None, "after": f"student-{student}"}],
        }
    ]
