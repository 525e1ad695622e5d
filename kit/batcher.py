"""The mirror image of a DataLoader: what arrives while the last batch commits is the next batch."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Batcher(Generic[Item, Result]):
    """Hands items to `work` in batches, one batch at a time, and each waiter its own result.

    A batch that fails is halved until the culprit stands alone, unless `whole` says that the error concerns all of
    it (the database is away): then it is everybody's answer. Batches run in a task of their own with an empty
    context: a waiter that is cancelled cancels only itself, and no transaction or log binding leaks in.

    Args:
        work: answers a batch, in its order.
        limit: most items a batch may hold.
        whole: whether an error is not worth halving for.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]],
        *,
        limit: int,
        whole: Callable[[Exception], bool] = lambda _: False,
    ) -> None:
        self._work = work
        self._limit = limit
        self._whole = whole
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._running: asyncio.Task[None] | None = None

    async def submit(self, item: Item) -> Result:
        """The result for `item`; raises what `work` raised for it."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._running is None:
            self._running = asyncio.get_running_loop().create_task(self._drain(), context=Context())
        return await future

    async def idle(self) -> None:
        """Return when nothing is waiting or running any more."""
        while self._running is not None:
            await asyncio.shield(self._running)

    async def stop(self) -> None:
        """Break off what is running; whoever still waits is cancelled."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])

    async def _drain(self) -> None:
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        try:
            while self._waiting:
                batch = [pair for pair in self._waiting[: self._limit] if not pair[1].done()]
                del self._waiting[: self._limit]
                if batch:
                    await self._answer(batch)
        finally:
            self._running = None
            # Only if we were cancelled is anybody left: nobody would ever answer them.
            for _, future in (*batch, *self._waiting):
                future.cancel()
            self._waiting.clear()

    async def _answer(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._work([item for item, _ in batch])
            pairs = list(zip(batch, results, strict=True))
        except Exception as error:  # noqa: BLE001 - it is the waiters' error, and each of them gets it
            if len(batch) > 1 and not self._whole(error):
                middle = len(batch) // 2
                await self._answer(batch[:middle])
                await self._answer(batch[middle:])
                return
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), result in pairs:
            if not future.done():
                future.set_result(result)
