"""An answer is given again while it is young and nothing newer is known; each is executed by one caller at a time."""

import asyncio
from collections.abc import Callable

import pytest

from guards.answer_cache import SETTLING_SECONDS, AnswerCache, CacheLimits, Execution, Given, Key
from tests.support.poll import in_time, turns

KEY = Key("{ terms { code } }", None, b"{}", "en", frozenset({"STUDENT"}))
LIMITS = CacheLimits()


class World:
    """What the cache depends on, set by the test; and executions that the test ends.

    Attributes:
        executed: how many executions were begun.
    """

    def __init__(self, limits: CacheLimits = LIMITS) -> None:
        self.now = 1000.0
        self.version = 0
        self.heard = 0
        self.executed = 0
        self.cache = AnswerCache(limits, lambda: self.version, lambda: self.heard, lambda: self.now)
        self.gates: list[asyncio.Future[bytes | None]] = []

    async def ask(self, key: Key = KEY) -> bytes | None:
        """Ask and, if that is this caller's part, execute: the answer is what the test sets for the gate."""
        found = await self.cache.find(key)
        if isinstance(found, bytes):
            return found
        with found as execution:
            self.executed += 1
            gate: asyncio.Future[bytes | None] = asyncio.get_running_loop().create_future()
            self.gates.append(gate)
            answer = await gate
            if answer is not None:
                execution.keep(answer)
            return answer

    async def begun(self, count: int) -> None:
        """Let everyone go on as far as they can: `count` executions have been begun then."""
        await turns(20)
        assert len(self.gates) == count

    async def has(self, key: Key = KEY) -> bool:
        """Whether an answer is given without executing."""
        found = await self.cache.find(key)
        if isinstance(found, bytes):
            return True
        with found:
            return False

    async def keep(self, answer: bytes = b"1", key: Key = KEY, act: Callable[[Execution], object] = id) -> None:
        """Execute; `act` happens during that."""
        found = await self.cache.find(key)
        assert isinstance(found, Execution)
        with found as execution:
            execution.keep(answer)
            act(execution)


@pytest.fixture
def world() -> World:
    return World()


class TestAge:
    async def test_an_answer_is_given_until_it_is_a_second_old(self, world: World) -> None:
        await world.keep()
        world.now += 0.999
        assert await world.has()
        world.now += 0.001
        assert not await world.has()

    async def test_the_age_counts_from_the_beginning_of_the_execution(self, world: World) -> None:
        def take(seconds: float) -> Callable[[Execution], object]:
            def act(_: Execution) -> None:
                world.now += seconds

            return act

        await world.keep(act=take(0.9))
        assert await world.has()
        world.now += 0.1
        assert not await world.has()
        await world.keep(act=take(1.0))
        assert not await world.has()
        assert len(world.cache) == 0

    async def test_it_ends_with_the_next_opening_or_closing(self, world: World) -> None:
        def two_terms(execution: Execution) -> None:
            execution.expires_in(0.4)
            execution.expires_in(3600)

        await world.keep(act=two_terms)
        world.now += 0.399
        assert await world.has()
        world.now += 0.001
        assert not await world.has()


class TestChanges:
    async def test_what_was_begun_before_a_change_was_shown_is_not_given_again(self, world: World) -> None:
        await world.keep()
        world.version += 1
        assert not await world.has()

    async def test_a_change_during_the_execution_keeps_its_answer_from_being_kept(self, world: World) -> None:
        asking = asyncio.create_task(world.ask())
        await world.begun(1)
        world.version += 1
        world.gates[0].set_result(b"old")
        assert await asking == b"old"
        assert not await world.has()

    async def test_an_event_leaves_an_answer_as_long_as_it_takes_to_read_what_it_was(self, world: World) -> None:
        await world.keep()
        world.heard += 1
        world.now += SETTLING_SECONDS - 0.01
        assert await world.has()
        world.now += 0.01
        assert not await world.has()
        await world.keep()
        world.now += SETTLING_SECONDS
        assert await world.has(), "nothing was heard since"

    async def test_who_asks_after_a_change_does_not_wait_for_an_older_execution(self, world: World) -> None:
        before = asyncio.create_task(world.ask())
        await world.begun(1)
        world.version += 1
        after = asyncio.create_task(world.ask())
        await world.begun(2)
        world.gates[1].set_result(b"new")
        assert await after == b"new"
        world.gates[0].set_result(b"old")
        assert await before == b"old"
        assert await world.ask() == b"new", "the older one, though it ended later, is not kept"

    async def test_who_waits_while_something_changes_is_given_what_was_begun_after_that(self, world: World) -> None:
        first = asyncio.create_task(world.ask())
        await world.begun(1)
        waiting = [asyncio.create_task(world.ask()) for _ in range(5)]
        await turns(1)
        world.version += 1
        world.gates[0].set_result(b"old")
        await world.begun(2)
        world.version += 1  # again; but this execution was begun after they had asked
        world.gates[1].set_result(b"new")
        assert await first == b"old"
        assert await in_time(asyncio.gather(*waiting), 5) == [b"new"] * 5
        assert world.executed == 2


class TestOneExecution:
    async def test_all_who_ask_before_it_ends_are_given_its_answer(self, world: World) -> None:
        asking = [asyncio.create_task(world.ask()) for _ in range(64)]
        await world.begun(1)
        world.gates[0].set_result(b"1")
        assert await in_time(asyncio.gather(*asking), 5) == [b"1"] * 64
        assert world.executed == 1
        assert await world.ask() == b"1"
        assert world.cache.given == {Given.EXECUTED: 1, Given.SHARED: 63, Given.KEPT: 1}

    async def test_where_it_fails_one_of_those_who_wait_executes(self, world: World) -> None:
        asking = [asyncio.create_task(world.ask()) for _ in range(4)]
        await world.begun(1)
        world.gates[0].set_exception(OSError("unavailable"))
        await world.begun(2)
        world.gates[1].set_result(b"1")
        failed, *others = await in_time(asyncio.gather(*asking, return_exceptions=True), 5)
        assert isinstance(failed, OSError)
        assert others == [b"1"] * 3
        assert world.executed == 2

    async def test_where_it_is_cancelled_one_of_those_who_wait_executes(self, world: World) -> None:
        asking = [asyncio.create_task(world.ask()) for _ in range(4)]
        await world.begun(1)
        asking[0].cancel()
        await world.begun(2)
        world.gates[1].set_result(b"1")
        assert await in_time(asyncio.gather(*asking[1:]), 5) == [b"1"] * 3
        assert world.executed == 2

    async def test_a_caller_who_leaves_while_waiting_takes_nothing_from_the_others(self, world: World) -> None:
        asking = [asyncio.create_task(world.ask()) for _ in range(4)]
        await world.begun(1)
        await turns(1)
        asking[2].cancel()
        await turns(1)
        world.gates[0].set_result(b"1")
        assert [await asking[n] for n in (0, 1, 3)] == [b"1"] * 3
        assert world.executed == 1

    async def test_an_answer_with_errors_is_given_to_no_other(self, world: World) -> None:
        asking = [asyncio.create_task(world.ask()) for _ in range(4)]
        await world.begun(1)
        world.gates[0].set_result(None)
        await world.begun(4)  # together, not one after the other
        for gate in world.gates[1:]:
            gate.set_result(None)
        assert await in_time(asyncio.gather(*asking), 5) == [None] * 4
        assert not await world.has()


class TestKeys:
    @pytest.mark.parametrize(
        "other",
        [
            KEY._replace(document="{ terms { name } }"),
            KEY._replace(operation_name="A"),
            KEY._replace(variables=b'{"code":"2024-2"}'),
            KEY._replace(language="es"),
            KEY._replace(sees=frozenset({"REGISTRAR"})),
            KEY._replace(sees=frozenset({"STUDENT", "REGISTRAR"})),
        ],
    )
    async def test_what_differs_in_anything_has_another_answer(self, world: World, other: Key) -> None:
        await world.keep()
        assert not await world.has(other)
        await world.keep(b"2", other)
        assert (await world.ask(), await world.ask(other)) == (b"1", b"2")


class TestMemory:
    async def test_it_is_bounded_and_those_used_last_stay(self) -> None:
        world = World(CacheLimits(max_bytes=20_000))
        keys = [KEY._replace(variables=b"%d" % n) for n in range(100)]
        for key in keys:
            await world.keep(b"x" * 2000, key)
            assert await world.has(keys[0])
            assert world.cache.kept_bytes <= 20_000
        assert 2 <= len(world.cache) <= 10
        assert await world.has(keys[-1])
        assert not await world.has(keys[1])

    async def test_an_answer_that_is_larger_than_all_of_it_is_not_kept(self) -> None:
        world = World(CacheLimits(max_bytes=20_000))
        await world.keep(b"x", KEY)
        large = KEY._replace(language="es")
        await world.keep(b"x" * 20_000, large)
        assert await world.has(KEY)
        assert not await world.has(large)

    async def test_what_has_expired_takes_no_room_once_it_is_asked_for(self, world: World) -> None:
        await world.keep()
        assert world.cache.kept_bytes > 0
        world.now += 2
        await world.has()
        assert (len(world.cache), world.cache.kept_bytes) == (0, 0)

    async def test_none_means_that_each_executes(self) -> None:
        world = World(CacheLimits(max_bytes=0))
        asking = [asyncio.create_task(world.ask()) for _ in range(3)]
        await world.begun(3)
        for gate in world.gates:
            gate.set_result(b"1")
        await asyncio.gather(*asking)
        assert not await world.has()
