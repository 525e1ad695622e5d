"""Files of enrollments: CSV as spreadsheets write it, and JSON lines."""

import codecs

import pytest

from enrollment.task import ErrorPolicy
from importing.enrollment_files import FileRow, parse_enrollments

ROWS = [
    FileRow(2, "Ñandú-1", "2024-2", ("G-ELC102-E",)),
    FileRow(3, "EST002", "2024-2", ("G-ELC106-E", "G-LIN100-A")),
]
CSV = "student_code;term_code;group_codes\nÑandú-1;2024-2;G-ELC102-E\nEST002;2024-2;G-LIN100-A | G-ELC106-E\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CSV.encode(), "utf-8"),
        (codecs.BOM_UTF8 + CSV.encode(), "utf-8-sig"),
        (CSV.encode("utf-16"), "utf-16"),
        (CSV.encode("latin-1"), "latin-1"),
        (CSV.encode("mac-roman"), "mac-roman"),
    ],
)
def test_a_file_of_any_common_encoding_is_read_right_and_the_encoding_is_reported(data: bytes, encoding: str) -> None:
    parsed = parse_enrollments("seniors.csv", data, None)
    assert (parsed.encoding, parsed.separator, parsed.rows, parsed.bad_rows) == (encoding, ";", ROWS, [])


def test_rows_without_a_term_take_the_given_one() -> None:
    some = b"student_code,term_code,group_codes\nA,2025-1,G\nB,,G\n"
    assert [row.term_code for row in parse_enrollments("f.csv", some, "2024-2").rows] == ["2025-1", "2024-2"]
    none = b"student_code,group_codes\nA,G\n"
    assert [row.term_code for row in parse_enrollments("f.csv", none, "2024-2").rows] == ["2024-2"]
    assert parse_enrollments("f.csv", none, None).bad_rows[0].column == "term_code"


def test_a_row_may_say_what_becomes_of_it_if_not_every_group_can_be_had() -> None:
    header = b"student_code,term_code,group_codes,error_policy,waitlist\n"
    data = header + b"A,T,G,best effort,no\nB,T,G,,yes\nC,T,G,ALL_OR_NONE,\n"
    lines = (
        b'{"studentCode": "A", "termCode": "T", "groupCodes": ["G"], "errorPolicy": "BEST_EFFORT"}\n'
        b'{"studentCode": "B", "termCode": "T", "groupCodes": ["G"], "waitlist": true}\n'
        b'{"studentCode": "C", "termCode": "T", "groupCodes": ["G"]}\n'
    )
    for file, written in (("f.csv", data), ("f.jsonl", lines)):
        parsed = parse_enrollments(file, written, None)
        assert parsed.bad_rows == []
        assert [(row.error_policy, row.waitlist) for row in parsed.rows] == [
            (ErrorPolicy.BEST_EFFORT, False),
            (ErrorPolicy.ALL_OR_NONE, True),
            (ErrorPolicy.ALL_OR_NONE, False),
        ]


def test_a_row_that_waits_and_takes_what_fits_and_one_with_another_word_are_bad() -> None:
    data = (
        b"student_code,term_code,group_codes,error_policy,waitlist\nA,T,G,best effort,yes\nB,T,G,some,\nC,T,G,,maybe\n"
    )
    assert [bad.column for bad in parse_enrollments("f.csv", data, None).bad_rows] == [
        "waitlist",
        "error_policy",
        "waitlist",
    ]
    lines = (
        b'{"studentCode": "A", "termCode": "T", "groupCodes": ["G"], "errorPolicy": "BEST_EFFORT", "waitlist": true}\n'
        b'{"studentCode": "B", "termCode": "T", "groupCodes": ["G"], "errorPolicy": "SOME"}\n'
    )
    parsed = parse_enrollments("f.jsonl", lines, None)
    assert (parsed.rows, [bad.line for bad in parsed.bad_rows]) == ([], [1, 2])


def test_what_no_row_is_read_by_is_named_in_csv_and_in_json() -> None:
    """Such as a name that is almost that of a field: the row would not wait."""
    csv = b"student_code,term_code,group_codes,wait_list\nA,T,G,yes\n"
    lines = b'{"studentCode": "A", "termCode": "T", "groupCodes": ["G"], "waitList": true}\n' * 2
    assert parse_enrollments("f.csv", csv, None).ignored_columns == ["wait_list"]
    parsed = parse_enrollments("f.jsonl", lines, None)
    assert (parsed.ignored_columns, len(parsed.rows)) == (["waitList"], 2)


def test_bad_cells_are_named_with_line_and_column_and_the_other_rows_are_read() -> None:
    data = b"student_code,term_code,group_codes\n,2024-2,G\nA,2024-2,\nB,2024-2,G|\nC,2024-2,#N/A\nD,2024-2,G\n"
    parsed = parse_enrollments("f.csv", data, None)
    assert [(bad.line, bad.column) for bad in parsed.bad_rows] == [
        (2, "student_code"),
        (3, "group_codes"),
        (4, "group_codes"),
        (5, "group_codes"),
    ]
    assert [row.student_code for row in parsed.rows] == ["D"]


def test_json_lines_have_the_names_of_the_api() -> None:
    lines = (
        '{"studentCode": " Ñandú-1", "termCode": "2024-2", "groupCodes": ["B", "A", "B"]}\n\n'
        '{"studentCode": "EST002", "groupCodes": ["A"]}\nnothing\n{"studentCode": "X", "groupCodes": []}\n'
    )
    parsed = parse_enrollments("seniors.JSONL", codecs.BOM_UTF8 + lines.encode(), "2025-1")
    assert (parsed.encoding, parsed.separator) == ("utf-8-sig", None)
    assert parsed.rows == [FileRow(1, "Ñandú-1", "2024-2", ("A", "B")), FileRow(3, "EST002", "2025-1", ("A",))]
    assert [bad.line for bad in parsed.bad_rows] == [4, 5]
    with_bar = parse_enrollments("bar.jsonl", b'{"studentCode": "A", "groupCodes": ["G|H"]}', "2025-1")
    assert [bad.message for bad in with_bar.bad_rows] == [
        "a group whose code has a | cannot be told from two in the file of results"
    ]
    deep = b'{"studentCode": "A", "groupCodes": ["G"], "termCode": "T", "more": ' + b"[" * 5000 + b"]" * 5000 + b"}"
    assert [bad.message for bad in parse_enrollments("deep.jsonl", deep, None).bad_rows] == ["it is nested too deeply"]
    without = parse_enrollments("seniors.jsonl", lines.encode(), None)
    assert [bad.line for bad in without.bad_rows] == [3, 4, 5]
