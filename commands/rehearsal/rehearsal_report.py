"""Describes the report of a rehearsal."""

from collections import Counter
from datetime import datetime

from commands.rehearsal.outcome import MUST_BE_ZERO, RehearsalOutcome
from reports.document import Figure, ReportDocument
from trials.demand import demand_sections
from trials.promises import Promise, promises_section

_MEANINGS = {
    "over_capacity": "No group has more students than seats.",
    "partial": "No basket is enrolled in part.",
    "not_final": "Every basket is brought to its end.",
    "seats_mismatch": "Each group's count of taken seats is that of its enrollments.",
    "unfounded": "Who is refused because a group is full is right to be: it has no seat left at the end, either.",
}


def rehearsal_report(
    outcome: RehearsalOutcome, *, term: str, how: str, differences: int, now: datetime
) -> ReportDocument:
    """The report: a verdict, how full the groups are, who was refused because of which, and what holds.

    Args:
        term: what was rehearsed; `how`, in a few words.
        differences: lines in which the outcome differs from an expected one.
    """
    promises = [Promise(name, _MEANINGS[name], getattr(outcome, name)) for name in MUST_BE_ZERO]
    return ReportDocument(
        title="Rehearsal of a registration day",
        subtitle=f"{term} · {how} · {now:%d %B %Y, %H:%M} UTC",
        passed=outcome.passed and not differences,
        verdict=_verdict(outcome, differences, [one for one in promises if one.violations]),
        figures=_figures(outcome),
        sections=[
            *demand_sections(outcome.groups, _refusals(outcome), outcome.rejected),
            promises_section(promises),
        ],
        notes=[
            "The rehearsal took place in a temporary installation; no enrollment of the university was touched.",
            *_of_histories(outcome),
        ],
    )


def _of_histories(outcome: RehearsalOutcome) -> list[str]:
    courses, students = outcome.made_up_history, outcome.made_up_cohorts
    of_courses = (
        f"What students have taken before was made up, {courses:,} courses, to suit what those asked for build on."
    )
    of_cohorts = f"{students:,} students were put into the cohorts for which seats are reserved."
    return [note for note, count in ((of_courses, courses), (of_cohorts, students)) if count]


def _verdict(outcome: RehearsalOutcome, differences: int, broken: list[Promise]) -> str:
    if broken:
        return f"Broken: {' '.join(one.meaning for one in broken)}"
    if differences:
        return f"The outcome differs from the expected one in {differences:,} lines."
    share = outcome.accepted / max(outcome.baskets, 1)
    return f"{share:.0%} of the students got every group that they asked for, and every refusal has its reason."


def _figures(outcome: RehearsalOutcome) -> list[Figure]:
    full = sum(group.share >= 1 for group in outcome.groups)
    return [
        Figure("Baskets", f"{outcome.baskets:,}", f"in {outcome.seconds:.1f} s"),
        Figure("Enrolled", f"{outcome.accepted:,}", "baskets, whole"),
        Figure("Refused", f"{outcome.rejected:,}", "baskets, whole"),
        Figure("Seats taken", f"{outcome.seats_taken:,}"),
        Figure("Full groups", f"{full:,}", f"of {len(outcome.groups):,}"),
    ]


def _refusals(outcome: RehearsalOutcome) -> Counter[str]:
    """How many baskets were refused for each reason, by its code."""
    found = Counter(code for rejection in outcome.rejections for code in rejection.problems)
    found["GROUP_FULL"] = sum(bool(rejection.full) for rejection in outcome.rejections)
    return +found
