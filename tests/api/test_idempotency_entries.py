"""idempotencyCache, idempotencyEntries and invalidateIdempotencyKey over HTTP."""

from typing import Any
from uuid import UUID

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.graphql import accepted, drop, enroll, enrolled

GROUP, OTHER = "G-INF220-B", "G-ADM310-B"
ENTRIES = """
query($filter: IdempotencyFilter, $first: Int! = 50, $after: String) {
  idempotencyEntries(filter: $filter, first: $first, after: $after) {
    nodes { id key derived scope createdAt expiresAt releasedAt task { id status } }
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
INVALIDATE = """
mutation($input: InvalidateIdempotencyKeyInput!) {
  invalidateIdempotencyKey(input: $input) {
    __typename
    ... on IdempotencyKeyInvalidated { entry { id releasedAt task { id } } }
    ... on Problem { code message path retry }
    ... on InvalidInput { errors { path message } }
    ... on EntryInFlight { entry { id releasedAt } }
  }
}
"""


async def entries(api: GraphQLClient, **filter_: object) -> list[dict[str, Any]]:
    answer = await api.execute(ENTRIES, {"filter": filter_})
    assert "errors" not in answer, answer
    nodes: list[dict[str, Any]] = answer["data"]["idempotencyEntries"]["nodes"]
    return nodes


async def invalidate(api: GraphQLClient, entry_id: str, reason: str = "a wrong basket") -> dict[str, Any]:
    answer = await api.execute(INVALIDATE, {"input": {"entryId": entry_id, "reason": reason}})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["invalidateIdempotencyKey"]
    return result


async def test_idempotency_entries_are_found_by_every_filter(api: GraphQLClient, student: str) -> None:
    task = await enrolled(api, student, GROUP, key=f"key-{student}")
    derived = await enrolled(api, student, OTHER)
    found = await entries(api, studentCode=f"{student} ")
    assert [entry["task"]["id"] for entry in found] == [derived["id"], task["id"]]
    assert [(entry["derived"], entry["scope"], entry["releasedAt"]) for entry in found] == [
        (True, "admin", None),
        (False, "admin", None),
    ]
    assert found[0]["key"].startswith("inscription:")
    assert (found[1]["key"], found[1]["createdAt"]) == (f"key-{student}", task["submittedAt"])
    assert await entries(api, key=f"key-{student}") == found[1:]
    assert await entries(api, taskId=derived["id"], live=True) == found[:1]
    assert await entries(api, studentCode=student, live=False) == []
    node = "query($id: ID!) { node(id: $id) { ... on IdempotencyEntry { key } } }"
    assert (await api.execute(node, {"id": found[1]["id"]}))["data"]["node"] == {"key": f"key-{student}"}


async def test_idempotency_entries_give_pages(api: GraphQLClient, student: str) -> None:
    for code in (GROUP, OTHER, "G-LIN100-C"):
        await enrolled(api, student, code)
    whole = await entries(api, studentCode=student)
    first = await api.execute(ENTRIES, {"filter": {"studentCode": student}, "first": 2})
    page = first["data"]["idempotencyEntries"]
    assert (page["nodes"], page["pageInfo"]["hasNextPage"]) == (whole[:2], True)
    after = page["pageInfo"]["endCursor"]
    rest = await api.execute(ENTRIES, {"filter": {"studentCode": student}, "first": 2, "after": after})
    assert rest["data"]["idempotencyEntries"]["nodes"] == whole[2:]


@pytest.mark.parametrize(
    ("variables", "argument"),
    [
        ({"first": 0}, "first"),
        ({"after": "nonsense"}, "after"),
        ({"filter": {"key": "a\0b"}}, "filter"),
        ({"filter": {"taskId": "nonsense"}}, "filter"),
    ],
)
async def test_idempotency_entries_name_the_argument_that_is_wrong(
    api: GraphQLClient, variables: dict[str, Any], argument: str
) -> None:
    (error,) = (await api.execute(ENTRIES, variables))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", argument)


async def test_invalidate_idempotency_key_frees_it(api: GraphQLClient, student: str) -> None:
    key = f"free-{student}"
    task = await enrolled(api, student, GROUP, key=key)
    await api.execute("{ idempotencyCache { size } }")
    assert (await enroll(api, student, GROUP, key=key))["replayed"]
    [entry] = await entries(api, key=key)
    freed = await invalidate(api, entry["id"])
    assert freed["__typename"] == "IdempotencyKeyInvalidated"
    assert freed["entry"]["releasedAt"]
    assert freed["entry"]["task"]["id"] == task["id"]
    assert await invalidate(api, entry["id"]) == freed, "twice is once"

    anew = await accepted(api, student, GROUP, key=key)
    assert anew["id"] != task["id"]
    log = """query($code: String!) { auditLog(filter: {studentCode: $code}) {
        nodes { action outcome actor reason correlationId task { id } } } }"""
    logged = (await api.execute(log, {"code": student}))["data"]["auditLog"]["nodes"]
    [note] = [entry for entry in logged if entry["action"] == "INVALIDATE_KEY"]
    assert note.pop("correlationId")
    assert note == {
        "action": "INVALIDATE_KEY",
        "outcome": "RELEASED",
        "actor": "admin",
        "reason": "a wrong basket",
        "task": {"id": task["id"]},
    }


@pytest.mark.parametrize("id_", ["nonsense", encode(NodeKind.IDEMPOTENCY_ENTRY, UUID(int=1))])
async def test_invalidate_idempotency_key_that_is_nowhere(api: GraphQLClient, id_: str) -> None:
    answer = await invalidate(api, id_)
    assert (answer["__typename"], answer["path"]) == ("EntryNotFound", ["input", "entryId"])


async def test_invalidate_idempotency_key_wants_a_reason(api: GraphQLClient) -> None:
    assert (await invalidate(api, "x", ""))["__typename"] == "InvalidInput"


async def test_idempotency_cache_counts_hits_and_misses(api: GraphQLClient, student: str) -> None:
    document = "{ idempotencyCache { backend hits misses totalRequests hitRate size ttlSeconds } }"
    before = (await api.execute(document))["data"]["idempotencyCache"]
    await enrolled(api, student, GROUP)
    assert (await drop(api, student, GROUP, key=f"drop-{student}"))["__typename"] == "TaskAccepted"
    await enroll(api, student, GROUP)
    after = (await api.execute(document))["data"]["idempotencyCache"]
    assert (after["backend"], after["ttlSeconds"]) == ("REDIS", 3600)
    assert after["hits"] == before["hits"] + 1
    assert after["misses"] >= before["misses"] + 2
    assert after["totalRequests"] == after["hits"] + after["misses"]
    assert after["hitRate"] == pytest.approx(after["hits"] / after["totalRequests"])
    assert after["size"] > 0
