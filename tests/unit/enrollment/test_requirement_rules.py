"""Prerequisites, limits of repetition, and what goes together, whatever a student has taken, holds and asks for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.catalogue import Group, Student
from enrollment.history import CourseStatus, HistoryEntry
from enrollment.offers import OfferedGroup
from enrollment.plans import Rule
from enrollment.problems import (
    AlreadyPassed,
    AnyProblem,
    BelowMinimumCredits,
    CorequisiteMissing,
    LinkedGroupMissing,
    NeededByHeldGroup,
    PrerequisiteMissing,
    RepeatLimitReached,
)
from enrollment.requirement_rules import dropped_too, left_incomplete, needs_history, told_by
from enrollment.rule_settings import NO_TERM_RULES, CourseRules, DependentDrops, GroupRules, TermRules
from enrollment.rules import Situation, against_dropping, against_enrolling, all_dropped
from enrollment.task import Command

PASSED, FAILED, IN_PROGRESS, WITHDRAWN = CourseStatus
TERM = "2024-2"
stable = settings(derandomize=True)


def offer(
    code: str,
    course: str | None = None,
    *,
    credits: int = 4,
    needs: str = "",
    together: str = "",
    linked: str = "",
    most: int | None = None,
) -> OfferedGroup:
    """A group, of the course `code` unless said otherwise."""
    group = Group(id=1, code=code, term_id=1, course_id=1, capacity=10, seats_taken=0, meetings=())
    return OfferedGroup(group, course or code, credits, GroupRules(linked), CourseRules(needs, together, most))


def entry(course: str, status: CourseStatus = PASSED, grade: int | None = None, term: str = "2023-1") -> HistoryEntry:
    return HistoryEntry(course, term, status, None if grade is None else Decimal(grade))


def situation(
    offers: Sequence[OfferedGroup],
    held: Sequence[OfferedGroup] = (),
    history: Sequence[HistoryEntry] = (),
    term: TermRules = NO_TERM_RULES,
    min_credits: int | None = None,
) -> Situation:
    return Situation(
        student=Student(1, "EST001", None, True, 100, (), min_credits=min_credits),
        offers={each.group.code: each for each in offers},
        held=held,
        confirmed=frozenset(each.group.code for each in held),
        now=datetime(2024, 7, 2, tzinfo=UTC),
        term_rules=term,
        history=history,
    )


def enrolling(
    asked: Sequence[OfferedGroup],
    held: Sequence[OfferedGroup] = (),
    history: Sequence[HistoryEntry] = (),
    term: TermRules = NO_TERM_RULES,
    rules: frozenset[Rule] = frozenset(Rule),
) -> list[AnyProblem]:
    command = Command("EST001", TERM, tuple(each.group.code for each in asked))
    return [each.problem for each in against_enrolling(command, situation(asked, held, history, term), rules)]


def dropping(
    codes: Sequence[str],
    held: Sequence[OfferedGroup],
    term: TermRules = NO_TERM_RULES,
    *,
    min_credits: int | None = None,
) -> list[tuple[AnyProblem, tuple[str, ...]]]:
    asked = [each for each in held if each.group.code in codes]
    found = against_dropping(Command("EST001", TERM, tuple(codes)), situation(asked, held, (), term, min_credits))
    return [(each.problem, each.group_codes) for each in found]


class TestPrerequisites:
    GROUP = offer("G", "MAT207", needs="MAT101>=51 and (FIS100 or FIS101)")

    def missing(self, *history: HistoryEntry, term: TermRules = NO_TERM_RULES) -> str | None:
        for problem in enrolling([self.GROUP], history=history, term=term):
            assert isinstance(problem, PrerequisiteMissing)
            assert (problem.group_code, problem.course_code) == ("G", "MAT207")
            return problem.missing
        return None

    def test_what_is_missing_is_named_without_what_was_taken(self) -> None:
        assert self.missing() == "MAT101>=51 and (FIS100 or FIS101)"
        assert self.missing(entry("FIS101")) == "MAT101>=51"
        assert self.missing(entry("MAT101", PASSED, 51)) == "FIS100 or FIS101"
        assert self.missing(entry("MAT101", PASSED, 51), entry("FIS100")) is None

    def test_where_a_grade_is_asked_for_it_decides_alone(self) -> None:
        for status, grade, met in [
            (PASSED, 50, False),
            (FAILED, 60, True),
            (PASSED, None, False),
            (WITHDRAWN, 90, False),
        ]:
            assert (self.missing(entry("MAT101", status, grade), entry("FIS100")) is None) == met, (status, grade)

    def test_without_a_grade_only_what_was_passed_counts(self) -> None:
        for status in (FAILED, WITHDRAWN, IN_PROGRESS):
            assert self.missing(entry("MAT101", PASSED, 51), entry("FIS100", status, 90)) == "FIS100 or FIS101"

    def test_the_best_of_several_attempts_counts(self) -> None:
        tries = [entry("MAT101", FAILED, 30, "2022-1"), entry("MAT101", PASSED, 70), entry("MAT101", FAILED, 10, "x")]
        assert self.missing(*tries, entry("FIS100")) is None

    def test_what_is_in_progress_counts_if_the_term_says_so(self) -> None:
        under_way = (entry("MAT101", IN_PROGRESS), entry("FIS100", IN_PROGRESS))
        assert self.missing(*under_way) == "MAT101>=51 and (FIS100 or FIS101)"
        assert self.missing(*under_way, term=TermRules(in_progress_counts=True)) is None

    def test_a_term_may_switch_them_off(self) -> None:
        assert self.missing(term=TermRules(prerequisites=False)) is None
        assert enrolling([self.GROUP], rules=frozenset(Rule) - {Rule.PREREQUISITES}) == []

    def test_what_is_in_progress_in_the_very_term_is_no_history(self) -> None:
        own, other = entry("A", IN_PROGRESS, term=TERM), entry("A", IN_PROGRESS, term="2024-1")
        credit = entry("B", PASSED, term=TERM)
        assert told_by([own, other, credit], TERM) == [other, credit]


class TestRepeating:
    def test_a_course_is_taken_as_often_as_it_or_the_term_says(self) -> None:
        twice = [entry("A", FAILED, 20, "2022-1"), entry("A", FAILED, 30, "2022-2")]
        limit = RepeatLimitReached(group_code="A", course_code="A", attempts=2, maximum=2)
        assert enrolling([offer("A", most=2)], history=twice) == [limit]
        assert enrolling([offer("A")], history=twice, term=TermRules(max_attempts=2)) == [limit]
        assert enrolling([offer("A", most=3)], history=twice, term=TermRules(max_attempts=2)) == []
        assert enrolling([offer("A")], history=twice) == []

    def test_what_was_given_up_is_no_attempt_and_what_is_in_progress_is(self) -> None:
        history = [entry("A", WITHDRAWN), entry("A", IN_PROGRESS, term="2024-1")]
        assert enrolling([offer("A", most=2)], history=history) == []
        assert enrolling([offer("A", most=1)], history=history) == [
            RepeatLimitReached(group_code="A", course_code="A", attempts=1, maximum=1)
        ]

    def test_a_passed_course_is_taken_again_unless_the_term_says_no(self) -> None:
        passed = [entry("A", FAILED, term="2022-1"), entry("A", PASSED, term="2022-2")]
        assert enrolling([offer("A")], history=passed) == []
        assert enrolling([offer("A")], history=passed, term=TermRules(passed_again=False)) == [
            AlreadyPassed(group_code="A", course_code="A", passed_in="2022-2")
        ]
        assert enrolling([offer("A")], history=passed[:1], term=TermRules(passed_again=False)) == []

    @pytest.mark.parametrize(
        ("group", "term", "asks"),
        [
            (offer("A"), NO_TERM_RULES, False),
            (offer("A", together="B", linked="C"), TermRules(in_progress_counts=True, min_credits=3), False),
            (offer("A", needs="B"), NO_TERM_RULES, True),
            (offer("A", needs="B"), TermRules(prerequisites=False), False),
            (offer("A", most=2), NO_TERM_RULES, True),
            (offer("A"), TermRules(max_attempts=2), True),
            (offer("A"), TermRules(passed_again=False), True),
        ],
    )
    def test_the_history_is_asked_for_only_where_it_decides(
        self, group: OfferedGroup, term: TermRules, asks: bool
    ) -> None:
        assert needs_history(group, term) == asks


class TestWhatGoesTogether:
    LECTURE = offer("L", "FIS102", together="FIS102L", linked="LAB-1 or LAB-2")
    LAB = offer("LAB-1", "FIS102L", linked="L")
    OTHER_LAB = offer("LAB-3", "FIS102L", linked="L")

    def test_both_in_the_basket_pass(self) -> None:
        assert enrolling([self.LECTURE, self.LAB]) == []

    def test_one_that_is_held_counts(self) -> None:
        assert enrolling([self.LECTURE], held=[self.LAB]) == []
        assert enrolling([self.LAB], held=[self.LECTURE]) == []

    def test_one_without_the_other_is_refused_with_what_it_lacks(self) -> None:
        assert enrolling([self.LECTURE]) == [
            CorequisiteMissing(group_code="L", course_code="FIS102", missing="FIS102L"),
            LinkedGroupMissing(group_code="L", missing="LAB-1 or LAB-2"),
        ]
        assert enrolling([self.LAB]) == [LinkedGroupMissing(group_code="LAB-1", missing="L")]

    def test_a_lab_of_another_lecture_is_none_of_this(self) -> None:
        assert enrolling([self.LECTURE, self.OTHER_LAB]) == [
            LinkedGroupMissing(group_code="L", missing="LAB-1 or LAB-2")
        ]

    def test_dropping_one_of_a_pair_is_refused_and_dropping_both_is_not(self) -> None:
        held = [self.LECTURE, self.LAB]
        problem = NeededByHeldGroup(group_codes=("LAB-1",), needed_by="L")
        assert dropping(["LAB-1"], held) == [(problem, ("LAB-1",))]
        assert dropping(["L"], held) == [(NeededByHeldGroup(group_codes=("L",), needed_by="LAB-1"), ("L",))]
        assert dropping(["L", "LAB-1"], held) == []

    def test_or_takes_both_if_the_term_says_so(self) -> None:
        term = TermRules(dependent_drops=DependentDrops.DROPPED_TOO)
        held = [self.LECTURE, self.LAB, offer("A")]
        assert dropping(["LAB-1"], held, term) == []
        asked = situation([self.LAB], held, term=term)
        assert all_dropped(Command("EST001", TERM, ("LAB-1",)), asked) == {"L", "LAB-1"}

    def test_a_group_whose_seat_is_not_confirmed_is_not_dropped_with_another(self) -> None:
        term = TermRules(dependent_drops=DependentDrops.DROPPED_TOO)
        asked = replace(situation([self.LAB], [self.LECTURE, self.LAB], term=term), confirmed=frozenset({"LAB-1"}))
        [objection] = against_dropping(Command("EST001", TERM, ("LAB-1",)), asked)
        assert objection.problem == NeededByHeldGroup(group_codes=("LAB-1",), needed_by="L")

    def test_what_lacks_something_already_keeps_nothing_from_being_dropped(self) -> None:
        assert dropping(["A"], [offer("A"), self.LECTURE]) == []

    def test_another_lab_that_is_held_is_enough(self) -> None:
        held = [self.LECTURE, self.LAB, offer("LAB-2", "X")]
        assert [problem for problem, _ in dropping(["LAB-2"], held)] == []


CODES = "ABCDE"
webs = st.lists(
    st.tuples(st.sampled_from(CODES), st.lists(st.sampled_from(CODES), min_size=1, max_size=3), st.booleans()),
    unique_by=lambda each: each[0],
    max_size=5,
)


@stable
@given(webs, st.frozensets(st.sampled_from(CODES)))
def test_after_what_is_dropped_too_no_group_lacks_more_than_before(
    web: list[tuple[str, list[str], bool]], asked: frozenset[str]
) -> None:
    """And nothing is dropped that could have been kept: what stays without it would be incomplete."""
    rules = {code: (" and " if every else " or ").join(dict.fromkeys(needs)) for code, needs, every in web}
    held = [offer(code, linked=rules.get(code, "")) for code in CODES]
    more = dropped_too(held, asked)
    assert more.isdisjoint(asked)
    assert left_incomplete(held, asked | more) == []
    for code in more:
        assert left_incomplete(held, (asked | more) - {code})


class TestTheFewestCredits:
    HELD = (offer("A", credits=6), offer("B", credits=4), offer("C", credits=2))
    TERM = TermRules(min_credits=8)

    def test_a_drop_must_not_take_a_student_below_them(self) -> None:
        assert dropping(["A"], self.HELD, self.TERM) == [(BelowMinimumCredits(minimum=8, held=12, dropped=6), ())]
        assert dropping(["B"], self.HELD, self.TERM) == []
        assert dropping(["A"], self.HELD) == []

    @pytest.mark.parametrize(
        ("own", "of_term", "minimum"),
        [(8, None, 8), (8, 12, 8), (None, 8, 8), (0, 12, None), (4, 12, None), (10, 2, 10), (None, None, None)],
    )
    def test_a_students_own_win_over_the_terms(self, own: int | None, of_term: int | None, minimum: int | None) -> None:
        found = dropping(["A"], self.HELD, TermRules(min_credits=of_term), min_credits=own)
        assert found == ([] if minimum is None else [(BelowMinimumCredits(minimum=minimum, held=12, dropped=6), ())])

    def test_who_has_fewer_already_may_drop(self) -> None:
        assert dropping(["B"], self.HELD[1:], self.TERM) == []

    def test_what_is_dropped_too_counts(self) -> None:
        term = TermRules(min_credits=8, dependent_drops=DependentDrops.DROPPED_TOO)
        held = [offer("A", credits=4), offer("B", credits=2, linked="C"), offer("C", credits=3)]
        assert dropping(["C"], held, term) == [(BelowMinimumCredits(minimum=8, held=9, dropped=5), ())]
