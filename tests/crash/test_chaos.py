"""A soak of some seconds, as a command."""

import asyncio
import json
import sys
from typing import Any

from commands.chaos.schedule import Fault
from enrollment.invariants import Invariant

OF_THE_DATABASE = {*(each.value for each in Invariant), "ACCEPTED_AND_LOST", "ANSWERED_TWICE", "CHARGED_WRONGLY"}


async def soaked(seed: int) -> dict[str, Any]:
    command = (
        sys.executable,
        "-m",
        "commands",
        "chaos",
        "--minutes",
        "0.25",
        "--seed",
        str(seed),
        "--workers",
        "2",
        "--json",
    )
    async with asyncio.timeout(180):
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        said, _ = await process.communicate()
    document: dict[str, Any] = json.loads(said)
    assert process.returncode == (0 if document["passed"] else 1)
    return document


async def test_faults_are_done_students_are_served_and_the_database_is_sound() -> None:
    found = await soaked(seed=3)
    assert set(found["faults"]) == set(Fault)
    assert sum(found["faults"].values()) >= 2
    assert found["requests"] > 0
    assert found["outcomes"]["SUCCEEDED"] > 0
    amiss = {count["name"]: count for count in found["invariants"] if count["violations"]}
    assert {name: count for name, count in amiss.items() if name in OF_THE_DATABASE} == {}
    assert found["passed"] == (not amiss)
