"""When a term with windows is open, and until when that stays so."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from enrollment.term_windows import EnrollmentWindow, TermWindows

NOW = datetime(2024, 7, 1, 8, tzinfo=UTC)
HOURS = st.integers(-4, 4).map(lambda hours: NOW + timedelta(hours=hours))
COHORTS = st.sampled_from([None, "A", "B"])
WINDOWS = st.builds(EnrollmentWindow, HOURS, HOURS, COHORTS, st.none() | HOURS, st.none() | HOURS)
TERMS = st.builds(TermWindows, HOURS, HOURS, st.lists(WINDOWS, max_size=3))
EVERYONE = [set(), {"A"}, {"B"}, {"A", "B"}]


def may_enroll(term: TermWindows, cohorts: set[str], now: datetime) -> bool:
    return term.nearest("ENROLL", cohorts, now).is_open("ENROLL", now)


@given(TERMS)
def test_it_is_open_if_some_student_may_enroll(term: TermWindows) -> None:
    assert term.open_to_some(NOW) == any(may_enroll(term, cohorts, NOW) for cohorts in EVERYONE)


@given(TERMS)
def test_nothing_opens_or_closes_before_the_next_change(term: TermWindows) -> None:
    change = term.next_change(NOW)
    until = NOW + timedelta(hours=9) if change is None else change
    at = NOW
    while at < until:
        assert term.open_to_some(at) == term.open_to_some(NOW)
        assert [may_enroll(term, each, at) for each in EVERYONE] == [may_enroll(term, each, NOW) for each in EVERYONE]
        at += timedelta(minutes=30)


@given(TERMS, st.sampled_from(["ENROLL", "DROP", "SWAP"]), st.sampled_from(EVERYONE))
def test_the_nearest_window_is_open_if_any_of_the_students_is(term: TermWindows, kind: str, cohorts: set[str]) -> None:
    windows = term.of(cohorts)
    nearest = term.nearest(kind, cohorts, NOW)
    assert nearest in windows
    assert nearest.is_open(kind, NOW) == any(window.is_open(kind, NOW) for window in windows)
    to_come = [window.opens_at for window in windows if NOW < window.opens_at < window.closes_for(kind)]
    if not nearest.is_open(kind, NOW) and to_come:
        assert nearest.opens_at == min(to_come)


def test_a_window_after_the_end_of_a_term_that_was_closed_is_not_to_come() -> None:
    days = [NOW + timedelta(days=n) for n in range(-9, 10)]
    within = (EnrollmentWindow(days[7], days[8], "A"), EnrollmentWindow(days[10], days[11], "A"))
    still_open, closed = TermWindows(days[0], days[-1], within), TermWindows(days[0], NOW, within)
    assert still_open.nearest("ENROLL", {"A"}, NOW).opens_at == days[10]
    for kind in ("ENROLL", "DROP", "SWAP"):
        nearest = closed.nearest(kind, {"A"}, NOW)
        assert nearest.opens_at <= NOW == nearest.closes_for(kind), "so that it is said to have closed"


def test_a_window_before_the_beginning_of_a_term_that_was_moved_is_over() -> None:
    days = [NOW + timedelta(days=n) for n in range(-3, 9)]
    moved = TermWindows(days[5], days[-1], (EnrollmentWindow(days[0], days[1]),))
    nearest = moved.nearest("ENROLL", (), NOW)
    assert (nearest.opens_at, nearest.closes_at) == (days[1], days[1])
