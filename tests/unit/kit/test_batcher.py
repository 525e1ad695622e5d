"""What arrives while the last batch commits is the next batch."""

import asyncio
from collections.abc import Sequence
from contextvars import ContextVar

import pytest

from kit.batcher import Batcher
from tests.support.poll import turns

REQUEST: ContextVar[str] = ContextVar("REQUEST", default="none")


class Refused(Exception):
    """The error of one item."""


class Unavailable(Exception):
    """An error that concerns a whole batch."""


class Work:
    """Work that remembers its batches, doubles each item, and stumbles over culprits.

    While `door` is closed a batch is under way and does not end.
    """

    def __init__(self, *culprits: int, unavailable: bool = False) -> None:
        self.culprits = culprits
        self.unavailable = unavailable
        self.batches: list[list[int]] = []
        self.contexts: list[str] = []
        self.door = asyncio.Event()
        self.door.set()

    async def work(self, items: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(items))
        self.contexts.append(REQUEST.get())
        await self.door.wait()
        if self.unavailable:
            raise Unavailable
        for item in items:
            if item in self.culprits:
                raise Refused(item)
        return [2 * item for item in items]


def submitted(batcher: Batcher[int, int], items: Sequence[int]) -> list[asyncio.Future[int]]:
    return [batcher.submit(item) for item in items]


class TestCoalescing:
    async def test_what_arrives_in_one_turn_of_the_loop_is_one_batch(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=10)
        assert await asyncio.gather(*submitted(batcher, [1, 2, 3])) == [2, 4, 6]
        assert service.batches == [[1, 2, 3]]

    async def test_what_arrives_while_a_batch_is_under_way_is_the_next_one(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=10)
        service.door.clear()
        first = submitted(batcher, [1])
        await turns(5)
        later = submitted(batcher, [2])
        await turns(5)
        later += submitted(batcher, [3])
        await turns(5)
        assert service.batches == [[1]]
        service.door.set()
        assert await asyncio.gather(*first, *later) == [2, 4, 6]
        assert service.batches == [[1], [2, 3]]

    async def test_a_batch_holds_no_more_than_its_limit_and_the_rest_keeps_its_order(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=4)
        assert await asyncio.gather(*submitted(batcher, range(10))) == [2 * item for item in range(10)]
        assert service.batches == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]

    async def test_a_later_batch_begins_after_an_earlier_one_ended(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=10)
        assert await batcher.submit(1) == 2
        assert await batcher.submit(2) == 4
        assert service.batches == [[1], [2]]


class TestFailing:
    async def test_only_the_culprit_gets_the_error(self) -> None:
        batcher = Batcher(Work(5).work, limit=100)
        answers = await asyncio.gather(*submitted(batcher, range(8)), return_exceptions=True)
        assert isinstance(answers.pop(5), Refused)
        assert answers == [2 * item for item in (0, 1, 2, 3, 4, 6, 7)]

    @pytest.mark.parametrize("culprit", [0, 21, 63])
    async def test_a_culprit_among_64_costs_two_further_calls_for_each_halving(self, culprit: int) -> None:
        service = Work(culprit)
        await asyncio.gather(*submitted(Batcher(service.work, limit=100), range(64)), return_exceptions=True)
        assert len(service.batches) == 1 + 2 * 6
        assert [culprit] in service.batches

    async def test_several_culprits_each_get_their_own_error(self) -> None:
        batcher = Batcher(Work(2, 3, 7).work, limit=100)
        answers = await asyncio.gather(*submitted(batcher, range(9)), return_exceptions=True)
        errors = {item: answer.args for item, answer in enumerate(answers) if isinstance(answer, Refused)}
        assert errors == {2: (2,), 3: (3,), 7: (7,)}

    async def test_an_error_that_concerns_the_whole_batch_is_raised_to_all_after_one_call(self) -> None:
        service = Work(unavailable=True)
        batcher = Batcher(service.work, limit=100, fails_together=lambda error: isinstance(error, Unavailable))
        answers = await asyncio.gather(*submitted(batcher, range(8)), return_exceptions=True)
        assert [type(answer) for answer in answers] == [Unavailable] * 8
        assert service.batches == [list(range(8))]

    async def test_the_next_batch_is_worked_on_as_if_nothing_had_happened(self) -> None:
        batcher = Batcher(Work(1).work, limit=100)
        with pytest.raises(Refused):
            await batcher.submit(1)
        assert await batcher.submit(2) == 4

    async def test_work_that_answers_too_few_is_an_error_and_no_endless_wait(self) -> None:
        async def forgetful(items: Sequence[int]) -> Sequence[int]:
            return items[1:]

        batcher = Batcher(forgetful, limit=100)
        answers = await asyncio.gather(*submitted(batcher, [1, 2]), return_exceptions=True)
        assert [type(answer) for answer in answers] == [ValueError, ValueError]

    async def test_work_that_is_cancelled_itself_leaves_no_waiter(self) -> None:
        batches: list[Sequence[int]] = []

        async def cancelled(items: Sequence[int]) -> Sequence[int]:
            batches.append(items)
            if items == [4]:
                return items
            if len(items) > 1:
                raise Refused
            raise asyncio.CancelledError

        batcher = Batcher(cancelled, limit=2)
        waiters = submitted(batcher, [1, 2, 3])
        done, _ = await asyncio.wait(waiters, timeout=5)
        assert [waiter.cancelled() for waiter in waiters] == [True, True, True]
        assert done == set(waiters)
        assert await batcher.submit(4) == 4


class TestCancelledWaiter:
    async def test_one_that_waits_for_its_turn_is_not_worked_on(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=10)
        service.door.clear()
        first = submitted(batcher, [1])
        await turns(5)
        tired, patient = submitted(batcher, [2, 3])
        await turns(5)
        tired.cancel()
        service.door.set()
        assert await asyncio.gather(*first, patient) == [2, 6]
        assert tired.cancelled()
        assert service.batches == [[1], [3]]

    async def test_a_cancelled_waiter_whose_batch_is_under_way_disturbs_no_other(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=10)
        service.door.clear()
        tired, patient = submitted(batcher, [1, 2])
        await turns(5)
        tired.cancel()
        await turns(5)
        assert tired.cancelled()
        service.door.set()
        assert await patient == 4
        assert service.batches == [[1, 2]]

    async def test_a_cancelled_waiter_whose_batch_fails_afterwards_disturbs_no_other(self) -> None:
        service = Work(1)
        batcher = Batcher(service.work, limit=10)
        service.door.clear()
        tired, patient = submitted(batcher, [1, 2])
        await turns(5)
        tired.cancel()
        service.door.set()
        assert await patient == 4
        await batcher.idle()

    async def test_a_batch_without_waiters_is_no_batch(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=10)
        service.door.clear()
        first = submitted(batcher, [1])
        await turns(5)
        (tired,) = submitted(batcher, [2])
        await turns(5)
        tired.cancel()
        service.door.set()
        await batcher.idle()
        assert [await task for task in first] == [2]
        assert service.batches == [[1]]


async def test_nothing_of_a_submitters_context_leaks_into_the_work() -> None:
    service = Work()
    batcher = Batcher(service.work, limit=10)
    REQUEST.set("a request of one student")
    assert await batcher.submit(1) == 2
    assert service.contexts == ["none"]


class TestIdle:
    async def test_at_rest_it_returns_immediately(self) -> None:
        await Batcher(Work().work, limit=10).idle()

    async def test_it_waits_for_what_is_under_way_and_what_waits_behind_it(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=1)
        service.door.clear()
        waiters = submitted(batcher, [1, 2])
        await turns(5)
        resting = asyncio.create_task(batcher.idle())
        await turns(5)
        assert not resting.done()
        service.door.set()
        await resting
        assert service.batches == [[1], [2]]
        assert [await waiter for waiter in waiters] == [2, 4]

    async def test_giving_up_the_wait_does_not_stop_the_work(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=10)
        service.door.clear()
        (waiter,) = submitted(batcher, [1])
        await turns(5)
        resting = asyncio.create_task(batcher.idle())
        await turns(5)
        resting.cancel()
        await turns(5)
        service.door.set()
        assert await waiter == 2


class TestStop:
    async def test_at_rest_there_is_nothing_to_stop(self) -> None:
        await Batcher(Work().work, limit=10).stop()

    async def test_a_batch_under_way_is_cancelled_and_its_waiters_are_cancelled_too(self) -> None:
        service = Work()
        batcher = Batcher(service.work, limit=1)
        service.door.clear()
        waiters = submitted(batcher, [1, 2])
        await turns(5)
        await batcher.stop()
        await asyncio.wait(waiters)
        assert all(waiter.cancelled() for waiter in waiters)
        assert service.batches == [[1]]


class TestErrorsAmongResults:
    async def test_an_exception_in_a_result_is_raised_to_its_caller_alone(self) -> None:
        async def work(items: Sequence[int]) -> Sequence[int | Exception]:
            return [Refused(item) if item == 2 else 2 * item for item in items]

        batcher: Batcher[int, int] = Batcher(work, limit=10)
        one, two, three = submitted(batcher, [1, 2, 3])
        assert (await one, await three) == (2, 6)
        with pytest.raises(Refused, match="2"):
            await two


async def test_what_is_added_is_worked_on_in_one_batch_without_being_waited_for() -> None:
    service = Work()
    batcher = Batcher(service.work, limit=10)
    for item in range(3):
        batcher.add(item)
    await batcher.idle()
    assert service.batches == [[0, 1, 2]]
