"""Makes entries of the rows of a file: one of each row, or one of all rows with the same key."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from enrollment.text import normalized
from importing.cells import CellReader
from importing.csv_files import CsvTable, RowProblem


class CatalogueEntry(Protocol):
    """What a catalogue file says of one thing. `key`: unique in the file; `lines`: where its rows begin."""

    @property
    def lines(self) -> tuple[int, ...]: ...

    @property
    def key(self) -> tuple[str, ...]: ...


EntryT = TypeVar("EntryT", bound=CatalogueEntry)


@dataclass(frozen=True, slots=True)
class ParsedFile(Generic[EntryT]):
    """A parsed file.

    Attributes:
        entries: what the good rows say, in the order of lines.
        bad_rows: the problems of the other rows, in the order of lines.
        warnings: what is doubtful about good rows and about the header.
        keys: the keys of all rows, including bad ones, as far as they could be read.
        code_column: which column has the code of what the file is about.
    """

    table: CsvTable
    entries: Sequence[EntryT]
    bad_rows: Sequence[RowProblem]
    warnings: Sequence[RowProblem]
    keys: frozenset[tuple[str, ...]]
    code_column: str


@dataclass(frozen=True, slots=True)
class ReadRow(Generic[EntryT]):
    """A row as it was read; its reader has what is wrong with it."""

    entry: EntryT
    reader: CellReader

    @property
    def good(self) -> bool:
        return not self.reader.bad_rows


def parse_rows(
    table: CsvTable,
    read: Callable[[CellReader], EntryT],
    code_column: str,
    collect: Callable[[CsvTable, Sequence[ReadRow[EntryT]]], list[EntryT]] | None = None,
) -> ParsedFile[EntryT]:
    """Read the rows of a table. `collect`: makes entries of rows; without one each row is an entry of its own."""
    readers = [CellReader(table.file, line) for line in table.good_rows]
    rows = [ReadRow(read(reader), reader) for reader in readers]
    entries = _unique(rows, code_column) if collect is None else collect(table, rows)
    return ParsedFile(
        table,
        entries,
        _in_order([*table.bad_rows, *(bad for row in rows for bad in row.reader.bad_rows)]),
        _in_order([*table.warnings, *(doubt for row in rows if row.good for doubt in row.reader.warnings)]),
        frozenset(row.entry.key for row in rows if all(row.entry.key)),
        code_column,
    )


def _in_order(problems: Iterable[RowProblem]) -> list[RowProblem]:
    return sorted(problems, key=lambda problem: problem.line)


def _unique(rows: Sequence[ReadRow[EntryT]], code_column: str) -> list[EntryT]:
    """The good rows; of several with the same key only the first is good."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        [line] = row.entry.lines
        earlier = first.setdefault(row.entry.key, line) if all(row.entry.key) else line
        if earlier != line:
            row.reader.reject(code_column, f"is on line {earlier} already; leave one of them")
    return [row.entry for row in rows if row.good]


def merged_rows(
    table: CsvTable,
    rows: Sequence[ReadRow[EntryT]],
    key_columns: Sequence[str],
    check: Callable[[Sequence[ReadRow[EntryT]]], None],
    merge: Callable[[Sequence[EntryT]], EntryT],
) -> list[EntryT]:
    """An entry for each key of which all rows are good.

    Args:
        key_columns: which columns are the key; the last one has the code of what the rows are about.
        check: rejects those of the rows of one key that do not go together.
        merge: makes one entry of theirs.
    """
    by_key: dict[tuple[str, ...], list[ReadRow[EntryT]]] = {}
    for row in rows:
        by_key.setdefault(row.entry.key, []).append(row)
    # Of a row that has too few or too many cells the first ones may say what it is about.
    broken = [(tuple(normalized(row.cells.get(n, "")) for n in key_columns), row.number) for row in table.broken_rows]
    what = key_columns[-1].removesuffix("_code")
    entries = []
    for key, same in by_key.items():
        check(same)
        bad = [row.entry.lines[0] for row in same if not row.good] + [line for of, line in broken if of == key]
        if not bad:
            entries.append(merge([row.entry for row in same]))
        for row in same:
            if bad and row.good:
                row.reader.reject(key_columns[-1], f"is left out, because line {bad[0]} is of the same {what}")
    return entries
