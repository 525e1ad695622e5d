"""Describes the report of a run."""

from commands.load.result import LoadResult
from reports.document import BarChart, Cell, Figure, Line, LineChart, ReportDocument, Section, Table
from trials.promises import promises_section
from trials.timing import percentile_lines, rate
from trials.wording import ending_in_words

_LABELS = {
    "enroll": "enroll a student",
    "status": "status of the latest tasks",
    "race": "enroll the same student at the same moment",
    "first": "enroll, sent for the first time",
    "repeat": "the same, sent again",
    "conflict": "the same key for another basket",
}
_MILLISECONDS = 1000
_MEASURED = "Times to answer are those of the sender, times to the end of a task those of the server's database."


def report_of(result: LoadResult) -> ReportDocument:
    """The report: a verdict, then how fast it was, what became of the tasks, and what holds."""
    plan = result.plan
    missed = [f"{one.name}: {one.measured} ({one.limit})" for one in result.thresholds if one.passed is False]
    judged = sum(threshold.passed is not None for threshold in result.thresholds)
    return ReportDocument(
        title="Registro under load",
        subtitle=(
            f"{plan.users} users, {plan.loops} students each, begun within {plan.ramp_seconds} s · "
            f"{result.driver} · {result.began:%d %B %Y, %H:%M} UTC"
        ),
        passed=result.passed,
        verdict=f"Missed: {'; '.join(missed)}." if missed else f"All {judged} thresholds that were judged are met.",
        figures=_figures(result),
        sections=[_thresholds(result), *_answers(result), *_tasks(result), promises_section(result.promises)],
        notes=[f"Server: {result.url}. Run: {result.run}, the correlation id of every request.", _MEASURED],
    )


def _figures(result: LoadResult) -> list[Figure]:
    errors = sum(label.errors for label in result.labels)
    enrolled = result.outcomes.get("SUCCEEDED", 0)
    return [
        Figure("Requests", f"{result.requests:,}", f"in {result.seconds:.1f} s"),
        Figure("Mean", f"{result.latency.mean:.0f} ms", "to answer"),
        Figure("95 %", f"{result.latency.p95:.0f} ms", "or less to answer"),
        Figure("Wrong answers", f"{errors:,}"),
        Figure("Enrolled", f"{enrolled:,}", f"of {result.tasks:,} tasks"),
    ]


def _thresholds(result: LoadResult) -> Section:
    rows = [[one.name, one.limit, one.measured, one.passed] for one in result.thresholds]
    return Section("Thresholds", [Table(["", "limit", "measured", ""], rows)])


def _answers(result: LoadResult) -> list[Section]:
    since = "seconds since the first request"
    rows: list[list[Cell]] = [
        [_LABELS.get(one.label, one.label), one.latency.count, one.errors, one.latency.mean, one.latency.p50,
         one.latency.p95, one.latency.p99, one.latency.max]
        for one in result.labels
    ]  # fmt: skip
    failures = [[_LABELS.get(one.label, one.label), failure] for one in result.labels for failure in one.failures]
    wrong = [Table(["wrong answers", "example"], failures)] if failures else []
    return [
        Section(
            "Requests over time",
            [LineChart(since, "requests a second", [Line("requests", rate(result.answers))])],
            f"Users begin one after the other during the first {result.plan.ramp_seconds} seconds.",
        ),
        Section(
            "Time to answer",
            [
                LineChart(since, "milliseconds", percentile_lines(result.answers)),
                Table(["request", "sent", "wrong", "mean", "50 %", "95 %", "99 %", "max"], rows),
                *wrong,
            ],
            "In milliseconds. A mutation is answered when its task is committed; a worker carries it out afterwards.",
        ),
    ]


def _tasks(result: LoadResult) -> list[Section]:
    outcomes = [(ending_in_words(ending), float(count)) for ending, count in result.outcomes.items()]
    return [
        Section(
            "What became of the tasks",
            [BarChart("tasks", outcomes)] if outcomes else [Table([], [], "No task was accepted.")],
            "Some groups have too few seats, and who asks several times at the same moment is enrolled once.",
        ),
        Section(
            "Time to certainty",
            [LineChart("seconds since the first task", "milliseconds", percentile_lines(result.ends, _MILLISECONDS))],
            f"From acceptance until the task was final: half within {result.to_final.p50 * _MILLISECONDS:.0f} ms, 95 % "
            f"within {result.to_final.p95 * _MILLISECONDS:.0f} ms, all within "
            f"{result.to_final.max * _MILLISECONDS:.0f} ms.",
        ),
    ]
