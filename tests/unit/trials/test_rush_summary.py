"""A registration day is summed up: how long students waited, and what must hold of what they saw."""

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from reports.page import html
from tests.support.trial_tasks import NOON, task
from trials.clicks import Click, Day
from trials.dashboard import dashboard, plain_line
from trials.promises import Promise
from trials.rush_report import rush_report
from trials.rush_summary import RushConditions, RushSummary, rush_summary
from trials.trial_tasks import TrialTask

CONDITIONS = RushConditions(
    url="http://x", run="rush-1", term="T", seed=1, students=2, within_seconds=5, connected=10, began=NOON,
    machine_load=0.5, own=True,
)  # fmt: skip
GROUPS = [("A", "Algebra", 1, 1), ("B", "Biology", 4, 1)]


def click(student: str = "S1", **changes: Any) -> Click:
    seen = {"tasks": [student], "answered": 0.1, "certain": 0.2, "ending": "SUCCEEDED", "versions": [1, 2], **changes}
    return Click(student, ("A", "B"), f"key of {student}", 1.0, **seen)


def done(student: str = "S1") -> TrialTask:
    return task(student, "A", "B", name=student)


def refused(student: str = "S2", *full: str) -> TrialTask:
    return task(
        student, "A", "B", status="REJECTED", reasons=("GROUP_FULL",), full=full or ("A",), after=1, name=student
    )


def summed(clicks: list[Click], tasks: list[TrialTask], **changes: Any) -> RushSummary:
    day = Day(2, clicks=clicks, gone=2, **changes)
    return rush_summary(CONDITIONS, day, 9.0, tasks, GROUPS, [Promise("HELD", "It holds.", 0)])


def broken(found: RushSummary) -> dict[str, int]:
    return {one.name: one.violations for one in found.promises if one.violations}


def test_a_day_on_which_everything_held_passes() -> None:
    found = summed([click(), click("S2", ending="REJECTED", certain=0.4)], [done(), refused()])
    assert (found.passed, broken(found)) == (True, {})
    assert (found.enrolled, found.refused, found.refusals) == (1, 1, {"GROUP_FULL": 1})
    assert (found.certain.count, found.certain.max, found.answered.p50) == (2, 400, 100)
    [algebra, biology] = found.groups
    assert (algebra.wanted, algebra.refused, algebra.share) == (2, ["S2"], 1)
    assert (biology.wanted, biology.refused, biology.share) == (2, [], 0.25)


def test_those_who_gave_up_are_not_among_those_who_waited() -> None:
    found = summed(
        [
            click(),
            click("S2", gave_up=True, returned=True, certain=3.0),
            click("S3", gave_up=True, certain=None, ending=""),
        ],
        [done(), done("S2"), done("S3")],
    )
    assert (found.certain.max, found.returned.max, broken(found)) == (200, 3000, {})


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"tasks": ["another"]}, "ACCEPTED_AND_LOST"),
        ({"tasks": ["S1", "S2"]}, "TASK_TWICE"),
        ({"ending": "REJECTED"}, "WRONG_END_SEEN"),
        ({"versions": [2, 1]}, "VERSIONS_SEEN_FALLING"),
        ({"ending": "", "certain": None}, "UNCERTAIN"),
        ({"ending": "", "certain": None, "gave_up": True, "returned": True}, "UNCERTAIN"),
    ],
)
def test_what_a_student_must_not_see_is_a_violation(changes: dict[str, Any], name: str) -> None:
    found = summed([click(**changes), click("S2")], [done(), done("S2")])
    assert (broken(found), found.passed) == ({name: 1}, False)
    assert "Broken" in html(rush_report(found))


def test_what_became_of_the_tasks_is_judged_too() -> None:
    found = summed(
        [click(), click("S2", ending="REJECTED")],
        [done(), done(), refused("S2", "B"), task("S2", status="RUNNING", name="S3")],
        errors={"no": 1},
    )
    assert broken(found) == {"TASK_TWICE": 2, "NOT_FINAL": 1, "UNFOUNDED": 1, "UNUSABLE_ANSWER": 1}


def test_students_whose_turn_did_not_come_are_counted() -> None:
    found = rush_summary(CONDITIONS, Day(3, clicks=[click()], gone=1), 9.0, [done()], GROUPS, [])
    assert broken(found) == {"UNATTENDED": 2}


def test_the_report_names_who_was_refused_because_of_which_group() -> None:
    text = html(rush_report(summed([click(), click("S2", ending="REJECTED")], [done(), refused()])))
    assert "All 10 promises hold" in text
    assert '<td class="word">A</td><td class="word">S2</td>' in text
    assert "width:50%" in text, "one of the two who asked for it was refused"
    assert "Biology" not in text, "a group that no one was refused is not listed"


def test_a_day_without_anything_can_be_shown() -> None:
    found = rush_summary(CONDITIONS, Day(0), 0.0, [], [], [])
    assert not found.passed
    assert "No task was accepted." in html(rush_report(found))


def test_the_day_is_shown_as_it_goes() -> None:
    day = Day(2, seats={"A": (1, 1), "B": (4, 1)})
    mine = click(tasks=[], ending="", certain=None)
    day.clicks.append(mine)
    day.answer(mine, "S1")
    day.answer(mine, "S1")
    day.end(mine, "REJECTED", ["GROUP_FULL"])
    assert (day.accepted, day.refused, mine.tasks) == (1, 1, ["S1", "S1"])
    assert "0 of 2 students have left" in plain_line(day)
    assert "0 enrolled, 1 refused (a group is full 1)" in plain_line(day)
    console = Console(width=100, record=True, file=StringIO())
    console.print(dashboard(day, {"A": 2}))
    assert "full" in console.export_text()
