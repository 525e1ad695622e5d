"""Who gets a seat where students give one up for another: compared with trying out every set of baskets."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.allocate import SeatRequest
from tests.support.seats import allocate

stable = settings(derandomize=True)

GROUPS = "ABCD"
NO_SEATS = dict.fromkeys(GROUPS, 0)

Request = SeatRequest[str]


def swap(gives_up: str, takes: str) -> Request:
    """One letter a group."""
    return SeatRequest(takes=tuple(takes), swaps=tuple(gives_up))


def enroll(takes: str) -> Request:
    return SeatRequest(takes=tuple(takes))


@st.composite
def swaps(draw: st.DrawFn, largest: int = 2) -> Request:
    order = draw(st.permutations(GROUPS))
    taken, given_up = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    refused = draw(st.sampled_from([False, False, False, True]))
    return SeatRequest(takes=tuple(order[:taken]), swaps=tuple(order[taken : taken + given_up]), refused=refused)


groups = st.lists(st.sampled_from(GROUPS), unique=True, max_size=3).map(tuple)
takers = st.builds(SeatRequest, takes=groups)
givers = st.builds(SeatRequest, gives=groups)
baskets = st.lists(st.one_of(swaps(), swaps(), takers, givers), max_size=7)
one_for_one = st.lists(swaps(largest=1), max_size=9)
seats = st.fixed_dictionaries({group: st.integers(0, 2) for group in GROUPS})


def granted(asked: Sequence[Request], answers: Sequence[tuple[str, ...]]) -> frozenset[int]:
    return frozenset(n for n, full in enumerate(answers) if not (full or asked[n].refused))


def fit(asked: Sequence[Request], together: Iterable[int], free: dict[str, int]) -> bool:
    """Whether these get all that they take, while the others get nothing."""
    left = Counter(free)
    left.update(key for basket in asked for key in basket.gives)
    for n in together:
        left.update(asked[n].swaps)
        left.subtract(asked[n].takes)
    return all(number >= 0 for number in left.values())


def sets(numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """All that are not empty."""
    all_ = sorted(numbers)
    return chain.from_iterable(combinations(all_, size) for size in range(1, len(all_) + 1))


class TestExamples:
    def test_a_swap_into_a_free_seat_leaves_its_old_seat_to_the_first_who_asks(self) -> None:
        assert allocate([enroll("A"), enroll("A"), swap("A", "B")], {"A": 0, "B": 1}) == [(), ("A",), ()]

    def test_a_swap_into_a_full_group_keeps_its_old_seat(self) -> None:
        assert allocate([swap("A", "B"), enroll("A")], NO_SEATS) == [("B",), ("A",)]

    def test_two_students_change_places_in_full_groups(self) -> None:
        assert allocate([swap("A", "B"), swap("B", "A")], NO_SEATS) == [(), ()]

    @pytest.mark.parametrize("length", [3, 4, 26])
    def test_longer_cycles_close_too(self, length: int) -> None:
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:length]
        asked = [swap(letter, letters[(n + 1) % length]) for n, letter in enumerate(letters)]
        assert allocate(asked, dict.fromkeys(letters, 0)) == [()] * length
        assert allocate(asked[1:], dict.fromkeys(letters, 0)) == [(take,) for take in [*letters[2:], "A"]]

    def test_a_chain_that_ends_in_a_free_seat_moves_up(self) -> None:
        assert allocate([swap("A", "B"), swap("B", "C"), swap("C", "D")], {**NO_SEATS, "D": 1}) == [(), (), ()]

    def test_the_seats_of_a_cycle_are_for_its_members(self) -> None:
        assert allocate([enroll("A"), swap("A", "B"), swap("B", "A")], NO_SEATS) == [("A",), (), ()]

    def test_of_two_partners_the_first_is_taken(self) -> None:
        assert allocate([swap("A", "B"), swap("B", "A"), swap("B", "A")], NO_SEATS) == [(), (), ("A",)]

    def test_a_partner_who_comes_first_is_taken_even_if_the_cycle_gets_longer(self) -> None:
        asked = [swap("A", "B"), swap("B", "C"), swap("C", "A"), swap("B", "A")]
        assert allocate(asked, NO_SEATS) == [(), (), (), ("A",)]

    def test_a_free_seat_goes_to_the_first_before_a_cycle_is_sought(self) -> None:
        asked = [enroll("A"), swap("B", "A"), swap("A", "B")]
        assert allocate(asked, {**NO_SEATS, "A": 1}) == [(), (), ()]

    def test_a_swap_that_is_refused_for_another_reason_closes_no_cycle(self) -> None:
        barred = SeatRequest(takes=("A",), swaps=("B",), refused=True)
        assert allocate([swap("A", "B"), barred], NO_SEATS) == [("B",), ("A",)]

    def test_one_student_gives_two_seats_up_for_those_of_two_others(self) -> None:
        asked = [swap("AB", "CD"), swap("C", "A"), swap("D", "B")]
        assert allocate(asked, NO_SEATS) == [(), (), ()]
        assert allocate(asked[:2], NO_SEATS) == [("C", "D"), ("A",)]

    def test_what_a_cycle_does_not_need_is_free_for_all(self) -> None:
        assert allocate([enroll("C"), swap("AC", "B"), swap("B", "A")], NO_SEATS) == [(), (), ()]

    def test_a_group_over_its_capacity_is_full_for_swaps(self) -> None:
        assert allocate([swap("A", "B"), swap("B", "A")], {"A": 0, "B": -1}) == [("B",), ("A",)]

    def test_a_commit_full_of_swaps_is_decided(self) -> None:
        wheel = "ABCDEFGHIJ"
        asked = [swap(wheel[n % 10], wheel[(n * 7 + 3) % 10]) for n in range(250) if n % 10 != (n * 7 + 3) % 10]
        answers = allocate(asked, dict.fromkeys(wheel, 0))
        assert fit(asked, granted(asked, answers), dict.fromkeys(wheel, 0))
        assert granted(asked, answers)


class TestProperties:
    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_no_seat_is_given_twice(self, asked: list[Request], free: dict[str, int]) -> None:
        assert fit(asked, granted(asked, allocate(asked, free)), free)

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_no_set_of_baskets_is_left_that_would_fit(self, asked: list[Request], free: dict[str, int]) -> None:
        got = granted(asked, allocate(asked, free))
        left = [n for n, basket in enumerate(asked) if n not in got and not basket.refused]
        assert [more for more in sets(left) if fit(asked, got | set(more), free)] == []

    @settings(stable)
    @given(asked=one_for_one, free=seats)
    def test_no_set_of_swaps_of_one_group_is_left_that_would_fit(
        self, asked: list[Request], free: dict[str, int]
    ) -> None:
        got = granted(asked, allocate(asked, free))
        left = [n for n, basket in enumerate(asked) if n not in got and not basket.refused]
        assert [more for more in sets(left) if fit(asked, got | set(more), free)] == []

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_no_basket_loses_its_seats_to_later_ones_that_only_take(
        self, asked: list[Request], free: dict[str, int]
    ) -> None:
        got = granted(asked, allocate(asked, free))
        for n, basket in enumerate(asked):
            if n not in got and not basket.refused:
                without = {other for other in got if other < n or asked[other].swaps or not asked[other].takes}
                assert not fit(asked, {*without, n}, free)

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_what_comes_later_takes_no_free_seat_from_what_came_first(
        self, asked: list[Request], free: dict[str, int]
    ) -> None:
        """Those that came later may only take here."""
        for end in range(len(asked)):
            later = [SeatRequest(takes=basket.takes, gives=basket.gives) for basket in asked[end:]]
            only_giving = [SeatRequest(gives=basket.gives) for basket in later]
            assert allocate([*asked[:end], *later], free)[:end] == allocate([*asked[:end], *only_giving], free)[:end]

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_a_refused_basket_names_the_groups_that_were_full(self, asked: list[Request], free: dict[str, int]) -> None:
        answers = allocate(asked, free)
        assert all(set(full) <= set(basket.takes) for basket, full in zip(asked, answers, strict=True))
