"""Drops what a run has enrolled on a server that is not its own."""

import asyncio
from collections.abc import Iterable
from typing import Any

from commands.graphql_client import GraphQLClient
from trials.trial_tasks import TrialTask

_AT_A_TIME = 8

_DROP = """
mutation ($input: DropInput!) {
  drop(input: $input) { __typename ... on TaskAccepted { task { id } } ... on Problem { code message } }
}"""
_WATCH = "subscription ($id: ID!) { task(id: $id) { final task { status problems { code } } } }"


async def drop_all(client: GraphQLClient, run: str, term: str, tasks: Iterable[TrialTask]) -> list[str]:
    """Drop the groups of each task that succeeded. Returns a line for each that could not be dropped."""
    gate = asyncio.Semaphore(_AT_A_TIME)

    async def drop(number: int, task: TrialTask) -> str:
        given = {
            "studentCode": task.student,
            "termCode": term,
            "groupCodes": task.groups,
            "idempotencyKey": f"{run}-drop-{number}",
        }
        async with gate:
            ended = await _dropped(client, given)
        return "" if ended == "SUCCEEDED" else f"{task.student} in {', '.join(task.groups)}: {ended}"

    succeeded = [task for task in tasks if task.status == "SUCCEEDED"]
    lines = await asyncio.gather(*(drop(number, task) for number, task in enumerate(succeeded)))
    return [line for line in lines if line]


async def _dropped(client: GraphQLClient, given: dict[str, Any]) -> str:
    """How a drop ended."""
    answer = await client.execute(_DROP, {"input": given})
    result = (answer.get("data") or {}).get("drop") or {}
    if result.get("__typename") != "TaskAccepted":
        return str(result.get("code") or answer.get("errors"))
    status = "unknown"
    async for payload in client.subscribe(_WATCH, {"id": result["task"]["id"]}):
        if payload.get("data"):
            status = payload["data"]["task"]["task"]["status"]
    return status
