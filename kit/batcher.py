"""The mirror image of a DataLoader: what arrives while the last batch commits is the next batch."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from itertools import chain
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_Batch = list[tuple[Item, asyncio.Future[Result]]]


class Batcher(Generic[Item, Result]):
    """Passes items to `work` in batches, one batch at a time, and returns to each caller the result of its item.

    A batch that fails is split in halves until the item that causes the failure is alone, unless `fails_together`
    says that the error concerns every item (the database cannot be reached): then every caller gets it. Batches run
    in a task of their own with an empty context: a cancelled caller cancels only itself, and neither a transaction
    nor log bindings of a caller reach the batch.

    Args:
        work: takes a batch and returns its results in the same order. One that is an exception is raised to the caller
            of its item alone.
        limit: the largest number of items in a batch.
        fails_together: whether an error concerns the whole batch, so that splitting would not help.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], Awaitable[Sequence[Result | Exception]]],
        *,
        limit: int,
        fails_together: Callable[[Exception], bool] = lambda _: False,
    ) -> None:
        self._work = work
        self._limit = limit
        self._fails_together = fails_together
        self._waiting: _Batch[Item, Result] = []
        self._running: asyncio.Task[None] | None = None

    def submit(self, item: Item) -> asyncio.Future[Result]:
        """The result of `item`, or the error that `work` raised or returned for it. Waiting needs no coroutine."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        self._waiting.append((item, future))
        if self._running is None:
            self._running = loop.create_task(self._run_batches(), context=Context())
        return future

    def add(self, item: Item) -> None:
        """Let `item` be worked on without waiting for it. Its error is logged by asyncio."""
        _ = self.submit(item)

    async def idle(self) -> None:
        """Return when no item is waiting or being worked on."""
        while self._running is not None:
            await asyncio.shield(self._running)

    async def stop(self) -> None:
        """Cancel the running batch and every caller that still waits."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])

    async def _run_batches(self) -> None:
        batch: _Batch[Item, Result] = []
        halves: list[_Batch[Item, Result]] = []
        try:
            while halves or self._waiting:
                batch = halves.pop() if halves else self._next_batch()
                if not batch:
                    continue
                try:
                    results = await self._work([item for item, _ in batch])
                    resolved = list(zip(batch, results, strict=True))
                except Exception as error:  # noqa: BLE001 - it is raised to every caller of the batch
                    if len(batch) > 1 and not self._fails_together(error):
                        middle = len(batch) // 2
                        halves += [batch[middle:], batch[:middle]]
                    else:
                        _fail(batch, error)
                else:
                    for pair, result in resolved:
                        if isinstance(result, Exception):
                            _fail([pair], result)
                        elif not pair[1].done():
                            pair[1].set_result(result)
        finally:
            self._running = None
            # Callers are left only if this task was cancelled; no other task would resolve them.
            for _, future in chain(batch, *halves, self._waiting):
                future.cancel()
            self._waiting.clear()

    def _next_batch(self) -> _Batch[Item, Result]:
        """The items that wait, up to the limit, without those whose callers were cancelled."""
        batch = [pair for pair in self._waiting[: self._limit] if not pair[1].done()]
        del self._waiting[: self._limit]
        return batch


def _fail(batch: _Batch[Item, Result], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)
