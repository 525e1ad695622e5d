"""schemathesis: requests that it makes up from the schema, as one who may do everything."""

import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from tests.clients.outcome import Outcome
from tests.clients.place import Place
from tests.support.machine import CLIENTS, ended, there
from tests.support.tokens import token

SECONDS = 1800
"""Longest run, on a quiet machine."""


async def run(place: Place) -> Outcome:
    """A check for each root field: that no request is answered with an error which is the server's."""
    program = there(CLIENTS / ".venv" / "bin" / "schemathesis")
    with tempfile.TemporaryDirectory(prefix="registro-checks-") as folder:
        report = Path(folder, "report.xml")
        code, said, complaint = await ended(
            program, "--config-file", CLIENTS / "schemathesis.toml", "run", place.url,
            "--header", f"Authorization: Bearer {token()}", "--max-examples", str(place.examples),
            "--report", "junit", "--report-junit-path", report, folder=Path(folder), seconds=SECONDS,
        )  # fmt: skip
        found = read(report)
    if code and not found.failures:
        return Outcome(found.passed, [f"it ended with code {code}: {(said + complaint).strip()[-500:]}"])
    return found


def read(report: Path) -> Outcome:
    """What a report in the form of JUnit says; nothing, if it was not written."""
    fields = ElementTree.parse(report).iter("testcase") if report.exists() else ()  # noqa: S314 - written by our program
    passed, failures = 0, []
    for root_field in fields:
        if (objection := root_field.find("*")) is None:
            passed += 1
        else:
            text = re.sub(r"\n\s*\n", "\n", objection.text or objection.get("message") or "")
            failures.append(f"{root_field.get('name')}: {objection.tag}: {text.strip()}")
    return Outcome(passed, failures)
