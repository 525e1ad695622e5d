"""Buckets and percentiles: what is read from a histogram is close to what was measured."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.statistics import BUCKETS, EDGES, LatencyKind, bucket_of, latency, middle_of

WITHIN = 2 ** (1 / 14) * 1.000001
"""Half a bucket, by ratio."""

finite = st.floats(allow_nan=False, allow_infinity=False)
durations = st.floats(min_value=0.0002, max_value=100_000)


@given(durations)
def test_the_middle_of_a_bucket_is_close_to_whatever_is_in_it(seconds: float) -> None:
    assert 1 / WITHIN <= middle_of(bucket_of(seconds)) / seconds <= WITHIN


@given(finite, finite)
def test_buckets_are_in_the_order_of_what_is_in_them(one: float, other: float) -> None:
    assert 0 <= bucket_of(one) < BUCKETS
    if one <= other:
        assert bucket_of(one) <= bucket_of(other)


@given(st.lists(durations, min_size=1, max_size=300))
def test_percentiles_are_close_to_those_of_the_values_themselves(values: list[float]) -> None:
    found = latency(LatencyKind.ACCEPT, Counter(map(bucket_of, values)))
    assert found.count == len(values)
    for part, seconds in ((0.50, found.p50_seconds), (0.95, found.p95_seconds), (0.99, found.p99_seconds)):
        exact = sorted(values)[math.ceil(part * len(values)) - 1]
        assert 1 / WITHIN <= seconds / exact <= WITHIN


def test_of_nothing_there_are_no_percentiles() -> None:
    nothing = latency(LatencyKind.TO_FINAL, {})
    assert (nothing.p50_seconds, nothing.p99_seconds, nothing.count) == (0, 0, 0)


@given(durations)
def test_an_edge_has_a_duration_below_it_with_all_that_are_shorter(seconds: float) -> None:
    for edge, last in EDGES.items():
        assert (bucket_of(seconds) <= last) == (seconds <= edge)


def test_edges_are_the_powers_of_two_from_a_millisecond_to_minutes() -> None:
    assert min(EDGES) == pytest.approx(0.001, rel=0.03)
    assert max(EDGES) == 512
