"""What a commit has to read further: nothing unless a row that it has locked names a rule that needs it."""

from dataclasses import replace

import pytest

from enrollment.catalogue import Student
from enrollment.charges import billed_codes
from enrollment.commit_facts import groups_dropped_besides, history_needed, members_needed
from enrollment.commit_values import LockedState
from enrollment.offers import OfferedGroup
from enrollment.plans import BILLED, CAPACITY_ONLY
from enrollment.problems import GroupFull, SeatsReserved
from enrollment.rule_settings import CourseRules, DependentDrops, GroupRules, Refunds, TermRules
from enrollment.task import GroupStatus, TaskKind
from saga.journal import SagaStatus
from tests.unit.enrollment.test_group_commit import TERM_ID, candidate, facts, groups, offer, only, student

PREPARED = CourseRules(prerequisites="X or Y")
DROPPED_TOO = {TERM_ID: TermRules(dependent_drops=DependentDrops.DROPPED_TOO)}


def ruled(
    code: str, course: CourseRules | None = None, group: GroupRules | None = None, *, free: int = 5
) -> OfferedGroup:
    made = offer(code, course=code, free=free)
    return replace(made, course_rules=course or CourseRules(), group_rules=group or GroupRules())


def with_terms(state: LockedState, rules: TermRules) -> LockedState:
    return replace(state, term_rules={TERM_ID: rules})


def test_without_rules_nothing_is_read() -> None:
    state = facts(offer("A"), offer("B"), held={3: [offer("B")]})
    sagas = [candidate("A", number=1), candidate("A", "B", number=2), candidate("B", kind=TaskKind.DROP, number=3)]
    assert (history_needed(sagas, state), members_needed(sagas, state)) == (set(), set())
    assert groups_dropped_besides(sagas, state) == {}


def test_of_the_history_those_courses_are_read_on_which_it_decides() -> None:
    state = facts(ruled("A", PREPARED), ruled("B"), ruled("C", CourseRules(max_attempts=2)))
    sagas = [candidate("A", "B", number=1), candidate("B", number=2), candidate("B", "C", number=3)]
    read = {(1, TERM_ID, "A"), (1, TERM_ID, "X"), (1, TERM_ID, "Y"), (3, TERM_ID, "C")}
    assert history_needed(sagas, state) == read
    assert history_needed(sagas, with_terms(state, TermRules(prerequisites=False))) == {(3, TERM_ID, "C")}
    again = history_needed(sagas[1:2], with_terms(state, TermRules(passed_again=False)))
    assert again == {(2, TERM_ID, "B")}


@pytest.mark.parametrize("kind", [TaskKind.ENROLL, TaskKind.DROP])
def test_who_is_not_judged_by_a_rule_reads_nothing_for_it(kind: TaskKind) -> None:
    state = facts(ruled("A", PREPARED, GroupRules(reserved="1 new")), held={1: []})
    saga = candidate("A", kind=kind, plans=CAPACITY_ONLY)
    assert (history_needed([saga], state), members_needed([saga], state)) == (set(), set())


def test_who_has_the_seats_is_read_of_groups_that_keep_some_now() -> None:
    over = GroupRules(reserved="1 new until 2001-01-01T00:00Z")
    state = facts(ruled("A", group=GroupRules(reserved="1 new")), ruled("B", group=over), ruled("C"))
    assert members_needed([candidate("A", "B", "C")], state) == {(TERM_ID, "A")}


def test_reserved_seats_are_refused_to_others_and_a_full_group_is_called_full() -> None:
    group = ruled("A", group=GroupRules(reserved="2 new; 1 old until 2999-01-01T00:00Z"), free=3)
    state = replace(facts(group, who=Student(2, "EST002", None, True, 30, (), ("new",))), members={(TERM_ID, "A"): {}})
    [problem] = only(candidate("A", number=1), state).task.problems
    assert isinstance(problem, SeatsReserved)
    assert (problem.cohorts, problem.released_at and problem.released_at.year) == (("new", "old"), 2999)
    assert groups(only(candidate("A", number=2), state)) == {"A": GroupStatus.CONFIRMED}
    full = replace(state, offers=facts(replace(group, group=offer("A", free=0).group)).offers)
    assert only(candidate("A", number=1), full).task.problems == (GroupFull(group_code="A", capacity=10),)


def test_by_capacity_alone_reserved_seats_are_free() -> None:
    group = ruled("A", group=GroupRules(reserved="3 new"), free=1)
    saga = candidate("A", plans=CAPACITY_ONLY)
    assert groups(only(saga, replace(facts(group), members={(TERM_ID, "A"): {}}))) == {"A": GroupStatus.CONFIRMED}


def test_what_is_dropped_besides_is_named_given_back_and_shown_in_the_task() -> None:
    lecture, lab, other = ruled("L", group=GroupRules(linked="LAB")), ruled("LAB"), ruled("Z")
    state = replace(facts(lecture, lab, other, held={1: [lecture, lab, other]}), term_rules=DROPPED_TOO)
    drop = candidate("LAB", kind=TaskKind.DROP)
    assert groups_dropped_besides([drop], state) == {drop.request.saga.id: [(TERM_ID, "L")]}
    outcome = only(drop, state)
    assert groups(outcome) == {"LAB": GroupStatus.DROPPED, "L": GroupStatus.DROPPED}
    assert [each.group.code for each in outcome.drops] == ["LAB", "L"]


def test_a_refund_names_what_was_dropped_besides() -> None:
    lecture, lab = ruled("L", group=GroupRules(linked="LAB")), ruled("LAB")
    rules = {TERM_ID: TermRules(dependent_drops=DependentDrops.DROPPED_TOO, refunds=Refunds())}
    state = replace(facts(lecture, lab, held={1: [lecture, lab]}), term_rules=rules)
    drop = candidate("LAB", kind=TaskKind.DROP, plans=BILLED)
    owing = only(drop, state)
    assert owing.settled.status is SagaStatus.RUNNING
    assert billed_codes(drop.request.saga.command, owing.task.groups, ()) == ("L", "LAB")


def test_a_drop_that_is_refused_drops_nothing_besides() -> None:
    lecture, lab = ruled("L", group=GroupRules(linked="LAB")), ruled("LAB")
    who = student(1)
    state = replace(facts(lecture, lab, held={1: [lecture, lab]}, who=who), term_rules=DROPPED_TOO)
    outcome = only(candidate("LAB", "NONE", kind=TaskKind.DROP), state)
    assert groups(outcome) == {"LAB": GroupStatus.NOT_TAKEN, "NONE": GroupStatus.REJECTED}
    assert outcome.drops == ()
