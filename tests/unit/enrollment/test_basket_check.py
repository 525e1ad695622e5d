"""A check of a basket is what enrolling would come to: whatever the basket, the window, and what the student holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from enrollment.basket_check import BasketFacts, CheckedGroup, check_basket
from enrollment.catalogue import Group, Meeting, Student, Weekday
from enrollment.plans import BILLED, CAPACITY_ONLY, STANDARD, Plans, Rule, Validate
from enrollment.problems import (
    AlreadyEnrolled,
    GroupFull,
    GroupNotFound,
    Hold,
    StudentInactive,
    StudentNotFound,
    TermNotOpen,
)
from enrollment.rules import OfferedGroup, Situation, against_enrolling
from enrollment.submission import NamedRows
from enrollment.task import Command, ErrorPolicy, TaskKind
from enrollment.term_windows import TermWindows
from saga.plan import Plan

NOW = datetime(2024, 7, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TERM_ID = 7
STUDENT = Student(1, "EST001", None, active=True, max_credits=12, holds=())
HOLD = Hold(reason="library fine", since=NOW)
CODES = ("A", "B", "C", "D", "E")


def offer(code: str, *, free: int = 1, course: str | None = None, hour: int | None = None) -> OfferedGroup:
    meetings = () if hour is None else (Meeting(Weekday.MONDAY, f"{hour:02}:00", f"{hour + 1:02}:30"),)
    return OfferedGroup(Group(1, code, TERM_ID, 1, 10, 10 - free, meetings), course or f"course of {code}", 4)


def read(
    offers: Sequence[OfferedGroup],
    held: Sequence[OfferedGroup] = (),
    *,
    student: Student | None = STUDENT,
    window: tuple[datetime, datetime] = (NOW, NOW + DAY),
) -> BasketFacts:
    named = NamedRows(student is not None, None, TermWindows(*window), None, NOW)
    return BasketFacts(named, student, TERM_ID, offers, held)


def basket(*codes: str) -> Command:
    return Command("EST001", "2024-2", codes)


def plan_of(command: Command, plans: Plans = STANDARD) -> Plan:
    return plans.of(*plans.current[TaskKind.ENROLL], command)


def test_a_basket_that_nothing_speaks_against_passes() -> None:
    command = basket("A", "B")
    found = check_basket(command, plan_of(command), read([offer("A"), offer("B")]))
    assert found.passes
    assert found.groups == (CheckedGroup("A", "2024-2"), CheckedGroup("B", "2024-2"))
    assert found.checked_at == NOW


def test_everything_is_named_together_what_keeps_it_from_being_accepted_first() -> None:
    command, student = basket("A", "B", "C", "D"), replace_student(active=False)
    facts = read([offer("A", free=0), offer("B"), offer("D")], [offer("B")], student=student, window=(NOW - DAY, NOW))
    found = check_basket(command, plan_of(command), facts)
    closed, inactive, *others = found.problems
    assert isinstance(closed, TermNotOpen)
    assert inactive == StudentInactive(student_code="EST001")
    full = GroupFull(group_code="A", capacity=10)
    held, unknown = AlreadyEnrolled(group_code="B"), GroupNotFound(group_code="C", term_code="2024-2")
    assert set(others) == {full, held, unknown}
    assert [group.problems for group in found.groups] == [(full,), (held,), (unknown,), ()]


def test_without_a_student_nothing_but_that_is_said() -> None:
    command = basket("A", "Z")
    found = check_basket(command, plan_of(command), read([offer("A")], student=None))
    assert [type(problem) for problem in found.problems] == [StudentNotFound]
    assert [group.problems for group in found.groups] == [(), ()]


@pytest.mark.parametrize("plans", [STANDARD, BILLED])
def test_what_other_systems_would_say_is_left_out(plans: Plans) -> None:
    command = basket("A")
    assert check_basket(command, plan_of(command, plans), read([offer("A")])).passes


def test_it_goes_by_the_rules_of_the_plan_that_new_tasks_begin_with() -> None:
    command, facts = basket("A"), read([offer("A")], student=replace_student(active=False))
    assert not check_basket(command, plan_of(command), facts).passes
    assert check_basket(command, plan_of(command, CAPACITY_ONLY), facts).passes


def replace_student(*, active: bool = True, holds: tuple[Hold, ...] = ()) -> Student:
    return Student(STUDENT.id, STUDENT.code, None, active, STUDENT.max_credits, holds)


offers = st.builds(
    offer,
    st.sampled_from(CODES),
    free=st.integers(0, 2),
    course=st.sampled_from(["X", "Y", None]),
    hour=st.none() | st.integers(8, 11),
)
unlike = st.lists(offers, unique_by=lambda one: one.group.code)


@settings(derandomize=True)
@given(
    asked=st.sets(st.sampled_from(CODES), min_size=1),
    there=unlike,
    held=unlike,
    student=st.builds(replace_student, active=st.booleans(), holds=st.sampled_from([(), (HOLD,)])),
    opens_in=st.sampled_from([timedelta(milliseconds=1), timedelta(0), -DAY]),
    closes_in=st.sampled_from([timedelta(0), timedelta(milliseconds=1)]),
)
def test_it_says_what_the_rules_the_seats_and_the_window_say_and_no_more(
    *,
    asked: set[str],
    there: list[OfferedGroup],
    held: list[OfferedGroup],
    student: Student,
    opens_in: timedelta,
    closes_in: timedelta,
) -> None:
    command = basket(*sorted(asked))
    facts = read(there, held, student=student, window=(NOW + opens_in, NOW + closes_in))
    found = check_basket(command, plan_of(command), facts)

    offered = {one.group.code: one for one in there if one.group.code in asked}
    against = against_enrolling(command, Situation(student, offered, held, frozenset(), NOW), _all_rules(command))
    held_codes = {one.group.code for one in held}
    full = {code for code, one in offered.items() if not one.group.seats_available and code not in held_codes}
    is_open = opens_in <= timedelta(0) < closes_in
    assert {type(problem) for problem in found.problems} >= (set() if is_open else {TermNotOpen})
    assert {problem for problem in found.problems if not isinstance(problem, TermNotOpen)} == {
        *(objection.problem for objection in against),
        *(GroupFull(group_code=code, capacity=10) for code in full),
    }
    assert found.passes == (is_open and not against and not full)
    assert check_basket(command, plan_of(command), replace(facts)) == found


@settings(derandomize=True)
@given(
    asked=st.sets(st.sampled_from(CODES), min_size=1),
    there=unlike,
    held=unlike,
    is_open=st.booleans(),
)
def test_with_best_effort_it_passes_if_any_group_fits_beside_those_before_it(
    asked: set[str], there: list[OfferedGroup], held: list[OfferedGroup], *, is_open: bool
) -> None:
    window = (NOW, NOW + DAY) if is_open else (NOW - DAY, NOW)
    command = structs.replace(basket(*sorted(asked)), policy=ErrorPolicy.BEST_EFFORT)
    found = check_basket(command, plan_of(command), read(there, held, window=window))
    fits: list[OfferedGroup] = []
    for group in found.groups:
        alone = basket(group.group_code)
        found_alone = check_basket(alone, plan_of(alone), read(there, [*held, *fits], window=window))
        against = [problem for problem in found_alone.problems if not isinstance(problem, TermNotOpen)]
        assert set(group.problems) == set(against), "what speaks against the student speaks against each group"
        fits += [each for each in there if each.group.code == group.group_code and not group.problems]
    assert found.passes == (is_open and bool(fits))


def _all_rules(command: Command) -> frozenset[Rule]:
    validate = plan_of(command).steps[0].run
    assert isinstance(validate, Validate)
    return validate.rules
