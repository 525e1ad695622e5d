"""Imports a folder of catalogue files. A file with a bad row is refused as a whole.

The files are independent, except that groups.csv refers to terms.csv and courses.csv, windows.csv to terms.csv, and
holds.csv and history.csv to students.csv: one of these is held back if a file that it refers to is refused. All files
are checked in any case, so that one run reports everything that has to be corrected.

What a file does not speak of stays as it is: columns that it does not have, and rows that exist and it does not name.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from enrollment.catalogue_edits import IfExists, TermDraft
from enrollment.plans import STANDARD, Plans
from importing import catalogue_files as files
from importing.catalogue_files import COURSES, HISTORY, HOLDS, STUDENTS, TERMS, HoldEntry, TakenCourseEntry
from importing.catalogued import (
    Catalogued,
    catalogued_courses,
    catalogued_students,
    catalogued_terms,
    existing_terms,
)
from importing.csv_files import RowProblem
from importing.group_files import GROUPS, GroupEntry, parse_groups
from importing.group_meetings import with_meetings
from importing.group_references import reference_problems
from importing.import_report import FileReport, FileStatus, ImportReport, TermWindow
from importing.parsed_files import CatalogueEntry, EntryT, ParsedFile
from importing.window_files import WINDOWS, WindowsEntry, outside_term, parse_windows
from models.catalogue import Catalogue
from models.catalogue_writer import CatalogueWriter, Editor, Saved
from models.database import Database, Transaction
from models.group_cancellations import cancel_group
from models.similar_codes import Key, SimilarCodes
from models.waitlists import Waitlists

_IMPORT = "import"
"""Who imports, and by which request, as the audit log and promotions say it."""
_EDITOR = Editor(_IMPORT)
_YESTERDAY, _A_YEAR = timedelta(days=1), timedelta(days=365)

OfStudentT = TypeVar("OfStudentT", HoldEntry, TakenCourseEntry)

FindSimilar = Callable[[SimilarCodes, Sequence[Key]], Awaitable[Mapping[Key, Sequence[str]]]]
"""A method of `SimilarCodes`."""

ImportProgress = Callable[[str, int, int], None]
"""Called with a file's name, the number of rows that are done, and the number of all rows."""


class FilesMissing(Exception):
    """The folder lacks files, or one cannot be read. The message says which."""


class Importer:
    """Imports one folder into a database.

    Args:
        skip_bad_rows: leave bad rows out instead of refusing their file.
        progress: called as the import advances.
        plans: which plans the promotions and drops begin with that follow from higher capacities and cancelled groups.
            The sweep wakes workers for them.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        skip_bad_rows: bool = False,
        progress: ImportProgress | None = None,
        plans: Plans = STANDARD,
    ) -> None:
        self._database = database
        self._folder = folder
        self._skip_bad_rows = skip_bad_rows
        self._progress = progress or (lambda _file, _done, _rows: None)
        self._waitlists = Waitlists(plans)
        self._drop_plan = plans.administrative_drop

    async def run(self) -> ImportReport:
        """Import all files. Raises FilesMissing."""
        names = (TERMS, WINDOWS, COURSES, STUDENTS, HOLDS, HISTORY, GROUPS)
        found = {name for name in names if (self._folder / name).is_file()}
        if missing := [name for name in (COURSES, GROUPS, STUDENTS) if name not in found]:
            raise FilesMissing(f"There is no {' and no '.join(missing)} in {self._folder}.")
        terms = files.parse_terms(self._read(TERMS)) if TERMS in found else None
        windows = parse_windows(self._read(WINDOWS)) if WINDOWS in found else None
        courses = files.parse_courses(self._read(COURSES))
        students = files.parse_students(self._read(STUDENTS))
        holds = files.parse_holds(self._read(HOLDS)) if HOLDS in found else None
        history = files.parse_history(self._read(HISTORY)) if HISTORY in found else None
        groups = parse_groups(self._read(GROUPS))
        reports = [await self._import(terms, CatalogueWriter.save_terms, SimilarCodes.of_terms)] if terms else []
        if windows:
            refused = {report.file for report in reports if report.status is FileStatus.REFUSED}
            reports.append(await self._import_windows(windows, terms, refused))
        reports.append(await self._import(courses, CatalogueWriter.save_courses, SimilarCodes.of_courses))
        reports.append(await self._import(students, CatalogueWriter.save_students, SimilarCodes.of_students))
        refused = {report.file for report in reports if report.status is FileStatus.REFUSED}
        if holds:
            reports.append(await self._import_of_students(holds, CatalogueWriter.place_holds, students, refused))
        if history:
            reports.append(await self._import_of_students(history, CatalogueWriter.save_history, students, refused))
        report, opened = await self._import_groups(groups, terms, courses, refused)
        return ImportReport([*reports, report], opened)

    def _read(self, name: str) -> bytes:
        path = self._folder / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise FilesMissing(f"{path} cannot be read: {error.strerror}.") from error

    async def _import(
        self,
        parsed: ParsedFile[EntryT],
        save: Callable[[CatalogueWriter, Sequence[EntryT]], Awaitable[Sequence[Saved]]],
        similar: FindSimilar,
    ) -> FileReport:
        report = self._report(parsed, parsed.bad_rows, parsed.entries)
        self._progress(report.file, 0, report.rows)
        if report.status is FileStatus.IMPORTED:
            async with self._database.transaction() as tx:
                saved = await save(_writer(tx), parsed.entries)
                _count(report, len(parsed.entries), saved)
                if parsed.table.file == TERMS and (changed := [term.key[0] for term in saved if not term.new]):
                    await self._waitlists.hold_seats_in_terms(changed, _IMPORT, tx)
            report.warnings = await self._warnings(parsed, parsed.entries, similar)
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
            entries, against = await with_meetings(_writer(tx), parsed.entries)
            against += reference_problems(
                entries,
                await catalogued_terms(tx, parsed, terms, refused=TERMS in refused),
                await catalogued_courses(tx, parsed, courses, refused=COURSES in refused),
                await _writer(tx).lock_groups(entries),
            )
            wrong = {bad.line for bad in against}
            good = [entry for entry in entries if entry.lines[0] not in wrong]
            report = self._report(parsed, [*parsed.bad_rows, *against], good, refused & {TERMS, COURSES})
            if report.status is FileStatus.IMPORTED:
                windows = await _open_terms((e.term_code for e in good), tx) if terms is None else []
                saved = await _save_groups(tx, good, self._drop_plan)
                _count(report, len(good), saved)
                if changed := [(group.key[0], group.key[1]) for group in saved if not group.new]:
                    await self._waitlists.hold_seats(changed, _IMPORT, tx)
        if report.status is FileStatus.IMPORTED:
            report.warnings = await self._warnings(parsed, good, SimilarCodes.of_groups)
        self._progress(GROUPS, report.rows, report.rows)
        return report, windows

    async def _import_of_students(
        self,
        parsed: ParsedFile[OfStudentT],
        save: Callable[[CatalogueWriter, Sequence[OfStudentT]], Awaitable[Sequence[Saved]]],
        students: ParsedFile[Any],
        refused: AbstractSet[str],
    ) -> FileReport:
        """Import what is about students."""
        refused = refused & {STUDENTS}

        def known(tx: Transaction) -> Awaitable[Catalogued]:
            return catalogued_students(tx, parsed, students, refused=bool(refused))

        return await self._import_about(parsed, save, "student_code", known, refused)

    async def _import_windows(
        self, parsed: ParsedFile[WindowsEntry], terms: ParsedFile[Any] | None, refused: AbstractSet[str]
    ) -> FileReport:
        """Import the windows within terms. What lies outside a term is doubtful: it may have been closed since."""
        refused = refused & {TERMS}

        def known(tx: Transaction) -> Awaitable[Catalogued]:
            return existing_terms(tx, parsed, terms, refused=bool(refused))

        report = await self._import_about(parsed, CatalogueWriter.save_windows, "term_code", known, refused)
        if report.status is FileStatus.IMPORTED:
            existing = await Catalogue(self._database).terms_by_code([entry.term_code for entry in parsed.entries])
            outside = [
                problem
                for entry in parsed.entries
                if (term := existing.get(entry.term_code))
                for problem in outside_term(entry, term)
            ]
            report.warnings = sorted([*parsed.warnings, *outside], key=lambda doubt: doubt.line)
        return report

    async def _import_about(
        self,
        parsed: ParsedFile[EntryT],
        save: Callable[[CatalogueWriter, Sequence[EntryT]], Awaitable[Sequence[Saved]]],
        column: str,
        find_known: Callable[[Transaction], Awaitable[Catalogued]],
        waits_for: AbstractSet[str],
    ) -> FileReport:
        """Import what is about other things, whose codes the column has."""
        file = parsed.table.file
        self._progress(file, 0, parsed.table.rows)
        async with self._database.transaction() as tx:
            known = await find_known(tx)
            problems = [(entry, known.problem_with(entry.key[0])) for entry in parsed.entries]
            against: list[RowProblem] = [
                RowProblem(file, entry.lines[0], column, entry.key[0], problem)
                for entry, problem in problems
                if problem
            ]
            good = [entry for entry, problem in problems if not problem]
            report = self._report(parsed, [*parsed.bad_rows, *against], good, waits_for)
            if report.status is FileStatus.IMPORTED:
                _count(report, len(good), await save(_writer(tx), good))
        self._progress(file, report.rows, report.rows)
        return report

    async def _warnings(
        self, parsed: ParsedFile[EntryT], entries: Sequence[EntryT], similar: FindSimilar
    ) -> Sequence[RowProblem]:
        """What is doubtful about these, which are saved; of two codes that are easily confused, the later one is."""
        lines = {entry.key: entry.lines[0] for entry in entries}
        found = list(parsed.warnings)
        for key, codes in (await similar(SimilarCodes(self._database), list(lines))).items():
            if all(lines.get((*key[:-1], code), 0) < lines[key] for code in codes):
                message = f"is easily taken for {' and '.join(codes)}; if they are the same, correct one of them"
                found.append(RowProblem(parsed.table.file, lines[key], parsed.code_column, key[-1], message))
        return sorted(found, key=lambda doubt: doubt.line)

    def _report(
        self,
        parsed: ParsedFile[EntryT],
        bad: Sequence[RowProblem],
        good: Sequence[CatalogueEntry],
        waits_for: AbstractSet[str] = frozenset(),
    ) -> FileReport:
        """A report with the file's status, and still without counts. `waits_for`: refused files that it refers to."""
        table = parsed.table
        refused = not table.readable or (bad and not self._skip_bad_rows)
        accepted = FileStatus.HELD_BACK if waits_for else FileStatus.IMPORTED
        return FileReport(
            file=table.file,
            status=FileStatus.REFUSED if refused else accepted,
            waits_for=sorted(waits_for),
            encoding=table.encoding,
            separator=table.separator,
            rows=table.rows,
            skipped=0 if refused or waits_for else table.rows - sum(len(entry.lines) for entry in good),
            readable=table.readable,
            ignored_columns=table.ignored_columns,
            bad_rows=sorted(bad, key=lambda each: each.line),
            warnings=parsed.warnings,
        )


def _writer(tx: Transaction, if_exists: IfExists = IfExists.MERGE) -> CatalogueWriter:
    return CatalogueWriter(tx, if_exists, _EDITOR)


def _count(report: FileReport, entries: int, written: Sequence[Saved]) -> None:
    report.new = sum(saved.new for saved in written)
    report.changed = len(written) - report.new
    report.unchanged = entries - len(written)


async def _save_groups(tx: Transaction, entries: Sequence[GroupEntry], drop_plan: tuple[str, int]) -> list[Saved]:
    """What was written. A group that is there, and that the file says is cancelled, is cancelled now."""
    written = {saved.key: saved for saved in await _writer(tx).save_groups(entries)}
    for entry in sorted(entries, key=lambda entry: entry.key):
        if entry.cancel_reason is None:
            continue
        drops = await cancel_group(tx, _EDITOR, entry.term_code, entry.code, entry.cancel_reason, drop_plan)
        if drops is not None:
            written.setdefault(entry.key, Saved(entry.key, new=False))
    return list(written.values())


async def _open_terms(codes: Iterable[str], tx: Transaction) -> list[TermWindow]:
    """Create missing terms, open from yesterday for a year. Returns the windows of all these terms."""
    wanted, writer = sorted(set(codes)), _writer(tx, IfExists.KEEP)
    now = await writer.now()
    made = await writer.save_terms(TermDraft(code, None, now - _YESTERDAY, now + _A_YEAR) for code in wanted)
    new = {code for saved in made for code in saved.key}
    terms = (await Catalogue(tx).terms_by_code(wanted)).values()
    return [
        TermWindow(term.code, term.opens_at, term.closes_at, term.code in new)
        for term in sorted(terms, key=lambda term: term.code)
    ]
