"""The fault points strike where, how and when they are meant to; the processes here are real and really die."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from saga.faults import FaultInjected, FaultPoint, Faults

ROOT = Path(__file__).parents[3]

PROGRAM = """
import sys
from saga.faults import FaultPoint, Faults

faults = Faults.parse(sys.argv[1])
for number in (1, 2, 3):
    print("before", number, flush=True)
    faults.inject(FaultPoint.AFTER_CALL)
    print("after", number, flush=True)
"""


def armed(text: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, text], cwd=ROOT, stdout=subprocess.PIPE, text=True)


class TestParse:
    @pytest.mark.parametrize("point", FaultPoint)
    def test_every_point_is_armed_by_its_name_to_kill_immediately(self, point: FaultPoint) -> None:
        assert Faults.parse(point.value) == Faults(point, "kill", 1)

    @pytest.mark.parametrize("action", ["kill", "freeze", "raise"])
    def test_an_action_may_be_named(self, action: str) -> None:
        assert Faults.parse(f"after_claim:{action}") == Faults(FaultPoint.AFTER_CLAIM, action, 1)

    def test_a_count_may_be_named(self) -> None:
        assert Faults.parse("after_claim:freeze:12") == Faults(FaultPoint.AFTER_CLAIM, "freeze", 12)

    @pytest.mark.parametrize("text", [None, ""])
    def test_nothing_arms_nothing(self, text: str | None) -> None:
        assert Faults.parse(text) == Faults(point=None)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("nowhere", "'nowhere' is not a valid FaultPoint"),
            ("AFTER_CLAIM", "'AFTER_CLAIM' is not a valid FaultPoint"),
            (":kill", "'' is not a valid FaultPoint"),
            ("after_claim:explode", "unknown fault action 'explode'"),
            ("after_claim::2", "unknown fault action ''"),
            ("after_claim:kill:often", "invalid literal for int.*'often'"),
            ("after_claim:kill:1:1", "invalid literal for int.*'1:1'"),
            ("after_claim:kill:0", "starts at 1"),
            ("after_claim:kill:-1", "starts at 1"),
        ],
    )
    def test_anything_else_is_an_error_and_not_a_point_that_never_strikes(self, text: str, why: str) -> None:
        with pytest.raises(ValueError, match=why):
            Faults.parse(text)


class TestRaise:
    def test_it_strikes_at_its_point(self) -> None:
        faults = Faults.parse("inside_commit:raise")
        with pytest.raises(FaultInjected, match="inside_commit"):
            faults.inject(FaultPoint.INSIDE_COMMIT)

    def test_it_strikes_at_no_other_point(self) -> None:
        faults = Faults.parse("inside_commit:raise")
        for point in set(FaultPoint) - {FaultPoint.INSIDE_COMMIT}:
            faults.inject(point)
        assert faults.passes == 0

    def test_it_strikes_the_nth_time_and_never_again(self) -> None:
        faults = Faults.parse("after_call:raise:3")
        faults.inject(FaultPoint.AFTER_CALL)
        faults.inject(FaultPoint.AFTER_CALL)
        with pytest.raises(FaultInjected):
            faults.inject(FaultPoint.AFTER_CALL)
        faults.inject(FaultPoint.AFTER_CALL)
        assert faults.passes == 4

    def test_nothing_armed_never_strikes(self) -> None:
        faults = Faults()
        for point in FaultPoint:
            faults.inject(point)


def test_kill_ends_the_process_on_the_spot() -> None:
    with armed("after_call:kill:2") as process:
        output, _ = process.communicate(timeout=120)
    assert output.splitlines() == ["before 1", "after 1", "before 2"]
    assert process.returncode == -signal.SIGKILL


def test_freeze_stops_the_process_until_it_is_continued() -> None:
    with armed("after_call:freeze:2") as process:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        stopped_by = os.WSTOPSIG(status) if os.WIFSTOPPED(status) else None
        process.send_signal(signal.SIGCONT)
        output, _ = process.communicate(timeout=120)
    assert stopped_by == signal.SIGSTOP
    assert output.splitlines() == ["before 1", "after 1", "before 2", "after 2", "before 3", "after 3"]
    assert process.returncode == 0
