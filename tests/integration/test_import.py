"""`registro import`: each file whole or not at all, and twice the same as once."""

import asyncio
import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.container import Container
from enrollment.audit import AuditSearch
from enrollment.limits import FIRST_MOMENT, LAST_MOMENT
from enrollment.paging import GroupSearch, PageRequest
from enrollment.problems import Hold
from enrollment.rule_settings import TermRules
from enrollment.task import TaskStatus
from enrollment.text import normalized
from enrollment.timetable import clash
from importing.import_report import FileReport, FileStatus
from importing.importer import FilesMissing, Importer
from models.audit_log import AuditLog
from models.catalogue import Catalogue
from models.students import decode_holds
from tests.data import draw_term
from tests.support.engine import accept, executed, living, submission
from tests.support.forked import completed
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
        *[("SAVE_COURSE", None)] * 2,
        *[("SAVE_STUDENT", None)] * 2,
        ("SAVE_TERM", None),
        ("SAVE_GROUP", "0900"),
        ("SAVE_GROUP", "G-MAT900-A"),
    ]


async def test_the_audit_log_has_everything_that_an_import_changes_with_what_it_was(
    container: Container, folder: Path, installation: Installation
) -> None:
    await run(container, folder)
    [last] = await installation.sql("SELECT max(id) AS id FROM audit_log")
    change(folder / "courses.csv", "Cálculo", "Cálculo I")
    change(folder / "groups.csv", "G-MAT900-A,MAT900,12", "G-MAT900-A,MAT900,13")
    change(folder / "students.csv", "Ñusta Núñez;18", "Ñusta Núñez;19")
    await run(container, folder)
    entries = await AuditLog(container.database).search(AuditSearch(actor="import"), PageRequest(100))
    said = {
        (entry.action, entry.course_code, entry.student_code, entry.group_code): [
            (each.field, each.before, each.after) for each in entry.changes
        ]
        for entry in entries.items
        if entry.id > last["id"]
    }
    assert said == {
        ("SAVE_COURSE", "MAT900", None, None): [("title", "Cálculo", "Cálculo I")],
        ("SAVE_STUDENT", None, "0007", None): [("maxCredits", "18", "19")],
        ("SAVE_GROUP", None, None, "G-MAT900-A"): [("capacity", "12", "13")],
    }


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
        'groups.csv, line 3, column capacity: "twelve": write a whole number from 0 to 1000000'
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


async def test_the_component_of_a_group_changes_only_while_no_one_is_enrolled(
    container: Container, folder: Path, installation: Installation
) -> None:
    await installation.sql(
        """INSERT INTO groups (term_id, course_id, code, capacity, meetings)
           SELECT t.id, c.id, 'EMPTY', 9, '[]' FROM terms t, courses c WHERE t.code = '2024-2' AND c.code = 'ELC102'"""
    )
    (folder / "groups.csv").write_text(
        "term_code,group_code,course_code,capacity,component\n2024-2,G-ELC102-B,ELC102,99,LAB\n2024-2,EMPTY,ELC102,9,LAB\n"
    )
    reports = await run(container, folder, skip=True)
    assert messages(reports["groups.csv"]) == [
        'groups.csv, line 2, column component: "LAB": 23 students are enrolled in it; do not change its component'
    ]
    [row] = await installation.sql("SELECT rules->>'component' AS component FROM groups WHERE code = 'EMPTY'")
    assert row["component"] == "LAB"


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


async def test_a_new_term_is_open_unless_there_is_a_file_of_terms(
    container: Container, folder: Path, installation: Installation
) -> None:
    report = await Importer(container.database, folder).run()
    assert [(term.code, term.new) for term in report.terms] == [("2031-1", True)]
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


async def test_a_term_that_exists_keeps_its_window(
    container: Container, folder: Path, installation: Installation
) -> None:
    change(folder / "groups.csv", "2031-1", "2024-1")
    [closed] = await installation.sql("SELECT * FROM terms WHERE code = '2024-1'")
    report = await Importer(container.database, folder).run()
    assert [(term.code, term.new) for term in report.terms] == [("2024-1", False)]
    assert await installation.sql("SELECT * FROM terms WHERE code = '2024-1'") == [closed]


@pytest.mark.parametrize(
    ("codes", "wrong", "message"),
    [
        (("2024-2x", "2024-2x"), [2, 3], "; if it is new, write its window into terms.csv; is 2024-2 meant?"),
        (("2024/2", "2024/2"), [2, 3], "; if it is new, write its window into terms.csv; is 2024-2 meant?"),
        (("2042-2", "2042-2"), [2, 3], "; if it is new, write its window into terms.csv; is 2024-2 meant?"),
        (("2024-02", "2024-02"), [2, 3], "; if it is new, write its window into terms.csv; is 2024-2 meant?"),
        (("2024-2", "2024-2x"), [3], "; where several are named, new ones need terms.csv; is 2024-2 meant?"),
        (("2024-2", "2031-1"), [3], "; where several are named, new ones need terms.csv"),
        (("2031-1", "2031-1x"), [2, 3], "; where several are named, new ones need terms.csv"),
    ],
)
async def test_a_typing_error_opens_no_term_beside_the_real_one(
    container: Container,
    folder: Path,
    installation: Installation,
    codes: tuple[str, str],
    wrong: list[int],
    message: str,
) -> None:
    before = await installation.sql("SELECT * FROM terms ORDER BY id")
    change(folder / "groups.csv", "2031-1,0900", f"{codes[0]},0900")
    change(folder / "groups.csv", "2031-1,G-MAT900-A", f"{codes[1]},G-MAT900-A")
    report = (await run(container, folder))["groups.csv"]
    assert report.status is FileStatus.REFUSED
    assert [bad.line for bad in report.bad_rows] == wrong
    assert {bad.message for bad in report.bad_rows} == {f"there is no such term{message}"}
    assert await installation.sql("SELECT * FROM terms ORDER BY id") == before


async def test_a_term_with_another_dash_is_the_same_term(
    container: Container, folder: Path, installation: Installation
) -> None:
    change(folder / "groups.csv", "2031-1,0900", "2024\u20112,0900")
    change(folder / "groups.csv", "2031-1,G-MAT900-A", "2024-2\u200b,G-MAT900-A")
    assert counts((await run(container, folder))["groups.csv"])[:2] == (FileStatus.IMPORTED, 2)
    assert len(await installation.sql("SELECT FROM terms WHERE code LIKE '2024%2%'")) == 1


TERM = "term_code,group_code,course_code,capacity"
MEETS = f"{TERM},days,start,end,date_start,date_end\n"


async def meets(installation: Installation, code: str) -> list[tuple[object, ...]]:
    """The meetings of a group: weekday, times and dates of each."""
    fields = ("weekday", "starts_at", "ends_at", "from_date", "to_date")
    found = json.loads((await group(installation, code))["meets"])
    return [tuple(meeting[field] for field in fields) for meeting in found]


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        ("", "", "MW 08:00-09:30 03-03/07-04"),
        (",days", ",MW", "MW 08:00-09:30 03-03/07-04"),
        (",days", ",MF", "MF 08:00-09:30 03-03/07-04"),
        (",days", ",", ""),
        (",start,end", ",10:00,11:30", "MW 10:00-11:30 03-03/07-04"),
        (",start,end", ",,", "MW - 03-03/07-04"),
        (",date_start,date_end", ",2031-03-10,2031-06-30", "MW 08:00-09:30 03-10/06-30"),
        (",date_start,date_end", ",,", "MW 08:00-09:30 /"),
        (",days,start,end", ",T,10:00,11:30", "T 10:00-11:30 03-03/07-04"),
        (",days,date_start,date_end", ",WF,,", "WF 08:00-09:30 /"),
        (",dias", ",TR", "MW 08:00-09:30 03-03/07-04"),
    ],
)
async def test_what_a_file_does_not_speak_of_stays(
    container: Container, folder: Path, installation: Installation, columns: str, cells: str, expected: str
) -> None:
    (folder / "groups.csv").write_text(
        f"{MEETS}2031-1,A,MAT900,30,MW,08:00,09:30,2031-03-03,2031-07-04\n2031-1,B,MAT900,30,MW,08:00,09:30,,\n"
    )
    await run(container, folder)
    (folder / "groups.csv").write_text(f"{TERM}{columns}\n2031-1,A,MAT900,35{cells}\n")
    report = (await run(container, folder))["groups.csv"]
    assert counts(report) == (FileStatus.IMPORTED, 0, 1, 0, 0)
    assert (await group(installation, "A"))["capacity"] == 35
    assert await meets(installation, "A") == spelt_out(expected)
    assert await meets(installation, "B") == spelt_out("MW 08:00-09:30 /"), "a group that it does not name stays"
    assert counts((await run(container, folder))["groups.csv"])[1:4] == (0, 0, 1)


def spelt_out(text: str) -> list[tuple[object, ...]]:
    """Meetings as `meets` gives them, from days, times and dates (without the year); empty ones are unknown."""
    if not text:
        return []
    days, times, dates = text.split(" ")
    starts, ends = (time or None for time in times.split("-"))
    first, last = (f"2031-{date}" if date else None for date in dates.split("/"))
    return [("MTWRFSU".index(day) + 1, starts, ends, first, last) for day in days]


async def test_students_are_active_as_a_file_says_and_stay_so_without_a_word_about_it(
    container: Container, installation: Installation, folder: Path
) -> None:
    async def active() -> dict[str, bool]:
        rows = await installation.sql("SELECT code, active FROM students WHERE code IN ('0007', '007', '7')")
        return {row["code"]: row["active"] for row in rows}

    students = folder / "students.csv"
    students.write_text("student_code,active\n0007,no\n007,\n7,SÍ\n")
    assert (await run(container, folder))["students.csv"].status is FileStatus.IMPORTED
    assert await active() == {"0007": False, "007": True, "7": True}
    students.write_text("student_code\n0007\n")
    assert counts((await run(container, folder))["students.csv"])[1:4] == (0, 0, 1)
    students.write_text("student_code,active\n0007,perhaps\n")
    [bad] = (await run(container, folder))["students.csv"].bad_rows
    assert (bad.column, bad.message) == ("active", "write yes or no")
    students.write_text("student_code,active\n0007,VERDADERO\n")
    assert counts((await run(container, folder))["students.csv"])[1:4] == (0, 1, 0)
    assert (await active())["0007"]


async def test_grades_stay_where_a_file_of_histories_says_nothing_of_them(
    container: Container, folder: Path, installation: Installation
) -> None:
    history, row = folder / "history.csv", "0007,MAT900,2030-2"
    grade = "SELECT status, grade FROM student_history"
    history.write_text(f"student_code,course_code,term_code,status,grade\n{row},passed,51.5\n")
    await run(container, folder)
    history.write_text(f"student_code,course_code,term_code,status\n{row},passed\n")
    assert counts((await run(container, folder))["history.csv"]) == (FileStatus.IMPORTED, 0, 0, 1, 0)
    [recorded] = await installation.sql(grade)
    assert (recorded["status"], float(recorded["grade"])) == ("PASSED", 51.5)
    history.write_text(f"student_code,course_code,term_code,status\n{row},withdrawn\n")
    await run(container, folder)
    assert await installation.sql(grade) == [{"status": "WITHDRAWN", "grade": None}], "it was that of another status"
    history.write_text(f"student_code,course_code,term_code,status,grade\n{row},passed,51.5\n")
    await run(container, folder)
    history.write_text(f"student_code,course_code,term_code,status,grade\n{row},passed,\n")
    await run(container, folder)
    assert await installation.sql(grade) == [{"status": "PASSED", "grade": None}]


async def test_the_windows_of_a_term_are_replaced_by_those_that_a_file_names(
    container: Container, folder: Path
) -> None:
    async def rules() -> TermRules:
        return (await Catalogue(container.database).terms_by_code(["2031-1"]))["2031-1"].rules

    term = "2031-01-01T00:00Z,2031-02-01T00:00Z"
    (folder / "terms.csv").write_text(f"term_code,opens_at,closes_at,travel_gap_minutes\n2031-1,{term},10\n")
    windows = folder / "windows.csv"
    header = "term_code,cohort,opens_at,closes_at\n"
    windows.write_text(f"{header}2031-1,2023,{term}\n2031-1,,2031-01-10T00:00Z,2031-01-20T00:00Z\n")
    report = (await run(container, folder))["windows.csv"]
    assert (counts(report)[1:4], report.warnings) == ((1, 0, 0), [])
    saved = await rules()
    assert (saved.travel_gap_minutes, [window.cohort for window in saved.windows]) == (10, ["2023", None])
    assert counts((await run(container, folder))["windows.csv"])[1:4] == (0, 0, 1)

    windows.write_text(f"{header}2031-1,2024,2031-01-10T00:00Z,2031-03-01T00:00Z\n")
    report = (await run(container, folder))["windows.csv"]
    assert counts(report)[1:4] == (0, 1, 0)
    assert [window.cohort for window in (await rules()).windows] == ["2024"]
    [doubt] = report.warnings
    assert (doubt.line, doubt.column) == (2, "closes_at")
    assert doubt.message == "the term is open from 2031-01-01T00:00:00+00:00 to 2031-02-01T00:00:00+00:00 only"

    windows.unlink()
    change(folder / "terms.csv", f",travel_gap_minutes\n2031-1,{term},10", f"\n2031-1,{term}")
    assert counts((await run(container, folder))["terms.csv"])[1:4] == (0, 0, 1)
    assert (await rules()).travel_gap_minutes == 10


async def test_windows_are_of_terms_that_exist_and_wait_for_their_file(container: Container, folder: Path) -> None:
    header = "term_code,opens_at,closes_at\n"
    (folder / "windows.csv").write_text(f"{header}2031-1,2031-01-10T00:00Z,2031-01-20T00:00Z\n")
    report = (await run(container, folder))["windows.csv"]
    assert (report.status, messages(report)) == (
        FileStatus.REFUSED,
        [
            (
                'windows.csv, line 2, column term_code: "2031-1": '
                "there is no such term, neither in the database nor in terms.csv"
            )
        ],
    )
    (folder / "windows.csv").write_text(f"{header}2031-2,2031-01-10T00:00Z,2031-01-20T00:00Z\n")
    (folder / "terms.csv").write_text(f"{header}2031-2,2031-02-01T00:00Z,2031-01-01T00:00Z\n")
    report = (await run(container, folder))["windows.csv"]
    assert (report.status, report.waits_for) == (FileStatus.HELD_BACK, ["terms.csv"])


async def test_students_are_of_the_cohorts_that_a_file_names(container: Container, folder: Path) -> None:
    async def cohorts() -> object:
        return (await Catalogue(container.database).students_by_code(["0007"]))["0007"].cohorts

    students = folder / "students.csv"
    students.write_text("student_code,cohorts\n0007,2024;first year\n")
    assert counts((await run(container, folder))["students.csv"])[1:4] == (1, 0, 0)
    assert await cohorts() == ("2024", "first year")
    students.write_text("student_code\n0007\n")
    assert counts((await run(container, folder))["students.csv"])[1:4] == (0, 0, 1)
    assert await cohorts() == ("2024", "first year")
    students.write_text("student_code,cohorts\n0007,\n")
    assert counts((await run(container, folder))["students.csv"])[1:4] == (0, 1, 0)
    assert await cohorts() == ()


async def test_holds_are_placed_and_changed_by_their_codes(
    container: Container, installation: Installation, folder: Path
) -> None:
    async def held(code: str) -> list[Hold]:
        [row] = await installation.sql("SELECT holds::text FROM students WHERE code = $1", code)
        return list(decode_holds(row["holds"]))

    holds = folder / "holds.csv"
    holds.write_text(
        "student_code,hold_code,reason,office,since,until,blocks_drops\n"
        "0007,FIN,Deuda,Caja,2031-01-01T00:00Z,2031-02-01T00:00Z,yes\n0007,NOTE,Llamar,,,,\n"
    )
    assert counts((await run(container, folder))["holds.csv"])[1:4] == (2, 0, 0)
    fine, note = await held("0007")
    since = datetime(2031, 1, 1, tzinfo=UTC)
    until = datetime(2031, 2, 1, tzinfo=UTC)
    assert fine == Hold("Deuda", since, "Caja", until=until, blocks_drops=True, code="FIN")
    assert (note.reason, note.office, note.until, note.blocks_enrollment, note.blocks_drops) == (
        *("Llamar", None, None),
        *(True, False),
    )
    assert counts((await run(container, folder))["holds.csv"])[1:4] == (0, 0, 2)

    holds.write_text("student_code,hold_code,reason\n0007,FIN,Deuda pagada a medias\n")
    assert counts((await run(container, folder))["holds.csv"])[1:4] == (0, 1, 0)
    assert await held("0007") == [msgspec.structs.replace(fine, reason="Deuda pagada a medias"), note]
    [entry, *_] = (await AuditLog(container.database).search(AuditSearch(student_code="0007"), PageRequest(5))).items
    assert (entry.action, [change.field for change in entry.changes]) == ("PLACE_HOLD", ["holds"])


async def test_a_group_is_cancelled_as_a_file_says_and_those_who_are_in_it_are_dropped(
    container: Container, installation: Installation, folder: Path
) -> None:
    await run(container, folder)
    async with living(container, 1) as workers:
        await executed(container, workers, await accept(container, submission("0007", ["0900"], term="2031-1")))
        groups = "term_code,group_code,course_code,capacity,cancelled_at,cancel_reason\n"
        (folder / "groups.csv").write_text(
            f"{groups}2031-1,0900,INF/900-Ñ,30,2020-12-01T12:00Z,Sin docente\n2031-1,NEW,MAT900,5,2020-12-01T12:00Z,x\n"
        )
        assert counts((await run(container, folder))["groups.csv"])[1:4] == (1, 1, 0)
        gone, new = await group(installation, "0900"), await group(installation, "NEW")
        assert gone["cancelled_at"] > datetime(2020, 12, 1, 13, tzinfo=UTC), "it was not, until now"
        assert (new["cancelled_at"], new["cancel_reason"]) == (datetime(2020, 12, 1, 12, tzinfo=UTC), "x")
        [drop] = await installation.sql("SELECT id FROM sagas WHERE kind = 'DROP'")
        [dropped] = await executed(container, workers, [drop["id"]])
    assert (dropped.status, dropped.reason) == (TaskStatus.SUCCEEDED, "Sin docente")
    assert (await group(installation, "0900"))["seats_taken"] == 0
    assert await installation.violations() == {}

    assert counts((await run(container, folder))["groups.csv"])[1:4] == (0, 0, 2)
    (folder / "groups.csv").write_text(f"{groups}2031-1,0900,INF/900-Ñ,30,,\n")
    assert counts((await run(container, folder))["groups.csv"])[1:4] == (0, 0, 1), "it stays cancelled"
    change(folder / "groups.csv", "30,,", "30,,Sin docente")
    assert messages((await run(container, folder))["groups.csv"])[0].startswith(
        "groups.csv, line 2, column cancelled_at: "
    )


async def test_a_bad_hold_is_refused_and_holds_wait_for_their_students(container: Container, folder: Path) -> None:
    (folder / "holds.csv").write_text(
        "student_code,hold_code,reason,since,until\nNONE,A,x,,\n0007,B,x,2031-02-01T00:00Z,2031-02-01T00:00Z\n0007,C,,,\n"
    )
    report = (await run(container, folder))["holds.csv"]
    assert (report.status, [(bad.line, bad.column) for bad in report.bad_rows]) == (
        FileStatus.REFUSED,
        [(2, "student_code"), (3, "until"), (4, "reason")],
    )
    (folder / "holds.csv").write_text("student_code,hold_code,reason\nNEW,A,x\n")
    change(folder / "students.csv", "0007;Ñusta Núñez;18", "NEW;Ñusta;eighteen")
    report = (await run(container, folder))["holds.csv"]
    assert (report.status, report.waits_for) == (FileStatus.HELD_BACK, ["students.csv"])


@pytest.mark.parametrize(
    ("columns", "cells", "message"),
    [
        (",start,end", ",10:00,11:00", "the group meets at several times; add a column days"),
        (",days", ",T", "the group is new on TUESDAY, and differs on its other days; add start and end"),
    ],
)
async def test_a_change_that_could_mean_several_things_is_refused(
    container: Container, folder: Path, installation: Installation, columns: str, cells: str, message: str
) -> None:
    rows = f"{MEETS}2031-1,A,MAT900,30,MW,08:00,09:30,,\n2031-1,A,MAT900,30,F,10:00,11:00,,\n"
    (folder / "groups.csv").write_text(rows)
    assert counts((await run(container, folder))["groups.csv"]) == (FileStatus.IMPORTED, 1, 0, 0, 0)
    before = await meets(installation, "A")
    assert before == [*spelt_out("MW 08:00-09:30 /"), *spelt_out("F 10:00-11:00 /")]
    (folder / "groups.csv").write_text(f"{TERM}{columns}\n2031-1,A,MAT900,30{cells}\n")
    report = (await run(container, folder))["groups.csv"]
    assert report.status is FileStatus.REFUSED
    assert report.bad_rows[0].message.startswith(message)
    (folder / "groups.csv").write_text(f"{TERM},days\n2031-1,A,MAT900,30,FM\n")
    assert counts((await run(container, folder))["groups.csv"])[1:4] == (0, 1, 0)
    assert await meets(installation, "A") == [before[0], before[2]], "each day keeps its own time"


async def test_half_a_timetable_is_never_imported(
    container: Container, folder: Path, installation: Installation
) -> None:
    rows = (
        "2031-1,A,MAT900,30,MW,09:00,10:20,,\n2031-1,B,INF/900-Ñ,30,F,09:00,09:50,,\n2031-1,A,MAT900,30,F,9h,09:50,,\n"
    )
    (folder / "groups.csv").write_text(MEETS + rows)
    report = (await run(container, folder, skip=True))["groups.csv"]
    assert (counts(report), report.rows) == ((FileStatus.IMPORTED, 1, 0, 0, 2), 3)
    assert [bad.line for bad in report.bad_rows] == [2, 4]
    assert not await installation.sql("SELECT FROM groups WHERE code = 'A'")


async def test_a_group_has_as_many_meetings_as_the_api_allows(
    container: Container, folder: Path, installation: Installation
) -> None:
    row = "2031-1,A,MAT900,30,MTWRF,{0:02}:00,{0:02}:50,,\n"
    (folder / "groups.csv").write_text(MEETS + "".join(row.format(hour) for hour in range(10)))
    assert counts((await run(container, folder))["groups.csv"])[:2] == (FileStatus.IMPORTED, 1)
    assert len(await meets(installation, "A")) == 50
    (folder / "groups.csv").write_text(MEETS + "".join(row.format(hour) for hour in range(11)))
    assert messages((await run(container, folder))["groups.csv"]) == [
        'groups.csv, line 2, column group_code: "A": has 55 meetings; at most 50 are allowed'
    ]


async def test_codes_that_are_easily_confused_are_imported_with_a_warning(
    container: Container, folder: Path, installation: Installation
) -> None:
    await run(container, folder)
    (folder / "students.csv").write_text("student_code\nA-9001\na-9001\n7\nEST\u041e1\n\u0415STO1\nZ\n")
    (folder / "groups.csv").write_text(f"{TERM}\n2031-1,G-mat900-A,MAT900,1\n2031-1,g-X,MAT900,1\n")
    reports = await run(container, folder)
    assert counts(reports["students.csv"])[:2] == (FileStatus.IMPORTED, 6)
    taken = "is easily taken for {}; if they are the same, correct one of them"
    assert [(w.line, w.column, w.message) for w in reports["students.csv"].warnings] == [
        (3, "student_code", taken.format("A-9001")),
        (4, "student_code", taken.format("0007 and 007")),
        (6, "student_code", taken.format("EST\u041e1")),
    ]
    assert [(w.line, w.message) for w in reports["groups.csv"].warnings] == [(2, taken.format("G-MAT900-A"))]
    assert len(await installation.sql("SELECT FROM students WHERE code ILIKE 'a-9001'")) == 2


async def test_a_group_of_a_course_in_other_letters_is_told_which_is_meant(container: Container, folder: Path) -> None:
    change(folder / "groups.csv", "MAT900,12", "mat900,12")
    assert messages((await run(container, folder))["groups.csv"]) == [
        (
            'groups.csv, line 3, column course_code: "mat900": '
            "there is no such course, neither in the database nor in courses.csv; is MAT900 meant?"
        )
    ]


CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "A",
                "B",
                "0",
                "1",
                "007",
                "MAT900",
                "2031-1",
                "M",
                "Tu",
                "MTWRFSU",
                "08:00",
                "23:59",
                "00:00",
                "02:00+1",
            ),
            *(
                "1000000",
                "1000001",
                "32767",
                "32768",
                str(2**63),
                "-1",
                "1e3",
                "9999-12-31",
                "0001-01-01",
                "2031-02-30",
            ),
            *("1900-01-01T00:00Z", "2999-12-31T23:59:59.999999Z", "0001-01-01T00:00Z", "9999-12-31T23:59:59.999999Z"),
            *("x" * length for length in (100, 101, 200, 201, 300, 301)),
            *("\0", "\ud7ff", "\ufffe", "\U0010ffff", "\u202e", "\u200b", "\u2028", "\u00a0", "''", '""', "\\", "%s"),
        ]
    ),
    st.text(max_size=5),
)
COLUMNS = {
    "terms.csv": "term_code,name,opens_at,closes_at",
    "courses.csv": "course_code,title,credits",
    "students.csv": "student_code,name,max_credits",
    "groups.csv": "term_code,group_code,course_code,capacity,days,start,end,date_start,date_end",
}
GOOD = {
    "terms.csv": ["2031-1", "", "2031-01-01T00:00Z", "2031-02-01T00:00Z"],
    "courses.csv": ["MAT900", "t", "4"],
    "students.csv": ["A", "", ""],
    "groups.csv": ["2031-1", "A", "MAT900", "3", "M", "08:00", "09:00", "", ""],
}


@st.composite
def folders(draw: st.DrawFn) -> dict[str, list[list[str]]]:
    """Rows of each file: good ones, with any cell in place of some."""
    return {
        file: [
            [draw(CELLS) if draw(st.integers(0, 3)) == 0 else cell for cell in row]
            for row in [GOOD[file]] * draw(st.integers(1, 3))
        ]
        for file in COLUMNS
    }


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=folders())
async def test_whatever_is_imported_can_be_read_again(
    container: Container, tmp_path: Path, rows: dict[str, list[list[str]]]
) -> None:
    for file, header in COLUMNS.items():
        with (tmp_path / file).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header.split(","), *rows[file]])
    await run(container, tmp_path, skip=True)
    catalogue = Catalogue(container.database)
    for term in await catalogue.terms():
        assert FIRST_MOMENT <= term.opens_at < term.closes_at <= LAST_MOMENT
        page = (await catalogue.groups_of_terms([term], GroupSearch(), PageRequest(100)))[term]
        for found in page.items:
            assert clash(found.meetings, ()) is None
            assert normalized(found.code) == found.code
    assert counts((await run(container, tmp_path, skip=True))["students.csv"])[1:3] == (0, 0), "twice is once"


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
    return await completed("import", *arguments, **environment)


async def test_the_command_says_what_it_did(folder: Path, installation: Installation) -> None:
    code, out, err = await command(folder, DATABASE_URL=installation.database_url)
    assert code == 0
    assert err == (
        'warning: students.csv, line 3, column student_code: "007": '
        "is easily taken for 0007; if they are the same, correct one of them\n"
    )
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
    change(folder / "students.csv", "007;;\n", "")
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
            "message": "write a whole number from 0 to 1000000",
        }
    ]
    code, out, _ = await command(folder, "--json", "--skip-bad-rows", DATABASE_URL=installation.database_url)
    assert (code, json.loads(out)["complete"], json.loads(out)["files"][-1]["skipped"]) == (0, True, 1)
    code, out, err = await command(folder / "..", "--json", DATABASE_URL=installation.database_url)
    assert (code, json.loads(out)) == (1, {"error": err.removeprefix("registro: ").strip()})


@pytest.mark.parametrize("column", ["capacity", "end"])
async def test_a_first_line_that_cannot_be_used_is_not_called_a_bad_row_that_can_be_skipped(
    folder: Path, installation: Installation, column: str
) -> None:
    text = (folder / "groups.csv").read_text()
    assert f",{column}" in text.splitlines()[0]
    (folder / "groups.csv").write_text(text.replace(f",{column}", ",other", 1))
    code, out, _ = await command(folder, "--skip-bad-rows", DATABASE_URL=installation.database_url)
    assert code == 1
    assert "groups.csv    NOT imported because its first line cannot be used; see above\n" in out


async def test_the_command_says_which_file_cannot_be_read(folder: Path, installation: Installation) -> None:
    (folder / "courses.csv").unlink()
    (folder / "courses.csv").symlink_to("/proc/self/mem")  # a file that is there, and answers with an error
    code, out, err = await command(folder, "--json", DATABASE_URL=installation.database_url)
    problem = f"{folder / 'courses.csv'} cannot be read: Input/output error."
    assert (code, json.loads(out), err) == (1, {"error": problem}, f"registro: {problem}\n")


async def test_without_a_url_the_embedded_database_is_made_and_kept(folder: Path) -> None:
    with scratch_folder() as state:
        environment = {"DATABASE_URL": "", "REGISTRO_STATE_DIR": str(state / "state")}
        code, out, _ = await command(folder, "--json", **environment)
        assert (code, [file["new"] for file in json.loads(out)["files"]]) == (0, [2, 2, 2])
        code, out, _ = await command(folder, "--json", **environment)
        assert (code, [file["unchanged"] for file in json.loads(out)["files"]]) == (0, [2, 2, 2])
