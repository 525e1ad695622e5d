"""What came of importing a folder: of each file, and of the terms that were made for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from importing.csv_files import RowProblem


class FileStatus(StrEnum):
    """Whether a file was imported."""

    IMPORTED = "imported"
    REFUSED = "refused"
    HELD_BACK = "held back"


class FileReport(msgspec.Struct, kw_only=True):
    """The result of importing a file.

    Attributes:
        readable: whether its first line could be used; if not, no row was read.
        rows: the number of all rows.
        new, changed, unchanged: how many terms, courses, students or groups, or terms with windows; one may have
            several rows.
        skipped: rows that were left out because of `skip_bad_rows`: bad ones, and all others of their group.
        ignored_columns: columns that are not imported.
        waits_for: if it was held back, the refused files that it refers to.
        warnings: what is doubtful, and kept nothing from being imported.
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
    readable: bool = True
    ignored_columns: Sequence[str] = ()
    waits_for: Sequence[str] = ()
    bad_rows: Sequence[RowProblem] = ()
    warnings: Sequence[RowProblem] = ()


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
