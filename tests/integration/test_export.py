"""`registro export`: what it writes, an import reads back as the same catalogue; nothing else changes it."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.container import Container
from enrollment.catalogue import Meeting, Weekday
from enrollment.problems import Hold
from enrollment.rule_settings import CourseRules, DependentDrops, GroupRules, Refunds, TermRules
from enrollment.term_windows import EnrollmentWindow
from importing.export_files import export_files, unreadable_rows
from importing.importer import Importer
from models.catalogue_export import read_catalogue
from tests.support.engine import accept, executed, living, submission
from tests.support.forked import completed
from tests.support.installation import Installation, Servers

SINCE = datetime(2031, 1, 1, tzinfo=UTC)
UNUSUAL = [
    Meeting(Weekday.TUESDAY, "22:00", "00:00"),
    Meeting(Weekday.TUESDAY, "23:00", "01:30"),
    Meeting(Weekday.THURSDAY, None, None, "2031-03-03", "2031-07-04"),
    Meeting(Weekday.SUNDAY, "09:00", "10:00", "2031-03-03"),
]


async def catalogue(installation: Installation) -> list[list[dict[str, Any]]]:
    """All that an import can write, by codes: numbers of rows are a database's own."""
    return [
        await installation.sql("SELECT code, name, opens_at, closes_at, rules::text FROM terms ORDER BY code"),
        await installation.sql("SELECT code, title, credits, rules::text FROM courses ORDER BY code"),
        await installation.sql(
            "SELECT code, name, active, max_credits, min_credits, holds::text, cohorts FROM students ORDER BY code"
        ),
        await installation.sql(
            """SELECT t.code AS term, g.code, c.code AS course, g.capacity, g.meetings::text, g.cancelled_at,
                      g.cancel_reason, g.rules::text
               FROM groups g JOIN terms t ON t.id = g.term_id JOIN courses c ON c.id = g.course_id
               ORDER BY t.code, g.code"""
        ),
        await installation.sql(
            """SELECT s.code, h.course_code, h.term_code, h.status, h.grade::text FROM student_history h
               JOIN students s ON s.id = h.student_id ORDER BY s.code, h.course_code, h.term_code"""
        ),
    ]


WINDOWS = (
    EnrollmentWindow(SINCE, SINCE + timedelta(days=1, microseconds=1), "first, year"),
    EnrollmentWindow(SINCE, SINCE + timedelta(days=2), None, SINCE + timedelta(days=3), SINCE + timedelta(hours=1)),
)
HOLDS = [
    Hold('unpaid, "twice"', SINCE, "Caja", code="CAJA-1"),
    Hold("old", SINCE, blocks_enrollment=False, until=SINCE + timedelta(days=1), blocks_drops=True, code="B"),
]


_ALL_RULES = TermRules(
    *(False, True, False, 3, DependentDrops.DROPPED_TOO, 12, 60),
    refunds=Refunds(SINCE),
    windows=WINDOWS,
    travel_gap_minutes=15,
)


async def make_unusual(installation: Installation) -> None:
    """Values that are easily lost on the way into a file and back."""
    meetings = msgspec.json.encode(UNUSUAL).decode()
    await installation.sql("UPDATE groups SET meetings = $1::jsonb WHERE code = 'G-ELC102-A'", meetings)
    await installation.sql("UPDATE groups SET meetings = '[]' WHERE code = 'G-ELC102-B'")
    await installation.sql(
        "UPDATE groups SET cancelled_at = $1, cancel_reason = 'a, \"b\"' WHERE code LIKE '%-A'", SINCE
    )
    await installation.sql("UPDATE students SET active = false, max_credits = 0 WHERE code = 'EST002'")
    await installation.sql("UPDATE students SET min_credits = 12 WHERE code = 'EST003'")
    await installation.sql("UPDATE students SET min_credits = 0 WHERE code = 'EST004'")
    await installation.sql("UPDATE students SET name = 'Ñusta \"la, una\"; =1+1' WHERE code = 'EST003'")
    holds = msgspec.json.encode(HOLDS).decode()
    await installation.sql("UPDATE students SET holds = $1::jsonb WHERE code = 'EST006'", holds)
    cohorts = ["2023", 'a;b "c"', "first, year"]
    await installation.sql("UPDATE students SET cohorts = $1 WHERE code = 'EST006'", cohorts)
    await installation.sql("UPDATE students SET name = NULL WHERE code = 'EST004'")
    await installation.sql(
        "UPDATE terms SET name = NULL, closes_at = closes_at + interval '1 us' WHERE code = '2024-1'"
    )
    rules = [
        ("terms", "2024-2", _ALL_RULES),
        ("terms", "2024-1", TermRules(refunds=Refunds(), windows=WINDOWS[:1])),
        ("courses", "MAT207", CourseRules('MAT101>=51.5 and ("FIS 100" or FIS101)', "FIS102", 2)),
        (
            "groups",
            "G-ELC102-A",
            GroupRules("G-FIS102-A or G-FIS102-B", "2 nuevos until 2031-01-01T00:00:00+00:00", "LAB"),
        ),
    ]
    for table, code, said in rules:
        stored = msgspec.json.encode(said).decode()
        await installation.sql(f"UPDATE {table} SET rules = $2::jsonb WHERE code = $1", code, stored)
    await installation.sql(
        """INSERT INTO student_history (student_id, course_code, term_code, status, grade)
           SELECT id, x.course, '2023-1', x.status, x.grade FROM students,
             (VALUES ('MAT101', 'PASSED', 51.5), ('FIS 100', 'IN_PROGRESS', NULL)) x (course, status, grade)
           WHERE code IN ('EST001', 'EST002')"""
    )


async def test_an_import_reads_the_same_catalogue_back(
    installation: Installation, servers: Servers, tmp_path: Path
) -> None:
    await make_unusual(installation)
    async with Container.connected(installation.settings()) as container:
        exported = export_files(await read_catalogue(container.database))
        for name, data in exported.items():
            (tmp_path / name).write_bytes(data)
        report = await Importer(container.database, tmp_path).run()
    assert report.complete
    assert [(file.new, file.changed) for file in report.files] == [(0, 0)] * 7, "it says what there is already"

    async with servers.installation() as other:
        await other.sql("TRUNCATE terms, courses, students, groups CASCADE")
        async with Container.connected(other.settings()) as container:
            report = await Importer(container.database, tmp_path).run()
        assert report.complete
        assert await catalogue(other) == await catalogue(installation)


async def test_rosters_say_who_is_in_which_group_since_when_and_by_which_task(
    container: Container, installation: Installation
) -> None:
    async with living(container, 1) as workers:
        [task] = await executed(container, workers, await accept(container, submission("EST001", ["G-ELC102-E"])))
    written = export_files(await read_catalogue(container.database))["roster.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(written.splitlines()))
    [own] = [row for row in rows if row["student_code"] == "EST001"]
    assert own == {
        "term_code": "2024-2",
        "group_code": "G-ELC102-E",
        "student_code": "EST001",
        "status": "CONFIRMED",
        "since": own["since"],
        "task": str(task.id),
        "drop_group_codes": "",
    }
    assert own["since"].endswith("Z")
    [taken] = await installation.sql("SELECT sum(seats_taken) AS seats FROM groups")
    assert len(rows) == taken["seats"]


async def test_what_an_import_would_refuse_is_named(container: Container, installation: Installation) -> None:
    await installation.sql("UPDATE students SET name = '#N/A' WHERE code = 'EST005'")
    [bad] = unreadable_rows(export_files(await read_catalogue(container.database)))
    assert (bad.file, bad.column, bad.value) == ("students.csv", "name", "#N/A")


@pytest.mark.parametrize("as_json", [False, True])
async def test_the_command_writes_a_new_folder_and_no_other(
    installation: Installation, tmp_path: Path, *, as_json: bool
) -> None:
    arguments: list[str | Path] = ["export", tmp_path / "new", *(["--json"] if as_json else [])]
    code, out, err = await completed(*arguments, DATABASE_URL=installation.database_url)
    assert (code, err) == (0, "")
    files = [path.stem for path in sorted((tmp_path / "new").iterdir())]
    assert files == ["courses", "groups", "history", "holds", "roster", "students", "terms", "windows"]
    if as_json:
        assert json.loads(out)["rows"]["students.csv"] == 200
    else:
        assert "students.csv  200 entries" in out

    code, _, err = await completed(*arguments, DATABASE_URL=installation.database_url)
    assert code == 1
    assert "is not an empty folder" in err
