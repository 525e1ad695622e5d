"""Sums up measurements: percentiles, and how they change over time."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec


class Distribution(msgspec.Struct, frozen=True):
    """How measurements are distributed, in their unit; all 0 if there are none."""

    count: int
    min: float
    mean: float
    p50: float
    p95: float
    p99: float
    max: float


class Interval(msgspec.Struct, frozen=True):
    """The measurements of one interval, which begins at `at` seconds; `per_second` is how many there were in each."""

    at: float
    per_second: float
    distribution: Distribution


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The smallest of `ordered` measurements that `percent` of them do not exceed (nearest rank).

    Raises ValueError if there are none.
    """
    if not ordered:
        raise ValueError("there is no percentile of no measurements")
    return ordered[max(math.ceil(percent / 100 * len(ordered)), 1) - 1]


def distribution(values: Iterable[float]) -> Distribution:
    """The distribution of these measurements."""
    ordered = sorted(values)
    if not ordered:
        return Distribution(0, 0, 0, 0, 0, 0, 0)
    p50, p95, p99 = (percentile(ordered, percent) for percent in (50, 95, 99))
    return Distribution(len(ordered), ordered[0], sum(ordered) / len(ordered), p50, p95, p99, ordered[-1])


def over_time(measurements: Iterable[tuple[float, float]], width: float) -> list[Interval]:
    """Measurements (seconds, value) in intervals of `width` seconds, from 0 to the last; intervals without any, too."""
    by_interval = defaultdict(list)
    for at, value in measurements:
        by_interval[int(at // width)].append(value)
    return [
        Interval(number * width, len(by_interval[number]) / width, distribution(by_interval[number]))
        for number in range(max(by_interval, default=-1) + 1)
    ]


def readable_width(seconds: float, intervals: int = 60) -> float:
    """A width for `over_time` that gives at most `intervals`: 0.1, 0.2, 0.5, 1, 2, 5, … seconds."""
    least = max(seconds / intervals, 0.1)
    magnitude = 10.0 ** math.floor(math.log10(least))
    return next(round(step * magnitude, 3) for step in (1, 2, 5, 10) if step * magnitude >= least * (1 - 1e-9))
