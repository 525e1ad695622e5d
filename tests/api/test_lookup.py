"""task, tasks, saga, node, nodes: what is found by its id."""

from datetime import datetime
from uuid import UUID

import pytest

from commands.graphql_client import GraphQLClient
from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.batches import accepted_batch, row
from tests.support.graphql import WHOLE, accepted, finished, granted_override

TASK = "query($id: ID!) { task(id: $id) { ...Whole } }" + WHOLE
TASKS = "query($ids: [ID!]!) { tasks(ids: $ids) { id } }"
SAGA = """query($id: ID!) { saga(id: $id) {
  id name status version startedAt finishedAt durationSeconds task { id } steps { name problem { code } detail }
} }"""
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"

MALFORMED = ["", "42", "ñ", "\0", "VGFzazo=", encode(NodeKind.TASK, "x"), encode(NodeKind.STUDENT, 1)]
UNKNOWN = encode(NodeKind.TASK, UUID(int=1))


async def test_task_is_found_with_its_relations(api: GraphQLClient, student: str) -> None:
    task = await finished(api, (await accepted(api, student, "G-ELC102-E"))["id"])
    assert (await api.execute(TASK, {"id": task["id"]}))["data"]["task"] == task

    related = """query($id: ID!) { task(id: $id) {
      student { code } term { code } saga { task { id } } groups { groupCode group { code } enrollment { status } }
    } }"""
    assert (await api.execute(related, {"id": task["id"]}))["data"]["task"] == {
        "student": {"code": student},
        "term": {"code": "2024-2"},
        "saga": {"task": {"id": task["id"]}},
        "groups": [{"groupCode": "G-ELC102-E", "group": {"code": "G-ELC102-E"}, "enrollment": {"status": "CONFIRMED"}}],
    }


@pytest.mark.parametrize("id_", [UNKNOWN, *MALFORMED])
async def test_task_that_is_nowhere_is_null(api: GraphQLClient, id_: str) -> None:
    assert (await api.execute("query($id: ID!) { task(id: $id) { id } }", {"id": id_}))["data"] == {"task": None}


async def test_tasks_come_in_the_order_asked(api: GraphQLClient, student: str) -> None:
    one = (await accepted(api, student, "G-ELC102-E"))["id"]
    two = (await accepted(api, student, "G-ELC106-E"))["id"]
    answer = await api.execute(TASKS, {"ids": [two, UNKNOWN, one, "nonsense", two]})
    assert answer["data"]["tasks"] == [{"id": two}, None, {"id": one}, None, {"id": two}]
    assert (await api.execute(TASKS, {"ids": []}))["data"] == {"tasks": []}


@pytest.mark.parametrize("query", [TASKS, NODES])
async def test_tasks_are_at_most_100(api: GraphQLClient, query: str) -> None:
    assert "errors" not in await api.execute(query, {"ids": [UNKNOWN] * 100})
    (error,) = (await api.execute(query, {"ids": [UNKNOWN] * 101}))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", "ids")


async def test_saga_is_found_with_its_steps(api: GraphQLClient, student: str) -> None:
    task = await finished(api, (await accepted(api, student, "G-ELC102-E"))["id"])
    saga = (await api.execute(SAGA, {"id": task["saga"]["id"]}))["data"]["saga"]
    assert (saga["name"], saga["status"], saga["task"]) == ("enroll", "COMPLETED", {"id": task["id"]})
    assert saga["version"] == task["version"]
    took = datetime.fromisoformat(saga["finishedAt"]) - datetime.fromisoformat(saga["startedAt"])
    assert saga["durationSeconds"] == pytest.approx(took.total_seconds(), abs=0.001)  # dates have milliseconds
    assert len(saga["steps"]) == len(task["saga"]["steps"])
    assert (await api.execute(SAGA, {"id": task["id"]}))["data"] == {"saga": None}


async def test_node_finds_everything_that_has_an_id(api: GraphQLClient, student: str) -> None:
    task = await finished(api, (await accepted(api, student, "G-ELC102-E"))["id"])
    query = """query($id: ID!) { task(id: $id) {
      id student { id } term { id } saga { id } groups { id group { id course { id } } enrollment { id } }
    } }"""
    found = (await api.execute(query, {"id": task["id"]}))["data"]["task"]
    (group,) = found["groups"]
    log = "query($code: String!) { auditLog(filter: {studentCode: $code}) { nodes { id } } }"
    entry, _ = (await api.execute(log, {"code": student}))["data"]["auditLog"]["nodes"]
    keys = "query($id: ID!) { idempotencyEntries(filter: {taskId: $id}) { nodes { id } } }"
    (key,) = (await api.execute(keys, {"id": task["id"]}))["data"]["idempotencyEntries"]["nodes"]
    ids = {
        "Task": found["id"],
        "Student": found["student"]["id"],
        "Term": found["term"]["id"],
        "Saga": found["saga"]["id"],
        "GroupTask": group["id"],
        "Group": group["group"]["id"],
        "Course": group["group"]["course"]["id"],
        "Enrollment": group["enrollment"]["id"],
        "AuditEntry": entry["id"],
        "IdempotencyEntry": key["id"],
        "Override": await granted_override(api, student),
        "Batch": (await accepted_batch(api, [row(student, "G-ELC102-E")]))["id"],
    }
    assert set(ids) == {kind.value for kind in NodeKind}
    for type_, id_ in ids.items():
        answer = await api.execute("query($id: ID!) { node(id: $id) { __typename id } }", {"id": id_})
        assert answer["data"] == {"node": {"__typename": type_, "id": id_}}
    answer = await api.execute(NODES, {"ids": [*ids.values(), UNKNOWN, "nonsense"]})
    assert answer["data"]["nodes"] == [
        *({"__typename": type_, "id": id_} for type_, id_ in ids.items()),
        None,
        None,
    ]


@pytest.mark.parametrize(
    "id_",
    [
        UNKNOWN,
        *MALFORMED[:-1],
        *(
            encode(kind, key)
            for kind in NodeKind
            for key in ("0", "2147483647", "9" * 30, "x", f"{UUID(int=1)}:G-ELC102-E")
        ),
    ],
)
async def test_nodes_that_are_nowhere_are_null(api: GraphQLClient, id_: str) -> None:
    assert (await api.execute(NODES, {"ids": [id_]}))["data"] == {"nodes": [None]}
    assert (await api.execute("query($id: ID!) { node(id: $id) { id } }", {"id": id_}))["data"] == {"node": None}
