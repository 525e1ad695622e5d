"""A file of enrollments, a student with a basket in each row: CSV, or JSON lines with the names of `EnrollInput`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_GROUPS
from enrollment.task import ErrorPolicy
from enrollment.text import normalized, unwritable
from importing.cells import CellReader
from importing.csv_files import CsvRow, RowProblem, read_table
from importing.encodings import decode

GROUP_SEPARATOR = "|"
"""Between the groups of a row of CSV, and of a line of results: no code of a group in a file has one."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """What a row asks for, in codes as they are stored. `line`: where it begins, from 1.

    Attributes:
        error_policy: what becomes of the basket if not every group can be had; waitlist: whether the student wants to
            wait for a seat in the groups that are full.
    """

    line: int
    student_code: str
    term_code: str
    group_codes: tuple[str, ...]
    error_policy: ErrorPolicy = ErrorPolicy.ALL_OR_NONE
    waitlist: bool = False


@dataclass(slots=True)
class EnrollmentFile:
    """A file as it was read.

    Attributes:
        encoding: see `importing.encodings.Decoded`.
        separator: one of `importing.csv_files.SEPARATORS`; None for JSON lines.
        rows: the good rows, in the order of lines. bad_rows: what is wrong with the others.
        warnings: what is doubtful about good rows and about the header.
    """

    encoding: str
    separator: str | None
    rows: list[FileRow] = field(default_factory=list)
    bad_rows: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    ignored_columns: Sequence[str] = ()


class _Line(msgspec.Struct, rename="camel"):
    student_code: str
    group_codes: tuple[str, ...]
    term_code: str | None = None
    error_policy: ErrorPolicy = ErrorPolicy.ALL_OR_NONE
    waitlist: bool = False


_WAITS_AND_TAKES_WHAT_FITS = "a row with BEST_EFFORT waits for no seat; write two rows"


def parse_enrollments(file: str, data: bytes, term_code: str | None) -> EnrollmentFile:
    """Parse CSV with the columns student_code, group_codes and optionally term_code, error_policy and waitlist, or JSON
    lines.

    Args:
        file: its name; that of JSON lines ends with `.jsonl`.
        term_code: the term of rows that name none; None: each has to name one.
    """
    reads = _parse_json_lines if file.lower().endswith(".jsonl") else _parse_csv
    parsed = reads(file, data, term_code)
    parsed.bad_rows.sort(key=lambda problem: problem.line)
    return parsed


def _parse_csv(file: str, data: bytes, term_code: str | None) -> EnrollmentFile:
    needed = ("student_code", "group_codes") if term_code else ("student_code", "term_code", "group_codes")
    table = read_table(file, data, needed, ("term_code", "error_policy", "waitlist"))
    parsed = EnrollmentFile(table.encoding, table.separator, ignored_columns=table.ignored_columns)
    parsed.bad_rows += table.bad_rows
    parsed.warnings += table.warnings
    for row in table.good_rows:
        cells = CellReader(file, row)
        student = cells.code("student_code")
        term = term_code if term_code and not cells.has("term_code") else cells.code("term_code")
        groups = _groups(file, row, cells)
        policy = cells.choice("error_policy", ErrorPolicy) if cells.has("error_policy") else None
        waits = cells.has("waitlist") and cells.flag("waitlist")
        if waits and policy is ErrorPolicy.BEST_EFFORT:
            cells.reject("waitlist", _WAITS_AND_TAKES_WHAT_FITS)
        parsed.bad_rows += cells.bad_rows
        parsed.warnings += cells.warnings
        if not cells.bad_rows:
            policy = policy or ErrorPolicy.ALL_OR_NONE
            parsed.rows.append(FileRow(row.number, student, term, groups, policy, waits))
    return parsed


def _groups(file: str, row: CsvRow, cells: CellReader) -> tuple[str, ...]:
    """The codes in the cell, each read as a cell of its own."""
    found = set()
    for text in row.cells["group_codes"].split(GROUP_SEPARATOR):
        one = CellReader(file, CsvRow(row.number, {"group_codes": text}))
        found.add(one.code("group_codes"))
        cells.bad_rows += one.bad_rows
        cells.warnings += one.warnings
    if len(found) > MAX_GROUPS:
        cells.reject("group_codes", f"names {len(found)} groups; at most {MAX_GROUPS} are allowed")
    return tuple(sorted(found))


def _parse_json_lines(file: str, data: bytes, term_code: str | None) -> EnrollmentFile:
    decoded = decode(data)
    unread = dict[str, None]()
    parsed = EnrollmentFile(decoded.encoding, None)
    for number, text in enumerate(decoded.text.split("\n"), 1):
        if not text.strip():
            continue
        try:
            line = text.encode("utf-8", "surrogateescape")
            parsed.rows.append(_json_row(number, line, term_code))
            unread |= dict.fromkeys(msgspec.json.decode(line, type=dict[str, msgspec.Raw]))
        except RecursionError:
            parsed.bad_rows.append(RowProblem(file, number, None, None, "it is nested too deeply"))
        except (msgspec.MsgspecError, ValueError) as error:
            parsed.bad_rows.append(RowProblem(file, number, None, None, str(error)))
    parsed.ignored_columns = [name for name in unread if name not in _Line.__struct_encode_fields__]
    return parsed


def _json_row(number: int, line: bytes, term_code: str | None) -> FileRow:
    """Raises msgspec.MsgspecError or ValueError."""
    sent = msgspec.json.decode(line, type=_Line)
    if not (term := sent.term_code or term_code):
        raise ValueError("names no termCode, and no --term was given")
    codes = tuple(sorted({normalized(code) for code in sent.group_codes}))
    student = normalized(sent.student_code)
    row = FileRow(number, student, normalized(term), codes, sent.error_policy, sent.waitlist)
    for code in (row.student_code, row.term_code, *codes):
        if not 0 < len(code) <= MAX_CODE_CHARACTERS or unwritable(code):
            raise ValueError(f"a code has 1 to {MAX_CODE_CHARACTERS} printable characters")
    if any(GROUP_SEPARATOR in code for code in codes):
        raise ValueError(f"a group whose code has a {GROUP_SEPARATOR} cannot be told from two in the file of results")
    if not 0 < len(codes) <= MAX_GROUPS:
        raise ValueError(f"groupCodes names 1 to {MAX_GROUPS} groups")
    if sent.waitlist and sent.error_policy is ErrorPolicy.BEST_EFFORT:
        raise ValueError(_WAITS_AND_TAKES_WHAT_FITS)
    return row
