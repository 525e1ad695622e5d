"""The report of a run says first whether it passed, and why not."""

from commands.load.load_plan import LoadPlan
from commands.load.load_report import report_of
from commands.load.outcome import LoadOutcome
from commands.load.result import LoadResult, summed_up
from reports.document import BarChart, ReportDocument, Table
from reports.page import html
from tests.support.trial_tasks import NOON, task
from trials.promises import Promise
from trials.samples import Sample
from trials.thresholds import Limits

FULL = task("S2", status="REJECTED", reasons=("GROUP_FULL",))
DONE = task("S1")


def result(*samples: Sample, violations: int = 0) -> LoadResult:
    held = Promise("OVER_CAPACITY", "No group has too many.", violations, ["G: 3 of 2"] * violations)
    outcome = LoadOutcome([DONE, FULL], [held])
    plan = LoadPlan(users=1, ramp_seconds=0, loops=2)
    return summed_up(samples, outcome, Limits(), plan, driver="JMeter", url="http://x", run="load-1", began=NOON)


def cells(report: ReportDocument) -> list[object]:
    tables = [part for section in report.sections for part in section.parts if isinstance(part, Table)]
    return [cell for table in tables for row in table.rows for cell in row]


def test_a_run_that_meets_every_threshold_passes() -> None:
    found = result(Sample("enroll", 0, 20, "user 1"), Sample("status", 0.5, 10, "user 1"))
    report = report_of(found)
    assert (found.passed, report.passed) == (True, True)
    assert report.verdict == "All 4 thresholds that were judged are met."
    [bars] = [part for section in report.sections for part in section.parts if isinstance(part, BarChart)]
    assert bars.bars == [("enrolled", 1), ("refused: a group is full", 1)]
    assert "1 users, 2 students each, begun within 0 s · JMeter · 01 January 2026, 12:00 UTC" in html(report)


def test_what_is_missed_and_an_example_are_named() -> None:
    found = result(Sample("enroll", 0, 20, "user 1", "not accepted: OVERLOADED"), violations=1)
    report = report_of(found)
    assert (found.passed, report.passed) == (False, False)
    assert report.verdict == "Missed: Wrong answers: 1 of 1 (0); Violations of what must hold: 1 (0)."
    assert {"not accepted: OVERLOADED", "G: 3 of 2"} <= set(cells(report))


def test_a_run_without_an_answer_can_be_shown() -> None:
    report = report_of(result())
    assert not report.passed
    assert "nothing was measured" in html(report)
