"""Imports a folder of catalogue files, each of them whole or, if it has a bad row, not at all.

The files are independent but for groups.csv, which is about the terms and courses of the others: it is held back when
one of those is refused, for its rows would refer to nothing. All of them are read and judged in any case, so that one
run tells everything that has to be mended.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from commands.importing import catalogue_files as files
from commands.importing import writing as sql
from commands.importing.catalogue_files import EntryT, GroupEntry, ParsedFile
from commands.importing.csv_files import BadRow
from models.database import Database, Row, Transaction

TERMS, COURSES, STUDENTS, GROUPS = "terms.csv", "courses.csv", "students.csv", "groups.csv"

ImportProgress = Callable[[str, int, int], None]
"""Told a file's name, how many of its rows are done, and how many there are."""


class FilesMissing(Exception):
    """What the folder lacks, in a sentence."""


class FileStatus(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    REFUSED = "refused"
    HELD_BACK = "held back"


class FileReport(msgspec.Struct, kw_only=True):
    """What became of a file and its rows.

    Attributes:
        rows: new, changed, unchanged and skipped ones together, if it was imported.
        skipped: bad rows that were left out, as was asked for.
        ignored_columns: those that nothing is made of.
        waits_for: the refused files that it is held back for.
    """

    file: str
    status: FileStatus
    encoding: str
    separator: str
    rows: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    ignored_columns: Sequence[str] = ()
    waits_for: Sequence[str] = ()
    bad_rows: Sequence[BadRow] = ()


class ImportReport(msgspec.Struct):
    """What became of a folder.

    Attributes:
        terms: without a terms.csv, the terms that groups.csv names, and whether they are `new` and thereby open.
    """

    files: list[FileReport]
    terms: list[sql.TermWindow]

    @property
    def complete(self) -> bool:
        """Whether every file was imported."""
        return all(file.status is FileStatus.IMPORTED for file in self.files)


class Importer:
    """Imports one folder into a database.

    Args:
        skip_bad_rows: leave bad rows out instead of refusing their file.
        progress: told how far it is.
    """

    def __init__(
        self, database: Database, folder: Path, *, skip_bad_rows: bool = False, progress: ImportProgress | None = None
    ) -> None:
        self._database = database
        self._folder = folder
        self._skip_bad_rows = skip_bad_rows
        self._progress = progress or (lambda _file, _done, _rows: None)

    async def run(self) -> ImportReport:
        """Import everything. Raises FilesMissing."""
        there = {name for name in (TERMS, COURSES, STUDENTS, GROUPS) if (self._folder / name).is_file()}
        if missing := [name for name in (COURSES, GROUPS, STUDENTS) if name not in there]:
            raise FilesMissing(f"There is no {' and no '.join(missing)} in {self._folder}.")
        terms = files.parse_terms(self._read(TERMS)) if TERMS in there else None
        courses = files.parse_courses(self._read(COURSES))
        students = files.parse_students(self._read(STUDENTS))
        groups = files.parse_groups(self._read(GROUPS))
        reports = [await self._import(terms, sql.write_terms)] if terms else []
        reports.append(await self._import(courses, sql.write_courses))
        reports.append(await self._import(students, sql.write_students))
        refused = {report.file for report in reports if report.status is FileStatus.REFUSED}
        report, windows = await self._import_groups(groups, terms, courses, refused)
        return ImportReport([*reports, report], windows)

    def _read(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    async def _import(
        self,
        parsed: ParsedFile[EntryT],
        write: Callable[[Sequence[EntryT], Transaction], Awaitable[sql.WriteCounts]],
    ) -> FileReport:
        report = self._report(parsed, parsed.bad)
        self._progress(report.file, 0, report.rows)
        if report.status is FileStatus.IMPORTED:
            async with self._database.transaction() as tx:
                _count(report, len(parsed.entries), await write(parsed.entries, tx))
        self._progress(report.file, report.rows, report.rows)
        return report

    async def _import_groups(
        self,
        parsed: ParsedFile[GroupEntry],
        terms: ParsedFile[Any] | None,
        courses: ParsedFile[Any],
        refused: AbstractSet[str],
    ) -> tuple[FileReport, list[sql.TermWindow]]:
        """One transaction: what was found right under the locks is still right when it is written."""
        self._progress(GROUPS, 0, parsed.table.rows)
        windows: list[sql.TermWindow] = []
        async with self._database.transaction() as tx:
            term_codes = {entry.term_code for entry in parsed.entries}
            course_codes = {entry.course_code for entry in parsed.entries}
            against = _reference_problems(
                parsed.entries,
                await _known("terms", term_codes, terms, tx, refused=TERMS in refused),
                await _known("courses", course_codes, courses, tx, refused=COURSES in refused),
                await sql.lock_groups(parsed.entries, tx),
            )
            report = self._report(parsed, sorted([*parsed.bad, *against], key=lambda bad: bad.line))
            report.waits_for = sorted(refused & {TERMS, COURSES})
            if report.status is FileStatus.IMPORTED and report.waits_for:
                report.status, report.skipped = FileStatus.HELD_BACK, 0
            if report.status is FileStatus.IMPORTED:
                wrong = {bad.line for bad in against}
                good = [entry for entry in parsed.entries if entry.line not in wrong]
                windows = await sql.open_terms((e.term_code for e in good), tx) if terms is None else []
                _count(report, len(good), await sql.write_groups(good, tx))
        self._progress(GROUPS, report.rows, report.rows)
        return report, windows

    def _report(self, parsed: ParsedFile[Any], bad: Sequence[BadRow]) -> FileReport:
        """Whether the file may be imported; its counts are still to come."""
        table = parsed.table
        refused = not table.readable or (bad and not self._skip_bad_rows)
        return FileReport(
            file=table.file,
            status=FileStatus.REFUSED if refused else FileStatus.IMPORTED,
            encoding=table.encoding,
            separator=table.separator,
            rows=table.rows,
            skipped=0 if refused else len({row.line for row in bad}),
            ignored_columns=table.ignored,
            bad_rows=bad,
        )


def _count(report: FileReport, entries: int, written: sql.WriteCounts) -> None:
    report.new, report.changed = written.new, written.changed
    report.unchanged = entries - written.new - written.changed


async def _known(
    table: str, codes: Iterable[str], parsed: ParsedFile[Any] | None, tx: Transaction, *, refused: bool
) -> Collection[str]:
    """Which of these codes a group may name: those in the database, and those of a file that was refused.

    The latter's groups wait for it; nothing is wrong with them. Without a file of terms, every term may be named.
    """
    wanted = frozenset(codes)
    if parsed is None:
        return wanted
    named = frozenset(key[0] for key in parsed.named) if refused else frozenset[str]()
    return named | await sql.known_codes(table, wanted, tx)


def _reference_problems(
    entries: Sequence[GroupEntry],
    terms: Collection[str],
    courses: Collection[str],
    locked: Mapping[tuple[str, ...], Row],
) -> list[BadRow]:
    """What speaks against groups that are well written: what they name is missing, or students are in their way."""
    bad: list[BadRow] = []
    for entry in entries:
        if entry.term_code not in terms:
            message = f"there is no such term, neither in the database nor in {TERMS}"
            bad.append(BadRow(GROUPS, entry.line, "term_code", entry.term_code, message))
        if entry.course_code not in courses:
            message = f"there is no such course, neither in the database nor in {COURSES}"
            bad.append(BadRow(GROUPS, entry.line, "course_code", entry.course_code, message))
        there = locked.get(entry.key)
        if there is None:
            continue
        if entry.capacity < (taken := there["seats_taken"]):
            message = f"{taken} seats of the group are taken; write {taken} or more"
            bad.append(BadRow(GROUPS, entry.line, "capacity", str(entry.capacity), message))
        if there["moves"]:
            message = f"{taken} students are enrolled in it as a group of {there['course_code']}; leave it there"
            bad.append(BadRow(GROUPS, entry.line, "course_code", entry.course_code, message))
    return bad
