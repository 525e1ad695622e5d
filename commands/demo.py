"""`registro demo`: one enrollment, from the mutation to its final state, in a temporary installation."""

import asyncio
import json
import signal
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from app.http.auth.dev_tokens import DEMO_STUDENT, make_token
from app.settings import Settings
from commands.dev import DEMO_INPUT
from commands.graphql_client import GraphQLClient
from commands.processes import Processes, free_port, running_processes
from embedded.state_dir import temporary_state_dir
from resolvers.caller import Role

ENROLL = """
mutation ($input: EnrollInput!) {
  enroll(input: $input) { __typename ... on TaskAccepted { task { id } } ... on Problem { code message } }
}"""
WATCH = """
subscription ($id: ID!) {
  task(id: $id) {
    version at final
    task {
      id kind status final version studentCode termCode submittedAt startedAt finishedAt correlationId
      groups { groupCode status problems { code message } }
      problems { code message }
      saga { status attempts steps { position name status attempts version durationSeconds } }
    }
  }
}"""


def run(settings: Settings, *, as_json: bool) -> int:
    """Print a line for each event, then the outcome. Returns 0 if it succeeded, else 1.

    With `as_json` the lines go to standard error, so that standard output is one document. Without it the outcome is a
    sentence on a terminal; for scripts it is the same document on the last line.
    """
    try:
        with temporary_state_dir("demo") as state:
            return asyncio.run(_demo(settings, state, as_json=as_json))
    except asyncio.CancelledError:
        return 128 + signal.SIGTERM


async def _demo(settings: Settings, state: Path, *, as_json: bool) -> int:
    """SIGTERM cancels this task, so that everything that was started is stopped in that case, too."""
    demonstration = asyncio.current_task()
    assert demonstration is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, demonstration.cancel)
    log: list[str] = []  # printed only if the enrollment fails
    environment = {
        "LOG_LEVEL": settings.log_level,
        "REGISTRO_PARTICIPANTS__ENABLED": "0",
        "REGISTRO_ACCESS__TRUSTED_DOCUMENTS_ONLY": "0",
    }

    def record(name: str, line: str) -> None:
        log.append(f"{name}: {line}")

    async with (
        running_processes(state, free_port(), environment=environment, say=record) as up,
        _client(settings, up) as client,
    ):
        task = await _enroll(client, sys.stderr if as_json else sys.stdout)
    succeeded = task is not None and task["status"] == "SUCCEEDED"
    if not succeeded:
        print("\n".join(log), file=sys.stderr)
    if as_json or not sys.stdout.isatty():
        print(json.dumps(task, ensure_ascii=False))  # one line, which scripts can find with `tail -1`
    elif task is not None:
        print(_in_words(task))
    return 0 if succeeded else 1


def _in_words(task: Mapping[str, Any]) -> str:
    steps = ", ".join(f"{step['name']} {step['status']}" for step in task["saga"]["steps"])
    took = datetime.fromisoformat(task["finishedAt"]) - datetime.fromisoformat(task["submittedAt"])
    return f"steps: {steps}\nfinal: {task['status']}, {took.total_seconds() * 1000:.0f} ms after it was accepted"


def _client(settings: Settings, up: Processes) -> GraphQLClient:
    """A client that is signed in as the student to be enrolled."""
    token = make_token(settings, up.environment["REGISTRO_JWT_SECRET"], Role.STUDENT, DEMO_STUDENT)
    return GraphQLClient(up.base_url, {"Authorization": f"Bearer {token}"})


async def _enroll(client: GraphQLClient, out: Any) -> dict[str, Any] | None:
    """Enroll, watch the task to its end and print each event on `out`. Returns the task of the last event."""
    answer = await client.execute(ENROLL, {"input": DEMO_INPUT})
    result = (answer.get("data") or {}).get("enroll") or answer
    if result.get("__typename") != "TaskAccepted":
        print(f"not accepted: {json.dumps(result, ensure_ascii=False)}", file=out, flush=True)
        return None
    print(f"accepted: task {result['task']['id']}", file=out, flush=True)
    task: dict[str, Any] | None = None
    async for payload in client.subscribe(WATCH, {"id": result["task"]["id"]}):
        event = payload["data"]["task"]
        task = event["task"]
        groups = ", ".join(f"{group['groupCode']} {group['status']}" for group in event["task"]["groups"])
        print(f"event: version {event['version']}, {event['task']['status']}: {groups}", file=out, flush=True)
    return task
