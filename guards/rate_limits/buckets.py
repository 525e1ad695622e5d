"""All buckets of one limit in one process, by caller: bounded in number."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from guards.rate_limits.bucket import (
    Bucket,
    Limit,
    drawn,
    full,
    level_at,
    refilled_seconds,
    says_nothing,
    settled,
    wait_seconds,
)

MAX_BUCKETS = 20_000
"""Of one limit in one process: some 6 MB."""
ALL_OTHERS = "*"
"""The key of the one bucket that all callers share for whom there is no room."""
_SETTLING_SECONDS = 0.1
"""When to ask again if only what is owed has to be settled first."""


class Debt(NamedTuple):
    """Tokens that were drawn from the bucket of a caller and are not settled."""

    key: str
    tokens: float


class Buckets:
    """Buckets of one limit.

    A bucket that is full again is forgotten. When there are too many others, new callers share one: so a caller
    with thousands of addresses gets no more than that, and takes nothing from callers who are known.

    Args:
        name: of the limit, in metrics and Redis keys.
        on_debt: called when a caller owes half a chunk.

    Attributes:
        refused: how often tokens were refused. last_refused, refused_at: to whom the last time, and when.
    """

    def __init__(
        self, name: str, limit: Limit, on_debt: Callable[[], object] = lambda: None, max_buckets: int = MAX_BUCKETS
    ) -> None:
        self.name = name
        self.limit = limit
        self._on_debt = on_debt
        self._max_buckets = max_buckets
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()  # the one drawn from last is the last
        self._owing: set[str] = set()
        self.refused = 0
        self.last_refused = ""
        self.refused_at = -math.inf

    def __len__(self) -> int:
        return len(self._buckets)

    def draw(self, key: str, count: float = 1) -> float:
        """Draw tokens for a caller. Returns 0 if they were drawn, else the seconds after which it is worth asking."""
        now, limit = time.monotonic(), self.limit
        bucket = self._buckets.get(key)
        if bucket is None:
            key = self._key_of_new(key, now)
            bucket = self._buckets.get(key) or full(limit, now)
        after = drawn(bucket, limit, count, now)
        if after is None:
            self.refused += 1
            self.last_refused, self.refused_at = key, now
            return max(_SETTLING_SECONDS, wait_seconds(bucket, limit, count, now))
        self._buckets[key] = after
        self._buckets.move_to_end(key)
        self._owing.add(key)
        if after.owed >= limit.chunk / 2:
            self._on_debt()
        return 0.0

    def remaining(self, key: str) -> tuple[int, int]:
        """Whole tokens that a caller has, and the seconds until the bucket is full."""
        now = time.monotonic()
        bucket = self._buckets.get(key)
        if bucket is None:
            return int(self.limit.burst), 0
        return max(0, int(level_at(bucket, self.limit, now))), math.ceil(refilled_seconds(bucket, self.limit, now))

    def debts(self) -> Sequence[Debt]:
        """What has to be settled."""
        return [Debt(key, self._buckets[key].owed) for key in self._owing]

    def settle(self, debts: Sequence[Debt], shared_levels: Sequence[float] | None) -> None:
        """Debts were settled: the levels of the shared buckets after that; None if those could not be reached."""
        now = time.monotonic()
        for index, (key, tokens) in enumerate(debts):
            level = None if shared_levels is None else shared_levels[index]
            bucket = self._buckets[key] = settled(self._buckets[key], self.limit, tokens, level, now)
            if not bucket.owed:
                self._owing.discard(key)

    def forget_full(self) -> None:
        """Forget the buckets that are full again, beginning with those that were not drawn from for longest."""
        self._forget_full(time.monotonic())

    def _forget_full(self, now: float) -> None:
        while self._buckets:
            key, bucket = next(iter(self._buckets.items()))
            if not says_nothing(bucket, self.limit, now):
                return
            del self._buckets[key]

    def _key_of_new(self, key: str, now: float) -> str:
        if len(self._buckets) >= self._max_buckets:
            self._forget_full(now)
        return key if len(self._buckets) < self._max_buckets else ALL_OTHERS
