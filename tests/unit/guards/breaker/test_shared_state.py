"""What follows for all processes from what each of them reports."""

from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guards.breaker.policy import CircuitState, Policy
from guards.breaker.shared_state import Report, SharedRecord, current_reports, decoded, shared_state

NOW = 1000.0
MOMENTS = st.integers(0, int(NOW)).map(float)
"""Few enough that some coincide."""
ANSWERED = st.lists(MOMENTS, max_size=2).map(lambda moments: tuple(sorted(moments)))
POLICY = Policy(failure_threshold=2)


def reports() -> st.SearchStrategy[dict[str, Report]]:
    """Reports of up to four processes; a circuit that is not closed has been so since a moment."""
    closed = st.builds(Report, at=st.just(NOW), answered=ANSWERED, last_success_at=st.none() | MOMENTS)
    open_ = st.builds(
        Report,
        at=st.just(NOW),
        state=st.sampled_from([CircuitState.OPEN, CircuitState.HALF_OPEN]),
        open_since=MOMENTS,
        answered=ANSWERED,
        last_success_at=st.none() | MOMENTS,
    )
    return st.dictionaries(st.sampled_from("abcd"), closed | open_, max_size=4)


Reports = Mapping[str, Report]


def opened(since: float) -> Report:
    return Report(NOW, CircuitState.OPEN, since, cause="OSError: gone")


def answered(*moments: float) -> Report:
    return Report(NOW, answered=moments, cause="500")


def state(of: Reports, reset_at: float = 0.0) -> CircuitState:
    return shared_state(of, POLICY, reset_at).state


def without(of: Reports, **changes: object) -> dict[str, Report]:
    """The same reports, each changed."""
    return {process: msgspec.structs.replace(report, **changes) for process, report in of.items()}


def test_nothing_reported_is_closed() -> None:
    assert state({}) is CircuitState.CLOSED


def test_one_process_that_cannot_reach_it_stops_no_other() -> None:
    assert state({"a": opened(5), "b": Report(NOW), "c": Report(NOW)}) is CircuitState.CLOSED


def test_two_processes_that_cannot_reach_it_stop_all_and_are_named() -> None:
    shared = shared_state({"a": opened(5), "b": opened(7), "c": Report(NOW, last_success_at=6)}, POLICY)
    assert (shared.state, shared.opened_at) == (CircuitState.OPEN, 7)
    assert shared.cause == "open in a, b: OSError: gone"


@pytest.mark.parametrize("witness", ["a", "c"])
def test_a_success_after_the_second_opening_lifts_it_whichever_process_reports_it(witness: str) -> None:
    both = {"a": opened(5), "b": opened(7), "c": Report(NOW)}
    both[witness] = msgspec.structs.replace(both[witness], last_success_at=8)
    shared = shared_state(both, POLICY)
    assert (shared.state, shared.cause) == (CircuitState.CLOSED, f"{witness} has reached it")


@pytest.mark.parametrize("said", [{"a": answered(5, 6)}, {"a": answered(5), "b": answered(6)}])
def test_failures_that_the_service_has_answered_count_for_all_processes_together(said: Reports) -> None:
    shared = shared_state({**said, "c": Report(NOW, last_success_at=4)}, POLICY)
    assert (shared.state, shared.opened_at) == (CircuitState.OPEN, 6)
    assert shared.cause == f"it has answered with failures to {', '.join(said)}: 500"
    for between, expected in ((5, CircuitState.CLOSED), (7, CircuitState.CLOSED)):
        assert state({**said, "c": Report(NOW, last_success_at=between)}) is expected


def test_what_it_answers_after_a_success_counts_anew() -> None:
    both = {"a": answered(5, 7), "b": Report(NOW, last_success_at=6)}
    assert state(both) is CircuitState.CLOSED
    assert shared_state({**both, "c": answered(8)}, POLICY).opened_at == 8


@given(reports())
def test_it_is_open_only_while_two_are_not_closed_or_the_service_has_said_so(given_reports: Reports) -> None:
    openings = [report for report in given_reports.values() if report.open_since is not None]
    if state(given_reports) is CircuitState.OPEN:
        said = sum(len(report.answered) for report in given_reports.values())
        assert len(openings) > 1 or said >= POLICY.failure_threshold


@given(reports())
def test_any_success_after_every_opening_closes_it(given_reports: Reports) -> None:
    witness = {"witness": Report(NOW, last_success_at=NOW + 1)}
    assert state({**given_reports, **witness}) is CircuitState.CLOSED


@given(reports(), st.sampled_from("abcd"), MOMENTS)
def test_one_more_success_never_opens_it(given_reports: Reports, process: str, at: float) -> None:
    assume(state(given_reports) is CircuitState.CLOSED)
    witness = given_reports.get(process, Report(NOW))
    at = max(at, witness.last_success_at or 0)
    assert state({**given_reports, process: msgspec.structs.replace(witness, last_success_at=at)}) is (
        CircuitState.CLOSED
    )


@given(reports())
def test_failures_of_trials_change_nothing(given_reports: Reports) -> None:
    assert shared_state(without(given_reports, last_failure_at=NOW), POLICY) == shared_state(given_reports, POLICY)


@given(reports(), MOMENTS)
def test_what_was_before_a_reset_does_not_count(given_reports: Reports, reset_at: float) -> None:
    after = {
        process: msgspec.structs.replace(
            report,
            open_since=report.open_since if (report.open_since or 0) > reset_at else None,
            answered=tuple(moment for moment in report.answered if moment > reset_at),
        )
        for process, report in given_reports.items()
    }
    assert state(given_reports, reset_at) is state(after)
    assert state(given_reports, NOW) is CircuitState.CLOSED


@given(reports())
def test_the_order_in_which_they_are_read_does_not_matter(given_reports: Reports) -> None:
    assert state(dict(reversed(list(given_reports.items())))) is state(given_reports)


def test_old_reports_do_not_count_nor_those_of_a_clock_that_is_wrong() -> None:
    policy = Policy(recovery_seconds=30)
    found = {str(age): Report(NOW - age) for age in (-3600, -41, -40, 0, 40, 41)}
    assert set(current_reports(found, policy, NOW)) == {"-40", "0", "40"}


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"{",
        b"[]",
        b"{}",
        b'{"at": "soon"}',
        b'{"at": 1, "state": "AJAR"}',
        b'{"at": 1, "cause": "\xff"}',
        pytest.param(b'{"more": ' + b"[" * 100_000, id="nested"),
    ],
)
def test_what_cannot_be_read_is_nothing(text: bytes) -> None:
    assert decoded(text, Report) is None


def test_a_report_of_a_later_release_is_read_as_far_as_it_is_known() -> None:
    assert decoded(b'{"at": 1.5, "state": "OPEN", "mood": "bad"}', Report) == Report(1.5, CircuitState.OPEN)
    assert decoded(b'{"state": "OPEN", "epoch": 3}', SharedRecord) == SharedRecord(CircuitState.OPEN, 3)


@given(reports())
def test_a_report_is_read_as_it_was_written(given_reports: Reports) -> None:
    for report in given_reports.values():
        assert decoded(msgspec.json.encode(report), Report) == report
