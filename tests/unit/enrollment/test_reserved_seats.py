"""Seats that are reserved: no others get them, those they are for do, and their readable form."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.allocate import Lacking, SeatRequest, allocate
from enrollment.reserved_seats import (
    BadReservations,
    Reservation,
    ReservedSeats,
    read_reservations,
    standing,
    written_reservations,
)

AUGUST = datetime(2024, 8, 1, 12, tzinfo=UTC)
COHORTS = ("first-year", "transfer", "major")

stable = settings(derandomize=True)
cohorts = st.frozensets(st.sampled_from([*COHORTS, "none of these"]))
arrivals = st.lists(cohorts, max_size=12)
kept = st.dictionaries(st.sampled_from(COHORTS), st.integers(1, 4), max_size=3)


def admitted(capacity: int, seats: dict[str, int], students: list[frozenset[str]]) -> list[bool]:
    """Which of the students get a seat, one after the other, in a group that was empty."""
    asked = [SeatRequest(takes=("G",), cohorts=each) for each in students]
    answers = allocate(asked, {"G": capacity}, {"G": ReservedSeats(seats, {})})
    return [not lacking for lacking in answers]


@stable
@given(kept, st.integers(0, 6), arrivals, st.sampled_from(COHORTS))
def test_a_cohort_gets_what_is_reserved_for_it_after_any_others(
    seats: dict[str, int], others: int, students: list[frozenset[str]], cohort: str
) -> None:
    capacity = sum(seats.values()) + others
    latecomers = [frozenset({cohort})] * capacity
    got = admitted(capacity, seats, [*students, *latecomers])
    theirs = sum(ok and cohort in each for ok, each in zip(got, [*students, *latecomers], strict=True))
    assert theirs >= seats.get(cohort, 0)
    assert sum(got) <= capacity


@stable
@given(kept, st.integers(0, 6), arrivals)
def test_a_student_is_refused_only_for_seats_that_others_may_still_claim(
    seats: dict[str, int], others: int, students: list[frozenset[str]]
) -> None:
    """Where a student is refused, some others who could still come would fill every seat that is left."""
    capacity = sum(seats.values()) + others
    got = admitted(capacity, seats, students)
    for n, (ok, each) in enumerate(zip(got, students, strict=True)):
        before = [student for student, there in zip(students[:n], got, strict=False) if there]
        if not ok and len(before) < capacity:
            strangers = {cohort: count for cohort, count in seats.items() if cohort not in each}
            claims = sum(strangers.values()) - _matched(strangers, before)
            assert claims >= capacity - len(before)


def _matched(seats: dict[str, int], students: list[frozenset[str]]) -> int:
    """The most students who can each be given a seat of one of their cohorts: by augmenting paths, as a check."""
    places = [(cohort, n) for cohort, count in seats.items() for n in range(count)]
    taken: dict[tuple[str, int], int] = {}

    def seat(student: int, seen: set[tuple[str, int]]) -> bool:
        for place in places:
            if place[0] in students[student] and place not in seen:
                seen.add(place)
                if place not in taken or seat(taken[place], seen):
                    taken[place] = student
                    return True
        return False

    return sum(seat(student, set()) for student in range(len(students)))


@stable
@given(kept, arrivals, arrivals)
def test_batches_decide_as_one_after_the_other_does(
    seats: dict[str, int], first: list[frozenset[str]], then: list[frozenset[str]]
) -> None:
    capacity = sum(seats.values()) + 2
    together = admitted(capacity, seats, [*first, *then])
    members = Counter(each for each, ok in zip(first, together, strict=False) if ok)
    asked = [SeatRequest(takes=("G",), cohorts=each) for each in then]
    free = {"G": capacity - members.total()}
    answers = allocate(asked, free, {"G": ReservedSeats(seats, members)})
    assert [not lacking for lacking in answers] == together[len(first) :]


def test_what_a_member_gives_back_is_kept_again() -> None:
    first_year, other = frozenset({"first-year"}), frozenset[str]()
    group = {"G": ReservedSeats({"first-year": 1}, {first_year: 1})}
    asked = [SeatRequest(takes=("G",), cohorts=other), SeatRequest(gives=("G",), cohorts=first_year)]
    assert allocate(asked[:1], {"G": 1}, group) == [Lacking()]
    assert allocate(asked, {"G": 0}, group) == [Lacking(reserved=("G",)), Lacking()]


def swap(gives_up: str, takes: str, *cohorts: str) -> SeatRequest[str]:
    return SeatRequest(takes=(takes,), swaps=(gives_up,), cohorts=frozenset(cohorts))


def test_a_cycle_of_swaps_gives_no_reserved_seat_to_others() -> None:
    full = {"A": 0, "B": 0}
    group = {"A": ReservedSeats({"new": 1}, {frozenset({"new"}): 1})}
    other = swap("B", "A")
    assert [bool(lacks) for lacks in allocate([swap("A", "B", "new"), other], full, group)] == [True, True]
    assert [bool(lacks) for lacks in allocate([swap("A", "B"), other], full, group)] == [False, False]
    member = swap("B", "A", "new")
    assert [bool(lacks) for lacks in allocate([swap("A", "B", "new"), member], full, group)] == [False, False]


def test_a_swap_into_a_group_whose_free_seats_are_reserved_waits_for_no_cycle() -> None:
    free, group = {"A": 1, "B": 0}, {"A": ReservedSeats({"new": 1}, {})}
    assert allocate([swap("B", "A")], free, group) == [Lacking(reserved=("A",))]
    assert allocate([swap("B", "A", "new")], free, group) == [Lacking()]


def test_who_may_have_a_reserved_seat_gets_one_that_is_free_and_no_other() -> None:
    group, may_lack = {"G": ReservedSeats({"new": 5}, {})}, Lacking(reserved=("G",))
    intruder = SeatRequest(takes=("G",), may_lack=may_lack)
    assert allocate([intruder], {"G": 0}, group) == [Lacking(full=("G",))]
    member, other = SeatRequest(takes=("G",), cohorts=frozenset({"new"})), SeatRequest(takes=("G",))
    answers = allocate([intruder, other, member, intruder], {"G": 2}, group)
    assert answers == [may_lack, may_lack, Lacking(), Lacking(full=("G",))]
    assert [bool(each.missing(lacks)) for each, lacks in zip([intruder, other], answers, strict=False)] == [False, True]


def test_a_member_of_a_cycle_that_may_have_a_reserved_seat_says_that_it_has_one() -> None:
    full, group = {"A": 0, "B": 0}, {"A": ReservedSeats({"new": 1}, {frozenset({"new"}): 1})}
    intruder = replace(swap("B", "A"), may_lack=Lacking(reserved=("A",)))
    assert allocate([swap("A", "B", "new"), intruder], full, group) == [Lacking(), Lacking(reserved=("A",))]


@stable
@given(st.lists(st.tuples(cohorts, st.booleans()), max_size=8), st.integers(0, 6), kept)
def test_who_may_have_reserved_seats_is_refused_only_once_all_are_taken(
    students: list[tuple[frozenset[str], bool]], free: int, reserved: dict[str, int]
) -> None:
    group = {"G": ReservedSeats(standing([Reservation(*each) for each in reserved.items()], free, AUGUST), {})}
    may_lack = Lacking(reserved=("G",))
    asked = [SeatRequest(takes=("G",), cohorts=who, may_lack=may_lack if may else Lacking()) for who, may in students]
    answers = allocate(asked, {"G": free}, group)
    won = [not each.missing(lacks) for each, lacks in zip(asked, answers, strict=True)]
    assert sum(won) <= free
    assert all(not lacks.full for lacks, ok in zip(answers, won, strict=True) if ok)
    refused = [each for each, ok in zip(asked, won, strict=True) if each.may_lack and not ok]
    assert not refused or sum(won) == free, "they are refused only if no seat is left"


letters = st.permutations("ABC")
requests = st.builds(
    lambda order, kind, who: SeatRequest(
        takes=tuple(order[:1]), swaps=tuple(order[1:2]) if kind else (), cohorts=frozenset(who)
    ),
    letters,
    st.booleans(),
    cohorts,
)


@stable
@given(st.lists(requests, max_size=7), st.fixed_dictionaries({key: st.integers(0, 2) for key in "ABC"}), kept)
def test_whatever_is_swapped_what_is_kept_for_others_stays_free(
    asked: list[SeatRequest[str]], free: dict[str, int], reserved: dict[str, int]
) -> None:
    """Each who takes a seat leaves as many as others may still claim, counted after all is done."""
    seats = standing([Reservation(cohort, count) for cohort, count in reserved.items()], free["A"], AUGUST)
    members = Counter(each.cohorts or frozenset[str]() for each in asked if "A" in each.swaps)
    answers = allocate(asked, free, {"A": ReservedSeats(seats, members)})
    won = [each for each, lacks in zip(asked, answers, strict=True) if not lacks]
    after, left = Counter(members), Counter(free)
    for each in won:
        left.update(each.swaps)
        left.subtract(each.takes)
        for key, by in [*((key, -1) for key in each.swaps), *((key, 1) for key in each.takes)]:
            if key == "A":
                after[each.cohorts or frozenset()] += by
    group = ReservedSeats(seats, after)
    for each in won:
        if each.takes == ("A",):
            assert left["A"] >= group.kept_from(each.cohorts or frozenset())


def test_who_is_not_judged_by_cohorts_takes_any_free_seat() -> None:
    group = {"G": ReservedSeats({"first-year": 5}, {})}
    assert allocate([SeatRequest(takes=("G",), cohorts=None)], {"G": 1}, group) == [Lacking()]


def test_seats_are_kept_until_their_instant_and_no_longer() -> None:
    kept = (Reservation("first-year", 3, AUGUST), Reservation("transfer", 2))
    assert standing(kept, 10, AUGUST - timedelta(milliseconds=1)) == {"first-year": 3, "transfer": 2}
    assert standing(kept, 10, AUGUST) == {"transfer": 2}


def test_of_more_than_there_is_the_first_have_it() -> None:
    assert standing((Reservation("a", 3), Reservation("b", 2), Reservation("c", 1)), 4, AUGUST) == {"a": 3, "b": 1}


names = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)
moments = st.integers(1, 10**6).map(lambda minutes: AUGUST + timedelta(minutes=minutes))
reservations = st.lists(
    st.builds(Reservation, names, st.integers(1, 1_000_000), st.none() | moments),
    max_size=5,
    unique_by=lambda each: each.cohort,
).map(tuple)


@given(reservations)
def test_what_is_written_is_read_back(these: tuple[Reservation, ...]) -> None:
    assert read_reservations(written_reservations(these)) == these


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("0 Major", ()),
        ("0 Major; 0 Major; 4 Frosh", (Reservation("Frosh", 4),)),
        ("  10  first year ;", (Reservation("first year", 10),)),
        ("15 nuevos until 2024-08-01T08:00-04:00", (Reservation("nuevos", 15, AUGUST),)),
    ],
)
def test_what_people_write_is_read(text: str, found: tuple[Reservation, ...]) -> None:
    assert read_reservations(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nuevos", "nuevos: write seats and a cohort, such as 10 first-year; 2 transfer"),
        ("5", "5: write seats and a cohort, such as 10 first-year; 2 transfer"),
        ("1 a; 2 a", "a is named twice; leave one of them"),
        ("2000000 a", "2000000 a: at most 1000000 seats"),
        (
            "5 a until tomorrow",
            "5 a until tomorrow: after until, write date, time and offset from UTC, such as 2024-08-01T12:00Z",
        ),
        ("; ".join(f"1 c{n}" for n in range(9)), "9 cohorts are named; at most 8 are allowed"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str) -> None:
    with pytest.raises(BadReservations) as refused:
        read_reservations(text)
    assert str(refused.value) == message
