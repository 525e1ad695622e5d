"""Adapter for the load driver: how to send requests to Registro, and where their outcomes are.

The driver provides `adapters.base` and loads this file by its path. `bench/README.md` has the commands.
"""

import base64
import json
import os
import subprocess

from adapters.base import Base

ENROLL = (
    "mutation ($input: EnrollInput!) { enroll(input: $input) {"
    " __typename ... on TaskAccepted { task { id } } ... on Problem { code message } } }"
)
STATUS = "query ($ids: [ID!]!) { tasks(ids: $ids) { id status } }"


class Adapter(Base):
    """Registro as a target of the driver."""

    port = int(os.environ.get("PORT", "8003"))
    headers = {"Authorization": f"Bearer {os.environ['TOKEN']}"}  # noqa: RUF012 - as the driver's base has it

    def submit_request(self, student: str, term: str, groups: list[str]) -> tuple[str, bytes]:
        """One enrollment, with the derived idempotency key."""
        variables = {"input": {"studentCode": student, "termCode": term, "groupCodes": groups}}
        return "/graphql", json.dumps({"query": ENROLL, "variables": variables}).encode()

    def parse_submit(self, status: int, body: bytes) -> str:
        """The saga's id as the database has it. Raises RuntimeError where nothing was accepted."""
        answer = json.loads(body)
        result = (answer.get("data") or {}).get("enroll") or {}
        if status != 200 or result.get("__typename") != "TaskAccepted":
            raise RuntimeError(f"{status} {answer}")
        return base64.b64decode(result["task"]["id"]).decode().partition(":")[2]

    def status_request(self, ids: list[str]) -> tuple[str, bytes]:
        """The status of many tasks."""
        tasks = [base64.b64encode(f"Task:{task_id}".encode()).decode() for task_id in ids]
        return "/graphql", json.dumps({"query": STATUS, "variables": {"ids": tasks}}).encode()

    TERMINAL_COUNT = """SELECT count(*) FILTER (WHERE status = 'COMPLETED'),
        count(*) FILTER (WHERE status IN ('REJECTED', 'COMPENSATED', 'FAILED')) FROM sagas"""
    TERMINAL_IDS = "SELECT id::text FROM sagas WHERE id = ANY ($1::text[]::uuid[]) AND finished_at IS NOT NULL"
    OUTCOMES = """SELECT s.id::text,
        CASE s.status WHEN 'COMPLETED' THEN 'completed' WHEN 'REJECTED' THEN 'rejected' ELSE s.status END,
        (SELECT count(*) FROM enrollments e WHERE e.saga_id = s.id AND e.status <> 'DROPPED') FROM sagas s"""
    GROUPS = """SELECT g.code, g.capacity, g.seats_taken,
        (SELECT count(*) FROM enrollments e WHERE e.group_id = g.id AND e.status <> 'DROPPED') FROM groups g"""
    RESET = """TRUNCATE enrollments, saga_steps, audit_log, sagas;
        UPDATE groups SET seats_taken = 0 WHERE seats_taken <> 0"""

    def reset_extra(self) -> None:
        """Delete the cached idempotency keys and the wake-ups in the queue."""
        command = ["redis-cli", "-p", os.environ.get("REDIS_PORT", "56379"), "-n", "2", "flushdb"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
