import array
import fcntl
import os
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from commands.terminal import report_problem
from tests.support.poll import wait_for

PIPE_BYTES = 65_536
"""What a pipe holds: pipe(7)."""
PRINT = """
import uvloop
from commands.terminal import print_json
async def nothing(): pass
uvloop.run(nothing())
print_json({"text": "x" * 200_000})
"""


def test_a_long_result_is_written_whole_to_a_reader_that_takes_its_time() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PRINT], stdout=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout
        pipe = process.stdout.fileno()
        wait_for(lambda: _waiting(pipe) > PIPE_BYTES - 4_096, 10, "the pipe is full")
        assert len(process.stdout.read()) == len('{\n  "text": ""\n}\n') + 200_000
    assert process.returncode == 0


def test_a_report_that_cannot_be_written_is_refused_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.html"
    assert report_problem(report) == ""
    report.touch()
    assert report_problem(report) == "", "an earlier one is replaced"
    report.with_suffix(".json").mkdir()
    assert "report.json cannot be written" in report_problem(report)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "report.html cannot be written" in report_problem(report)


def _waiting(pipe: int) -> int:
    """How many bytes can be read."""
    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]
