"""sagas, saga and retrySaga: what operators see of sagas and do to them."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.node import NodeKind
from schema.ids import encode, uuid_of
from tests.support.graphql import accepted, accepted_drop, enrolled, finished
from tests.support.installation import Installation
from tests.support.poll import wait_for_async

GROUP, OTHER = "G-INF220-B", "G-ADM310-B"

SAGAS = """
query($filter: SagaFilter, $first: Int! = 50, $after: String) {
  sagas(filter: $filter, first: $first, after: $after) {
    nodes {
      id name status version attempts correlationId startedAt finishedAt durationSeconds stuckReason
      steps { position name status attempts durationSeconds problem { code message } detail }
      task { id kind status studentCode termCode problems { code } }
    }
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
RETRY = """
mutation($input: RetrySagaInput!) {
  retrySaga(input: $input) {
    __typename
    ... on SagaRetried { saga { id status version stuckReason } }
    ... on Problem { code message path retry }
    ... on InvalidInput { errors { path message } }
    ... on SagaNotStuck { saga { id status version } }
  }
}
"""


async def page(api: GraphQLClient, first: int = 50, after: str | None = None, **filter_: object) -> dict[str, Any]:
    answer = await api.execute(SAGAS, {"filter": filter_, "first": first, "after": after})
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["sagas"]
    return found


async def retry(api: GraphQLClient, saga_id: str, reason: str = "it works now") -> dict[str, Any]:
    answer = await api.execute(RETRY, {"input": {"id": saga_id, "reason": reason}}, {"X-Correlation-ID": "op-1"})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["retrySaga"]
    return result


async def test_sagas_are_found_by_every_filter(api: GraphQLClient, student: str) -> None:
    headers = {"X-Correlation-ID": f"sagas-{student}"}
    first = await enrolled(api, student, GROUP, OTHER, headers=headers)
    refused = await finished(api, (await accepted(api, student, GROUP))["id"])
    dropped = await finished(api, (await accepted_drop(api, student, OTHER))["id"])

    found = (await page(api, studentCode=f" {student}"))["nodes"]
    assert [saga["task"]["id"] for saga in found] == [dropped["id"], refused["id"], first["id"]]
    assert [saga["status"] for saga in found] == ["COMPLETED", "REJECTED", "COMPLETED"]
    whole = found[-1]
    assert (whole["name"], whole["correlationId"], whole["attempts"]) == ("enroll", headers["X-Correlation-ID"], 1)
    assert whole["durationSeconds"] > 0
    assert [step["status"] for step in whole["steps"]] == ["DONE"] * 4
    assert found[1]["steps"][0]["problem"]["code"] == "ALREADY_ENROLLED"

    for filter_, expected in (
        ({"kind": ["DROP"]}, found[:1]),
        ({"status": ["REJECTED", "FAILED"]}, found[1:2]),
        ({"status": ["REJECTED"], "kind": ["DROP"]}, []),
        ({"correlationId": headers["X-Correlation-ID"]}, found[2:]),
        ({"termCode": "2024-2"}, found),
        ({"termCode": "2024-1"}, []),
        ({"since": dropped["submittedAt"]}, found[:1]),
    ):
        assert (await page(api, studentCode=student, **filter_))["nodes"] == expected, filter_


async def test_sagas_give_pages(api: GraphQLClient, student: str) -> None:
    for code in (GROUP, OTHER, "G-LIN100-C"):
        await enrolled(api, student, code)
    whole = (await page(api, studentCode=student))["nodes"]
    first = await page(api, 2, studentCode=student)
    assert first["nodes"] == whole[:2]
    assert (first["pageInfo"]["hasNextPage"], first["pageInfo"]["hasPreviousPage"]) == (True, False)
    rest = await page(api, 2, first["pageInfo"]["endCursor"], studentCode=student)
    assert rest["nodes"] == whole[2:]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    anything = await api.execute("{ sagas { nodes { id } } }")
    assert len(anything["data"]["sagas"]["nodes"]) >= 3


@pytest.mark.parametrize(
    ("variables", "argument"),
    [
        ({"first": 0}, "first"),
        ({"first": 101}, "first"),
        ({"after": "nonsense"}, "after"),
        ({"filter": {"studentCode": "a\0b"}}, "filter"),
    ],
)
async def test_sagas_name_the_argument_that_is_wrong(
    api: GraphQLClient, variables: dict[str, Any], argument: str
) -> None:
    (error,) = (await api.execute(SAGAS, variables))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", argument)


async def stuck(live: Installation, api: GraphQLClient, student: str, change: str) -> str:
    """The id of a saga that no worker gets on with until it is retried."""
    task = await enrolled(api, student, GROUP)
    saga_id = uuid_of(task["saga"]["id"], NodeKind.SAGA)
    await live.sql(
        f"UPDATE sagas SET status = 'STUCK', finished_at = NULL, stuck_reason = 'why', {change} WHERE id = $1", saga_id
    )
    return str(task["saga"]["id"])


async def test_retry_saga_resumes_a_stuck_saga(live: Installation, api: GraphQLClient, student: str) -> None:
    saga_id = await stuck(live, api, student, "stalled = 10")
    [listed] = (await page(api, status=["STUCK"], studentCode=student))["nodes"]
    assert (listed["id"], listed["stuckReason"]) == (saga_id, "why")
    retried = await retry(api, saga_id)
    assert retried["__typename"] == "SagaRetried"
    assert (retried["saga"]["id"], retried["saga"]["version"], retried["saga"]["stuckReason"]) == (saga_id, 3, None)
    done = await finished(api, listed["task"]["id"])
    assert done["saga"]["status"] == "COMPLETED"

    again = await retry(api, saga_id)
    assert (again["__typename"], again["code"], again["path"]) == ("SagaNotStuck", "SAGA_NOT_STUCK", ["input", "id"])
    assert again["saga"] == {"id": saga_id, "status": "COMPLETED", "version": done["version"]}
    log = "query($id: String!) { auditLog(filter: {correlationId: $id}) { nodes { action outcome actor reason } } }"
    said = {"action": "RETRY_SAGA", "actor": "admin", "reason": "it works now"}

    async def logged() -> bool:
        entries = (await api.execute(log, {"id": "op-1"}))["data"]["auditLog"]["nodes"]
        return bool(entries == [{**said, "outcome": "REFUSED"}, {**said, "outcome": "RETRIED"}])

    await wait_for_async(logged, 5, "the retry is in the audit log, and the refusal of the second")


async def test_retry_saga_of_one_that_cannot_be_read_is_stuck_again(
    live: Installation, api: GraphQLClient, student: str
) -> None:
    saga_id = await stuck(live, api, student, """command = '{"nonsense": 1}'""")
    assert (await retry(api, saga_id))["__typename"] == "SagaRetried"
    document = "query($id: ID!) { saga(id: $id) { status stuckReason } }"
    while True:
        saga = (await api.execute(document, {"id": saga_id}))["data"]["saga"]
        if saga["status"] == "STUCK":
            break
    assert "cannot be read" in saga["stuckReason"]


@pytest.mark.parametrize("id_", ["nonsense", encode(NodeKind.SAGA, UUID(int=1)), encode(NodeKind.TASK, UUID(int=1))])
async def test_retry_saga_that_is_nowhere_is_not_found(api: GraphQLClient, id_: str) -> None:
    answer = await retry(api, id_)
    assert (answer["__typename"], answer["code"], answer["path"]) == ("SagaNotFound", "SAGA_NOT_FOUND", ["input", "id"])


async def test_retry_saga_wants_a_reason(api: GraphQLClient) -> None:
    answer = await retry(api, encode(NodeKind.SAGA, uuid4()), " ")
    assert answer["__typename"] == "InvalidInput"
    assert [error["path"] for error in answer["errors"]] == [["input", "reason"]]
