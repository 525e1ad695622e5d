"""Who may do what, by token: every root field for every role, and what belongs to others."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest
from redis.asyncio import Redis

from commands.graphql_client import GraphQLClient, GraphQLResponse
from resolvers.caller import Role
from resolvers.node import NodeKind
from schema.ids import encode, uuid_of
from tests.support.graphql import accepted, enrolled
from tests.support.installation import Installation, Servers
from tests.support.poll import wait_for_async
from tests.support.processes import wakeups_queued
from tests.support.root_fields import ROOT_FIELDS, TASK
from tests.support.tokens import signed_in

REFUSALS = {"FORBIDDEN", "UNAUTHENTICATED"}
WORLD = """
SELECT (SELECT count(*) FROM sagas) AS sagas,
  (SELECT count(*) FROM audit_log WHERE outcome <> 'FORBIDDEN') AS audit_log,
  (SELECT count(*) FROM sagas WHERE cancel_requested_at IS NOT NULL) AS cancelled,
  (SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM terms t) AS terms,
  (SELECT md5(string_agg(g::text, '' ORDER BY id)) FROM groups g) AS groups
"""


class Place:
    """An installation whose worker is gone, and what EST001 has there: an enrollment, and a task that waits.

    Whatever tests try there is refused, so that the tables can be compared before and after.
    """

    def __init__(self, installation: Installation, done: dict[str, Any], waiting: dict[str, Any]) -> None:
        self.installation = installation
        self.base_url = installation.processes[0].base_url
        self.done = done
        self.waiting = waiting

    async def world(self) -> tuple[dict[str, Any], int]:
        """Counts and digests of the tables, and the number of wake-ups in the queue."""
        (rows,) = await self.installation.sql(WORLD)
        async with Redis.from_url(self.installation.redis_url) as redis:
            return rows, await redis.zcard(f"{self.installation.prefix}:queue")


@pytest.fixture(scope="module")
async def place(servers: Servers) -> AsyncIterator[Place]:
    async with servers.installation() as made:
        (processes,) = await made.start()
        async with signed_in(processes.base_url) as api:
            done = await enrolled(api, "EST001", "G-ELC102-E")
            (worker,) = [child for child in processes.children if child.name.startswith("worker")]
            await worker.stop()
            processes.children.remove(worker)
            waiting = await accepted(api, "EST001", "G-ELC106-E")
            await wakeups_queued(made, 1)
            yield Place(made, done, waiting)


@pytest.fixture(scope="module")
async def changing(servers: Servers) -> AsyncIterator[str]:
    """The base URL of another API, for uses that are allowed. A task waits there, of which subscriptions tell."""
    async with servers.installation() as made:
        (processes,) = await made.start(workers=0)
        async with signed_in(processes.base_url) as api:
            await accepted(api, "EST003", "G-ELC102-E")
        yield processes.base_url


def caller_with(base_url: str, role: Role | None, student: str = "EST002") -> GraphQLClient:
    if role is None:
        return GraphQLClient(base_url)
    return signed_in(base_url, role=role, student=student if role is Role.STUDENT else None)


async def first(api: GraphQLClient, document: str, variables: dict[str, Any] | None = None) -> GraphQLResponse:
    """The answer, or the first payload of a subscription."""
    if not document.lstrip().startswith("subscription"):
        return await api.execute(document, variables)
    async with aclosing(api.subscribe(document, variables)) as payloads:
        return await anext(payloads)


def codes(answer: GraphQLResponse) -> set[str]:
    return {error["extensions"]["code"] for error in answer.get("errors") or []}


USES = [(name, role) for name in sorted(ROOT_FIELDS) for role in (None, *Role)]


@pytest.mark.parametrize(("name", "role"), [use for use in USES if not ROOT_FIELDS[use[0]].allows(use[1])])
async def test_a_root_field_is_refused_to_all_others_and_changes_nothing(
    place: Place, name: str, role: Role | None
) -> None:
    before = await place.world()
    async with caller_with(place.base_url, role) as api:
        answer = await first(api, ROOT_FIELDS[name].document)
    assert codes(answer) == {"UNAUTHENTICATED" if role is None else "FORBIDDEN"}
    assert not any((answer.get("data") or {}).values())
    assert await place.world() == before


@pytest.mark.parametrize(("name", "role"), [use for use in USES if ROOT_FIELDS[use[0]].allows(use[1])])
async def test_a_root_field_is_for_those_whom_the_table_names(changing: str, name: str, role: Role | None) -> None:
    async with caller_with(changing, role) as api:
        answer = await first(api, ROOT_FIELDS[name].document)
    assert not codes(answer) & REFUSALS, answer


async def test_what_is_forbidden_is_in_the_audit_log_with_its_caller(place: Place) -> None:
    headers = {"X-Correlation-ID": "c-forbidden"}
    attempts = [
        ROOT_FIELDS["Mutation.saveTerm"].document,
        ROOT_FIELDS["Mutation.invalidateIdempotencyKey"].document,
        "{ looking: auditLog { nodes { id } } }",
        'mutation { enroll(input: {studentCode: "EST001", termCode: "2024-2", groupCodes: ["X"]}) { __typename } }',
    ]
    async with caller_with(place.base_url, Role.STUDENT) as api:
        for document in attempts:
            assert codes(await api.execute(document, headers=headers)) == {"FORBIDDEN"}
    query = """{ auditLog(filter: {correlationId: "c-forbidden"}) {
        nodes { actor action outcome studentCode reason problem { code } } } }"""

    async with signed_in(place.base_url) as api:

        async def written() -> list[dict[str, Any]] | None:
            nodes: list[dict[str, Any]] = (await api.execute(query))["data"]["auditLog"]["nodes"]
            return nodes if len(nodes) == len(attempts) else None

        found = await wait_for_async(written, 5, "the attempts are in the log")
    assert found
    assert {(entry["actor"], entry["outcome"], entry["problem"]) for entry in found} == {
        ("student-EST002", "FORBIDDEN", None)
    }
    assert [(entry["action"], entry["studentCode"]) for entry in reversed(found)] == [
        ("SAVE_TERM", None),
        ("INVALIDATE_KEY", None),
        ("AUDIT_LOG", None),
        ("ENROLL", "EST001"),
    ]
    assert found[0]["reason"] == "A student may do this for themselves only."


@pytest.mark.parametrize("field", ["enroll", "drop"])
async def test_a_student_acts_for_no_other_student(place: Place, field: str) -> None:
    document = (
        f'mutation($s: String!) {{ {field}(input: {{studentCode: $s, termCode: "2024-2", groupCodes: ["G-ELC102-E"]}})'
        " { __typename ... on Problem { code } } }"
    )
    before = await place.world()
    async with caller_with(place.base_url, Role.STUDENT) as api:
        answers = [await api.execute(document, {"s": code}) for code in ("EST001", "EST0O1", "est002", "")]
    assert [codes(answer) for answer in answers] == [{"FORBIDDEN"}] * 4
    assert len({answer["errors"][0]["message"] for answer in answers}) == 1, "who exists is not shown"
    assert await place.world() == before


async def test_a_student_finds_their_own_everywhere(place: Place) -> None:
    async with caller_with(place.base_url, Role.STUDENT, "EST001") as api:
        answers = await look_around(api, place)
    assert len(answers) > 10
    assert all(found for found in answers.values()), answers


async def test_the_data_of_others_is_nowhere(place: Place) -> None:
    before = await place.world()
    async with caller_with(place.base_url, Role.STUDENT) as api:
        answers = await look_around(api, place)
        strangers = await api.execute(CANCEL, {"id": TASK})
        theirs = await api.execute(CANCEL, {"id": place.waiting["id"]})
    assert not any(answers.values()), answers
    assert theirs == strangers
    assert theirs["data"]["cancelTask"]["__typename"] == "TaskNotFound"
    after = await place.world()
    assert (after[0] | {"audit_log": 0}, after[1]) == (before[0] | {"audit_log": 0}, before[1])


CANCEL = """mutation($id: ID!) { cancelTask(input: {id: $id}) {
  __typename ... on Problem { code message path retry }
} }"""
LOOKS = {
    "student": '{ found: student(code: "EST001") { id tasks { nodes { id } } enrollments { nodes { id } } } }',
    "task": "query($task: ID!) { found: task(id: $task) { id } }",
    "saga": "query($saga: ID!) { found: saga(id: $saga) { id } }",
    "node Student": "query($student: ID!) { found: node(id: $student) { id } }",
    "node Task": "query($task: ID!) { found: node(id: $task) { id } }",
    "node Saga": "query($saga: ID!) { found: node(id: $saga) { id } }",
    "node GroupTask": "query($group: ID!) { found: node(id: $group) { id } }",
    "node Enrollment": "query($enrollment: ID!) { found: node(id: $enrollment) { id } }",
    "task student": "query($task: ID!) { found: task(id: $task) { student { id } groups { enrollment { id } } } }",
    "watch task": "subscription($task: ID!) { found: task(id: $task) { version } }",
    "watch saga": "subscription($saga: ID!) { found: saga(id: $saga) { version } }",
}
LISTS = ("tasks", "nodes")


async def look_around(api: GraphQLClient, place: Place) -> dict[str, Any]:
    """What each look at what is EST001's finds."""
    task = place.done["id"]
    saga_id = uuid_of(task, NodeKind.TASK)
    assert saga_id is not None
    ids = {
        "task": task,
        "saga": encode(NodeKind.SAGA, saga_id),
        "group": place.done["groups"][0]["id"],
        **await place_ids(place),
    }
    found = {}
    for name, document in LOOKS.items():
        answer = await first(api, document, {key: value for key, value in ids.items() if f"${key}:" in document})
        assert codes(answer) <= {"NOT_FOUND"}
        found[name] = (answer.get("data") or {}).get("found")
    for name in LISTS:
        answer = await api.execute(f"query($ids: [ID!]!) {{ found: {name}(ids: $ids) {{ id }} }}", {"ids": [task]})
        (found[name],) = answer["data"]["found"]
    return found


async def place_ids(place: Place) -> dict[str, str]:
    (row,) = await place.installation.sql(
        "SELECT e.id, e.student_id FROM enrollments e JOIN students s ON s.id = e.student_id WHERE s.code = 'EST001'"
    )
    student, enrollment = encode(NodeKind.STUDENT, row["student_id"]), encode(NodeKind.ENROLLMENT, row["id"])
    return {"student": student, "enrollment": enrollment}


async def test_the_log_and_its_details_are_for_those_whose_work_it_is(place: Place) -> None:
    (row,) = await place.installation.sql("SELECT min(id) AS id FROM audit_log")
    saga_id = uuid_of(place.done["id"], NodeKind.TASK)
    assert saga_id is not None
    ids = {
        "entry": encode(NodeKind.AUDIT_ENTRY, row["id"]),
        "key": encode(NodeKind.IDEMPOTENCY_ENTRY, saga_id),
    }
    document = "query($entry: ID!, $key: ID!) { entry: node(id: $entry) { id } key: node(id: $key) { id } }"
    seen = {}
    for role in Role:
        async with caller_with(place.base_url, role, "EST001") as api:
            data = (await api.execute(document, ids))["data"]
        seen[role] = {name for name, found in data.items() if found}
    staff = {"entry", "key"}
    assert seen == {Role.STUDENT: set(), Role.REGISTRAR: {"entry"}, Role.OPERATOR: staff, Role.ADMIN: staff}
