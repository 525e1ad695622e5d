"""What would pass instead of a basket: groups that fit, and the smallest change, compared with trying every change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.basket_advice import MOST_ALTERNATIVES, BasketAdvice, GroupAlternatives, GroupChange, advise
from enrollment.basket_check import BasketFacts, check_basket
from enrollment.catalogue import Group, Meeting, Student, Weekday
from enrollment.plans import STANDARD
from enrollment.rule_settings import CourseRules, GroupRules
from enrollment.rules import OfferedGroup
from enrollment.submission import NamedRows
from enrollment.task import Command, TaskKind
from enrollment.term_windows import TermWindows
from saga.plan import Plan

NOW = datetime(2024, 7, 1, 8, tzinfo=UTC)
TERM_ID = 7
RESERVED = ("A3", "B3")
"""The groups of which is known that no member of a cohort holds a seat."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"


def student(*, active: bool = True, max_credits: int = 12) -> Student:
    return Student(1, "EST001", None, active, max_credits, ())


def offer(
    code: str, hour: int | None = None, *, free: int = 1, linked: str = "", together: str = "", **rules: str
) -> OfferedGroup:
    """A group of the course that its code begins with, of four credits. `rules`: `needs` what before, `reserved`,
    `component`."""
    meetings = () if hour is None else (Meeting(Weekday.MONDAY, f"{hour:02}:00", f"{hour:02}:59"),)
    of_group = GroupRules(linked, rules.get("reserved", ""), rules.get("component", ""))
    said = of_group, CourseRules(rules.get("needs", ""), together)
    return OfferedGroup(Group(1, code, TERM_ID, 1, 10, 10 - free, meetings), code[0], 4, *said)


def plan_of(command: Command) -> Plan:
    return STANDARD.of(*STANDARD.current[TaskKind.ENROLL], command)


def facts(offers: Sequence[OfferedGroup], held: Sequence[OfferedGroup], who: Student) -> BasketFacts:
    named = NamedRows(True, None, TermWindows(NOW, NOW + timedelta(days=1)), None, NOW)
    members = {(TERM_ID, code): dict[frozenset[str], int]() for code in RESERVED}
    return BasketFacts(named, who, TERM_ID, offers, held, members=members)


def advice(
    there: Sequence[OfferedGroup],
    *asked: str,
    held: Sequence[OfferedGroup] = (),
    who: Student | None = None,
    now: datetime = NOW,
    waitlist: bool = False,
    reason: str | None = None,
) -> BasketAdvice:
    """Of a basket in a term that has these groups."""
    offered = [one for one in there if one.group.code in asked]
    courses = {one.course_code for one in offered}
    siblings = [
        one for one in there if one.course_code in courses and one.group.code not in asked and one.group.seats_available
    ]
    command = Command("EST001", "2024-2", tuple(sorted(asked)), waitlist=waitlist, reason=reason)
    known = facts(offered, held, who or student())
    return advise(command, plan_of, replace(known, named=replace(known.named, now=now)), siblings)


def test_of_a_full_group_those_that_are_free_and_fit_are_named_and_one_is_taken() -> None:
    there = [offer("A1", 8, free=0), offer("A2", 9), offer("A3", 10), offer("A4", 11), offer("A5", free=0)]
    found = advice([*there, offer("B1", 9)], "A1", "B1", held=[offer("C1", 10)])
    assert found == BasketAdvice((GroupAlternatives("A1", ("A4",)),), (GroupChange("A1", "A4"),))


def test_of_a_full_lab_another_lab_is_named_and_no_lecture_of_the_course() -> None:
    labs = [offer("A1", 8, free=0, component="LAB"), offer("A3", 10, component="LAB")]
    found = advice([*labs, offer("A2", 9), offer("A4", 11, component="LECTURE")], "A1")
    assert found.groups == (GroupAlternatives("A1", ("A3",)),)


def test_of_two_that_meet_at_the_same_time_one_is_moved() -> None:
    found = advice([offer("A1", 8), offer("B1", 8), offer("B2", 9)], "A1", "B1")
    assert found.changes == (GroupChange("B1", "B2"),)
    assert found.groups == (GroupAlternatives("A1", ()), GroupAlternatives("B1", ("B2",)))


def test_what_cannot_be_replaced_is_left_out() -> None:
    assert advice([offer("A1"), offer("B1")], "A1", "B1", "Z9").changes == (GroupChange("Z9", None),)
    assert advice([offer("A1", free=0)], "A1").changes is None, "an empty basket is none"


def test_two_groups_are_not_replaced_by_one() -> None:
    found = advice([offer("A1", free=0), offer("A2", free=0), offer("A3")], "A1", "A2")
    assert found.changes == (GroupChange("A1", "A3"), GroupChange("A2", None))


def test_of_too_many_credits_as_few_groups_as_possible_are_left_out() -> None:
    found = advice([offer("A1"), offer("B1"), offer("C1"), offer("A2")], "A1", "B1", "C1", held=[offer("D1")])
    assert found == BasketAdvice((), (GroupChange("A1", None),))


def test_nothing_is_changed_if_nothing_is_wrong() -> None:
    assert advice([offer("A1"), offer("A2")], "A1") == BasketAdvice((), ())


def test_no_change_of_groups_helps_an_inactive_student() -> None:
    found = advice([offer("A1", free=0), offer("A2")], "A1", who=student(active=False))
    assert found == BasketAdvice((GroupAlternatives("A1", ("A2",)),), None)


def test_a_group_whose_seats_are_kept_for_others_is_not_advised() -> None:
    there = [offer("A1", free=0), offer("A3", reserved="1 new"), offer("A4")]
    found = advice(there, "A1")
    assert found == BasketAdvice((GroupAlternatives("A1", ("A4",)),), (GroupChange("A1", "A4"),))


def test_who_would_wait_in_a_full_group_need_not_change_it() -> None:
    assert advice([offer("A1", free=0), offer("A2")], "A1", waitlist=True) == BasketAdvice((), ())
    there = [offer("A1", 8, free=0), offer("A2", 9), offer("B1", 8), offer("B2", 10), offer("B3", 11, reserved="1 new")]
    found = advice(there, "A1", "B1", waitlist=True)
    assert found.changes == (GroupChange("A1", "A2"),)
    found = advice([there[0], *there[2:]], "A1", "B1", waitlist=True)
    assert found.changes == (GroupChange("B1", "B2"),)
    found = advice([there[0], there[2], there[4]], "A1", "B1", waitlist=True)
    assert found.changes == (GroupChange("A1", None),), "what is kept for others would be waited for, too"


def test_a_registrar_with_a_reason_is_advised_while_the_term_is_closed() -> None:
    there, closed = [offer("A1", free=0), offer("A2")], NOW + timedelta(days=2)
    assert advice(there, "A1", now=closed).changes is None
    assert advice(there, "A1", now=closed, reason="was ill").changes == (GroupChange("A1", "A2"),)
    assert advice(there, "A2", now=closed, reason="was ill").changes == ()


def test_what_the_student_is_not_prepared_for_is_left_out() -> None:
    there = [offer("A1", needs="X"), offer("A2", needs="X"), offer("B1")]
    assert advice(there, "A1", "B1") == BasketAdvice((GroupAlternatives("A1", ()),), (GroupChange("A1", None),))


def test_a_lecture_gets_its_lab_by_a_change_of_the_lab() -> None:
    there = [offer("A1", linked="B2 or B3"), offer("B1"), offer("B2"), offer("C1")]
    assert advice(there, "A1", "B1", "C1").changes == (GroupChange("B1", "B2"),)


def test_what_goes_together_is_left_out_together() -> None:
    there = [offer("A1", together="B"), offer("B1", free=0), offer("C1")]
    assert advice(there, "A1", "B1", "C1").changes == (GroupChange("A1", None), GroupChange("B1", None))


def test_a_search_that_would_take_long_is_given_up() -> None:
    clashing = [offer(f"{letter}{n}", 8) for letter in LETTERS for n in range(8)]
    found = advice(clashing, *(f"{letter}0" for letter in LETTERS), who=student(max_credits=1000))
    assert found.changes is None
    assert all(len(group.alternatives) <= MOST_ALTERNATIVES for group in found.groups)


there_are = st.lists(
    st.builds(
        lambda letter, number, hour, free, **rules: offer(f"{letter}{number}", hour, free=free, **rules),
        st.sampled_from("ABC"),
        st.integers(1, 3),
        st.none() | st.integers(8, 10),
        st.integers(0, 1),
        linked=st.sampled_from(["", "", "B1", "B1 or B2", "A1 and C1"]),
        together=st.sampled_from(["", "", "B or C", "A"]),
        needs=st.sampled_from(["", "", "X"]),
        reserved=st.sampled_from(["", "1 new"]),
    ),
    unique_by=lambda one: one.group.code,
)
are_held = st.lists(
    st.builds(offer, st.sampled_from(["C3", "D1", "E1"]), st.integers(8, 10)),
    unique_by=lambda one: one.group.code,
)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(
    there=there_are,
    asked=st.sets(st.sampled_from(["A1", "A2", "B1", "B2", "C1", "Z1"]), min_size=1, max_size=4),
    held=are_held,
)
def test_no_smaller_change_passes_than_the_one_that_is_named(
    there: list[OfferedGroup], asked: set[str], held: list[OfferedGroup]
) -> None:
    codes = sorted(asked)
    named = advice(there, *codes, held=held).changes
    courses = {one.group.code: one.course_code for one in there if one.group.code in asked}
    ways = [[code, None, *(one.group.code for one in there if one.course_code == courses.get(code))] for code in codes]
    passing = [way for way in product(*ways) if passes(there, held, way)]
    if named is None:
        assert not passing
        return
    change = {each.group_code: each.replacement for each in named}
    way = tuple(change.get(code, code) for code in codes)
    assert way in passing
    assert size(codes, way) == min(size(codes, other) for other in passing)


def passes(there: Sequence[OfferedGroup], held: Sequence[OfferedGroup], way: Sequence[str | None]) -> bool:
    wanted = [code for code in way if code]
    command = Command("EST001", "2024-2", tuple(sorted(set(wanted))))
    kept = len(set(wanted)) == len(wanted)  # two groups cannot both be replaced by the same
    return bool(wanted) and kept and check_basket(command, plan_of(command), facts(there, held, student())).passes


def size(codes: Sequence[str], way: Sequence[str | None]) -> tuple[int, int]:
    """How many groups it changes, and how many of these it leaves out."""
    changed = [new for old, new in zip(codes, way, strict=True) if new != old]
    return len(changed), changed.count(None)
