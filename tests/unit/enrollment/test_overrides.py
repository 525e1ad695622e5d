"""Which override sets which problem aside, and which of several is used."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.overrides import Override, OverrideKind, find_override, set_aside
from enrollment.problems import AnyProblem, CreditLimitExceeded, TimeConflict
from enrollment.rules import Objection
from enrollment.task import Command
from enrollment.weekday import Weekday

NOW = datetime(2024, 7, 1, 8, tzinfo=UTC)
CLASH = TimeConflict(group_code="A", with_group_code="B", weekday=Weekday.MONDAY)
CREDITS = CreditLimitExceeded(maximum=12, held=12, asked=4)
BASKET = Command("EST001", "2024-2", ("A", "B", "C"))


def override(
    kind: OverrideKind = OverrideKind.TIME_CONFLICT,
    group: str | None = None,
    *,
    number: int = 1,
    once: bool = True,
    expires_in: timedelta | None = None,
    used_by: UUID | None = None,
    revoked_at: datetime | None = None,
) -> Override:
    expires_at = None if expires_in is None else NOW + expires_in
    return Override(UUID(int=number), 1, 7, kind, group, "why", "registrar", NOW, expires_at, once, used_by, revoked_at)


def used(*given: Override, objection: Objection, command: Command = BASKET) -> list[tuple[int, tuple[str, ...]]]:
    standing, uses = set_aside([objection], command, [each for each in given if each.usable(NOW)])
    assert standing == (() if uses else (objection,))
    return [(use.override.id.int, use.group_codes) for use in uses]


def test_every_kind_is_the_code_of_a_problem() -> None:
    codes = {str(class_.__struct_config__.tag) for class_ in get_args(AnyProblem)}
    assert {kind.value for kind in OverrideKind} <= codes


@pytest.mark.parametrize(
    ("given_one", "expected"),
    [
        (override(), [(1, ("A", "B"))]),
        (override(group="A"), [(1, ("A", "B"))]),
        (override(group="B"), [(1, ("A", "B"))]),
        (override(group="C"), []),
        (override(OverrideKind.CREDIT_LIMIT_EXCEEDED), []),
        (override(used_by=UUID(int=9)), []),
        (override(revoked_at=NOW), []),
        (override(expires_in=timedelta(0)), []),
        (override(expires_in=timedelta(milliseconds=1)), [(1, ("A", "B"))]),
    ],
    ids=["any group", "one", "the other", "a third", "another kind", "used", "revoked", "just expired", "not yet"],
)
def test_an_override_sets_aside_what_it_is_for(
    given_one: Override, expected: list[tuple[int, tuple[str, ...]]]
) -> None:
    assert used(given_one, objection=Objection(CLASH, ("A", "B"))) == expected


def test_what_the_whole_basket_is_at_fault_for_needs_one_for_all_groups_or_a_basket_of_its_group() -> None:
    of_a = override(OverrideKind.CREDIT_LIMIT_EXCEEDED, "A")
    assert used(of_a, objection=Objection(CREDITS)) == []
    assert used(of_a, objection=Objection(CREDITS), command=Command("EST001", "2024-2", ("A",))) == [(1, ("A",))]
    for_all = override(OverrideKind.CREDIT_LIMIT_EXCEEDED)
    assert used(for_all, objection=Objection(CREDITS)) == [(1, ("A", "B", "C"))]


def test_one_that_is_not_used_up_is_used_first_then_that_for_the_group_then_the_older() -> None:
    lasting, of_group = override(number=4, once=False), override(group="A", number=3)
    older, newer = override(number=1), override(number=2)
    clash = Objection(CLASH, ("A",))
    assert used(newer, of_group, lasting, older, objection=clash) == [(4, ("A",))]
    assert used(newer, of_group, older, objection=clash) == [(3, ("A",))]
    assert used(newer, older, objection=clash) == [(1, ("A",))]


OBJECTIONS = st.sampled_from([Objection(CLASH, ("A", "B")), Objection(CLASH, ("A",)), Objection(CREDITS)])
OVERRIDES = st.builds(
    override,
    st.sampled_from(OverrideKind),
    st.sampled_from([None, "A", "B", "C"]),
    number=st.integers(1, 5),
    once=st.booleans(),
)


@given(st.lists(OBJECTIONS, max_size=4), st.lists(OVERRIDES, max_size=4))
def test_each_objection_stands_or_is_set_aside_by_an_override_of_its_kind(
    objections: list[Objection], overrides: list[Override]
) -> None:
    standing, uses = set_aside(objections, BASKET, overrides)
    assert len(standing) + len(uses) == len(objections)
    assert all(objection in objections for objection in standing)
    for objection in standing:
        code = objection.problem.code
        assert find_override(code, objection.group_codes, BASKET, overrides) is None
