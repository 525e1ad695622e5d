"""Describes the report of a registration day."""

from reports.document import BarChart, Cell, Figure, Line, LineChart, ReportDocument, Section, Table
from reports.percentiles import Distribution
from trials.demand import demand_sections
from trials.promises import promises_section
from trials.rush_summary import RushConditions, RushSummary
from trials.timing import percentile_lines, rate
from trials.wording import ending_in_words, refusal_in_words

_SINCE = "seconds since the opening"
_MOST_GROUPS = 15
_MEASURED = (
    "Times are those of the students' own clocks, from the click on. Sent again, double clicks and waits that a limit "
    "asked for are part of them."
)
_FAIRNESS = (
    "For a group compete those who got a seat in it and those who were refused because it was full. An inversion is a "
    "pair of them of which the one accepted later ended earlier; tasks that end in one commit are none. Overtaken is "
    "who was refused although one who was accepted later has a seat."
)


def rush_report(result: RushSummary) -> ReportDocument:
    """The report: a verdict, how long students waited, what became of it, how fair it was, and what holds."""
    conditions = result.conditions
    broken = [one.meaning for one in result.promises if one.violations]
    return ReportDocument(
        title="A registration day",
        subtitle=(
            f"{conditions.students:,} students within {conditions.within_seconds:g} s, term {conditions.term} · "
            f"{conditions.began:%d %B %Y, %H:%M} UTC"
        ),
        passed=result.passed,
        verdict=_verdict(result, broken),
        figures=_figures(result),
        sections=[
            _certainty(result),
            _flow(result),
            _outcomes(result),
            *demand_sections(result.groups, result.refusals, result.refused),
            _fairness(result),
            _students(result),
            promises_section(result.promises),
        ],
        notes=[
            _conditions(conditions),
            _MEASURED,
        ],
    )


def _conditions(conditions: RushConditions) -> str:
    return (
        f"Server: {conditions.url}. Run: {conditions.run}, the correlation id of every request. Seed: "
        f"{conditions.seed}. At most {conditions.connected} students were connected at the same time. Load of the "
        f"machine that played the students: {conditions.machine_load:.1f} for each processor."
    )


def _verdict(result: RushSummary, broken: list[str]) -> str:
    if broken:
        return f"Broken: {' '.join(broken)}"
    if not result.tasks:
        return "No task was accepted."
    return (
        f"All {len(result.promises)} promises hold: no group has more students than seats, no basket was enrolled in "
        "part, and every student who waited knows how it ended."
    )


def _figures(result: RushSummary) -> list[Figure]:
    return [
        Figure("Baskets", f"{result.tasks:,}", f"in {result.seconds:.0f} s"),
        Figure("Enrolled", f"{result.enrolled:,}", "baskets, whole"),
        Figure("Refused", f"{result.refused:,}", "baskets, whole"),
        Figure("Certain", _time(result.certain.p95), "or sooner: 95 % of the students"),
        Figure("Overtaken", f"{result.overtaken:,}", "refused a seat that a later one has"),
    ]


def _certainty(result: RushSummary) -> Section:
    rows = [
        _row("until it was accepted", result.answered),
        _row("until the student knew how it ended", result.certain),
        _row("the same, of those who gave up and came back", result.returned),
    ]
    return Section(
        "From the click to certainty",
        [
            LineChart(_SINCE, "milliseconds", percentile_lines(result.certain_over_time)),
            Table(["milliseconds from the click", "clicks", "50 %", "95 %", "99 %", "max"], rows),
        ],
        f"Half of the students knew within {_time(result.certain.p50)} how their basket had ended, 95 % within "
        f"{_time(result.certain.p95)}, 99 % within {_time(result.certain.p99)}, "
        f"all within {_time(result.certain.max)}.",
    )


def _row(name: str, found: Distribution) -> list[Cell]:
    return [name, found.count, *(round(value) for value in (found.p50, found.p95, found.p99, found.max))]


def _flow(result: RushSummary) -> Section:
    lines = [Line("accepted", rate(result.accepted)), Line("known to have ended", rate(result.ended))]
    return Section(
        "Baskets over time",
        [LineChart(_SINCE, "baskets a second", lines)],
        "Most students come early. Where the lines part, students wait.",
    )


def _outcomes(result: RushSummary) -> Section:
    bars = [(ending_in_words(ending), float(count)) for ending, count in result.outcomes.items()]
    return Section(
        "What became of the baskets",
        [BarChart("baskets", bars) if bars else Table([], [], "No basket was accepted.")],
        "Who is refused because a group is full asks for another group of the course, up to three baskets in all.",
    )


def _fairness(result: RushSummary) -> Section:
    found = sorted(result.fairness, key=lambda one: (-one.overtaken, -one.inversions, one.group))[:_MOST_GROUPS]
    rows: list[list[Cell]] = [
        [one.group, one.seated, one.refused, one.pairs, one.inversions, one.overtaken] for one in found
    ]
    return Section(
        "First come, first served",
        [Table(["group", "seated", "refused", "pairs", "inversions", "overtaken"], rows, "No group was too small.")],
        f"{result.inversions:,} of {result.pairs:,} pairs are inverted, and {result.overtaken:,} of {result.refused:,} "
        f"refusals overtaken. {_FAIRNESS}",
    )


def _students(result: RushSummary) -> Section:
    did: list[list[Cell]] = [[what, count] for what, count in sorted(result.did.items())]
    limits = [(refusal_in_words(code), count) for code, count in sorted(result.limits.items())]
    met: list[list[Cell]] = [[reason, count] for reason, count in [*limits, *sorted(result.retries.items())]]
    return Section(
        "What the students did",
        [
            Table(["", "times"], did),
            Table(["sent again because of", "times"], met, "No limit was met, and nothing had to be sent again."),
        ],
        "Each student signs in with a token of their own, so limits of what one may ask for are on.",
    )


def _time(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"
