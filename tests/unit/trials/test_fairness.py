"""Inversions are counted pair by pair, and who is overtaken is part of one."""

from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.trial_tasks import NOON, task
from trials.fairness import GroupFairness, fairness, inversions, overtaken
from trials.trial_tasks import TrialTask

ENDS = st.lists(st.integers(0, 12), max_size=30).map(lambda ends: [NOON + timedelta(seconds=end) for end in ends])
BASKETS = st.lists(st.tuples(st.sets(st.sampled_from("ABC"), min_size=1), st.integers(0, 5)), max_size=25)


@given(ENDS)
def test_each_pair_that_ends_in_the_other_order_is_an_inversion(ends: list[datetime]) -> None:
    assert inversions(ends) == sum(later < earlier for earlier, later in combinations(ends, 2))


@given(st.lists(st.booleans(), max_size=30))
def test_overtaken_is_each_refusal_before_a_seat(seated: list[bool]) -> None:
    assert overtaken(seated) == sum(not seat and any(seated[number:]) for number, seat in enumerate(seated))


def played(baskets: list[tuple[set[str], int]], capacity: int) -> list[TrialTask]:
    """Tasks in the order of acceptance. Each ends some seconds late; those that end together end in that order."""
    seats = dict.fromkeys("ABC", capacity)
    tasks: dict[int, TrialTask] = {}
    for number in sorted(range(len(baskets)), key=lambda number: (number + baskets[number][1], number)):
        groups, delay = baskets[number]
        full = tuple(sorted(group for group in groups if not seats[group]))
        seats.update({} if full else {group: seats[group] - 1 for group in groups})
        status = "REJECTED" if full else "SUCCEEDED"
        tasks[number] = task(f"S{number}", *sorted(groups), status=status, full=full, after=number, seconds=delay)
    return [tasks[number] for number in range(len(baskets))]


@given(BASKETS, st.integers(0, 4))
def test_who_is_overtaken_is_part_of_an_inversion(baskets: list[tuple[set[str], int]], capacity: int) -> None:
    for found in fairness(played(baskets, capacity)):
        assert found.overtaken <= found.inversions <= found.pairs
        assert found.seated <= capacity
        assert found.refused > 0


@given(BASKETS, st.integers(0, 4))
def test_in_order_nothing_is_inverted(baskets: list[tuple[set[str], int]], capacity: int) -> None:
    in_order = [(groups, 0) for groups, _ in baskets]
    assert all(found.inversions == found.overtaken == 0 for found in fairness(played(in_order, capacity)))


def test_only_those_compete_who_got_a_seat_or_found_the_group_full() -> None:
    early = task("S1", "A", "B", status="REJECTED", full=("A",), seconds=3)
    late = task("S2", "A", after=1, seconds=1)
    clash = task("S3", "A", status="REJECTED", reasons=("TIME_CONFLICT",), after=2)
    unfinished = task("S4", "A", status="RUNNING", after=3)
    elsewhere = task("S5", "B", after=4)
    assert fairness([early, late, clash, unfinished, elsewhere]) == [
        GroupFairness("A", seated=1, refused=1, pairs=1, inversions=1, overtaken=1)
    ]
