"""Who may see how the work goes, and how often it is read for them."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing

import pytest

from kit.cached import CachedReading
from kit.errors import DatabaseUnavailable
from resolvers.caller import Caller, Role
from resolvers.errors import Forbidden
from resolvers.stats import stats
from resolvers.watch_stats import watch_stats
from services.stats import Stats
from tests.support.memory import MemoryServices, MemoryStats
from tests.support.poll import turns


class Script(MemoryStats):
    """Answers by turns, or raises what the script has there."""

    def __init__(self, script: Sequence[Exception | None]) -> None:
        self.script = list(script)

    async def read(self) -> Stats:
        turn = self.script.pop(0)
        if turn is not None:
            raise turn
        return await super().read()


@pytest.mark.parametrize("role", [Role.STUDENT, Role.REGISTRAR])
async def test_only_operators_see_how_the_work_goes(role: Role) -> None:
    context = MemoryServices(stats=Script([])).context(Caller("someone", frozenset({role})))
    with pytest.raises(Forbidden):
        await stats(context)
    async with aclosing(watch_stats(context, 2)) as readings:
        with pytest.raises(Forbidden):
            await anext(readings)


async def test_readings_go_on_after_an_outage() -> None:
    script = Script([None, DatabaseUnavailable("connection refused", 2), None])
    async with aclosing(watch_stats(MemoryServices(stats=script).context(), 0.5)) as readings:
        assert [await anext(readings), await anext(readings)] == [await MemoryStats().read()] * 2
    assert script.script == []


async def test_an_outage_at_the_beginning_is_logged() -> None:
    script = Script([DatabaseUnavailable("connection refused", 2)])
    async with aclosing(watch_stats(MemoryServices(stats=script).context(), 0.5)) as readings:
        with pytest.raises(DatabaseUnavailable):
            await anext(readings)


async def test_one_reading_serves_all_who_ask() -> None:
    read = 0

    async def reading() -> int:
        nonlocal read
        read += 1
        await turns()
        return read

    shared = CachedReading(reading, max_age_seconds=60)
    assert await asyncio.gather(*(shared() for _ in range(10))) == [1] * 10
    assert [await CachedReading(reading, max_age_seconds=0)(), await CachedReading(reading, max_age_seconds=0)()] == [
        2,
        3,
    ]


async def test_a_reading_that_failed_is_tried_again() -> None:
    script: list[Exception | None] = [ConnectionRefusedError(), None]

    async def reading() -> int:
        if (turn := script.pop(0)) is not None:
            raise turn
        return 1

    shared = CachedReading(reading, max_age_seconds=60)
    with pytest.raises(ConnectionRefusedError):
        await shared()
    assert await shared() == 1
