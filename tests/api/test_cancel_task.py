"""cancelTask: a task is called off, whether or not a worker has begun it, and once only."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from commands.graphql_client import GraphQLClient
from commands.processes import Processes, free_port
from resolvers.node import NodeKind
from schema.ids import encode
from tests.support.graphql import accepted, enroll, enrolled, finished, seats_taken
from tests.support.installation import Installation
from tests.support.tokens import signed_in

GROUP, OTHER = "G-ADM310-A", "G-LIN100-B"

CANCEL = """
mutation($input: CancelTaskInput!) {
  cancelTask(input: $input) {
    __typename
    ... on TaskCancelling { task { id status version final cancelling } }
    ... on Problem { code message path retry }
    ... on InvalidInput { errors { path message } }
    ... on AlreadyFinal { task { id status } }
  }
}
"""
LOG = """
query($code: String!) { auditLog(filter: {studentCode: $code}) {
  nodes { action outcome groupCode reason actor task { id status } }
} }
"""


async def cancel(api: GraphQLClient, task_id: str, **more: object) -> dict[str, Any]:
    """The member of CancelTaskResult that the request is answered with."""
    answer = await api.execute(CANCEL, {"input": {"id": task_id, **more}})
    assert "errors" not in answer, answer
    result: dict[str, Any] = answer["data"]["cancelTask"]
    return result


@pytest.fixture
async def idle(installation: Installation) -> Processes:
    """An API whose tasks are not executed, until a worker is started."""
    (processes,) = await installation.start(workers=0)
    return processes


@pytest.fixture
async def quiet_api(idle: Processes) -> AsyncIterator[GraphQLClient]:
    async with signed_in(idle.base_url) as client:
        yield client


async def test_cancel_task_that_no_worker_has_begun(
    installation: Installation, idle: Processes, quiet_api: GraphQLClient
) -> None:
    before = await seats_taken(quiet_api)
    task = await accepted(quiet_api, "EST001", GROUP, OTHER)
    cancelling = {"id": task["id"], "status": "QUEUED", "version": 1, "final": False, "cancelling": True}
    for reason in ("wrong groups\nsorry", None):
        assert await cancel(quiet_api, task["id"], reason=reason) == {
            "__typename": "TaskCancelling",
            "task": cancelling,
        }

    await idle.start_worker()
    done = await finished(quiet_api, task["id"])
    assert (done["status"], done["saga"]["status"], done["problems"]) == ("CANCELLED", "COMPENSATED", [])
    assert {group["status"] for group in done["groups"]} == {"NOT_TAKEN"}
    assert await seats_taken(quiet_api) == before
    assert (await cancel(quiet_api, task["id"]))["__typename"] == "AlreadyFinal"

    ended = {"actor": "admin", "task": {"id": task["id"], "status": "CANCELLED"}}
    entries = (await quiet_api.execute(LOG, {"code": "EST001"}))["data"]["auditLog"]["nodes"]
    # The refusal above is written behind its answer; the student was saved first.
    assert [entry for entry in entries if entry["outcome"] not in {"REFUSED", "SAVED"}] == [
        *(
            {"action": "ENROLL", "outcome": "NOT_TAKEN", "groupCode": code, "reason": None, **ended}
            for code in (OTHER, GROUP)
        ),
        *(
            {"action": "CANCEL_TASK", "outcome": "REQUESTED", "groupCode": None, "reason": reason, **ended}
            for reason in (None, "wrong groups\nsorry")
        ),
    ]

    again = await enroll(quiet_api, "EST001", GROUP, OTHER)
    assert not again["replayed"]
    assert (await finished(quiet_api, again["task"]["id"]))["status"] == "SUCCEEDED"
    assert await installation.violations() == {}


async def test_cancel_task_lets_the_students_next_one_have_its_turn(idle: Processes, quiet_api: GraphQLClient) -> None:
    first, second = await accepted(quiet_api, "EST001", GROUP), await accepted(quiet_api, "EST001", OTHER)
    assert (await cancel(quiet_api, first["id"]))["__typename"] == "TaskCancelling"
    await idle.start_worker()
    assert (await finished(quiet_api, second["id"]))["status"] == "SUCCEEDED"
    assert (await finished(quiet_api, first["id"]))["status"] == "CANCELLED"


async def test_cancel_task_needs_no_redis(installation: Installation) -> None:
    nowhere = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    (processes,) = await installation.start(workers=0, environment=nowhere)
    async with signed_in(processes.base_url) as api:
        ready = await api.http.get("/readyz")
        assert (ready.status_code, ready.json()) == (
            200,
            {
                "status": "ready",
                "checks": {"database": "ready", "migrations": "ready", "redis": "unavailable"},
                "unavailable": ["redis"],
                "failing_loops": [],
            },
        )
        task = await accepted(api, "EST001", GROUP)
        assert (await cancel(api, task["id"]))["__typename"] == "TaskCancelling"
        await processes.start_worker({"REDIS_URL": installation.redis_url})
        assert (await finished(api, task["id"]))["status"] == "CANCELLED"


async def test_cancel_task_that_is_final_shows_it(api: GraphQLClient, student: str) -> None:
    task = await enrolled(api, student, GROUP)
    result = await cancel(api, task["id"], reason="too late")
    assert (result["__typename"], result["code"], result["retry"]) == ("AlreadyFinal", "ALREADY_FINAL", "DO_NOT")
    assert (result["task"], result["path"]) == ({"id": task["id"], "status": "SUCCEEDED"}, ["input", "id"])
    assert await finished(api, task["id"]) == task


@pytest.mark.parametrize(
    "id_",
    ["", "nonsense", "\0", encode(NodeKind.TASK, UUID(int=1)), encode(NodeKind.TASK, "x"), encode(NodeKind.TERM, 1)],
)
async def test_cancel_task_that_is_nowhere(api: GraphQLClient, id_: str) -> None:
    result = await cancel(api, id_)
    assert (result["__typename"], result["code"], result["path"]) == ("TaskNotFound", "TASK_NOT_FOUND", ["input", "id"])


async def test_cancel_task_is_not_known_by_its_sagas_id(api: GraphQLClient, student: str) -> None:
    task = await enrolled(api, student, GROUP)
    assert (await cancel(api, task["saga"]["id"]))["__typename"] == "TaskNotFound"


@pytest.mark.parametrize("reason", ["r" * 1001, "a\0b", "a\u0007b"], ids=["1001 characters", "NUL", "BEL"])
async def test_cancel_task_says_what_is_wrong_with_the_reason(api: GraphQLClient, student: str, reason: str) -> None:
    task = await accepted(api, student, GROUP)
    result = await cancel(api, task["id"], reason=reason)
    assert (result["__typename"], result["path"]) == ("InvalidInput", ["input", "reason"])
    assert (await finished(api, task["id"]))["status"] == "SUCCEEDED"
