"""What students do is drawn by a seed, and fits the groups that there are."""

from dataclasses import dataclass
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from trials.behaviour import StudentPlan, draw_baskets, next_basket, plan_day

STUDENTS = [f"S{number}" for number in range(400)]
BASKETS = [(student, ("G1-A", "G2-A")) for student in STUDENTS]


@dataclass(frozen=True)
class Seat:
    """A group of course `G<n>`; labs have a code in small letters."""

    code: str

    @property
    def part(self) -> tuple[str, str]:
        course, _, letter = self.code.partition("-")
        return course, "LAB" if letter.islower() else ""

    def fits(self, other: "Seat") -> bool:
        return self.part != other.part


OFFERED = [Seat(f"G{course}-{letter}") for course in range(1, 7) for letter in "ABC"]


def plan(seed: int = 1) -> StudentPlan:
    return plan_day(seed, BASKETS[:1], 60)[0]


@given(st.integers())
def test_the_same_seed_gives_the_same_day(seed: int) -> None:
    few = BASKETS[:5]
    assert plan_day(seed, few, 60) == plan_day(seed, list(reversed(few)), 60)
    assert draw_baskets(seed, STUDENTS[:5], OFFERED) == draw_baskets(seed, STUDENTS[:5], OFFERED)


def test_another_seed_gives_another_day() -> None:
    assert plan_day(1, BASKETS, 60) != plan_day(2, BASKETS, 60)
    assert draw_baskets(1, STUDENTS, OFFERED) != draw_baskets(2, STUDENTS, OFFERED)


def test_every_kind_of_student_comes_and_most_come_early() -> None:
    plans = plan_day(1, BASKETS, 60)
    assert [one.arrives for one in plans] == sorted(one.arrives for one in plans)
    assert 0 <= plans[0].arrives < plans[len(plans) // 2].arrives < 25 < plans[-1].arrives <= 60
    assert {one.clicks for one in plans} == {1, 2}
    assert {one.repeats for one in plans} == {one.watches_seats for one in plans} == {True, False}
    assert {(one.gives_up is None, one.comes_back is None) for one in plans} == {
        (True, True), (False, True), (False, False),
    }  # fmt: skip


@given(st.integers())
def test_the_groups_of_a_basket_fit_each_other(seed: int) -> None:
    for _, basket in draw_baskets(seed, STUDENTS[:20], OFFERED):
        groups = [Seat(code) for code in basket]
        assert 1 <= len(groups) <= 4
        assert all(one.fits(other) for one, other in combinations(groups, 2))


def test_some_groups_are_liked_much_better_than_others() -> None:
    drawn = [code for _, basket in draw_baskets(1, STUDENTS, OFFERED) for code in basket]
    counts = sorted(drawn.count(group.code) for group in OFFERED)
    assert counts[-1] > 4 * counts[0]


def test_a_full_group_is_replaced_by_another_of_its_course() -> None:
    seats = {"G1-A": 0, "G1-B": 3, "G1-C": 0, "G2-A": 1}
    assert next_basket(plan(), ["G1-A", "G2-A"], ["G1-A"], seats, OFFERED) == ("G1-B", "G2-A")
    assert next_basket(plan(), ["G1-A", "G2-A"], ["G1-A"], {}, OFFERED) == ("G2-A",)
    assert next_basket(plan(), ["G1-A"], ["G1-A"], {}, OFFERED) == ()


def test_a_full_lab_is_replaced_by_another_lab_and_by_no_lecture_of_its_course() -> None:
    offered = [*OFFERED, Seat("G1-a"), Seat("G1-b")]
    seats = {"G1-A": 0, "G1-B": 3, "G1-C": 3, "G1-a": 0, "G1-b": 1}
    assert next_basket(plan(), ["G1-A", "G1-a"], ["G1-a"], seats, offered) == ("G1-A", "G1-b")
    assert next_basket(plan(), ["G1-a", "G2-A"], ["G1-a"], seats | {"G1-b": 0}, offered) == ("G2-A",)
