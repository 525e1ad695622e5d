"""Imports a folder of catalogue files. A file with a bad row is refused as a whole.

The files are independent, except that groups.csv refers to terms.csv and courses.csv: it is held back if one of these
is refused. All files are checked in any case, so that one run reports everything that has to be corrected.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from commands.importing import catalogue_files as files
from commands.importing.catalogue_files import EntryT, GroupEntry, ParsedFile
from commands.importing.csv_files import BadRow
from enrollment.catalogue_edits import IfExists, TermDraft
from models.catalogue import Catalogue
from models.catalogue_edits import CatalogueWriter, Editor, LockedGroup
from models.database import Database, Row, Transaction

_YESTERDAY, _A_YEAR = timedelta(days=1), timedelta(days=365)

TERMS, COURSES, STUDENTS, GROUPS = "terms.csv", "courses.csv", "students.csv", "groups.csv"

ImportProgress = Callable[[str, int, int], None]
"""Called with a file's name, the number of rows that are done, and the number of all rows."""


class FilesMissing(Exception):
    """The folder lacks files. The message says which."""


class FileStatus(StrEnum):
    """Whether a file was imported."""

    IMPORTED = "imported"
    REFUSED = "refused"
    HELD_BACK = "held back"


class FileReport(msgspec.Struct, kw_only=True):
    """The result of importing a file.

    Attributes:
        rows: the number of all rows; if it was imported, the sum of new, changed, unchanged and skipped.
        skipped: bad rows that were left out because of `skip_bad_rows`.
        ignored_columns: columns that are not imported.
        waits_for: if it was held back, the refused files that it refers to.
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


@dataclass(frozen=True, slots=True)
class TermWindow:
    """A term's enrollment window, UTC. `new`: whether it was made by this import."""

    code: str
    opens_at: datetime
    closes_at: datetime
    new: bool


class ImportReport(msgspec.Struct):
    """The result of importing a folder.

    Attributes:
        terms: if there is no terms.csv, the enrollment windows of the terms that groups.csv names.
    """

    files: list[FileReport]
    terms: list[TermWindow]

    @property
    def complete(self) -> bool:
        """Whether every file was imported."""
        return all(file.status is FileStatus.IMPORTED for file in self.files)


class Importer:
    """Imports one folder into a database.

    Args:
        skip_bad_rows: leave bad rows out instead of refusing their file.
        progress: called as the import advances.
    """

    def __init__(
        self, database: Database, folder: Path, *, skip_bad_rows: bool = False, progress: ImportProgress | None = None
    ) -> None:
        self._database = database
        self._folder = folder
        self._skip_bad_rows = skip_bad_rows
        self._progress = progress or (lambda _file, _done, _rows: None)

    async def run(self) -> ImportReport:
        """Import all files. Raises FilesMissing."""
        found = {name for name in (TERMS, COURSES, STUDENTS, GROUPS) if (self._folder / name).is_file()}
        if missing := [name for name in (COURSES, GROUPS, STUDENTS) if name not in found]:
            raise FilesMissing(f"There is no {' and no '.join(missing)} in {self._folder}.")
        terms = files.parse_terms(self._read(TERMS)) if TERMS in found else None
        courses = files.parse_courses(self._read(COURSES))
        students = files.parse_students(self._read(STUDENTS))
        groups = files.parse_groups(self._read(GROUPS))
        reports = [await self._import(terms, CatalogueWriter.save_terms)] if terms else []
        reports.append(await self._import(courses, CatalogueWriter.save_courses))
        reports.append(await self._import(students, CatalogueWriter.save_students))
        refused = {report.file for report in reports if report.status is FileStatus.REFUSED}
        report, windows = await self._import_groups(groups, terms, courses, refused)
        return ImportReport([*reports, report], windows)

    def _read(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    async def _import(
        self,
        parsed: ParsedFile[EntryT],
        save: Callable[[CatalogueWriter, Sequence[EntryT]], Awaitable[Sequence[Row]]],
    ) -> FileReport:
        report = self._report(parsed, parsed.bad_rows)
        self._progress(report.file, 0, report.rows)
        if report.status is FileStatus.IMPORTED:
            async with self._database.transaction() as tx:
                _count(report, len(parsed.entries), await save(_writer(tx), parsed.entries))
        self._progress(report.file, report.rows, report.rows)
        return report

    async def _import_groups(
        self,
        parsed: ParsedFile[GroupEntry],
        terms: ParsedFile[Any] | None,
        courses: ParsedFile[Any],
        refused: AbstractSet[str],
    ) -> tuple[FileReport, list[TermWindow]]:
        """Check and write in one transaction, so that the locked groups cannot change between the two."""
        self._progress(GROUPS, 0, parsed.table.rows)
        windows: list[TermWindow] = []
        async with self._database.transaction() as tx:
            term_codes = {entry.term_code for entry in parsed.entries}
            course_codes = {entry.course_code for entry in parsed.entries}
            against = _reference_problems(
                parsed.entries,
                await _allowed_codes(Catalogue(tx).terms_by_code, term_codes, terms, refused=TERMS in refused),
                await _allowed_codes(Catalogue(tx).courses_by_code, course_codes, courses, refused=COURSES in refused),
                await _writer(tx).lock_groups(parsed.entries),
            )
            report = self._report(parsed, sorted([*parsed.bad_rows, *against], key=lambda bad: bad.line))
            report.waits_for = sorted(refused & {TERMS, COURSES})
            if report.status is FileStatus.IMPORTED and report.waits_for:
                report.status, report.skipped = FileStatus.HELD_BACK, 0
            if report.status is FileStatus.IMPORTED:
                wrong = {bad.line for bad in against}
                good = [entry for entry in parsed.entries if entry.line not in wrong]
                windows = await _open_terms((e.term_code for e in good), tx) if terms is None else []
                _count(report, len(good), await _writer(tx).save_groups(good))
        self._progress(GROUPS, report.rows, report.rows)
        return report, windows

    def _report(self, parsed: ParsedFile[Any], bad: Sequence[BadRow]) -> FileReport:
        """A report with the file's status, and still without counts."""
        table = parsed.table
        refused = not table.readable or (bad and not self._skip_bad_rows)
        return FileReport(
            file=table.file,
            status=FileStatus.REFUSED if refused else FileStatus.IMPORTED,
            encoding=table.encoding,
            separator=table.separator,
            rows=table.rows,
            skipped=0 if refused else len({row.line for row in bad}),
            ignored_columns=table.ignored_columns,
            bad_rows=bad,
        )


def _writer(tx: Transaction, if_exists: IfExists = IfExists.MERGE) -> CatalogueWriter:
    return CatalogueWriter(tx, if_exists, Editor("import"))


def _count(report: FileReport, entries: int, written: Sequence[Row]) -> None:
    report.new = sum(row["new"] for row in written)
    report.changed = len(written) - report.new
    report.unchanged = entries - len(written)


async def _open_terms(codes: Iterable[str], tx: Transaction) -> list[TermWindow]:
    """Create missing terms, open from yesterday for a year. Returns the windows of all these terms."""
    wanted, writer = sorted(set(codes)), _writer(tx, IfExists.KEEP)
    now = await writer.now()
    made = await writer.save_terms(TermDraft(code, None, now - _YESTERDAY, now + _A_YEAR) for code in wanted)
    new = {row["code"] for row in made}
    terms = (await Catalogue(tx).terms_by_code(wanted)).values()
    return [
        TermWindow(term.code, term.opens_at, term.closes_at, term.code in new)
        for term in sorted(terms, key=lambda term: term.code)
    ]


async def _allowed_codes(
    find: Callable[[Sequence[str]], Awaitable[Collection[str]]],
    codes: Iterable[str],
    parsed: ParsedFile[Any] | None,
    *,
    refused: bool,
) -> Collection[str]:
    """The codes among `codes` that a group may name: those in the database, and those in a file that was refused.

    Groups that name the latter are not bad: they are held back. Without terms.csv a group may name any term.
    """
    wanted = frozenset(codes)
    if parsed is None:
        return wanted
    named = frozenset(key[0] for key in parsed.keys) if refused else frozenset[str]()
    return named | frozenset(await find(sorted(wanted)))


def _reference_problems(
    entries: Sequence[GroupEntry],
    terms: Collection[str],
    courses: Collection[str],
    locked: Mapping[tuple[str, ...], LockedGroup],
) -> list[BadRow]:
    """Problems of groups that refer to missing terms or courses, or that conflict with existing enrollments."""
    bad: list[BadRow] = []
    for entry in entries:
        if entry.term_code not in terms:
            message = f"there is no such term, neither in the database nor in {TERMS}"
            bad.append(BadRow(GROUPS, entry.line, "term_code", entry.term_code, message))
        if entry.course_code not in courses:
            message = f"there is no such course, neither in the database nor in {COURSES}"
            bad.append(BadRow(GROUPS, entry.line, "course_code", entry.course_code, message))
        group = locked.get(entry.key)
        if group is None:
            continue
        if entry.capacity < (taken := group.seats_taken):
            message = f"{taken} seats of the group are taken; write {taken} or more"
            bad.append(BadRow(GROUPS, entry.line, "capacity", str(entry.capacity), message))
        if group.moves:
            message = f"{taken} students are enrolled in it as a group of {group.course_code}; do not change its course"
            bad.append(BadRow(GROUPS, entry.line, "course_code", entry.course_code, message))
    return bad
