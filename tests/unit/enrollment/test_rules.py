"""What speaks against an enrollment or a drop: each rule alone, all together, and whatever is asked and held."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.catalogue import Group, Meeting, Student, Weekday
from enrollment.offers import credits_of
from enrollment.plans import Rule
from enrollment.problems import (
    AlreadyEnrolled,
    CreditLimitExceeded,
    GroupNotFound,
    Hold,
    HoldActive,
    NotEnrolled,
    Problem,
    SameCourseTwice,
    StudentInactive,
    TimeConflict,
)
from enrollment.rule_settings import GroupRules
from enrollment.rules import Objection, OfferedGroup, Situation, against_dropping, against_enrolling
from enrollment.task import Command
from resolvers.language import Language
from resolvers.messages import message

stable = settings(derandomize=True)

ALL = frozenset(Rule)
SPEAKS: dict[Rule, type[Problem]] = {
    Rule.ACTIVE: StudentInactive,
    Rule.HOLDS: HoldActive,
    Rule.TIMES: TimeConflict,
    Rule.CREDITS: CreditLimitExceeded,
}
"""What a rule that can be off says when it is on."""
TERM = "2024-2"
SINCE = datetime(2024, 7, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
NOW = datetime(2024, 7, 2, tzinfo=UTC)
HOLD = Hold(reason="library fine", since=SINCE, office="library")
NOTE = Hold(reason="a word with you", since=SINCE, blocks_enrollment=False)


def offer(
    code: str, course: str | None = None, *, credits: int = 4, meets: str | None = None, component: str = ""
) -> OfferedGroup:
    """A group, of a course of its own unless said otherwise; `meets`: the hour on Mondays at which it does."""
    meetings = (Meeting(Weekday.MONDAY, f"{meets}:00", f"{meets}:59"),) if meets else ()
    group = Group(id=1, code=code, term_id=1, course_id=1, capacity=10, seats_taken=0, meetings=meetings)
    return OfferedGroup(group, course or f"course of {code}", credits, GroupRules(component=component))


def situation(
    offers: Sequence[OfferedGroup] = (),
    held: Sequence[OfferedGroup] = (),
    *,
    active: bool = True,
    holds: tuple[Hold, ...] = (),
    max_credits: int = 30,
    confirmed: frozenset[str] | None = None,
) -> Situation:
    """Everything held is confirmed, unless said otherwise."""
    return Situation(
        student=Student(1, "EST001", None, active, max_credits, holds),
        offers={offer.group.code: offer for offer in offers},
        held=held,
        confirmed=frozenset(offer.group.code for offer in held) if confirmed is None else confirmed,
        now=NOW,
    )


def basket(*codes: str) -> Command:
    return Command("EST001", TERM, codes)


def enrolling(
    asked: Sequence[OfferedGroup],
    held: Sequence[OfferedGroup] = (),
    *,
    rules: frozenset[Rule] = ALL,
    max_credits: int = 30,
) -> list[Objection]:
    """What speaks against enrolling in groups that all exist."""
    command = basket(*(offer.group.code for offer in asked))
    return against_enrolling(command, situation(asked, held, max_credits=max_credits), rules)


class TestTheStudent:
    def test_who_may_enroll_hears_nothing(self) -> None:
        assert enrolling([offer("A"), offer("B")], [offer("C")]) == []

    def test_an_inactive_student_is_refused_whatever_the_groups(self) -> None:
        found = against_enrolling(basket("A"), situation([offer("A")], active=False), ALL)
        assert found == [Objection(StudentInactive(student_code="EST001"))]

    def test_every_hold_that_blocks_speaks_and_no_other(self) -> None:
        other = Hold(reason="unpaid", since=SINCE)
        found = against_enrolling(basket("A"), situation([offer("A")], holds=(HOLD, NOTE, other)), ALL)
        assert found == [Objection(HoldActive(hold=HOLD)), Objection(HoldActive(hold=other))]

    @pytest.mark.parametrize(
        ("since", "until", "stands"),
        [
            (NOW, None, True),
            (NOW + MILLISECOND, None, False),
            (SINCE, NOW + MILLISECOND, True),
            (SINCE, NOW, False),
        ],
    )
    def test_a_hold_stands_from_its_beginning_until_before_its_end(
        self, since: datetime, until: datetime | None, *, stands: bool
    ) -> None:
        hold = Hold(reason="fine", since=since, until=until, blocks_drops=True)
        expected = [Objection(HoldActive(hold=hold))] if stands else []
        assert against_enrolling(basket("A"), situation([offer("A")], holds=(hold,)), ALL) == expected
        assert against_dropping(basket("A"), situation([offer("A")], [offer("A")], holds=(hold,))) == expected

    def test_a_hold_keeps_from_dropping_only_if_it_says_so(self) -> None:
        strict = Hold(reason="exam", since=SINCE, blocks_enrollment=False, blocks_drops=True)
        held = situation([offer("A")], [offer("A")], holds=(HOLD, NOTE, strict))
        assert against_dropping(basket("A"), held) == [Objection(HoldActive(hold=strict))]


class TestTheGroups:
    def test_a_group_that_the_term_does_not_have_is_at_fault_alone(self) -> None:
        found = against_enrolling(basket("A", "NONE"), situation([offer("A")]), ALL)
        assert found == [Objection(GroupNotFound(group_code="NONE", term_code=TERM), ("NONE",))]

    def test_a_basket_with_a_group_that_is_held_is_refused_naming_it(self) -> None:
        found = enrolling([offer("A"), offer("B")], [offer("B")])
        assert found == [Objection(AlreadyEnrolled(group_code="B"), ("B",))]

    def test_what_is_held_for_now_counts_like_what_is_confirmed(self) -> None:
        reserved = situation([offer("A")], [offer("A")], confirmed=frozenset())
        assert against_enrolling(basket("A"), reserved, ALL) == [Objection(AlreadyEnrolled(group_code="A"), ("A",))]

    def test_two_groups_of_one_course_in_the_basket_are_both_at_fault(self) -> None:
        found = enrolling([offer("A", "X"), offer("B", "X"), offer("C")])
        assert found == [Objection(SameCourseTwice(course_code="X", group_codes=("A", "B")), ("A", "B"))]

    def test_a_group_of_a_course_that_is_held_is_at_fault_the_held_one_is_not(self) -> None:
        found = enrolling([offer("B", "X"), offer("C")], [offer("A", "X")])
        assert found == [Objection(SameCourseTwice(course_code="X", group_codes=("B", "A")), ("B",))]

    def test_the_same_group_held_and_asked_for_is_no_second_group_of_its_course(self) -> None:
        assert enrolling([offer("A", "X")], [offer("A", "X")]) == [Objection(AlreadyEnrolled(group_code="A"), ("A",))]

    def test_groups_held_before_the_rules_do_not_speak_against_others(self) -> None:
        held = [offer("A", "X", meets="09"), offer("B", "X", meets="09")]
        assert enrolling([offer("C")], held) == []


class TestTimes:
    def test_two_groups_of_the_basket_that_meet_together_are_both_at_fault(self) -> None:
        found = enrolling([offer("A", meets="09"), offer("B", meets="09"), offer("C", meets="10")])
        problem = TimeConflict(group_code="A", with_group_code="B", weekday=Weekday.MONDAY)
        assert found == [Objection(problem, ("A", "B"))]

    def test_one_that_meets_with_one_held_is_at_fault_alone(self) -> None:
        found = enrolling([offer("A", meets="09")], [offer("B", meets="09"), offer("C", meets="10")])
        problem = TimeConflict(group_code="A", with_group_code="B", weekday=Weekday.MONDAY)
        assert found == [Objection(problem, ("A",))]

    def test_each_pair_has_its_own_problem(self) -> None:
        found = enrolling([offer(code, meets="09") for code in "ABC"], [offer("D", meets="09")])
        assert len(found) == 6
        conflicts = [o.problem for o in found if isinstance(o.problem, TimeConflict)]
        assert {frozenset((it.group_code, it.with_group_code)) for it in conflicts} == {
            frozenset(pair) for pair in ("AB", "AC", "BC", "AD", "BD", "CD")
        }


class TestCredits:
    def test_the_limit_itself_is_allowed(self) -> None:
        assert enrolling([offer("A", credits=6)], [offer("B", credits=24)], max_credits=30) == []

    def test_one_credit_more_is_not_and_no_group_is_at_fault(self) -> None:
        found = enrolling([offer("A", credits=6), offer("B", credits=1)], [offer("C", credits=24)], max_credits=30)
        assert found == [Objection(CreditLimitExceeded(maximum=30, held=24, asked=7))]

    def test_what_is_held_is_not_counted_twice(self) -> None:
        held = [offer("A", credits=20)]
        found = enrolling([offer("A", credits=20), offer("B", credits=10)], held, max_credits=30)
        assert found == [Objection(AlreadyEnrolled(group_code="A"), ("A",))]

    def test_who_is_over_the_limit_already_may_take_what_adds_nothing(self) -> None:
        assert enrolling([offer("A", credits=0)], [offer("B", credits=24)], max_credits=20) == []
        assert len(enrolling([offer("A", credits=1)], [offer("B", credits=24)], max_credits=20)) == 1

    def test_groups_that_do_not_exist_have_no_credits(self) -> None:
        found = against_enrolling(basket("A", "NONE"), situation([offer("A", credits=30)]), ALL)
        assert [type(objection.problem) for objection in found] == [GroupNotFound]


class TestAllAtOnce:
    OFFERS = (offer("A"), offer("B", "X", meets="09"), offer("C", "X", meets="10"), offer("D", meets="10"))
    HELD = (offer("A"), offer("E", meets="10"))

    def judged(self, rules: frozenset[Rule]) -> list[Objection]:
        it = situation(self.OFFERS, self.HELD, active=False, holds=(HOLD,), max_credits=19)
        return against_enrolling(basket("A", "B", "C", "D", "NONE"), it, rules)

    def test_every_broken_rule_is_reported_the_students_own_first(self) -> None:
        monday = Weekday.MONDAY
        assert self.judged(ALL) == [
            Objection(StudentInactive(student_code="EST001")),
            Objection(HoldActive(hold=HOLD)),
            Objection(GroupNotFound(group_code="NONE", term_code=TERM), ("NONE",)),
            Objection(AlreadyEnrolled(group_code="A"), ("A",)),
            Objection(SameCourseTwice(course_code="X", group_codes=("B", "C")), ("B", "C")),
            Objection(TimeConflict(group_code="C", with_group_code="D", weekday=monday), ("C", "D")),
            Objection(TimeConflict(group_code="C", with_group_code="E", weekday=monday), ("C",)),
            Objection(TimeConflict(group_code="D", with_group_code="E", weekday=monday), ("D",)),
            Objection(CreditLimitExceeded(maximum=19, held=8, asked=12)),
        ]

    def test_every_problem_has_a_code_and_a_sentence_that_names_what_is_at_fault(self) -> None:
        said = {objection.problem.code: message(objection.problem, Language.EN) for objection in self.judged(ALL)}
        assert said["STUDENT_INACTIVE"] == "Student EST001 is not active."
        assert said["HOLD_ACTIVE"].endswith("library fine. Ask library.")
        for code, names in {
            "GROUP_NOT_FOUND": ["NONE", TERM],
            "ALREADY_ENROLLED": ["A"],
            "SAME_COURSE_TWICE": ["B and C", "X"],
            "TIME_CONFLICT": ["D", "E", "Monday"],
            "CREDIT_LIMIT_EXCEEDED": ["8", "12", "19"],
        }.items():
            assert all(name in said[code] for name in names), said[code]

    @pytest.mark.parametrize(("rule", "problem"), SPEAKS.items())
    def test_a_rule_that_is_off_is_silent_and_the_others_say_the_same(self, rule: Rule, problem: type[Problem]) -> None:
        without = self.judged(ALL - {rule})
        assert without == [objection for objection in self.judged(ALL) if not isinstance(objection.problem, problem)]
        assert len(without) < len(self.judged(ALL))

    def test_what_is_always_judged_is_judged_without_any_rule(self) -> None:
        assert [type(objection.problem) for objection in self.judged(frozenset())] == [
            GroupNotFound,
            AlreadyEnrolled,
            SameCourseTwice,
        ]


class TestDropping:
    def test_what_is_confirmed_may_be_dropped_all_or_part(self) -> None:
        held = [offer("A"), offer("B")]
        assert against_dropping(basket("A"), situation(held, held)) == []
        assert against_dropping(basket("A", "B"), situation(held, held)) == []

    def test_a_group_without_a_seat_is_refused_naming_it(self) -> None:
        it = situation([offer("A"), offer("B")], [offer("A")])
        assert against_dropping(basket("A", "B"), it) == [Objection(NotEnrolled(group_code="B"), ("B",))]

    def test_a_seat_that_is_only_reserved_is_not_there_to_be_dropped(self) -> None:
        it = situation([offer("A")], [offer("A")], confirmed=frozenset())
        assert against_dropping(basket("A"), it) == [Objection(NotEnrolled(group_code="A"), ("A",))]

    def test_an_unknown_group_is_unknown_and_not_also_not_held(self) -> None:
        found = against_dropping(basket("NONE", "A"), situation([offer("A")]))
        assert found == [
            Objection(GroupNotFound(group_code="NONE", term_code=TERM), ("NONE",)),
            Objection(NotEnrolled(group_code="A"), ("A",)),
        ]

    def test_who_may_not_enroll_may_drop(self) -> None:
        held = [offer("A")]
        assert against_dropping(basket("A"), situation(held, held, active=False, holds=(HOLD,))) == []


CODES = [f"G{n}" for n in range(8)]
some_offers = st.fixed_dictionaries(
    {
        code: st.builds(
            offer,
            st.just(code),
            st.sampled_from(["X", "Y", "Z", None]),
            credits=st.integers(0, 8),
            meets=st.sampled_from([None, "08", "09", "10"]),
        )
        for code in CODES
    }
)
some_codes = st.lists(st.sampled_from(CODES), unique=True, max_size=5)
some_rules = st.frozensets(st.sampled_from(list(Rule)))


def gist(objection: Objection) -> tuple[object, ...]:
    """What an objection says, apart from what more groups held may add to its words."""
    problem = objection.problem
    match problem:
        case CreditLimitExceeded():
            return (type(problem),)
        case SameCourseTwice(course_code=course):
            return (type(problem), course, objection.group_codes)
        case _:
            return (problem, objection.group_codes)


class TestComponents:
    LECTURE, LAB = offer("L", "FIS102", component="LECTURE"), offer("L-1", "FIS102", component="LAB")
    OTHER_LAB, PLAIN = offer("L-2", "FIS102", component="LAB"), offer("P", "FIS102")

    @pytest.mark.parametrize(
        ("asked", "held"),
        [
            ([LECTURE, LAB], []),
            ([LAB], [LECTURE]),
            ([LECTURE], [LAB]),
            ([PLAIN, LAB], [LECTURE]),
        ],
    )
    def test_a_student_has_one_group_of_each_component(
        self, asked: list[OfferedGroup], held: list[OfferedGroup]
    ) -> None:
        assert enrolling(asked, held) == []

    def test_two_of_one_component_are_refused(self) -> None:
        problem = SameCourseTwice(course_code="FIS102", group_codes=("L-1", "L-2"))
        assert enrolling([self.LAB, self.OTHER_LAB, self.LECTURE]) == [Objection(problem, ("L-1", "L-2"))]
        assert enrolling([self.LAB], [self.LECTURE, self.OTHER_LAB]) == [Objection(problem, ("L-1",))]

    def test_a_course_counts_once_towards_credits(self) -> None:
        others = [offer("X", credits=4)]
        assert enrolling([self.LECTURE, self.LAB], others, max_credits=8) == []
        assert enrolling([self.LAB], [self.LECTURE, *others], max_credits=8) == []
        [found] = enrolling([self.LECTURE, self.LAB], others, max_credits=7)
        assert found.problem == CreditLimitExceeded(maximum=7, held=4, asked=4)

    @settings(stable)
    @given(st.lists(st.sampled_from([LECTURE, LAB, OTHER_LAB, PLAIN, offer("X"), offer("Y", credits=3)]), unique=True))
    def test_what_is_counted_is_each_course_once_where_no_component_is_there_twice(
        self, groups: list[OfferedGroup]
    ) -> None:
        once = sum({each.course_code: each.credits for each in groups}.values())
        labs = {"L-1", "L-2"} <= {each.group.code for each in groups}
        assert credits_of(groups) == once + (4 if labs else 0)


class TestProperties:
    @settings(stable)
    @given(catalogue=some_offers, asked=some_codes, held=some_codes, more=st.sampled_from(CODES), rules=some_rules)
    def test_one_more_group_held_never_removes_an_objection(
        self, catalogue: dict[str, OfferedGroup], asked: list[str], held: list[str], more: str, rules: frozenset[Rule]
    ) -> None:
        def found(held: Sequence[str]) -> Counter[tuple[object, ...]]:
            it = situation([catalogue[code] for code in asked], [catalogue[code] for code in held], max_credits=12)
            return Counter(gist(objection) for objection in against_enrolling(basket(*asked), it, rules))

        before, after = found(held), found(sorted({*held, more}))
        if more in asked:  # its credits are no longer asked for; the basket is refused for holding it
            del before[(CreditLimitExceeded,)]
            assert (AlreadyEnrolled(group_code=more), (more,)) in after
        assert before <= after

    @settings(stable)
    @given(catalogue=some_offers, asked=some_codes, held=some_codes, rules=some_rules, data=st.data())
    def test_the_order_of_the_basket_and_of_what_is_held_changes_nothing(
        self,
        catalogue: dict[str, OfferedGroup],
        asked: list[str],
        held: list[str],
        rules: frozenset[Rule],
        data: st.DataObject,
    ) -> None:
        def found(asked: Sequence[str], held: Sequence[str]) -> set[Objection]:
            it = situation([catalogue[code] for code in asked], [catalogue[code] for code in held], max_credits=12)
            return {*against_enrolling(basket(*asked, "NONE"), it, rules), *against_dropping(basket(*asked), it)}

        assert found(data.draw(st.permutations(asked)), data.draw(st.permutations(held))) == found(asked, held)

    @settings(stable)
    @given(catalogue=some_offers, asked=some_codes, held=some_codes, rules=some_rules)
    def test_the_rules_that_are_on_say_what_all_rules_say_less_those_that_are_off(
        self, catalogue: dict[str, OfferedGroup], asked: list[str], held: list[str], rules: frozenset[Rule]
    ) -> None:
        it = situation(
            [catalogue[code] for code in asked],
            [catalogue[code] for code in held],
            active=False,
            holds=(HOLD,),
            max_credits=12,
        )
        off = {problem for rule, problem in SPEAKS.items() if rule not in rules}
        on = [found for found in against_enrolling(basket(*asked), it, ALL) if type(found.problem) not in off]
        assert against_enrolling(basket(*asked), it, rules) == on

    @settings(stable)
    @given(catalogue=some_offers, asked=some_codes, held=some_codes)
    def test_only_groups_asked_for_are_ever_at_fault(
        self, catalogue: dict[str, OfferedGroup], asked: list[str], held: list[str]
    ) -> None:
        it = situation([catalogue[code] for code in asked], [catalogue[code] for code in held], max_credits=12)
        found = [*against_enrolling(basket(*asked), it, ALL), *against_dropping(basket(*asked), it)]
        assert {code for objection in found for code in objection.group_codes} <= set(asked)
