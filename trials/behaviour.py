"""What each student of a registration day does. It is drawn beforehand: the same seed gives the same day."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Protocol, Self

import msgspec

MAX_BASKETS = 3
"""Baskets that a student submits before giving the day up."""
_BASKET = (2, 4)
"""Groups of a basket, from and to."""
_POPULARITY = 0.7
"""The group that is liked n-th best is chosen n to the power of this times less often than the best."""
_RUSH = 2
"""Students arrive by the square of chance: half of them within the first quarter of the time."""
_REFRESHES = (1, 4)
_THINKS_SECONDS = (0.2, 2.0)
"""Before looking at the catalogue once more."""
_UNHURRIED_SECONDS = 20
"""Where students arrive within less than this time, they think and stay gone for less in proportion."""
_WATCHES_SEATS, _DOUBLE_CLICKS, _REPEATS, _GIVES_UP, _COMES_BACK = 0.25, 0.1, 0.1, 0.08, 0.5
"""Shares of students; of those who give up half come back."""
_GIVES_UP_SECONDS = (0.002, 0.15)
"""After the click: before, while or after the request is answered."""
_COMES_BACK_SECONDS = (0.5, 3.0)


class Offered(Protocol):
    """A group that students may choose."""

    @property
    def code(self) -> str: ...
    @property
    def part(self) -> tuple[str, str]:
        """Of what a student has one group: the course, and the component of it."""
        ...

    def fits(self, other: Self, /) -> bool:
        """Whether a student may have both."""
        ...


class StudentPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a student means to do; times in seconds.

    Attributes:
        arrives: after the opening.
        thinks: before each look at the catalogue.
        watches_seats: whether the student subscribes to the seats of the groups, too.
        basket: the groups of the first choice, by code.
        clicks: 2: the same request twice at the same moment.
        repeats: whether the same request is sent again with the same key, once it was answered.
        gives_up: how long after the first click all connections are closed; None: the student stays.
        comes_back: how long after that the same request is sent again; None: never.
        chance: what later choices are drawn by.
    """

    student: str
    arrives: float
    thinks: tuple[float, ...]
    watches_seats: bool
    basket: tuple[str, ...]
    clicks: int
    repeats: bool
    gives_up: float | None
    comes_back: float | None
    chance: str


def plan_day(seed: int, baskets: Iterable[tuple[str, tuple[str, ...]]], within: float) -> list[StudentPlan]:
    """A plan for each student with a basket; all of them arrive `within` seconds. Sorted by arrival."""
    return sorted((_plan(seed, *one, within) for one in baskets), key=lambda plan: plan.arrives)


def _plan(seed: int, student: str, basket: tuple[str, ...], within: float) -> StudentPlan:
    chance = f"{seed}:{student}"
    draw = Random(chance)  # noqa: S311 - has to be reproducible
    looks = draw.randint(*_REFRESHES)
    hurry = min(within / _UNHURRIED_SECONDS, 1.0)
    gives_up = draw.random() < _GIVES_UP
    comes_back = gives_up and draw.random() < _COMES_BACK
    return StudentPlan(
        student=student,
        arrives=within * draw.random() ** _RUSH,
        thinks=tuple(hurry * draw.uniform(*_THINKS_SECONDS) for _ in range(looks)),
        watches_seats=draw.random() < _WATCHES_SEATS,
        basket=tuple(sorted(basket)),
        clicks=2 if draw.random() < _DOUBLE_CLICKS else 1,
        repeats=draw.random() < _REPEATS,
        gives_up=draw.uniform(*_GIVES_UP_SECONDS) if gives_up else None,
        comes_back=hurry * draw.uniform(*_COMES_BACK_SECONDS) if comes_back else None,
        chance=chance,
    )


def draw_baskets(seed: int, students: Iterable[str], offered: Sequence[Offered]) -> list[tuple[str, tuple[str, ...]]]:
    """A basket for each student, of groups that fit each other. Some groups are liked much better than others."""
    draw = Random(seed)  # noqa: S311 - has to be reproducible
    liked = draw.sample(list(offered), len(offered))
    weights = list(accumulate((number + 1) ** -_POPULARITY for number in range(len(liked))))
    return [(student, _basket(draw, liked, weights)) for student in students]


def _basket(draw: Random, liked: Sequence[Offered], weights: Sequence[float]) -> tuple[str, ...]:
    chosen: list[Offered] = []
    for group in draw.choices(liked, cum_weights=weights, k=draw.randint(*_BASKET)):
        if all(group.fits(other) for other in chosen):
            chosen.append(group)
    return tuple(sorted(group.code for group in chosen))


def next_basket(
    plan: StudentPlan, basket: Sequence[str], full: Sequence[str], seats: Mapping[str, int], offered: Iterable[Offered]
) -> tuple[str, ...]:
    """What the student asks for after a refusal: in the place of each full group another one of the same part of its
    course, a lab for a lab.

    Args:
        seats: how many are free in each group that the student sees; groups without any are not chosen.

    Returns:
        Codes of groups, sorted; without that part if no other group of it fits. May be empty.
    """
    groups = {group.code: group for group in offered}
    kept = [groups[code] for code in basket if code not in full and code in groups]
    draw = Random(f"{plan.chance}:{len(kept)}:{'+'.join(full)}")  # noqa: S311 - has to be reproducible
    for part in sorted({groups[code].part for code in full if code in groups}):
        others = [
            group
            for code, group in sorted(groups.items())
            if group.part == part and code not in full and seats.get(code, 0) > 0
            if all(group.fits(other) for other in kept)
        ]
        if others:
            kept.append(draw.choice(others))
    return tuple(sorted(group.code for group in kept))
