"""Judging what `make bench` has measured: medians, ratios, targets."""

import pytest

from bench.compare.figures import Row, Sample, Verdict, judge, median_of

RATE = Row("burst", "rate", "registro.rate", "peer.rate", more_is_better=True, at_least=10)
COST = Row("burst", "cost", "registro.cost", "peer.cost", at_least=2.5)


def samples(**values: float) -> list[Sample]:
    """One for each, as `registro_rate=5` or `peer_rate=1`."""
    return [Sample({name.replace("_", ".", 1): value}) for name, value in values.items()]


def test_a_median_has_its_extremes_and_leaves_disturbed_samples_out() -> None:
    found = [Sample({"x": 1.0}), Sample({"x": 5.0}), Sample({"x": 3.0}), Sample({"x": 100.0}, foreign_percent=8.1)]
    median = median_of(found, "x")
    assert median is not None
    assert (median.value, median.lowest, median.highest, median.samples, median.counts) == (3.0, 1.0, 5.0, 3, True)


def test_a_figure_with_disturbed_samples_only_is_shown_but_does_not_count() -> None:
    median = median_of([Sample({"x": 1.0}, foreign_percent=20), Sample({"x": 2.0}, problem="lost: 1")], "x")
    assert median is not None
    assert (median.value, median.counts) == (1.5, False)
    assert median_of([], "x") is None


@pytest.mark.parametrize(("ours", "peers", "ratio", "verdict"), [(100, 10, 10, "met"), (99, 10, 9.9, "missed")])
def test_a_rate_is_better_when_it_is_higher(ours: float, peers: float, ratio: float, verdict: str) -> None:
    judged = judge(RATE, samples(registro_rate=ours, peer_rate=peers))
    assert (judged.ratio, judged.verdict) == (ratio, verdict)


@pytest.mark.parametrize(("ours", "peers", "ratio", "verdict"), [(4, 10, 2.5, "met"), (5, 10, 2, "missed")])
def test_a_cost_is_better_when_it_is_lower(ours: float, peers: float, ratio: float, verdict: str) -> None:
    judged = judge(COST, samples(registro_cost=ours, peer_cost=peers))
    assert (judged.ratio, judged.verdict) == (ratio, verdict)


def test_without_the_peer_there_is_no_verdict() -> None:
    judged = judge(COST, samples(registro_cost=4))
    assert (judged.ratio, judged.reference, judged.verdict) == (None, None, Verdict.NOT_MEASURED)


def test_a_disturbed_side_or_a_broken_promise_makes_a_row_not_count() -> None:
    disturbed = [Sample({"registro.cost": 1.0}), Sample({"peer.cost": 10.0}, foreign_percent=9)]
    assert judge(COST, disturbed).verdict is Verdict.NOT_COUNTING
    broken = [Sample({"registro.cost": 1.0}, problem="lost: 1"), Sample({"peer.cost": 10.0})]
    judged = judge(COST, broken)
    assert (judged.verdict, list(judged.problems)) == (Verdict.NOT_COUNTING, ["lost: 1"])


def test_a_limit_in_proportion_grows_with_the_figure_it_depends_on() -> None:
    row = Row("live", "seen", "registro.seen", limit=12, scaled_by=("peer.final", 12.4))
    judged = judge(row, samples(registro_seen=20, peer_final=24.8))
    assert (judged.limit, judged.verdict) == (24.0, Verdict.MET)
    assert judge(row, samples(registro_seen=25, peer_final=24.8)).verdict is Verdict.MISSED
    assert judge(row, samples(registro_seen=1)).verdict is Verdict.NOT_MEASURED


def test_a_limit_of_zero_is_met_by_zero() -> None:
    row = Row("hot", "refused", "registro.refused", limit=0)
    assert judge(row, samples(registro_refused=0)).verdict is Verdict.MET
    assert judge(row, samples(registro_refused=1)).verdict is Verdict.MISSED


def test_a_figure_without_a_target_has_no_verdict_and_both_sides_have_their_parts() -> None:
    row = Row("burst", "parts", "registro.cpu.api", parts=("cpu.api", "cpu.workers"))
    found = [Sample({"registro.cpu.api": 1.0, "registro.cpu.workers": 2.0}), Sample({"peer.cpu.api": 3.0})]
    judged = judge(row, found)
    assert (judged.verdict, judged.ours_parts, judged.reference_parts) == (Verdict.NO_TARGET, [1.0, 2.0], [3.0])
