"""Whole answers that many callers ask for: executed once, and given again while nothing newer is known.

Nothing is stored for it anywhere. An answer is given again while it is young, while this process has heard of no change
since it was begun, and until a moment is reached with which it changes by itself.
"""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

SETTLING_SECONDS = 0.25
"""Age up to which an answer is given that was begun before the latest event was heard: as often as seats are read."""
_OVERHEAD_BYTES = 1000
"""Memory that an answer takes besides its own bytes and those of its key, rounded up."""


class Key(NamedTuple):
    """Whose answer is the same: what is asked for, in which language, and what the caller may see."""

    document: str
    operation_name: str | None
    variables: bytes
    language: str
    sees: frozenset[str]

    @property
    def size_bytes(self) -> int:
        return 4 * len(self.document) + len(self.variables)


@dataclass(frozen=True, slots=True)
class CacheLimits:
    """Attributes:
    max_bytes: memory, roughly, that answers take in a process; 0: none is kept or shared.
    max_age_seconds: the age up to which an answer is given again.
    """

    max_bytes: int = 16 * 1024 * 1024
    max_age_seconds: float = 1.0


class Given(StrEnum):
    """How a caller came by an answer."""

    EXECUTED = "executed"
    SHARED = "shared"
    KEPT = "kept"


class _End(StrEnum):
    """How an execution ended whose answer is given to one caller only."""

    FAILED = "failed"
    NOT_KEPT = "not kept"


class Execution:
    """One execution, as a block: what it answers is kept if the block says so. Others who ask for the same wait for it.

    If the block ends with an error, or is cancelled, one of those who wait executes instead; if it ends without
    keeping anything, each of them does.
    """

    def __init__(
        self, cache: "AnswerCache", number: int, key: Key, now: float, max_age_seconds: float, *, shared: bool
    ) -> None:
        self.number = number
        self.began = now
        self.until = now + max_age_seconds
        self.version = cache.version()
        self.heard = cache.heard()
        self.key = key
        self.shared = shared
        self._cache = cache
        self._end: asyncio.Future[bytes | _End] = asyncio.get_running_loop().create_future()
        self._answer: bytes | None = None

    def expires_in(self, seconds: float) -> None:
        """What the answer is made of changes by itself, at the earliest so long after this execution began."""
        self.until = min(self.until, self.began + seconds)

    def keep(self, answer: bytes) -> None:
        """Give this answer to others as well."""
        self._answer = answer

    async def wait(self) -> bytes | _End:
        """The answer, or why there is none."""
        return await asyncio.shield(self._end)  # a caller who leaves must not cancel what others wait for

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is not None:
            self._end.set_result(_End.FAILED)
        else:
            self._end.set_result(_End.NOT_KEPT if self._answer is None else self._answer)
        self._cache.ended(self, self._answer if kind is None else None)


class _Kept(NamedTuple):
    answer: bytes
    execution: Execution
    size_bytes: int


class AnswerCache:
    """The answers of one process.

    Args:
        version: changes with each change that this process has read or made.
        heard: changes with each event, which may be of such a change; what it was is read soon after.
        clock: in seconds; never goes back.

    Attributes:
        kept_bytes: the memory that answers take.
        given: how callers came by their answers.
    """

    def __init__(
        self,
        limits: CacheLimits,
        version: Callable[[], int],
        heard: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.version = version
        self.heard = heard
        self.kept_bytes = 0
        self.given: Counter[Given] = Counter()
        self._limits = limits
        self._clock = clock
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._running: dict[Key, Execution] = {}
        self._begun = 0

    def __len__(self) -> int:
        return len(self._kept)

    async def find(self, key: Key) -> bytes | Execution:
        """An answer, or the execution that the caller has to make."""
        if self._limits.max_bytes == 0:
            return self._execution(key, shared=False)
        begun = self._begun
        while True:
            now = self._clock()
            if (kept := self._find(key, now)) is not None:
                self.given[Given.KEPT] += 1
                return kept
            running = self._running.get(key)
            if running is None or not self._is_current(running, now):
                self._running[key] = execution = self._execution(key, shared=True)
                return execution
            answer = await running.wait()
            # One that was begun after the caller asked is as new as their own would be.
            if isinstance(answer, bytes) and (running.number > begun or self._is_current(running, self._clock())):
                self.given[Given.SHARED] += 1
                return answer
            if answer is _End.NOT_KEPT:
                return self._execution(key, shared=False)

    def ended(self, execution: Execution, answer: bytes | None) -> None:
        """Keep the answer of an execution that has ended, if it is new enough still and there is room for it."""
        if not execution.shared:
            return
        key = execution.key
        if self._running.get(key) is execution:
            del self._running[key]
        if answer is None or not self._is_current(execution, self._clock()):
            return
        self._drop(key)
        size = len(answer) + key.size_bytes + _OVERHEAD_BYTES
        if size <= self._limits.max_bytes:
            self._kept[key] = _Kept(answer, execution, size)
            self.kept_bytes += size
        while self.kept_bytes > self._limits.max_bytes:
            self._drop(next(iter(self._kept)))

    def _execution(self, key: Key, *, shared: bool) -> Execution:
        self.given[Given.EXECUTED] += 1
        self._begun += 1
        return Execution(self, self._begun, key, self._clock(), self._limits.max_age_seconds, shared=shared)

    def _find(self, key: Key, now: float) -> bytes | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        if not self._is_current(kept.execution, now):
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return kept.answer

    def _is_current(self, execution: Execution, now: float) -> bool:
        if execution.version != self.version() or now >= execution.until:
            return False
        return execution.heard == self.heard() or now < execution.began + SETTLING_SECONDS

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.kept_bytes -= kept.size_bytes
