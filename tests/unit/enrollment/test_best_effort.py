"""What fits of a basket of which not all can be had."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from enrollment.best_effort import Judged, judge_one_by_one
from enrollment.catalogue import Group, Meeting, Student
from enrollment.overrides import Override, OverrideKind, find_override, set_aside
from enrollment.plans import Rule
from enrollment.rule_settings import CourseRules
from enrollment.rules import OfferedGroup, Situation, against_enrolling
from enrollment.task import Command
from enrollment.weekday import Weekday

NOW = datetime(2024, 7, 1, 8, tzinfo=UTC)


RULES = frozenset(Rule)
GROUP_FULL, SEATS_RESERVED, TIME_CONFLICT = (
    *(OverrideKind.GROUP_FULL, OverrideKind.SEATS_RESERVED),
    OverrideKind.TIME_CONFLICT,
)


def offer(code: str, *, needs: str = "", meets: str | None = None) -> OfferedGroup:
    """A group of a course of the same code; `needs`: the course that goes together with it."""
    rules, meetings = (
        CourseRules(corequisites=needs),
        (Meeting(Weekday.MONDAY, meets, f"{meets[:3]}59"),) if meets else (),
    )
    return OfferedGroup(Group(1, code, 1, 1, 10, 0, meetings), code, 4, course_rules=rules)


def situation(offers: Sequence[OfferedGroup], held: Collection[OfferedGroup] = (), most: int = 30) -> Situation:
    return Situation(
        student=Student(1, "EST001", None, True, most, ()),
        offers={each.group.code: each for each in offers},
        held=list(held),
        confirmed=frozenset(),
        now=NOW,
    )


def asked_for(offers: Sequence[OfferedGroup]) -> Command:
    return Command("EST001", "2024-2", tuple(each.group.code for each in offers))


def judged(
    *offers: OfferedGroup,
    full: Collection[str] = (),
    held: Collection[OfferedGroup] = (),
    overrides: Sequence[Override] = (),
) -> Judged:
    def lack(code: str) -> OverrideKind | None:
        return GROUP_FULL if code in full else None

    return judge_one_by_one(asked_for(offers), situation(offers, held), RULES, lack, overrides)


def fits(*offers: OfferedGroup, full: Collection[str] = (), held: Collection[OfferedGroup] = ()) -> list[str]:
    return list(judged(*offers, full=full, held=held).fits)


def override(kind: OverrideKind, group: str | None = None, *, number: int = 1, once: bool = True) -> Override:
    return Override(UUID(int=number), 1, 1, kind, group, "why", "registrar", NOW, once=once)


NEEDY, NEEDED, OTHER = offer("A", needs="B"), offer("B"), offer("C")


@pytest.mark.parametrize(
    ("full", "fitting"),
    [((), ["A", "B", "C"]), (["B"], ["C"]), (["C"], ["B"]), (["A", "B", "C"], [])],
)
def test_groups_that_need_each_other_fit_whole_and_else_only_after_what_they_need(
    full: list[str], fitting: list[str]
) -> None:
    assert fits(NEEDY, NEEDED, OTHER, full=full) == fitting


def test_what_is_held_or_fitted_before_is_there_for_those_that_need_it() -> None:
    assert fits(NEEDY, OTHER, full=["C"], held=[NEEDED]) == ["A"]
    assert fits(NEEDED, offer("D", needs="B"), OTHER, full=["C"]) == ["B", "D"]


def test_each_group_is_asked_for_a_seat_once() -> None:
    asked: list[str] = []

    def lack(code: str) -> OverrideKind | None:
        asked.append(code)
        return GROUP_FULL if code == "B" else None

    command = Command("EST001", "2024-2", ("A", "B", "NONE"))
    found = judge_one_by_one(command, situation([offer("A"), offer("B")]), RULES, lack, [override(GROUP_FULL, "NONE")])
    assert (found.fits, asked) == (("A",), ["A", "B"])
    assert [objection.group_codes for objection in found.objections] == [("NONE",)]


NEEDY_D = offer("D", needs="NONE")


class TestOverrides:
    def test_a_one_time_override_is_used_by_the_first_group_that_needs_it(self) -> None:
        found = judged(offer("A"), offer("B"), offer("C"), NEEDY_D, full=("B", "C"), overrides=[override(GROUP_FULL)])
        assert (found.fits, found.for_seats["B"].group_codes, "C" in found.for_seats) == (("A", "B"), ("B",), False)

    def test_one_that_is_not_used_up_serves_all(self) -> None:
        lasting = override(GROUP_FULL, once=False)
        assert judged(offer("A"), offer("B"), NEEDY_D, full=("A", "B"), overrides=[lasting]).fits == ("A", "B")

    def test_a_group_that_does_not_fit_leaves_it_to_others(self) -> None:
        found = judged(NEEDY_D, offer("E"), full=("D", "E"), overrides=[override(GROUP_FULL)])
        assert (found.fits, [it.problem.code for it in found.objections]) == (("E",), ["COREQUISITE_MISSING"])

    def test_an_objection_that_is_set_aside_keeps_no_group_out(self) -> None:
        held, clashing = offer("X", meets="09:00"), (offer("A", meets="09:00"), offer("B", meets="09:00"))
        found = judged(*clashing, NEEDY_D, held=[held], overrides=[override(TIME_CONFLICT, "B")])
        assert [(use.override.id.int, use.group_codes) for use in found.uses] == [(1, ("B",))]
        assert found.fits == ("B",)
        assert {(it.problem.code, it.group_codes) for it in found.objections} == {
            ("TIME_CONFLICT", ("A",)),
            ("COREQUISITE_MISSING", ("D",)),
        }

    def test_what_would_pass_as_all_or_none_is_taken_whole(self) -> None:
        found = judged(offer("A"), offer("B"), full=("A", "B"), overrides=[override(GROUP_FULL)])
        assert (found.fits, len(found.for_seats)) == (("A", "B"), 2)

    def test_a_closed_window_is_opened_for_all_groups_of_the_task(self) -> None:
        command = structs.replace(asked_for([offer("A"), offer("B"), offer("C")]), outside_window=(NOW, NOW))
        here = situation([offer("A"), offer("B")])
        found = judge_one_by_one(command, here, RULES, lambda _: None, [override(OverrideKind.TERM_NOT_OPEN)])
        assert (found.fits, [it.problem.code for it in found.objections]) == (("A", "B"), ["GROUP_NOT_FOUND"])


granted = st.lists(
    st.builds(
        override,
        st.sampled_from([*(GROUP_FULL, SEATS_RESERVED, TIME_CONFLICT), OverrideKind.CREDIT_LIMIT_EXCEEDED]),
        st.sampled_from([None, "A", "B", "C"]),
        once=st.booleans(),
    ),
    max_size=5,
).map(lambda found: [structs.replace(each, id=UUID(int=n)) for n, each in enumerate(found)])
lacking = st.fixed_dictionaries({code: st.sampled_from([None, None, GROUP_FULL, SEATS_RESERVED]) for code in "ABCD"})
hours = st.fixed_dictionaries({code: st.sampled_from([None, "09:00", "10:00"]) for code in "ABCD"})


@given(granted, lacking, hours, st.sampled_from([8, 12, 30]))
def test_each_group_that_fits_needs_nothing_but_what_it_uses(
    overrides: list[Override], lacks: dict[str, OverrideKind | None], meets: dict[str, str | None], most: int
) -> None:
    offers = [offer(code, meets=meets[code]) for code in "ABCD"]
    command, here = asked_for(offers), situation(offers, [offer("X", meets="10:00")], most)
    found = judge_one_by_one(command, here, RULES, lacks.__getitem__, overrides)
    standing, uses = set_aside(against_enrolling(command, here, RULES), command, overrides)
    seats = [find_override(kind, (code,), command, overrides) for code, kind in lacks.items() if kind]
    if not standing and all(seats):
        assert (found.fits, found.objections, found.uses) == (command.group_codes, (), uses)
        return
    assert found.fits != command.group_codes
    assert {use.group_codes for use in found.uses} <= {(code,) for code in found.fits}
    used = {code: {use.override for use in found.uses if use.group_codes == (code,)} for code in found.fits}
    for code in found.fits:
        if kind := lacks[code]:
            assert found.for_seats[code].override.kind is kind
            used[code].add(found.for_seats[code].override)
    of_each = Counter(each.id for overrides_of in used.values() for each in overrides_of if each.once)
    assert all(groups == 1 for groups in of_each.values())
    against = {code for objection in found.objections for code in objection.group_codes}
    assert against.isdisjoint(found.fits)
    assert all(code in found.fits or code in against or lacks[code] for code in command.group_codes)
