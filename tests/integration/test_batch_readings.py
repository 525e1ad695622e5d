"""How often batches, and lists of what has happened, are read from PostgreSQL: once for all who ask."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from commands.graphql_client import GraphQLClient
from models.sql import SQL
from tests.support.batches import WATCH_BATCH, accepted_batch, row
from tests.support.graphql import watched
from tests.support.installation import Installation, Servers
from tests.support.poll import until
from tests.support.postgres_proxy import PostgresProxy
from tests.support.tokens import signed_in

GROUP = "G-ELC102-E"
WATCHERS = 10
ROWS = """
query ($one: ID!, $other: ID!) {
  one: batch(id: $one) { rows(first: 2) { nodes { row studentCode } pageInfo { hasNextPage } } }
  other: batch(id: $other) { rows(first: 2) { nodes { row studentCode } pageInfo { hasNextPage } } }
}"""
ARCHIVED = """
query ($code: String!) {
  auditLog(first: 1) { archivedBefore nodes { id } }
  sagas(first: 1) { archivedBefore nodes { id } }
  student(code: $code) { enrollments(first: 1) { archivedBefore nodes { id } } }
}"""
NAMES = {text: name for name, text in SQL.items()}


@asynccontextmanager
async def noted(servers: Servers, environment: dict[str, str]) -> AsyncIterator[tuple[Installation, list[str]]]:
    """An installation with one API, and the statements that the API has carried out."""
    async with servers.installation(environment) as installation, PostgresProxy.before(installation.database_url) as it:
        await installation.start(workers=0, environment={"DATABASE_URL": it.url})
        yield installation, it.executed


def count(executed: list[str], name: str) -> int:
    return sum(NAMES.get(text, text) == name for text in executed)


async def test_all_who_watch_a_batch_share_its_readings(servers: Servers) -> None:
    """Nothing is read at intervals, so each reading is the first one of a subscriber or follows a published state."""
    async with noted(servers, {"REGISTRO_EVENT_CATCH_UP_SECONDS": "3600"}) as (installation, executed):
        [processes] = installation.processes
        async with signed_in(processes.base_url) as api:
            batch = await accepted_batch(api, [row("EST001", GROUP)])
            before = count(executed, "batches.by_ids")
            watching = [asyncio.create_task(watched(api, WATCH_BATCH, batch["id"])) for _ in range(WATCHERS)]
            await until(
                lambda: count(executed, "batches.by_ids") == before + WATCHERS, 30, "each has read the batch as it is"
            )
            await processes.start_worker()
            seen = await asyncio.gather(*watching)
        assert [[event["data"]["batch"]["final"] for event in events] for events in seen] == [[False, True]] * WATCHERS
        assert count(executed, "batches.by_ids") <= before + WATCHERS + 2


async def test_rows_of_several_batches_are_read_together(servers: Servers) -> None:
    async with noted(servers, {}) as (installation, executed):
        async with signed_in(installation.processes[0].base_url) as api:
            one = await accepted_batch(api, [row(student, GROUP) for student in ("EST003", "EST001", "EST002")])
            other = await accepted_batch(api, [row("EST004", GROUP)])
            data = await _asked(api, ROWS, one=one["id"], other=other["id"])
        assert data["one"]["rows"] == {
            "nodes": [{"row": 1, "studentCode": "EST003"}, {"row": 2, "studentCode": "EST001"}],
            "pageInfo": {"hasNextPage": True},
        }
        assert data["other"]["rows"] == {
            "nodes": [{"row": 1, "studentCode": "EST004"}],
            "pageInfo": {"hasNextPage": False},
        }
        assert count(executed, "batches.rows") == 1


async def test_how_far_back_lists_go_is_read_once_for_all_of_them(servers: Servers) -> None:
    async with noted(servers, {}) as (installation, executed):
        async with signed_in(installation.processes[0].base_url) as api:
            data = await _asked(api, ARCHIVED, code="EST150")
        lists = [data["auditLog"], data["sagas"], data["student"]["enrollments"]]
        assert [one["archivedBefore"] for one in lists] == [None] * 3
        assert sum('"retention"' in text and "archived_before" in text for text in executed) == 1


async def _asked(api: GraphQLClient, document: str, **variables: str) -> dict[str, Any]:
    answer = await api.execute(document, variables)
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data
