"""How far down a mutation goes: the frames of ours that are open when the INSERT of one `enroll` is sent."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import httpx

from app.container import Container
from tests.support.application import application_of
from tests.support.tokens import authorization

ROOT = Path(__file__).parents[2]
MOST = 14
DOWN = ("app", "schema", "resolvers", "services", "models")
"""The rooms that a request goes down through. `kit` is the ground floor that any of them may stand on."""

ENROLL = "mutation ($input: EnrollInput!) { enroll(input: $input) { __typename } }"


def ours(code: CodeType) -> str | None:
    """A function of the product, as `room/module.py: name`; None for any other."""
    path = Path(code.co_filename)
    if not path.is_relative_to(ROOT) or path.relative_to(ROOT).parts[0] in {".venv", "tests"}:
        return None
    return f"{path.relative_to(ROOT)}: {code.co_qualname}"


def waiting(task: asyncio.Task[object]) -> list[str]:
    """The product's functions that a task is inside of, outermost first, while it waits."""
    found: list[str | None] = []
    awaited: Any = task.get_coro()
    while awaited is not None:
        code = getattr(awaited, "cr_code", None) or getattr(awaited, "ag_code", None)
        found.append(ours(code) if code else None)
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "ag_await", None)
    return [function for function in found if function]


def running(frame: FrameType | None) -> list[str]:
    """The product's functions that run, outermost first."""
    found = []
    while frame is not None:
        found.append(ours(frame.f_code))
        frame = frame.f_back
    return [function for function in reversed(found) if function]


@contextmanager
def way_to_insert() -> Iterator[list[str]]:
    """The functions that are open when the INSERT is sent: those of the request, then those of its batch."""
    way: list[str] = []

    def profile(frame: FrameType, event: str, _: object) -> None:
        if way or event != "call" or not frame.f_code.co_filename.endswith("asyncpg/connection.py"):
            return
        if any("INSERT INTO sagas" in value for value in frame.f_locals.values() if isinstance(value, str)):
            requests = [task for task in asyncio.all_tasks() if any(": TaskService.submit" in f for f in waiting(task))]
            way.extend(function for task in requests for function in waiting(task))
            way.extend(running(frame))

    sys.setprofile(profile)
    try:
        yield way
    finally:
        sys.setprofile(None)


async def test_a_mutation_goes_down_through_few_functions_and_never_up(container: Container) -> None:
    async with application_of(container) as (_, application):
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://api", headers=authorization()) as client:
            values = {"studentCode": "EST050", "termCode": "2024-2", "groupCodes": ["G-ELC102-E", "G-ELC106-E"]}
            with way_to_insert() as way:
                answer = await client.post("/graphql", json={"query": ENROLL, "variables": {"input": values}})
            assert answer.json()["data"] == {"enroll": {"__typename": "TaskAccepted"}}
    sys.stdout.write("".join(f"{number:2} {function}\n" for number, function in enumerate(way, 1)))
    assert 0 < len(way) <= MOST
    floors = [DOWN.index(function.split("/")[0]) for function in way if not function.startswith("kit/")]
    assert floors == sorted(floors), "a request goes down once"
