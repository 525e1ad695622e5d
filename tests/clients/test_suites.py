"""The suites of `make checks`, with few made-up requests; how their findings are read, counted and shown."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from tests.clients import checks, fuzzing
from tests.clients.outcome import Outcome
from tests.clients.place import Place, running
from tests.clients.suites import SUITES, Suite
from tests.support.installation import Servers

NOWHERE = cast("Place", None)
REPORT = """<?xml version="1.0"?>
<testsuites><testsuite name="schemathesis">
  <testcase name="Query.viewer" />
  <testcase name="Query.sagas"><failure message="ST113">ST113 GraphQL server error

    Reproduce with: curl</failure></testcase>
  <testcase name="Mutation.enroll"><skipped message="nothing to send" /></testcase>
</testsuite></testsuites>
"""


@pytest.fixture(scope="module")
async def place(servers: Servers) -> AsyncIterator[Place]:
    async with running(servers, examples=5) as made:
        yield made


@pytest.mark.machine
@pytest.mark.parametrize("name", SUITES)
async def test_a_suite_of_others_is_passed(place: Place, name: str) -> None:
    outcome = await SUITES[name].outcome(place)
    assert (outcome.failures, outcome.passed) == ([], SUITES[name].checks)


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ((0, "ok  one\nok  two\n", ""), Outcome(2, [])),
        ((1, "ok  one\nNOT two: three\n", "a warning"), Outcome(1, ["two: three"])),
        ((1, "ok  one\n", "Error: no module\n"), Outcome(1, ["it ended with code 1: Error: no module"])),
    ],
)
def test_a_program_prints_a_line_a_check(printed: tuple[int, str, str], outcome: Outcome) -> None:
    assert Outcome.read(*printed) == outcome


def test_each_root_field_that_schemathesis_did_not_pass_is_named(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    server_error = "Query.sagas: failure: ST113 GraphQL server error\n    Reproduce with: curl"
    assert fuzzing.read(report) == Outcome(1, [server_error, "Mutation.enroll: skipped: nothing to send"])


async def test_a_suite_falls_short_that_checks_less_than_it_should() -> None:
    async def run(_: Place) -> Outcome:
        return Outcome(3, [])

    assert await Suite("of four", 4, run).outcome(NOWHERE) == Outcome(3, ["3 checks were made, not 4"])


async def test_a_suite_falls_short_that_cannot_be_run() -> None:
    async def run(_: Place) -> Outcome:
        pytest.fail("there is no Node")

    outcome = await Suite("without Node", 4, run).outcome(NOWHERE)
    assert outcome.failures == ["it could not be run: there is no Node"]


async def test_a_table_shows_each_suite_and_what_falls_short(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(_: Place) -> Outcome:
        return Outcome(1, ["a field: it was null\nand should not be"])

    monkeypatch.setitem(SUITES, "probe", Suite("one of ours", 2, run))
    row = await checks.run_suite("probe", NOWHERE)
    assert row.failures
    shown = checks.table([row])
    assert "probe              1/2" in shown
    assert shown.endswith("\n1 of 1 suites fall short.\n\nprobe:\n- a field: it was null\n  and should not be")
    assert json.loads(checks.as_json([row]))[0]["failures"] == row.failures
