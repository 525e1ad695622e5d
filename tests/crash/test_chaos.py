"""`registro chaos` for some seconds."""

import asyncio
import json
import sys
from typing import Any

import pytest

from commands.chaos.schedule import Fault
from enrollment.invariants import InvariantName
from tests.support.poll import within

DATABASE_CHECKS = {*(each.value for each in InvariantName), "ACCEPTED_AND_LOST", "ANSWERED_TWICE", "CHARGED_WRONGLY"}


async def run_chaos(seed: int) -> dict[str, Any]:
    options = ("--minutes", "0.25", "--seed", str(seed), "--workers", "2", "--json")
    command = (sys.executable, "-m", "commands", "chaos", *options)
    async with within(180):
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
    document: dict[str, Any] = json.loads(output)
    assert process.returncode == (0 if document["passed"] else 1)
    return document


@pytest.mark.machine
async def test_faults_are_injected_students_are_served_and_no_invariant_is_violated() -> None:
    report = await run_chaos(seed=3)
    assert set(report["faults"]) == set(Fault)
    assert sum(report["faults"].values()) >= 2
    assert report["requests"] == sum(report["kinds"].values())
    # How many of the rare ones are made depends on how long each fault lasts.
    assert {"enroll", "drop"} <= set(report["kinds"]) <= {"enroll", "enroll or wait", "drop", "swap", "swap or wait"}
    assert report["outcomes"]["SUCCEEDED"] > 0
    violated = {check["name"]: check for check in report["invariants"] if check["violations"]}
    assert {name: check for name, check in violated.items() if name in DATABASE_CHECKS} == {}
    assert report["passed"] == (not violated)
