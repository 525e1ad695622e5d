"""The schedule of faults."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commands.chaos.schedule import (
    DEFAULT_LONG_SECONDS,
    GAP_SECONDS,
    KILLS,
    LONG_SECONDS,
    OUTAGES,
    SHORT_SECONDS,
    Fault,
    schedule,
)

seeds = st.integers(0, 2**32)
minutes = st.floats(0.2, 30)


@given(seeds, minutes)
def test_the_same_seed_gives_the_same_schedule(seed: int, length: float) -> None:
    assert schedule(seed, length) == schedule(seed, length)


@given(seeds, minutes)
def test_outages_follow_each_other_while_kills_go_on(seed: int, length: float) -> None:
    kills, outages = schedule(seed, length)
    assert {scheduled.kind for scheduled in kills} <= set(KILLS)
    assert {scheduled.kind for scheduled in outages} <= set(OUTAGES)
    assert all(0 <= scheduled.at < length * 60 and 0 <= scheduled.target < 1 for scheduled in [*kills, *outages])
    assert [scheduled.at for scheduled in kills] == sorted(scheduled.at for scheduled in kills)
    for one, next_ in pairwise(outages):
        assert one.at + one.seconds + GAP_SECONDS[0] <= next_.at + 1e-6


@given(seeds)
def test_two_minutes_bring_every_kind(seed: int) -> None:
    kills, outages = schedule(seed, 2)
    assert {scheduled.kind for scheduled in [*kills, *outages]} == set(Fault)


@given(seeds)
def test_ten_minutes_bring_each_outage_three_times_and_once_for_long(seed: int) -> None:
    kills, outages = schedule(seed, 10)
    assert len(kills) >= 20
    assert min(Counter(scheduled.kind for scheduled in outages)[fault] for fault in OUTAGES) >= 3
    lasting = {fault: [scheduled.seconds for scheduled in outages if scheduled.kind is fault] for fault in OUTAGES}
    for fault, seconds in lasting.items():
        if any(seconds):
            longest, *others = sorted(seconds, reverse=True)
            assert longest == LONG_SECONDS.get(fault, DEFAULT_LONG_SECONDS)
            assert all(SHORT_SECONDS[0] <= short <= SHORT_SECONDS[1] for short in others)


@given(seeds)
def test_faults_that_cannot_be_injected_are_left_out_and_the_others_keep_their_times(seed: int) -> None:
    without = frozenset({Fault.CLOCK_SLOW, Fault.API_KILLED})
    kills, outages = schedule(seed, 5)
    left = tuple(
        [scheduled for scheduled in sequence if scheduled.kind not in without] for sequence in (kills, outages)
    )
    assert schedule(seed, 5, without) == left
