"""How times, and how often something happened, are shown over the course of a run."""

from collections.abc import Sequence

from reports.document import Line
from reports.percentiles import Interval, over_time, readable_width

_MOST_INTERVALS = 25
_LEAST_MEASURED = 30
"""Measurements in an interval, on average: of fewer the 95th percentile is the largest."""


def intervals_of(measured: Sequence[tuple[float, float]]) -> list[Interval]:
    """Measurements (seconds, value) in intervals long enough to have percentiles."""
    intervals = max(min(len(measured) // _LEAST_MEASURED, _MOST_INTERVALS), 1)
    seconds = max((at for at, _ in measured), default=0.0)
    return over_time(measured, readable_width(seconds, intervals))


def rate(intervals: Sequence[Interval]) -> list[tuple[float, float | None]]:
    """How many there were a second, as points of a line."""
    # Not the last, in which the run ended: less than a whole one would look like a fall.
    return [(interval.at, interval.per_second) for interval in intervals[:-1]]


def percentile_lines(intervals: Sequence[Interval], factor: float = 1) -> list[Line]:
    """Three lines of a chart; `factor` gives the values their unit."""

    def line(name: str, field: str) -> Line:
        return Line(
            name,
            [
                (interval.at, getattr(interval.distribution, field) * factor if interval.distribution.count else None)
                for interval in intervals
            ],
        )

    # Of lines that cover each other, the one that matters more is drawn later.
    return [line("99 % within", "p99"), line("95 % within", "p95"), line("half within", "p50")]
