"""`registro enroll`: enrolls the students of a file, and writes what became of each into a file of results."""

import asyncio
import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from app.settings import Settings
from commands.enroll.results_file import (
    BAD_ROW,
    UNFINISHED,
    FileResult,
    RowKey,
    UnusableResults,
    counts_of,
    key_of,
    read_results,
    result_of,
    write_results,
)
from commands.enroll.sending import BatchSender, NotSent, parts_of
from commands.graphql_client import GraphQLClient
from commands.import_folder import MAX_SHOWN_ROWS
from commands.running_api import NoServer, admin_token, base_url_of, find_running_api
from commands.terminal import fail, print_json, print_text, progress_bars
from importing.csv_files import SEPARATORS, RowProblem
from importing.enrollment_files import EnrollmentFile, FileRow, parse_enrollments
from telemetry import logs

_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class EnrollPlan:
    """What to send, and as whom.

    Attributes:
        results: None: beside the file, with `.results.csv` at the end of its name.
        url, token: None: of the server that runs on this machine.
        term: of rows that name none.
        wait_seconds: see `commands.enroll.sending.BatchSender`.
    """

    file: Path
    results: Path | None
    url: str | None
    token: str | None
    term: str | None
    reason: str
    skip_bad_rows: bool
    wait_seconds: float

    @property
    def results_file(self) -> Path:
        """Where the results are written."""
        return self.results or self.file.with_name(f"{self.file.stem}.results.csv")


class EnrollReport(msgspec.Struct, frozen=True):
    """What came of a file.

    Attributes:
        complete: whether no row failed for a technical reason and none was left out.
        separator: of the file; None for JSON lines.
        sent: how many rows this run has sent; the others had their end before.
        outcomes: how many rows had which.
        error: why the run ended early; None if it did not.
    """

    complete: bool
    file: str
    encoding: str
    separator: str | None
    ignored_columns: Sequence[str]
    rows: int
    sent: int
    outcomes: Mapping[str, int]
    results: str
    bad_rows: Sequence[RowProblem]
    warnings: Sequence[RowProblem]
    error: str | None


def run(settings: Settings, plan: EnrollPlan, *, as_json: bool) -> int:
    """Enroll and print the counts. Returns 0 if every row has its end, else 1; 130 if it was interrupted."""
    logs.configure("WARNING", settings.log_form)
    try:
        parsed = parse_enrollments(plan.file.name, plan.file.read_bytes(), plan.term)
        if not parsed.bad_rows or plan.skip_bad_rows:
            url = base_url_of(plan.url) if plan.url else find_running_api(settings)
            token = plan.token or admin_token(settings)
            report = asyncio.run(_enroll(plan, parsed, read_results(plan.results_file, url), url, token))
        else:
            earlier = read_results(plan.results_file, None)
            report = _report(plan, parsed, _Progress(parsed, earlier), "nothing was sent because of the bad rows")
    except (NoServer, UnusableResults, OSError) as problem:
        return fail(str(problem), as_json=as_json)
    except KeyboardInterrupt:
        sys.stderr.write("registro: interrupted; the same command goes on where it stopped and sends nothing twice.\n")
        return _INTERRUPTED
    if as_json:
        print_json(report)
    else:
        _print(report)
    return 0 if report.complete else 1


class _Progress:
    """What is known of each row, from an earlier run or this one."""

    def __init__(self, parsed: EnrollmentFile, earlier: Mapping[RowKey, FileResult]) -> None:
        self._parsed = parsed
        self.known = {key: result for key, result in earlier.items() if result.outcome != BAD_ROW}
        self.sent = 0

    def add(self, results: Sequence[FileResult]) -> None:
        """What became of the rows of a batch."""
        self.sent += len(results)
        self.known |= {result.key: result for result in results}

    def results(self) -> list[FileResult]:
        """A result for each row, the bad ones included."""
        bad = {problem.line: problem for problem in reversed(self._parsed.bad_rows)}
        return [
            *(self._of(row) for row in self._parsed.rows),
            *(FileResult(line, "", "", "", BAD_ROW, message=str(problem)) for line, problem in bad.items()),
        ]

    def _of(self, row: FileRow) -> FileResult:
        known = self.known.get(key_of(row))
        if known is None:
            return result_of(row, UNFINISHED)
        return replace(known, line=row.line)


async def _enroll(
    plan: EnrollPlan, parsed: EnrollmentFile, earlier: Mapping[RowKey, FileResult], url: str, token: str
) -> EnrollReport:
    """Send what has no end yet. The file of results is written after each batch, whatever comes after it."""
    progress, error = _Progress(parsed, earlier), None
    unique = list({key_of(row): row for row in reversed(parsed.rows)}.values())[::-1]
    parts = list(parts_of(unique, progress.known))
    async with GraphQLClient(url, {"Authorization": f"Bearer {token}"}) as client:
        with _bar(sum(len(part.rows) for part in parts)) as (shown, bar):
            batches = BatchSender(client, plan.reason, plan.wait_seconds, lambda rows: shown.advance(bar, rows))
            try:
                for part in parts:
                    progress.add(await batches.enroll(part))
                    write_results(plan.results_file, progress.results(), url)
            except NotSent as problem:
                error = f"{problem} The same command goes on where it stopped and sends nothing twice."
    write_results(plan.results_file, progress.results(), url)
    return _report(plan, parsed, progress, error)


@contextlib.contextmanager
def _bar(rows: int) -> Iterator[tuple[Progress, TaskID]]:
    with progress_bars(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    ) as bars:
        yield bars, bars.add_task("rows", total=rows)


def _report(plan: EnrollPlan, parsed: EnrollmentFile, progress: _Progress, error: str | None) -> EnrollReport:
    results = progress.results()
    return EnrollReport(
        complete=error is None and not any(result.failed for result in results),
        file=str(plan.file),
        encoding=parsed.encoding,
        separator=parsed.separator,
        ignored_columns=parsed.ignored_columns,
        rows=len(results),
        sent=progress.sent,
        outcomes=counts_of(results),
        results=str(plan.results_file),
        bad_rows=parsed.bad_rows,
        warnings=parsed.warnings,
        error=error,
    )


def _print(report: EnrollReport) -> None:
    """Print counts on standard output; bad and doubtful rows, and what went wrong, on standard error."""
    for problem in (*report.bad_rows[:MAX_SHOWN_ROWS], *report.warnings[:MAX_SHOWN_ROWS]):
        sys.stderr.write(f"{problem}\n")
    separated = f", separated by {SEPARATORS[report.separator]}" if report.separator else ""
    ignored = f"; not read: {', '.join(report.ignored_columns)}" if report.ignored_columns else ""
    print_text(f"{report.file}: read as {report.encoding}{separated}{ignored}\n")
    for outcome, count in report.outcomes.items():
        print_text(f"{outcome:14}{count:8,}\n")
    print_text(f"{report.sent:,} of {report.rows:,} rows were sent now. Results: {report.results}\n")
    if report.error:
        sys.stderr.write(f"registro: {report.error}\n")
