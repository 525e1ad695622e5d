"""The file of results: a line for each row of the file of enrollments, whole after every batch."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from enrollment.task import ErrorPolicy
from importing.enrollment_files import GROUP_SEPARATOR, FileRow

RowKey = tuple[str, str, tuple[str, ...], str, str]
"""What a row asks for: student, term, groups, policy, and whether to wait."""

NOT_ACCEPTED, BAD_ROW, UNFINISHED = "NOT_ACCEPTED", "BAD_ROW", "UNFINISHED"
"""Outcomes beside the final statuses of tasks: refused before there was a task; not readable, so not sent; not at its
end when the command ended."""
_YES, _NO = "yes", "no"
_AGAIN = frozenset({"FAILED", UNFINISHED})


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of a row; a line of the file.

    Attributes:
        line: where the row begins in the file of enrollments.
        group_codes: separated as in the file.
        outcome: the status of its task, or one of the others.
        problem, message: the code of what speaks against it, and the sentence; several are separated by a space.
        retry: whether the same may be accepted later: `AFTER` of the API, else empty.
        task, batch: the ids.
        error_policy, waitlist: what the row says of them.
    """

    line: int
    student_code: str
    term_code: str
    group_codes: str
    outcome: str
    problem: str = ""
    message: str = ""
    retry: str = ""
    task: str = ""
    batch: str = ""
    error_policy: str = ErrorPolicy.ALL_OR_NONE.value
    waitlist: str = _NO

    @property
    def key(self) -> RowKey:
        """What the row asked for."""
        groups = tuple(self.group_codes.split(GROUP_SEPARATOR))
        return self.student_code, self.term_code, groups, self.error_policy, self.waitlist

    @property
    def failed(self) -> bool:
        """Whether the row came to no end for a technical reason, so that it is sent again the next time."""
        return self.outcome in _AGAIN or (self.outcome == NOT_ACCEPTED and bool(self.retry))


_SERVER = "server"
"""The column with the URL of the server that the rows were sent to."""
_COLUMNS = [*(field.name for field in fields(FileResult)), _SERVER]
_LATER_COLUMNS = frozenset({"error_policy", "waitlist", _SERVER})
"""Files that were written before there were these have none of them, and are read nevertheless."""


class UnusableResults(Exception):
    """The file of results is there and cannot be used. The message says why."""


def key_of(row: FileRow) -> RowKey:
    """What the row asks for."""
    return row.student_code, row.term_code, row.group_codes, row.error_policy.value, _YES if row.waitlist else _NO


def result_of(row: FileRow, outcome: str, **others: str) -> FileResult:
    """The result of a row; `others`: further fields of `FileResult`."""
    student, term, groups, policy, waitlist = key_of(row)
    codes = GROUP_SEPARATOR.join(groups)
    return FileResult(row.line, student, term, codes, outcome, error_policy=policy, waitlist=waitlist, **others)


def counts_of(results: Iterable[FileResult]) -> Mapping[str, int]:
    """How many rows had which outcome."""
    return dict(sorted(Counter(result.outcome for result in results).items()))


def read_results(path: Path, server: str | None) -> dict[RowKey, FileResult]:
    """What an earlier run has written; nothing if there is no file. Raises UnusableResults.

    Args:
        server: the URL of the server that is to be used; results of another one say nothing about it. None: of any.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableResults(f"{path} cannot be read: {error}") from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if rows.fieldnames not in ([name for name in _COLUMNS if name not in _LATER_COLUMNS], _COLUMNS):
        raise UnusableResults(f"{path} is no file of results; name another with --results.")
    try:
        lines = list(rows)
        servers = {row.pop(_SERVER, "") for row in lines}
        found = [FileResult(int(row.pop("line")), **row) for row in lines]
    except (TypeError, ValueError, csv.Error) as error:
        raise UnusableResults(f"{path} is no file of results ({error}); name another with --results.") from None
    if server is not None and (others := servers - {server, ""}):
        raise UnusableResults(
            f"{path} has the results of {', '.join(sorted(map(str, others)))}, and this run is for {server}; "
            "name another file with --results."
        )
    return {result.key: result for result in found}


def write_results(path: Path, results: Sequence[FileResult], server: str) -> None:
    """Replace the file as a whole, so that one that is read, or left by a killed run, is never torn. Raises OSError."""
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, _COLUMNS, lineterminator="\n")
    table.writeheader()
    in_order = sorted(results, key=lambda result: result.line)
    table.writerows({**asdict(result), _SERVER: server} for result in in_order)
    beside = path.with_name(f".{path.name}.part")
    with beside.open("w", encoding="utf-8", newline="") as file:
        file.write(written.getvalue())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
