"""The least that keeps an enrollment durably, answers, and carries it out all or none: a floor to compare with.

    python bench/minimal_service.py {api,worker}    # DATABASE_URL, REDIS_URL, PORT

Two processes with the libraries of Registro. It has no GraphQL, no sign-in, no idempotency, no journal, no audit log
and no rules beyond seats, and survives no outage: only the round trips are left that the promise itself takes.
"""

import asyncio
import json
import os
import sys
import uuid
from typing import Any

import asyncpg
import uvicorn
import uvloop
from redis.asyncio import Redis
from starlette.types import Receive, Scope, Send

_QUEUE = "minimal:queue"
_KEEP = "INSERT INTO tasks (id, student, groups) VALUES ($1, $2, $3)"
_READ = "SELECT student, groups FROM tasks WHERE id = $1 AND status = 'PENDING' FOR UPDATE"
_LOCK = "SELECT code FROM groups WHERE code = ANY ($1) AND seats_taken < capacity ORDER BY code FOR UPDATE"
_ENROLL = """WITH seats AS (UPDATE groups SET seats_taken = seats_taken + 1 WHERE code = ANY ($3)),
    enrolled AS (INSERT INTO enrollments SELECT $2, code, $1 FROM unnest($3::text[]) code)
    UPDATE tasks SET status = 'COMPLETED' WHERE id = $1"""
_REFUSE = "UPDATE tasks SET status = 'REJECTED' WHERE id = $1"


class Api:
    """An ASGI application: POST {"student", "groups"} is answered {"task"}."""

    def __init__(self, pool: asyncpg.Pool, redis: Redis) -> None:
        self._pool = pool
        self._redis = redis

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keep the task, wake the worker, answer."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message["body"]
            if not message.get("more_body"):
                break
        basket = json.loads(body)
        task_id = uuid.uuid4()
        await self._pool.execute(_KEEP, task_id, basket["student"], basket["groups"])
        await self._redis.lpush(_QUEUE, str(task_id))
        answer = json.dumps({"task": str(task_id)}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


async def _serve(pool: asyncpg.Pool, redis: Redis) -> None:
    """The API, until a signal."""
    config = uvicorn.Config(Api(pool, redis), port=int(os.environ["PORT"]), log_level="warning", access_log=False)
    await uvicorn.Server(config).serve()


async def _work(pool: asyncpg.Pool, redis: Redis) -> None:
    """The worker: carries out up to 16 tasks at a time, and says so of each."""
    running: set[asyncio.Task[None]] = set()
    free = asyncio.Semaphore(16)

    async def carry_out(task_id: str) -> None:
        async with pool.acquire() as connection:
            await _enroll(connection, uuid.UUID(task_id))
        await redis.publish(f"minimal:{task_id}", "final")
        free.release()

    while True:
        await free.acquire()
        _, task_id = await redis.brpop([_QUEUE])
        task = asyncio.create_task(carry_out(task_id.decode()))
        running.add(task)
        task.add_done_callback(running.discard)


async def _enroll(connection: Any, task_id: uuid.UUID) -> None:
    async with connection.transaction():
        student, groups = await connection.fetchrow(_READ, task_id)
        free = await connection.fetch(_LOCK, groups)
        if len(free) == len(groups):
            await connection.execute(_ENROLL, task_id, student, groups)
        else:
            await connection.execute(_REFUSE, task_id)


async def _run(role: str) -> None:
    async with (
        asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=8, max_size=16) as pool,
        Redis.from_url(os.environ["REDIS_URL"]) as redis,
    ):
        await {"api": _serve, "worker": _work}[role](pool, redis)


if __name__ == "__main__":
    uvloop.run(_run(sys.argv[1]))
