"""`registro student-data`: everything that is stored about one student, and nothing about another."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from app.container import Container
from enrollment.overrides import OverrideDraft, OverrideKind
from enrollment.task import TaskKind
from models.overrides import Overrides
from models.student_rows import read_student_data
from tests.support.engine import accept, executed, living, submission
from tests.support.forked import completed
from tests.support.installation import Installation

GROUP = "G-ELC102-E"
HOLD = """[{"code": "FIN", "reason": "Deuda", "since": "2026-01-01T00:00:00Z"}]"""


@pytest.fixture
async def tasks(container: Container, installation: Installation) -> list[str]:
    """What EST001 has done, beside another student who has done the same."""
    own = []
    await installation.sql("UPDATE students SET holds = $1::jsonb WHERE code = 'EST001'", HOLD)
    async with living(container, 1) as workers:
        await executed(container, workers, await accept(container, submission("EST002", [GROUP])))
        await installation.sql("UPDATE students SET holds = '[]' WHERE code = 'EST001'")
        for kind in (TaskKind.ENROLL, TaskKind.DROP):
            [task_id] = await accept(container, submission("EST001", [GROUP], kind=kind))
            await executed(container, workers, [task_id])
            own.append(str(task_id))
    await installation.sql("UPDATE students SET holds = $1::jsonb WHERE code = 'EST001'", HOLD)
    return own


async def test_everything_about_a_student_is_in_a_file_that_no_one_else_may_read(
    installation: Installation, tasks: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "EST001.json"
    command = ("student-data", " EST001 ", "--out", file)
    code, out, err = await completed(*command, DATABASE_URL=installation.database_url)
    assert (code, out, err) == (0, "", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["student"]["code"] == "EST001"
    assert data["student"]["holds"][0]["reason"] == "Deuda"
    assert [saga["id"] for saga in sorted(data["sagas"], key=lambda saga: saga["accepted"])] == tasks
    assert {step["saga_id"] for step in data["saga_steps"]} == set(tasks)
    assert [(row["saga_id"], row["status"]) for row in data["enrollments"]] == [(tasks[0], "DROPPED")]
    assert [row["group"] for row in data["groups"]] == [GROUP]
    assert {entry["saga_id"] for entry in data["audit_log"] if entry["saga_id"]} == set(tasks)
    assert "EST002" not in file.read_text(encoding="utf-8")

    code, out, _ = await completed(*command, DATABASE_URL=installation.database_url)
    assert (code, out) == (1, ""), "a file that is there is not replaced"
    code, out, _ = await completed("student-data", "EST001", DATABASE_URL=installation.database_url)
    assert (code, json.loads(out)["student"]) == (0, data["student"])
    code, out, err = await completed("student-data", "EST999", DATABASE_URL=installation.database_url)
    assert (code, out) == (1, "")
    assert "There is no student with code EST999." in err


async def test_overrides_and_seats_that_are_held_are_among_the_data(
    container: Container, installation: Installation
) -> None:
    draft = OverrideDraft("EST001", "2024-2", OverrideKind.GROUP_FULL, "Le falta una", GROUP)
    for wanted in (draft, replace(draft, student_code="EST002", reason="de otra")):
        await Overrides(container.database).grant(wanted, actor="registrar", correlation_id="c")
    await installation.sql(
        """INSERT INTO seat_holds (id, group_id, student_id, saga_id, since)
           SELECT gen_random_uuid(), g.id, s.id, gen_random_uuid(), now() FROM groups g, students s
           WHERE g.code = 'G-LIN100-A' AND s.code = 'EST001'"""
    )
    data = await read_student_data(container.database, "EST001")
    assert data is not None
    groups = {row["group_id"]: row["group"] for row in data["groups"]}
    assert [(row["reason"], groups[row["group_id"]]) for row in data["overrides"]] == [("Le falta una", GROUP)]
    assert [groups[row["group_id"]] for row in data["seat_holds"]] == ["G-LIN100-A"]
    assert [row["term"] for row in data["terms"]] == ["2024-2"]


async def test_a_table_that_names_students_is_never_forgotten(container: Container, installation: Installation) -> None:
    await installation.sql("CREATE TABLE of_later (student_code text, said text)")
    await installation.sql("INSERT INTO of_later VALUES ('EST001', 'a word'), ('EST002', 'another')")
    data = await read_student_data(container.database, "EST001")
    assert data is not None
    assert data["of_later"] == [{"student_code": "EST001", "said": "a word"}]
