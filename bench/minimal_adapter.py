"""Adapter for the load driver: how to send requests to `minimal_service.py`, and where their outcomes are."""

import json
import os

import redis


class Adapter:
    """The minimal service as a target of the driver. The texts of SQL are in the driver's form."""

    host = "127.0.0.1"
    dsn = os.environ.get("YARD_DSN", "")
    term = "2024-2"
    pid_groups = ("api", "workers", "postgres", "redis")
    port = int(os.environ.get("PORT", "0"))
    headers: dict[str, str] = {}  # noqa: RUF012 - as the driver's base has it

    @staticmethod
    def student(number: int) -> str:
        """The code of a student, from 1 to 20,000."""
        return f"EST{number:05d}"

    @staticmethod
    def group(number: int) -> str:
        """The code of a group, from 1 to 200."""
        return f"G{number:03d}"

    def submit_request(self, student: str, _term: str, groups: list[str]) -> tuple[str, bytes]:
        """One enrollment."""
        return "/", json.dumps({"student": student, "groups": groups}).encode()

    def parse_submit(self, status: int, body: bytes) -> str:
        """The task's id. Raises RuntimeError where nothing was accepted."""
        if status != 200:
            raise RuntimeError(f"{status} {body!r}")
        return str(json.loads(body)["task"])

    def status_request(self, _ids: list[str]) -> None:
        """It cannot be asked."""

    TERMINAL_COUNT = """SELECT count(*) FILTER (WHERE status = 'COMPLETED'), count(*) FILTER (WHERE status = 'REJECTED')
        FROM tasks"""
    TERMINAL_IDS = "SELECT id::text FROM tasks WHERE id = ANY ($1::text[]::uuid[]) AND status <> 'PENDING'"
    OUTCOMES = """SELECT t.id::text, lower(t.status), (SELECT count(*) FROM enrollments e WHERE e.task_id = t.id)
        FROM tasks t"""
    GROUPS = """SELECT g.code, g.capacity, g.seats_taken, count(e.student)
        FROM groups g LEFT JOIN enrollments e ON e.group_code = g.code GROUP BY g.code"""
    RESET = "TRUNCATE enrollments, tasks; UPDATE groups SET seats_taken = 0"

    def reset_extra(self) -> None:
        """Delete the wake-ups in the queue."""
        with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
            client.flushdb()
