"""Percentiles, and how they change over time."""

import pytest

from reports.percentiles import distribution, over_time, percentile, readable_width


def test_a_percentile_is_a_measurement_that_the_share_does_not_exceed() -> None:
    hundred = [float(value) for value in range(1, 101)]
    assert [percentile(hundred, percent) for percent in (0, 1, 50, 95, 99, 100)] == [1, 1, 50, 95, 99, 100]
    assert [percentile([1.0, 2.0, 3.0], percent) for percent in (33, 34, 66, 67, 99)] == [1, 2, 2, 3, 3]
    assert percentile([7.0], 1) == percentile([7.0], 99) == 7


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no measurements"):
        percentile([], 50)


def test_a_distribution_does_not_depend_on_the_order() -> None:
    found = distribution([4.0, 1.0, 3.0, 2.0])
    assert (found.count, found.min, found.mean, found.p50, found.p95, found.p99, found.max) == (4, 1, 2.5, 2, 4, 4, 4)
    assert distribution([]).count == distribution([]).max == 0


def test_intervals_without_measurements_are_there() -> None:
    found = over_time([(0.0, 5.0), (0.4, 7.0), (1.6, 1.0), (0.5, 9.0)], 0.5)
    assert [interval.at for interval in found] == [0, 0.5, 1, 1.5]
    assert [interval.per_second for interval in found] == [4, 2, 0, 2]
    assert [interval.distribution.max for interval in found] == [7, 9, 0, 1]
    assert over_time([], 0.5) == []


@pytest.mark.parametrize(
    ("seconds", "width"),
    [(0, 0.1), (1, 0.1), (6, 0.1), (6.1, 0.2), (12, 0.2), (25, 0.5), (61, 2), (600, 10), (601, 20)],
)
def test_intervals_have_readable_widths(seconds: float, width: float) -> None:
    assert readable_width(seconds, intervals=60) == width
