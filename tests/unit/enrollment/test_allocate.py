"""Who gets a seat, whatever is asked for in whatever order."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.allocate import Lacking, SeatRequest
from tests.support.seats import allocate

stable = settings(derandomize=True)

GROUPS = "ABCDEF"

groups = st.sampled_from(GROUPS)
takers = st.builds(
    lambda keys, refused: SeatRequest(takes=tuple(keys), refused=refused),
    st.lists(groups, unique=True, max_size=4),
    st.booleans(),
)
givers = st.builds(lambda keys: SeatRequest(gives=tuple(keys)), st.lists(groups, unique=True, max_size=3))
baskets = st.lists(st.one_of(takers, takers, givers), max_size=20)
seats = st.fixed_dictionaries({group: st.integers(0, 5) for group in GROUPS})


def taken(asked: Sequence[SeatRequest[str]], answers: Sequence[tuple[str, ...]]) -> Counter[str]:
    """The seats that were given out, by group."""
    granted = [basket for basket, full in zip(asked, answers, strict=True) if not (full or basket.refused)]
    return Counter(key for basket in granted for key in basket.takes)


def given_back(asked: Sequence[SeatRequest[str]]) -> Counter[str]:
    return Counter(key for basket in asked for key in basket.gives)


class TestExamples:
    def test_a_basket_that_fits_gets_everything(self) -> None:
        assert allocate([SeatRequest(takes=("A", "B"))], {"A": 1, "B": 1}) == [()]

    def test_the_last_seat_goes_to_who_was_accepted_first(self) -> None:
        assert allocate([SeatRequest(takes=("A",)), SeatRequest(takes=("A",))], {"A": 1}) == [(), ("A",)]

    def test_a_basket_that_does_not_fit_costs_no_other_a_seat(self) -> None:
        asked = [SeatRequest(takes=("A", "full")), SeatRequest(takes=("A",))]
        assert allocate(asked, {"A": 1, "full": 0}) == [("full",), ()]

    def test_a_seat_given_back_is_free_for_all_in_the_commit(self) -> None:
        assert allocate([SeatRequest(takes=("A",)), SeatRequest(gives=("A",))], {"A": 0}) == [(), ()]

    def test_an_unknown_group_is_full(self) -> None:
        assert allocate([SeatRequest(takes=("unknown",))], {}) == [("unknown",)]

    def test_a_group_that_is_over_its_capacity_is_full_until_enough_is_given_back(self) -> None:
        asked = [SeatRequest(takes=("A",)), SeatRequest(gives=("A",)), SeatRequest(gives=("A",))]
        assert allocate(asked[:2], {"A": -1}) == [("A",), ()]
        assert allocate(asked, {"A": -1}) == [(), (), ()]

    def test_a_basket_that_may_exceed_a_full_group_gets_its_seat_and_says_that_it_was_full(self) -> None:
        over = SeatRequest(takes=("A",), may_lack=Lacking(full=("A",)))
        assert allocate([over, SeatRequest(takes=("A",))], {"A": 0}) == [("A",), ("A",)]
        assert allocate([over, SeatRequest(takes=("A",))], {"A": 1}) == [(), ("A",)]
        assert allocate([over, SeatRequest(takes=("A",)), SeatRequest(gives=("A",))], {"A": 0}) == [(), ("A",), ()]

    def test_a_swap_that_may_exceed_a_full_group_frees_what_it_gives_up(self) -> None:
        over = SeatRequest(takes=("A",), swaps=("B",), may_lack=Lacking(full=("A",)))
        assert allocate([over, SeatRequest(takes=("B",))], {"A": 0, "B": 0}) == [("A",), ()]
        other = SeatRequest(takes=("A", "C"), may_lack=Lacking(full=("A",)))
        assert allocate([other], {"A": 0, "C": 0}) == [("A", "C")]

    @pytest.mark.parametrize("asked", [[], [SeatRequest()]])
    def test_asking_for_nothing_is_allowed(self, asked: Sequence[SeatRequest[str]]) -> None:
        assert allocate(asked, {}) == [()] * len(asked)


class TestProperties:
    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_no_group_gives_more_than_it_has(self, asked: list[SeatRequest[str]], free: dict[str, int]) -> None:
        given_out = taken(asked, allocate(asked, free))
        available = Counter(free) + given_back(asked)
        assert all(seats <= available[group] for group, seats in given_out.items())

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_who_came_later_changes_nothing_for_who_came_first(
        self, asked: list[SeatRequest[str]], free: dict[str, int]
    ) -> None:
        answers = allocate(asked, free)
        for end in range(len(asked)):
            later = asked[end:]
            only_giving = [SeatRequest(gives=basket.gives) for basket in later]
            assert allocate([*asked[:end], *only_giving], free)[:end] == answers[:end]

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_a_refused_basket_takes_nothing(self, asked: list[SeatRequest[str]], free: dict[str, int]) -> None:
        answers = allocate(asked, free)
        for n, full in enumerate(answers):
            if full or asked[n].refused:
                without = allocate([*asked[:n], *asked[n + 1 :]], free)
                assert without == [*answers[:n], *answers[n + 1 :]]

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_a_refused_basket_names_every_group_that_was_full_and_no_other(
        self, asked: list[SeatRequest[str]], free: dict[str, int]
    ) -> None:
        answers = allocate(asked, free)
        left = Counter(free) + given_back(asked)
        for basket, full in zip(asked, answers, strict=True):
            assert full == tuple(group for group in basket.takes if left[group] == 0)
            left -= Counter(() if full or basket.refused else basket.takes)

    @settings(stable)
    @given(
        these=st.lists(
            takers.map(lambda basket: SeatRequest(takes=tuple(f"1{key}" for key in basket.takes))), max_size=8
        ),
        those=st.lists(
            takers.map(lambda basket: SeatRequest(takes=tuple(f"2{key}" for key in basket.takes))), max_size=8
        ),
        free=seats,
        data=st.data(),
    )
    def test_baskets_that_share_no_group_do_not_touch_each_other(
        self, these: list[SeatRequest[str]], those: list[SeatRequest[str]], free: dict[str, int], data: st.DataObject
    ) -> None:
        both = {f"{prefix}{group}": seats for group, seats in free.items() for prefix in "12"}
        turns = data.draw(st.permutations([1] * len(these) + [2] * len(those)))
        these_next, those_next = iter(these), iter(those)
        mixed = allocate([next(these_next if turn == 1 else those_next) for turn in turns], both)
        assert [answer for turn, answer in zip(turns, mixed, strict=True) if turn == 1] == allocate(these, both)
        assert [answer for turn, answer in zip(turns, mixed, strict=True) if turn == 2] == allocate(those, both)

    @settings(stable)
    @given(asked=baskets, free=seats)
    def test_the_free_seats_handed_in_are_left_as_they_were(
        self, asked: list[SeatRequest[str]], free: dict[str, int]
    ) -> None:
        before = dict(free)
        allocate(asked, free)
        assert free == before
