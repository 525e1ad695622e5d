"""The token bucket of one caller in one process, as a value and pure functions.

Tokens are drawn on credit: the request that needs them does not wait. What was drawn is owed to the bucket that all
processes share, until this process has settled it there; no process may owe more than a chunk. So `n` processes admit
at most `burst + per_second * t + n * chunk` in any `t` seconds, and while the shared bucket cannot be reached each of
them admits what its own bucket allows.

Moments are seconds of a monotonic clock.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

MIN_BURST = 10.0
"""Of every limit: as many mutations as one document may have."""
MIN_BURST_SECONDS = 2.0
"""Of every limit: how much is settled late, and a draw more, has to fit in."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tokens a bucket gets and holds.

    Attributes:
        per_second: how many are added.
        burst: how many it holds, and so how many may be drawn one after the other; at
            least `MIN_BURST`, and what is added in `MIN_BURST_SECONDS`.
        chunk: how many a process may owe.
        largest_draw: how many are drawn at most, whatever is asked for. One request may draw three times, and has to
            find room for that in a chunk, or it would be refused for ever.
    """

    per_second: float
    burst: float
    chunk: float = field(init=False)
    largest_draw: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "burst", max(self.burst, MIN_BURST, self.per_second * MIN_BURST_SECONDS))
        # A second's worth at least: settling takes less than that, so that who keeps to the rate is never refused.
        object.__setattr__(self, "chunk", max(MIN_BURST, self.burst / 2))
        object.__setattr__(self, "largest_draw", self.chunk // 3)


class Bucket(NamedTuple):
    """Attributes:
    level: tokens that were in the bucket at the moment `at`; negative after other processes have drawn too many.
    owed: tokens that were drawn and are not settled.
    """

    level: float
    at: float
    owed: float = 0.0


def full(limit: Limit, now: float) -> Bucket:
    """The bucket of a caller of whom nothing is known."""
    return Bucket(limit.burst, now)


def level_at(bucket: Bucket, limit: Limit, now: float) -> float:
    """Tokens in the bucket now."""
    return min(limit.burst, bucket.level + (now - bucket.at) * limit.per_second)


def drawn(bucket: Bucket, limit: Limit, count: float, now: float) -> Bucket | None:
    """The bucket after `count` tokens were drawn, or the largest draw if that is less; None if they may not be."""
    level, count = level_at(bucket, limit, now), min(count, limit.largest_draw)
    if level < count or bucket.owed + count > limit.chunk:
        return None
    return Bucket(level - count, now, bucket.owed + count)


def wait_seconds(bucket: Bucket, limit: Limit, count: float, now: float) -> float:
    """How long until the bucket has `count` tokens; 0 if it has, and only what is owed has to be settled first."""
    return max(0.0, (min(count, limit.largest_draw) - level_at(bucket, limit, now)) / limit.per_second)


def refilled_seconds(bucket: Bucket, limit: Limit, now: float) -> float:
    """How long until the bucket is full."""
    return (limit.burst - level_at(bucket, limit, now)) / limit.per_second


def settled(bucket: Bucket, limit: Limit, paid: float, shared_level: float | None, now: float) -> Bucket:
    """The bucket after `paid` of the tokens owed were settled.

    Args:
        shared_level: of the shared bucket after that; None if it could not be reached. A higher level than the own one
            means that the shared bucket has been lost, so it counts for nothing.
    """
    owed = max(0.0, bucket.owed - paid)
    level = level_at(bucket, limit, now)
    return Bucket(level if shared_level is None else min(level, shared_level - owed), now, owed)


def says_nothing(bucket: Bucket, limit: Limit, now: float) -> bool:
    """Whether it is as good as the bucket of a caller of whom nothing is known."""
    return not bucket.owed and level_at(bucket, limit, now) >= limit.burst
