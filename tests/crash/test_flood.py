"""Overload: clients that submit as fast as they can and retry immediately break nothing."""

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from embedded.parent_death import die_with_parent

BENCH = Path(__file__).parents[2] / "bench" / "flood.py"
BACKLOG = 40
"""The backlog is small, so that one worker cannot keep it below its limit."""
BRIEF = pytest.param((5, 2), id="brief")
LONG = pytest.param((15, 5), id="long", marks=pytest.mark.machine)
"""Seconds of the flood, and after how many of them memory should have settled."""
CONNECTION = 10.0
"""MB of one connection: nearly twice what all statements of an API or a worker come to."""
MARGIN = 1.25
"""Tolerance in ten seconds, on a machine that runs other tests; bench/flood.py measures longer, with a smaller one."""


@pytest.fixture(scope="module", params=[BRIEF, LONG])
async def found(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The results of bench/flood.py: one API and one worker."""
    seconds, settle = request.param
    asked = ["--seconds", str(seconds), "--settle", str(settle), "--backlog", str(BACKLOG), "--json"]
    command = die_with_parent([sys.executable, str(BENCH), *asked], signal.SIGINT)
    flood = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await flood.communicate()
    answer: dict[str, Any] = json.loads(output)
    return answer


async def test_every_answer_is_a_task_or_a_typed_refusal_and_every_task_ends(found: dict[str, Any]) -> None:
    assert found["wrong_answers"] == {}
    assert set(found["answers"]) == {"TaskAccepted", "Overloaded", "TaskAccepted, replayed"}
    assert (found["unfinished"], found["lost"], found["alive"]) == (0, 0, True)


async def test_it_is_counted_and_refusals_are_a_part_of_the_answers(found: dict[str, Any]) -> None:
    assert "api: overloaded: too many tasks are unfinished" in found["warnings"]
    assert found["answers"]["Overloaded"]["count"] > 0


@pytest.mark.parametrize("found", [LONG], indirect=True)
@pytest.mark.parametrize("process", ["API", "worker"])
async def test_memory_stays_where_it_was(found: dict[str, Any], process: str) -> None:
    memory = found["memory"][process]
    assert memory["maximum"] <= MARGIN * memory["after_settling"], found["samples"]


async def test_a_connection_takes_no_more_than_what_it_has_prepared(found: dict[str, Any]) -> None:
    """Half of the connections may still be idle after settling, so their later size is not compared with that."""
    assert found["memory"]["PostgreSQL, a connection"]["maximum"] <= CONNECTION, found["samples"]
