"""`registro import`: each file whole or not at all, and twice the same as once."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from app.container import Container
from commands.importing.importer import FileReport, FilesMissing, FileStatus, Importer
from tests.data import draw_term
from tests.support.installation import Installation
from tests.support.scratch import scratch_folder

COURSES = "course_code,title,credits\nINF/900-Ñ,Programación,4\nMAT900,Cálculo,5\n"
STUDENTS = "student_code;name;max_credits\n0007;Ñusta Núñez;18\n007;;\n"
GROUPS = """term_code,group_code,course_code,capacity,enrolled,days,start,end,date_start,date_end
2031-1,0900,INF/900-Ñ,30,28,MWF,08:00,09:00,2031-03-03,2031-07-04
2031-1,G-MAT900-A,MAT900,12,15,,,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small term, its students in an encoding of their own."""
    (tmp_path / "courses.csv").write_text(COURSES, "utf-8-sig")
    (tmp_path / "students.csv").write_text(STUDENTS, "latin-1")
    (tmp_path / "groups.csv").write_text(GROUPS)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8" if file.name != "students.csv" else "latin-1")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8" if file.name != "students.csv" else "latin-1")


async def run(container: Container, folder: Path, *, skip: bool = False) -> dict[str, FileReport]:
    """An import; what became of each file."""
    report = await Importer(container.database, folder, skip_bad_rows=skip).run()
    return {file.file: file for file in report.files}


def counts(report: FileReport) -> tuple[FileStatus, int, int, int, int]:
    return report.status, report.new, report.changed, report.unchanged, report.skipped


def messages(report: FileReport) -> list[str]:
    return [str(bad) for bad in report.bad_rows]


async def contents(installation: Installation) -> list[dict[str, Any]]:
    """Everything an import may write, and the numbers that rows were given."""
    return [
        *await installation.sql("SELECT * FROM courses ORDER BY id"),
        *await installation.sql("SELECT * FROM students ORDER BY id"),
        *await installation.sql("SELECT * FROM terms ORDER BY id"),
        *await installation.sql("SELECT * FROM groups ORDER BY id"),
        *await installation.sql("SELECT * FROM audit_log ORDER BY id"),
        *await installation.sql("SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename"),
    ]


async def group(installation: Installation, code: str) -> dict[str, Any]:
    return (await installation.sql("SELECT *, meetings::text AS meets FROM groups WHERE code = $1", code))[0]


async def test_twice_changes_nothing_and_says_so(
    container: Container, folder: Path, installation: Installation
) -> None:
    first = await run(container, folder)
    assert {name: counts(report) for name, report in first.items()} == {
        "courses.csv": (FileStatus.IMPORTED, 2, 0, 0, 0),
        "students.csv": (FileStatus.IMPORTED, 2, 0, 0, 0),
        "groups.csv": (FileStatus.IMPORTED, 2, 0, 0, 0),
    }
    assert [first[name].encoding for name in ("courses.csv", "students.csv", "groups.csv")] == [
        "utf-8-sig",
        "latin-1",
        "utf-8",
    ]
    before = await contents(installation)
    second = await run(container, folder)
    assert {counts(report) for report in second.values()} == {(FileStatus.IMPORTED, 0, 0, 2, 0)}
    assert await contents(installation) == before


async def test_what_is_imported_is_what_the_files_say(
    container: Container, folder: Path, installation: Installation
) -> None:
    await run(container, folder)
    made = await group(installation, "0900")
    assert (made["capacity"], made["seats_taken"]) == (30, 0), "`enrolled` is no seat"
    assert [(meeting["weekday"], meeting["starts_at"]) for meeting in json.loads(made["meets"])] == [
        (1, "08:00"),
        (3, "08:00"),
        (5, "08:00"),
    ]
    students = await installation.sql("SELECT code, name, max_credits FROM students WHERE code LIKE '0%' ORDER BY id")
    assert [tuple(student.values()) for student in students] == [("0007", "Ñusta Núñez", 18), ("007", None, 30)]
    notes = await installation.sql(
        "SELECT action, group_code, reason FROM audit_log WHERE actor = 'import' ORDER BY id"
    )
    assert [(note["action"], note["group_code"]) for note in notes] == [
        ("SAVE_TERM", None),
        ("SAVE_GROUP", "0900"),
        ("SAVE_GROUP", "G-MAT900-A"),
    ]


async def test_differing_values_are_changed_and_values_missing_in_a_file_are_kept(
    container: Container, folder: Path, installation: Installation
) -> None:
    await run(container, folder)
    change(folder / "groups.csv", "G-MAT900-A,MAT900,12", "G-MAT900-A,MAT900,13")
    change(folder / "students.csv", "Ñusta Núñez;18", ";19")
    again = await run(container, folder)
    assert [counts(again[name])[1:4] for name in ("courses.csv", "students.csv", "groups.csv")] == [
        (0, 0, 2),
        (0, 1, 1),
        (0, 1, 1),
    ]
    assert (await group(installation, "G-MAT900-A"))["capacity"] == 13
    [student] = await installation.sql("SELECT name, max_credits FROM students WHERE code = '0007'")
    assert student == {"name": "Ñusta Núñez", "max_credits": 19}


async def test_nothing_of_a_file_with_a_bad_row_is_imported(
    container: Container, folder: Path, installation: Installation
) -> None:
    change(folder / "groups.csv", "MAT900,12", "MAT900,twelve")
    reports = await run(container, folder)
    assert counts(reports["courses.csv"]) == (FileStatus.IMPORTED, 2, 0, 0, 0), "the others do not suffer from it"
    assert counts(reports["groups.csv"]) == (FileStatus.REFUSED, 0, 0, 0, 0)
    assert messages(reports["groups.csv"]) == [
        'groups.csv, line 3, column capacity: "twelve": write a whole number from 0 to 2147483647'
    ]
    assert not await installation.sql("SELECT FROM groups g JOIN terms t ON t.id = g.term_id WHERE t.code = '2031-1'")
    assert not await installation.sql("SELECT FROM terms WHERE code = '2031-1'"), "a term is opened for groups only"


async def test_bad_rows_are_skipped_on_demand_and_what_refers_to_them_is_bad_too(
    container: Container, folder: Path, installation: Installation
) -> None:
    change(folder / "courses.csv", "MAT900,Cálculo,5", "MAT900,Cálculo,five")
    reports = await run(container, folder, skip=True)
    assert counts(reports["courses.csv"]) == (FileStatus.IMPORTED, 1, 0, 0, 1)
    assert counts(reports["groups.csv"]) == (FileStatus.IMPORTED, 1, 0, 0, 1)
    assert messages(reports["groups.csv"]) == [
        (
            'groups.csv, line 3, column course_code: "MAT900": '
            "there is no such course, neither in the database nor in courses.csv"
        )
    ]
    assert (await group(installation, "0900"))["capacity"] == 30


async def test_groups_wait_for_the_files_they_are_about(
    container: Container, folder: Path, installation: Installation
) -> None:
    change(folder / "courses.csv", "MAT900,Cálculo,5", "MAT900,Cálculo,five")
    reports = await run(container, folder)
    assert counts(reports["groups.csv"]) == (FileStatus.HELD_BACK, 0, 0, 0, 0)
    assert reports["groups.csv"].waits_for == ["courses.csv"]
    assert messages(reports["groups.csv"]) == [], "a course that is named is not missing"
    assert counts(reports["students.csv"])[0] is FileStatus.IMPORTED
    assert not await installation.sql("SELECT FROM groups WHERE code = '0900'")


async def test_changes_that_conflict_with_enrollments_are_refused(
    container: Container, folder: Path, installation: Installation
) -> None:
    (folder / "groups.csv").write_text(
        "term_code,group_code,course_code,capacity\n"
        "2024-2,G-ELC102-B,ELC102,22\n2024-2,G-FIS102-B,ELC102,30\n2024-2,G-ELC102-A,ELC102,7\n"
    )
    reports = await run(container, folder)
    assert counts(reports["groups.csv"])[0] is FileStatus.REFUSED
    assert messages(reports["groups.csv"]) == [
        'groups.csv, line 2, column capacity: "22": 23 seats of the group are taken; write 23 or more',
        (
            'groups.csv, line 3, column course_code: "ELC102": '
            "29 students are enrolled in it as a group of FIS102; do not change its course"
        ),
    ]
    change(folder / "groups.csv", "ELC102,22", "ELC102,23")
    skipped = (await run(container, folder, skip=True))["groups.csv"]
    assert counts(skipped) == (FileStatus.IMPORTED, 0, 2, 0, 1)
    made = await group(installation, "G-ELC102-B")
    assert (made["capacity"], made["seats_taken"]) == (23, 23)
    assert await installation.violations() == {}


async def test_terms_are_open_unless_they_are_known_or_there_is_a_file_of_them(
    container: Container, folder: Path, installation: Installation
) -> None:
    change(folder / "groups.csv", "2031-1,G-MAT900-A", "2024-1,G-MAT900-A")
    [closed] = await installation.sql("SELECT * FROM terms WHERE code = '2024-1'")
    report = await Importer(container.database, folder).run()
    assert [(term.code, term.new) for term in report.terms] == [("2024-1", False), ("2031-1", True)]
    assert await installation.sql("SELECT * FROM terms WHERE code = '2024-1'") == [closed]
    [opened] = await installation.sql(
        "SELECT opens_at < now() AND now() < closes_at AS open FROM terms WHERE code = '2031-1'"
    )
    assert opened["open"]

    (folder / "terms.csv").write_text("term_code,opens_at,closes_at\n2031-1,2031-02-01T08:00-04:00,2031-03-01T00:00Z\n")
    again = await Importer(container.database, folder).run()
    assert again.terms == []
    assert [file.file for file in again.files] == ["terms.csv", "courses.csv", "students.csv", "groups.csv"]
    assert counts(again.files[0]) == (FileStatus.IMPORTED, 0, 1, 0, 0)
    [moved] = await installation.sql("SELECT opens_at::text FROM terms WHERE code = '2031-1'")
    assert moved["opens_at"].startswith("2031-02-01 12:00:00")

    change(folder / "groups.csv", "2031-1,0900", "2031-2,0900")
    assert messages((await run(container, folder))["groups.csv"]) == [
        (
            'groups.csv, line 2, column term_code: "2031-2": '
            "there is no such term, neither in the database nor in terms.csv"
        )
    ]


async def test_a_missing_file_is_named(container: Container, folder: Path) -> None:
    (folder / "groups.csv").unlink()
    (folder / "students.csv").unlink()
    with pytest.raises(FilesMissing, match=r"There is no groups\.csv and no students\.csv in "):
        await Importer(container.database, folder).run()


async def test_imports_may_race_with_each_other(container: Container, installation: Installation) -> None:
    reports = await asyncio.gather(*(Importer(container.database, draw_term.FOLDER).run() for _ in range(4)))
    assert all(report.complete for report in reports)
    assert sum(file.new for report in reports for file in report.files) == 550 + 2290 + 840
    assert container.settings.redis_prefix == installation.prefix


async def command(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    """`registro import`: its return code, standard output and standard error."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commands", "import", *map(str, arguments)),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_the_command_says_what_it_did(folder: Path, installation: Installation) -> None:
    code, out, err = await command(folder, DATABASE_URL=installation.database_url)
    assert (code, err) == (0, "")
    assert "2 new, 0 changed, 0 unchanged" in out
    assert "read as latin-1, which reads the same as windows-1252 here, separated by semicolon" in out
    assert "not imported: enrolled" in out
    assert "There is no terms.csv: term 2031-1 is new, and open from " in out
    code, out, _ = await command(folder, DATABASE_URL=installation.database_url)
    assert code == 0
    assert "Nothing has changed." in out
    assert "term 2031-1 exists; it stays open from" in out


async def test_the_command_names_bad_rows_and_fails(folder: Path, installation: Installation) -> None:
    change(folder / "groups.csv", "MAT900,12", "MAT900,-1")
    code, out, err = await command(folder, DATABASE_URL=installation.database_url)
    assert code == 1
    assert err.startswith('groups.csv, line 3, column capacity: "-1": ')
    assert "groups.csv    NOT imported" in out
    code, out, err = await command(folder, "--json", DATABASE_URL=installation.database_url)
    document = json.loads(out)
    assert (code, err, document["complete"]) == (1, "", False)
    assert document["files"][-1]["bad_rows"] == [
        {
            "file": "groups.csv",
            "line": 3,
            "column": "capacity",
            "value": "-1",
            "message": "write a whole number from 0 to 2147483647",
        }
    ]
    code, out, _ = await command(folder, "--json", "--skip-bad-rows", DATABASE_URL=installation.database_url)
    assert (code, json.loads(out)["complete"], json.loads(out)["files"][-1]["skipped"]) == (0, True, 1)
    code, out, err = await command(folder / "..", "--json", DATABASE_URL=installation.database_url)
    assert (code, json.loads(out)) == (1, {"error": err.removeprefix("registro: ").strip()})


async def test_without_a_url_the_embedded_database_is_made_and_kept(folder: Path) -> None:
    with scratch_folder() as state:
        environment = {"DATABASE_URL": "", "REGISTRO_STATE_DIR": str(state / "state")}
        code, out, _ = await command(folder, "--json", **environment)
        assert (code, [file["new"] for file in json.loads(out)["files"]]) == (0, [2, 2, 2])
        code, out, _ = await command(folder, "--json", **environment)
        assert (code, [file["unchanged"] for file in json.loads(out)["files"]]) == (0, [2, 2, 2])
