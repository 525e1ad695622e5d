"""What a registrar shows of a rehearsal: how full the groups are, and who was refused because of which."""

import msgspec

from commands.rehearsal.outcome import RehearsalOutcome, Rejection
from commands.rehearsal.rehearsal_report import rehearsal_report
from reports.document import BarChart, ReportDocument
from reports.page import html
from tests.support.trial_tasks import NOON
from trials.demand import GroupDemand

OUTCOME = RehearsalOutcome(
    accepted=3, rejected=2, seats_taken=4, over_capacity=0, partial=0, not_final=0, seats_mismatch=0, unfounded=0,
    baskets=5, seconds=1.5, per_second=2.7,
    rejections=[Rejection("S1", ("A",)), Rejection("S2", ("A",), ("HOLD_ACTIVE",))],
    groups=[GroupDemand("A", "Algebra", 2, 2, 4, ["S1", "S2"]), GroupDemand("B", "Biology", 4, 3, 3, [])],
)  # fmt: skip


def described(differences: int = 0, **changes: int) -> ReportDocument:
    outcome = msgspec.structs.replace(OUTCOME, **changes)
    return rehearsal_report(outcome, term="2025-1", how="in order", differences=differences, now=NOON)


def bars(report: ReportDocument) -> list[dict[str, float]]:
    parts = [part for section in report.sections for part in section.parts]
    return [dict(part.bars) for part in parts if isinstance(part, BarChart)]


def test_the_report_says_how_full_groups_are_and_why_and_whom_they_refused() -> None:
    report = described()
    assert report.passed
    assert report.verdict.startswith("60% of the students got every group")
    fill, reasons = bars(report)
    assert (fill["full"], fill["75 to 89 %"], sum(fill.values())) == (1, 1, 2)
    assert reasons == {"a group is full": 2, "hold active": 1}
    text = html(report)
    assert '<td class="word">A</td><td>S1, S2</td>' in text
    assert "5 of 6 seats are taken; 1 of 2 groups are full." in text
    assert "Biology" not in text, "it was refused to no one"


def test_what_does_not_hold_or_is_not_as_expected_fails_it() -> None:
    assert described(over_capacity=1).verdict == "Broken: No group has more students than seats."
    assert described(differences=2).verdict == "The outcome differs from the expected one in 2 lines."
    assert not described(over_capacity=1).passed
    assert not described(differences=2).passed


def test_what_spoke_against_each_group_is_said_where_rules_did() -> None:
    assert "What spoke against each group" not in html(described())
    groups = [
        GroupDemand("A", "Algebra", 2, 2, 4, ["S1"], {"GROUP_FULL": 1, "PREREQUISITE_MISSING": 12}),
        *OUTCOME.groups[1:],
    ]
    outcome = msgspec.structs.replace(OUTCOME, groups=groups, made_up_history=1234)
    text = html(rehearsal_report(outcome, term="2025-1", how="in order", differences=0, now=NOON))
    assert "a prerequisite is missing: 12, a group is full: 1" in text
    assert "What students have taken before was made up, 1,234 courses" in text
