"""grantOverride and revokeOverride, and where an override is shown."""

from typing import Any

from commands.graphql_client import GraphQLClient
from resolvers.caller import Role
from tests.support.graphql import accepted, finished, save_group
from tests.support.installation import Installation
from tests.support.tokens import signed_in

FULL = "G-NO-SEATS"
FIELDS = "id kind groupCode reason grantedBy once expiresAt revokedAt term { code } student { code } usedBy { id }"
GRANT = f"""
mutation($input: GrantOverrideInput!) {{
  grantOverride(input: $input) {{
    __typename
    ... on OverrideGranted {{ override {{ {FIELDS} }} }}
    ... on Problem {{ code path }}
    ... on InvalidInput {{ errors {{ path }} }}
  }}
}}
"""
REVOKE = f"""
mutation($input: RevokeOverrideInput!) {{
  revokeOverride(input: $input) {{
    __typename
    ... on OverrideRevoked {{ override {{ {FIELDS} }} }}
    ... on Problem {{ code path }}
  }}
}}
"""
SHOWN = f"""
query($student: String!, $id: ID!, $task: ID!) {{
  student(code: $student) {{ overrides(termCode: "2024-2") {{ {FIELDS} }} }}
  node(id: $id) {{ ... on Override {{ {FIELDS} }} }}
  task(id: $task) {{ groups {{ overrides {{ id }} }} }}
}}
"""
LOG = """
query($filter: AuditFilter) { auditLog(filter: $filter) { nodes { action reason overrides { id } changes { field } } } }
"""


async def asked(api: GraphQLClient, document: str, **variables: Any) -> dict[str, Any]:
    answer = await api.execute(document, variables)
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


async def grant(api: GraphQLClient, student: str, **more: Any) -> dict[str, Any]:
    given = {"studentCode": student, "termCode": "2024-2", "kind": "GROUP_FULL", "reason": " the dean "}
    found: dict[str, Any] = (await asked(api, GRANT, input=given | more))["grantOverride"]
    return found


async def test_grant_override_lets_a_student_into_a_full_group(
    api: GraphQLClient, live: Installation, student: str
) -> None:
    await save_group(api, {"termCode": "2024-2", "code": FULL, "courseCode": "LIN100", "capacity": 0})
    granted = (await grant(api, f" {student}", groupCode=FULL))["override"]
    assert (granted["kind"], granted["groupCode"], granted["reason"], granted["once"]) == (
        *("GROUP_FULL", FULL, "the dean"),
        True,
    )
    task = await accepted(api, student, FULL)
    assert (await finished(api, task["id"]))["status"] == "SUCCEEDED"
    used = {**granted, "usedBy": {"id": task["id"]}}
    async with signed_in(live.processes[0].base_url, role=Role.STUDENT, student=student) as own:
        for caller in (api, own):
            shown = await asked(caller, SHOWN, student=student, id=granted["id"], task=task["id"])
            assert shown["student"]["overrides"] == [used]
            assert shown["node"] == used
            assert shown["task"]["groups"] == [{"overrides": [{"id": granted["id"]}]}]
    lines = (await asked(api, LOG, filter={"studentCode": student}))["auditLog"]["nodes"]
    assert [(line["action"], line["overrides"]) for line in lines[:2]] == [
        ("ENROLL", [{"id": granted["id"]}]),
        ("GRANT_OVERRIDE", []),
    ]
    assert lines[1]["reason"] == "the dean"
    assert {change["field"] for change in lines[1]["changes"]} == {"kind", "once", "overrideId"}


async def test_another_student_sees_nothing_of_it(api: GraphQLClient, live: Installation, student: str) -> None:
    granted = (await grant(api, student))["override"]
    async with signed_in(live.processes[0].base_url, role=Role.STUDENT, student="EST001") as other:
        shown = await asked(other, SHOWN, student=student, id=granted["id"], task="none")
    assert (shown["student"], shown["node"]) == (None, None)


async def test_revoke_override_ends_it_and_is_the_same_again(api: GraphQLClient, student: str) -> None:
    granted = (await grant(api, student))["override"]
    given = {"id": granted["id"], "reason": "a mistake"}
    revoked = [(await asked(api, REVOKE, input=given))["revokeOverride"]["override"] for _ in range(2)]
    assert revoked[0] == revoked[1] == {**granted, "revokedAt": revoked[0]["revokedAt"]}
    assert revoked[0]["revokedAt"]
    missing = (await asked(api, REVOKE, input={"id": "none", "reason": "x"}))["revokeOverride"]
    assert (missing["code"], missing["path"]) == ("OVERRIDE_NOT_FOUND", ["input", "id"])


async def test_grant_override_says_of_each_field_what_is_wrong(api: GraphQLClient, student: str) -> None:
    wrong = {"termCode": " ", "groupCode": "\u200b", "reason": "", "expiresAt": "1800-01-01T00:00:00Z"}
    refused = await grant(api, student, **wrong)
    assert [error["path"][1] for error in refused["errors"]] == ["termCode", "groupCode", "reason", "expiresAt"]
    unknown = await grant(api, student, groupCode="NONE")
    assert (unknown["code"], unknown["path"]) == ("GROUP_NOT_FOUND", ["input", "groupCode"])
