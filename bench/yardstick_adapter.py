"""Adapter for the load driver: how to send requests to Registro, and where their outcomes are.

The driver loads this file by its path. PORT, TOKEN and REDIS_URL say where Registro is, YARD_DSN where its database is;
with GROWN=N the first N sagas are from `seed_operators.py`: they are neither counted nor deleted. `bench/README.md` has
the commands.
"""

import base64
import json
import os

import redis

ENROLL = (
    "mutation ($input: EnrollInput!) { enroll(input: $input) {"
    " __typename ... on TaskAccepted { task { id } } ... on Problem { code message } } }"
)
STATUS = "query ($ids: [ID!]!) { tasks(ids: $ids) { id status } }"


SEEDED = int(os.environ.get("GROWN", "0"))
OURS = f"(SELECT id FROM sagas WHERE accepted > {SEEDED})"
DELETE = (
    f"""DELETE FROM enrollments WHERE saga_id IN {OURS}; DELETE FROM saga_steps WHERE saga_id IN {OURS};
    DELETE FROM sagas WHERE accepted > {SEEDED}; DELETE FROM audit_log WHERE id > {2 * SEEDED}"""
    if SEEDED  # with two entries each in the audit log
    else "TRUNCATE enrollments, saga_steps, audit_log, sagas"
)


class Adapter:
    """Registro as a target of the driver. The texts of SQL are in the driver's form."""

    host = "127.0.0.1"
    dsn = os.environ.get("YARD_DSN", "")
    term = "2024-2"
    pid_groups = ("api", "workers", "postgres", "redis")
    port = int(os.environ.get("PORT", "8003"))
    headers = {"Authorization": f"Bearer {os.environ['TOKEN']}"}  # noqa: RUF012 - as the driver's base has it

    @staticmethod
    def student(number: int) -> str:
        """The code of a student, from 1 to 20,000."""
        return f"EST{number:05d}"

    @staticmethod
    def group(number: int) -> str:
        """The code of a group, from 1 to 200."""
        return f"G{number:03d}"

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

    TERMINAL_COUNT = f"""SELECT count(*) FILTER (WHERE status = 'COMPLETED'),
        count(*) FILTER (WHERE status IN ('REJECTED', 'COMPENSATED', 'FAILED')) FROM sagas WHERE accepted > {SEEDED}"""
    TERMINAL_IDS = "SELECT id::text FROM sagas WHERE id = ANY ($1::text[]::uuid[]) AND finished_at IS NOT NULL"
    OUTCOMES = f"""SELECT s.id::text,
        CASE s.status WHEN 'COMPLETED' THEN 'completed' WHEN 'REJECTED' THEN 'rejected' ELSE s.status END,
        (SELECT count(*) FROM enrollments e WHERE e.saga_id = s.id AND e.status <> 'DROPPED')
        FROM sagas s WHERE accepted > {SEEDED}"""
    GROUPS = f"""SELECT g.code, g.capacity, g.seats_taken, coalesce(e.live, 0)
        FROM groups g JOIN terms t ON t.id = g.term_id LEFT JOIN (
            SELECT group_id, count(*) AS live FROM enrollments WHERE status <> 'DROPPED' AND saga_id IN {OURS}
            GROUP BY group_id) e ON e.group_id = g.id WHERE t.code = '{term}'"""
    RESET = f"{DELETE}; UPDATE groups SET seats_taken = 0 WHERE term_id = (SELECT id FROM terms WHERE code = '{term}')"

    def reset_extra(self) -> None:
        """Delete the cached idempotency keys and the wake-ups in the queue."""
        with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
            client.flushdb()
