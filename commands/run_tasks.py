"""Reads from a server what became of the tasks of a run, once all have ended, and whether its invariants hold."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

from commands.graphql_client import GraphQLClient
from trials.promises import Promise
from trials.trial_tasks import TASK_FIELDS, TrialTask, trial_task

FINAL_SECONDS = 60.0
"""From when they are asked for on, all tasks must be final within this time."""
_POLL_SECONDS = 0.2

_TASKS = (
    """
query ($run: String!, $after: String) {
  sagas(filter: {correlationId: $run}, first: 100, after: $after) {
    nodes { task { ...TaskFields } }
    pageInfo { hasNextPage endCursor }
  }
}"""
    + TASK_FIELDS
)
_UNFINISHED = """
query ($run: String!) {
  sagas(filter: {correlationId: $run, status: [PENDING, RUNNING, COMPENSATING, STUCK]}, first: 1) { nodes { id } }
}"""
_INVARIANTS = "{ invariants { name meaning violations examples } }"


class NoOutcome(Exception):
    """The server does not say what became of the tasks. The message says why."""


async def tasks_of_run(client: GraphQLClient, run: str) -> list[TrialTask]:
    """Wait until all enrollments with this correlation id are final. Returns them, the newest first. Raises NoOutcome.

    Those that do not end are among them, too.
    """
    until = time.monotonic() + FINAL_SECONDS
    while time.monotonic() < until and (await _ask(client, _UNFINISHED, {"run": run}))["sagas"]["nodes"]:  # noqa: ASYNC110 - HTTP
        await asyncio.sleep(_POLL_SECONDS)
    return [task async for task in _tasks(client, run)]


async def invariants_of(client: GraphQLClient) -> list[Promise]:
    """The server's invariants, checked now. Raises NoOutcome."""
    found = (await _ask(client, _INVARIANTS))["invariants"]
    return [Promise(one["name"], one["meaning"], one["violations"], one["examples"]) for one in found]


async def _tasks(client: GraphQLClient, run: str) -> AsyncIterator[TrialTask]:
    after = None
    while True:
        page = (await _ask(client, _TASKS, {"run": run, "after": after}))["sagas"]
        for node in page["nodes"]:
            if node["task"]["kind"] == "ENROLL":
                yield trial_task(node["task"])
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


async def _ask(client: GraphQLClient, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
    answer = await client.execute(query, variables)
    if answer.get("errors") or not answer.get("data"):
        messages = "; ".join(str(error.get("message")) for error in answer.get("errors") or ())
        raise NoOutcome(f"the outcome cannot be read: {messages or 'an answer without data'}")
    return dict(answer["data"])
