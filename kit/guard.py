"""What stands around the calls to a service, without saying whose circuit breaker it is."""

from collections.abc import Awaitable, Callable, Coroutine, Generator
from enum import Enum, auto
from types import TracebackType, coroutine
from typing import Any, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Failure(Enum):
    """What an error says about the service that was called.

    NONE: nothing. The service has answered, or did not have to.
    SUSPECTED: it may have failed; where it can be probed, a probe tells.
    PROCESS: this process could not use it, and does not know whether another can.
    SERVICE: it has said itself that it failed, which is true for every process.
    """

    NONE = auto()
    SUSPECTED = auto()
    PROCESS = auto()
    SERVICE = auto()


JudgeError = Callable[[BaseException], Failure]


class Guard(Protocol):
    """Decides whether a call is made, and learns how it ended. aiobreaker's `CircuitBreaker` is one, and so is ours."""

    def call_async(
        self, func: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]:
        """Call `func` and return what it returns.

        Raises:
            CircuitOpen: `func` was not called.
            Exception: whatever `func` raises; TimeoutError if it took too long.
        """
        ...


class CircuitGuard(Guard, Protocol):
    """A guard that says beforehand whether it makes a call."""

    @property
    def retry_after_seconds(self) -> float:
        """Seconds until a call may be made; 0 if it may be made now."""
        ...

    @property
    def closed(self) -> bool:
        """Whether every call is made; otherwise none is, or one at a time to find out whether the service works."""
        ...

    def check(self) -> None:
        """Raise CircuitOpen if a call would be refused."""
        ...


class Unguarded:
    """Makes every call."""

    retry_after_seconds = 0.0
    closed = True

    def check(self) -> None:
        """Do nothing: no call is refused."""

    async def call_async(self, func: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `func` and return what it returns."""
        return await func(*args, **kwargs)


UNGUARDED: CircuitGuard = Unguarded()
"""For a service that has no circuit breaker."""


_BLOCK_BEGINS = object()


@coroutine
def _block() -> Generator[object, None, None]:
    """Stands in the guard's call for the block: suspends the call until the block has ended, or raises its error."""
    yield _BLOCK_BEGINS


@coroutine
def _advance(call: Coroutine[Any, Any, None], error: BaseException | None) -> Generator[Any, None, None]:
    """Resume `call`, with the error that ended the block if one did, until its block begins or it has ended.

    Whatever else the guard awaits, such as Redis, is handed on to the event loop.
    """
    try:
        awaited = call.send(None) if error is None else call.throw(error)
        while awaited is not _BLOCK_BEGINS:
            try:
                yield awaited
            except BaseException as thrown:  # noqa: BLE001 - a cancellation is the guard's to handle
                awaited = call.throw(thrown)
            else:
                awaited = call.send(None)
    except StopIteration:
        return


class GuardedBlock:
    """Makes an `async with` block one call of a guard: how the block ends is how the call ends.

    Entering raises CircuitOpen if the guard refuses the call. The guard's coroutine is run by hand, on entering up to
    the place where the block belongs and on leaving to its end, in the task of the block: so timeouts and cancellation
    work as they do in a function, and no second task is paid for.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def __aenter__(self) -> None:
        self._call = self._guard.call_async(_block)
        await _advance(self._call, None)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            await _advance(self._call, error)
        except BaseException as raised:
            if raised is not error:
                raise
