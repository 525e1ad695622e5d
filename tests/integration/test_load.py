"""`registro load`, small: our driver against a server that runs, JMeter against an installation of its own."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from enrollment.invariants import InvariantName
from tests.support.installation import Servers
from tests.support.tokens import KEYS

pytestmark = pytest.mark.machine

SMALL = ("--users", "3", "--ramp-seconds", "1", "--loops", "3", "--json")
PATIENT = ("--max-mean-ms", "60000", "--max-p95-ms", "60000")
_LEFT = """
SELECT students.code FROM enrollments JOIN students ON students.id = student_id
WHERE enrollments.status <> 'DROPPED' AND students.code < 'EST150'"""
SENT = {"enroll": 9, "status": 9, "race": 12, "first": 6, "repeat": 12, "conflict": 6}


async def load(report: Path, *arguments: str, **environment: str) -> tuple[int, Any]:
    """The command: its return code and its document."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commands", "load", *SMALL, *arguments, "--report", str(report)),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    document = json.loads(out)
    assert json.loads(report.with_suffix(".json").read_bytes()) == document
    return process.returncode, document


def assert_all_is_well(found: dict[str, Any]) -> None:
    """Every request was sent and answered as it should be, and everything holds."""
    assert {label["label"]: label["latency"]["count"] for label in found["labels"]} == SENT
    assert [label["failures"] for label in found["labels"]] == [[]] * len(SENT)
    assert {promise["name"]: promise["violations"] for promise in found["promises"] if promise["violations"]} == {}
    assert set(InvariantName) < {promise["name"] for promise in found["promises"]}
    assert found["tasks"] == sum(found["outcomes"].values()) == SENT["enroll"] + SENT["race"] + SENT["first"]


async def test_jmeter_runs_the_plan_against_an_installation_of_its_own(servers: Servers, tmp_path: Path) -> None:
    report = tmp_path / "jmeter.html"
    given = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
    given["REGISTRO_ACCESS__TRUSTED_DOCUMENTS_ONLY"] = "1"  # of an API of this machine, say
    code, found = await load(report, "--jmeter", *PATIENT, **given)
    assert (code, found["passed"], found["driver"]) == (0, True, "JMeter")
    assert_all_is_well(found)
    assert found["outcomes"]["REJECTED: ALREADY_ENROLLED"] == SENT["race"] - 3, "each student is enrolled once"
    assert "Passed" in report.read_text(encoding="utf-8")


async def test_a_missed_threshold_fails(servers: Servers, tmp_path: Path) -> None:
    report = tmp_path / "own.html"
    async with servers.installation() as running:
        [processes] = await running.start()
        code, found = await load(report, *PATIENT, "--max-mean-ms", "0", "--url", processes.base_url, **KEYS)
        assert not any((await running.violations()).values())
        assert await running.sql(_LEFT) == [], "what it made is dropped again"
    assert_all_is_well(found)
    missed = [threshold["name"] for threshold in found["thresholds"] if threshold["passed"] is False]
    assert (code, missed) == (1, ["Mean time to answer"])
    assert "Missed: Mean time to answer" in report.read_text(encoding="utf-8")
