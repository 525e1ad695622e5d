"""What an installation has in Redis, PostgreSQL and the hands of its clients: taken out of one, put into another."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import orjson
from redis.asyncio import Redis

from commands.graphql_client import GraphQLClient
from tests.support.installation import Installation

EXPIRES_MS = 3_600_000
"""How long keys stay that are put into a Redis, which may belong to others."""
PAGE = 2
"""Items on a page: the cursor of the first leads to the second."""

Key = dict[str, Any]
"""Name, type and value of a key in Redis."""
Messages = dict[str, list[str]]
"""What was published, by channel."""

_LISTS = {
    "groups": """term(code: "2024-2") { __typename id groups(first: $first, after: $after) {
        edges { cursor node { __typename id } } } }""",
    "enrollments": """student(code: "EST001") { __typename id enrollments(first: $first, after: $after) {
        edges { cursor node { __typename id group { __typename id course { __typename id } } } } } }""",
    "tasks": """student(code: "EST001") { tasks(first: $first, after: $after) {
        edges { cursor node { __typename id saga { __typename id } groups { __typename id } } } } }""",
    "sagas": "sagas(first: $first, after: $after) { edges { cursor node { __typename id } } }",
    "auditLog": "auditLog(first: $first, after: $after) { edges { cursor node { __typename id } } }",
    "idempotencyEntries": """idempotencyEntries(first: $first, after: $after) {
        edges { cursor node { __typename id } } }""",
}
"""Every list that has cursors, with everything in it that has an id."""

_SAGAS = """
SELECT to_json(s) AS saga, s.command::text, s.outcome::text, encode(s.fingerprint, 'hex') AS fingerprint,
    (SELECT coalesce(json_agg(st ORDER BY st.position), '[]') FROM saga_steps st WHERE st.saga_id = s.id) AS steps
FROM sagas s WHERE s.scope <> $1 ORDER BY s.accepted"""
_NOT_OF_A_RECORD = {"saga_id"}


async def all_keys(redis: Redis, *, without: Sequence[str]) -> list[Key]:
    """All keys by name, but those whose names hold one of these texts. All that we keep in Redis is text."""
    names = sorted(name.decode() for name in await redis.keys("*"))
    return [{"name": name, **await _read(redis, name)} for name in names if not any(part in name for part in without)]


async def _read(redis: Any, name: str) -> dict[str, Any]:  # redis-py types its commands as awaitable or not
    kind = (await redis.type(name)).decode()
    value: Any
    match kind:
        case "string":
            value = (await redis.get(name)).decode()
        case "hash":
            value = {field.decode(): text.decode() for field, text in (await redis.hgetall(name)).items()}
        case "list":
            value = [text.decode() for text in await redis.lrange(name, 0, -1)]
        case "zset":
            value = {member.decode(): score for member, score in await redis.zrange(name, 0, -1, withscores=True)}
        case _:
            raise ValueError(f"{name} is a {kind}: say how it is kept")
    return {"type": kind, "value": value}


async def put_keys(redis: Any, keys: Sequence[Key], *, prefix: str, instead: str) -> None:
    """Write keys, for an hour; names that begin with `prefix` begin with `instead`."""
    for key in keys:
        name = key["name"].replace(f"{prefix}:", f"{instead}:", 1) if key["name"].startswith(prefix) else key["name"]
        match key["type"]:
            case "string":
                await redis.set(name, key["value"])
            case "hash":
                await redis.hset(name, mapping=key["value"])
            case "list":
                await redis.rpush(name, *key["value"])
            case "zset":
                await redis.zadd(name, key["value"])
        await redis.pexpire(name, EXPIRES_MS)


@asynccontextmanager
async def recorded(redis: Redis, *channels: str) -> AsyncIterator[Messages]:
    """What is published on the channels while the block runs."""
    messages: Messages = {channel: [] for channel in channels}
    async with redis.pubsub() as pubsub:
        await pubsub.subscribe(*channels)

        async def listen() -> None:
            async for message in pubsub.listen():
                if message["type"] == "message":
                    messages[message["channel"].decode()].append(message["data"].decode())

        listening = asyncio.create_task(listen())
        try:
            yield messages
        finally:
            listening.cancel()


async def saga_rows(installation: Installation, *, without: str) -> list[dict[str, Any]]:
    """Each saga's row with its journal, as PostgreSQL has them; `command` and `outcome` are JSON as text.

    `without`: the scope whose sagas are left out.
    """
    rows = []
    for row in await installation.sql(_SAGAS, without):
        saga, steps = orjson.loads(row["saga"]), orjson.loads(row["steps"])
        texts = {name: row[name] for name in ("command", "outcome", "fingerprint")}
        journal = [{name: value for name, value in step.items() if name not in _NOT_OF_A_RECORD} for step in steps]
        rows.append({**saga, **texts, "steps": journal})
    return rows


async def pages(api: GraphQLClient) -> list[dict[str, Any]]:
    """The first page of each list: the document that asks for it, and the answer."""
    documents = [f"query ($first: Int!, $after: String) {{ {' '.join(text.split())} }}" for text in _LISTS.values()]
    return [{"document": document, "answer": await page(api, document)} for document in documents]


async def page(api: GraphQLClient, document: str, after: str | None = None) -> dict[str, Any]:
    """A page of a list, after a cursor or the first one."""
    answer = await api.execute(document, {"first": PAGE, "after": after})
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within a value of JSON."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


def edges(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The edges of the page in an answer."""
    return next(found["edges"] for found in objects(answer) if "edges" in found)
