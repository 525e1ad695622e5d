"""`registro import`: runs the importer and prints its report."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from app.container import Container
from app.settings import Settings
from commands.server_access import ensure_tables, open_database
from commands.terminal import database_problem, fail, print_json, print_text, progress_bars, stdout_to_stderr
from embedded.servers import EmbeddedServerError
from importing.catalogue_files import TERMS
from importing.csv_files import SEPARATORS
from importing.import_report import FileReport, FileStatus, ImportReport, TermWindow
from importing.importer import FilesMissing, Importer
from kit.errors import DatabaseUnavailable
from models.catalogue_edits import CatalogueEdits
from models.database import Database

MAX_SHOWN_ROWS = 20
"""Bad ones, and doubtful ones, of each file; `--json` has all."""


class BadTerm(Exception):
    """The term cannot be imported. The message says which; its bad rows have been printed."""


def run(settings: Settings, folder: Path, *, skip_bad_rows: bool, as_json: bool) -> int:
    """Import a folder and print the report. Returns 0 if all files were imported, else 1."""
    try:
        with stdout_to_stderr(), open_database(settings) as usable:
            report = asyncio.run(_import(usable, folder, skip_bad_rows=skip_bad_rows))
    except (FilesMissing, EmbeddedServerError) as error:
        return fail(str(error), as_json=as_json)
    except DatabaseUnavailable as error:
        return fail(database_problem(error), as_json=as_json)
    if as_json:
        print_json({"complete": report.complete, **msgspec.to_builtins(report)})
    else:
        print_report(report)
    return 0 if report.complete else 1


async def _import(settings: Settings, folder: Path, *, skip_bad_rows: bool) -> ImportReport:
    await ensure_tables(settings)
    async with Container.connected(settings) as container:
        with import_bars() as progress:
            importer = Importer(
                container.database,
                folder,
                skip_bad_rows=skip_bad_rows,
                progress=progress,
                plans=container.new_plans(),
            )
            return await importer.run()


async def import_term(database: Database, folder: Path) -> None:
    """Import a term, and open its enrollment windows, because it is usually tried before they open.

    Raises BadTerm and FilesMissing.
    """
    with import_bars() as progress:
        report = await Importer(database, folder, progress=progress).run()
    if not report.complete:
        for file in report.files:
            print_bad_rows(file)
        raise BadTerm(f"The term in {folder} cannot be imported.")
    await CatalogueEdits(database).open_windows()


@contextlib.contextmanager
def import_bars() -> Iterator["ImportBars"]:
    """Show the progress of an import during the block."""
    with progress_bars(TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn()) as progress:
        yield ImportBars(progress)


class ImportBars:
    """A progress bar for each file; see `importing.importer.ImportProgress`."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, file: str, done: int, rows: int) -> None:
        if file not in self._tasks:
            self._tasks[file] = self._progress.add_task(file)
        self._progress.update(self._tasks[file], completed=done, total=rows)


def print_report(report: ImportReport) -> None:
    """Print two lines for each file on standard output, its bad and its doubtful rows on standard error."""
    for file in report.files:
        print_bad_rows(file)
        _print_rows(file.file, [f"warning: {doubt}" for doubt in file.warnings])
        print_text(f"{file.file:12}  {_counts_text(file)}\n{'':14}{_format_text(file)}\n")
    if report.complete and not any(file.new or file.changed for file in report.files):
        print_text("Nothing has changed.\n")
    for window in report.terms:
        print_text(f"There is no {TERMS}: {_window_text(window)}\n")


def print_bad_rows(file: FileReport) -> None:
    """Print the first bad rows of a file on standard error."""
    _print_rows(file.file, [str(bad) for bad in file.bad_rows])


def _print_rows(file: str, rows: Sequence[str]) -> None:
    sys.stderr.writelines(f"{row}\n" for row in rows[:MAX_SHOWN_ROWS])
    if len(rows) > MAX_SHOWN_ROWS:
        sys.stderr.write(f"{file}: and {len(rows) - MAX_SHOWN_ROWS} more; --json lists them all\n")


def _counts_text(file: FileReport) -> str:
    match file.status:
        case FileStatus.IMPORTED:
            skipped = f", {file.skipped} skipped" if file.skipped else ""
            return f"{file.new} new, {file.changed} changed, {file.unchanged} unchanged{skipped}"
        case FileStatus.REFUSED if not file.readable:
            return "NOT imported because its first line cannot be used; see above"
        case FileStatus.REFUSED:
            return "NOT imported because of the bad rows above; --skip-bad-rows leaves them out"
        case FileStatus.HELD_BACK:
            return f"NOT imported because it refers to {' and '.join(file.waits_for)}, which was refused"


def _format_text(file: FileReport) -> str:
    same = ", which reads the same as windows-1252 here" if file.encoding == "latin-1" else ""
    ignored = f"; not imported: {', '.join(file.ignored_columns)}" if file.ignored_columns else ""
    return f"read as {file.encoding}{same}, separated by {SEPARATORS[file.separator]}{ignored}"


def _window_text(window: TermWindow) -> str:
    span = f"{window.opens_at:%Y-%m-%d %H:%M} to {window.closes_at:%Y-%m-%d %H:%M} UTC"
    if window.new:
        return f"term {window.code} is new, and open from {span}"
    return f"term {window.code} exists; it stays open from {span}"
