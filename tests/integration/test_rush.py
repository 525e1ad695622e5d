"""`registro rush`, small, against an installation that runs."""

import json
from pathlib import Path

from tests.support.forked import completed
from tests.support.installation import Servers
from tests.support.tokens import KEYS

STUDENTS = 20
_LIVE = (
    "SELECT 1 FROM enrollments JOIN students ON students.id = student_id WHERE status <> 'DROPPED' AND code < 'EST150'"
)


async def test_students_of_a_registration_day_learn_how_it_ended(servers: Servers, tmp_path: Path) -> None:
    report = tmp_path / "day.html"
    arguments = ("--students", str(STUDENTS), "--within-seconds", "1", "--report", str(report), "--json")
    async with servers.installation() as running:
        [processes] = await running.start()
        code, out, err = await completed("rush", *arguments, "--url", processes.base_url, **KEYS)
        assert not any((await running.violations()).values())
        assert await running.sql(_LIVE) == [], "what it made is dropped again"
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found == json.loads(report.with_suffix(".json").read_bytes())
    assert {promise["name"]: promise["violations"] for promise in found["promises"] if promise["violations"]} == {}
    assert found["tasks"] == found["enrolled"] + found["refused"] == sum(found["outcomes"].values()) >= STUDENTS
    assert found["did"]["looks at the catalogue"] >= STUDENTS
    assert 0 < found["answered"]["p50"] <= found["certain"]["p50"]
    assert found["limits"] == {}, "what a student does is far from the limits"
    assert "Passed" in report.read_text(encoding="utf-8")
