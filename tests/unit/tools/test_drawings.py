"""The pictures in docs: drawn by tools/drawings.py from what a run has shown, with the names that the code has."""

import importlib
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from enrollment.plans import enroll_with_billing
from enrollment.problems import Problem
from enrollment.task import Command, GroupStatus, TaskStatus
from saga.journal import SagaStatus, StepStatus
from saga.retry import Retry

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "pictures"
NAMES = ("compensation", "seats")
LARGEST_BYTES = 1_000_000


def seen(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Any], str]:
    monkeypatch.syspath_prepend(ROOT / "tools")
    drawn: Callable[[str, Any], str] = importlib.import_module("drawings").draw
    return drawn


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_what_is_drawn_of_what_was_seen(name: str, draw: Callable[[str, Any], str]) -> None:
    picture = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert picture == draw(name, seen(name)), "run: make picture"
    assert len(picture.encode()) < LARGEST_BYTES
    assert "prefers-color-scheme: dark" in picture
    elements = ElementTree.fromstring(picture).iter()  # noqa: S314 - ours
    tags = {element.tag.rpartition("}")[2] for element in elements}
    assert tags <= {"svg", "title", "style", "g", "rect", "text", "line", "polyline"}, "no scripts, nothing fetched"


def test_the_moving_picture_stands_still_for_those_who_ask_for_it() -> None:
    assert "prefers-reduced-motion: reduce" in (FOLDER / "compensation.svg").read_text(encoding="utf-8")


def test_the_refused_charge_is_told_in_the_words_of_the_code() -> None:
    run = seen("compensation")
    tasks = [state["task"] for state in run["states"]]
    assert [state["version"] for state in run["states"]] == [1, 2, 3, 4, 5]
    groups = tuple(group["groupCode"] for group in tasks[0]["groups"])
    plan = enroll_with_billing(Command(run["student"], "2024-2", groups), Retry())
    assert {step["name"] for task in tasks for step in task["saga"]["steps"]} < {step.name for step in plan.steps}
    assert {step["status"] for task in tasks for step in task["saga"]["steps"]} < set(StepStatus)
    assert {task["saga"]["status"] for task in tasks} < set(SagaStatus)
    assert {group["status"] for task in tasks for group in task["groups"]} < set(GroupStatus)
    assert [TaskStatus(task["status"]) for task in tasks] == [
        TaskStatus.QUEUED, TaskStatus.RUNNING, TaskStatus.RUNNING, TaskStatus.COMPENSATING, TaskStatus.REJECTED,
    ]  # fmt: skip
    [problem] = tasks[-1]["problems"]
    assert problem["code"] in {kind.__struct_config__.tag for kind in Problem.__subclasses__()}


def test_two_lines_never_part_although_the_worker_is_killed() -> None:
    run = seen("seats")
    moments = [moment for moment, *_ in run["samples"]]
    assert all(before < after for before, after in pairwise(moments))
    assert all(first == second for _, first, second in run["samples"])
    before = [taken for moment, taken, _ in run["samples"] if moment < run["killed"]]
    assert 0 < before[-1] < run["students"], "it was at its work"
    assert run["samples"][-1][1] == run["students"], "no enrollment is lost"
