"""CSV files as spreadsheets export them: encodings, separators, and bad rows."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.importing.catalogue_files import parse_courses, parse_groups, parse_students, parse_terms
from commands.importing.csv_files import SEPARATORS, read_table
from commands.importing.encodings import decode
from enrollment.catalogue import Meeting, Weekday
from enrollment.text import normalized

GROUP = "term_code,group_code,course_code,capacity,enrolled,days,start,end,date_start,date_end,reserved\n"


def messages(bad: Sequence[object]) -> list[str]:
    return [str(row) for row in bad]


# Encodings


@pytest.mark.parametrize(
    ("codec", "told_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("windows-1252", "latin-1"),
        ("latin-1", "latin-1"),
        ("mac-roman", "mac-roman"),
    ],
)
@pytest.mark.parametrize("name", ["Ñandú", "MATEMÁTICA", "Perú", "lingüística, ética y año nuevo"])
def test_files_of_other_programs_are_read_right_and_their_encoding_is_named(
    codec: str, told_as: str, name: str
) -> None:
    parsed = parse_students(f'student_code,name\n0007,"{name}"\n'.encode(codec))
    assert [(entry.code, entry.name) for entry in parsed.entries] == [("0007", name)]
    assert parsed.table.encoding == told_as
    assert not parsed.bad_rows


def test_windows_1252_is_distinguished_from_latin_1_by_what_only_it_has() -> None:
    assert decode("O’Higgins — “Ñandú” cuesta 5 €".encode("windows-1252")).encoding == "windows-1252"
    assert decode("O’Higgins".encode()).encoding == "utf-8"
    assert decode(b"only ASCII").encoding == "utf-8"


@pytest.mark.parametrize("name", ["España", "niño", "Física"])
def test_text_that_is_plausible_in_both_encodings_is_not_read_as_mac_roman(name: str) -> None:
    """Mac Roman's ñ and í are a dash and an apostrophe in Windows-1252; both are plausible between letters."""
    assert decode(name.encode("mac-roman")).encoding == "windows-1252"


WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzáéíóúüñ", min_size=1, max_size=8).flatmap(
        lambda word: st.sampled_from([word, word.capitalize(), word.upper()])
    ),
    min_size=1,
)


@given(WORDS, st.sampled_from(["latin-1", "windows-1252", "utf-8", "utf-8-sig", "utf-16"]))
def test_spanish_is_read_right_whatever_it_says(words: list[str], codec: str) -> None:
    text = " ".join(words)
    assert decode(text.encode(codec)).text == text


def test_a_file_of_two_encodings_is_not_guessed_at() -> None:
    data = "student_code,name\n1,Núñez\n".encode() + "2,Ñandú\n".encode("latin-1") + "3,Peña\n".encode()
    parsed = parse_students(data)
    assert [entry.name for entry in parsed.entries] == ["Núñez", "Peña"]
    assert messages(parsed.bad_rows) == [
        'students.csv, line 3, column name: "?and?": the file is UTF-8, and this is not; save the whole file as UTF-8'
    ]


# Separators and shape


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_ends_of_lines_are_found_out(separator: str, end: str) -> None:
    title = 'Curvas, "áreas"; y más'
    rows: list[list[object]] = [["Course_Code", "TITLE ", "credits"], ["MAT;001", title, 4], ["", " ", ""], []]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    parsed = parse_courses(out.getvalue().encode())
    assert parsed.table.separator == separator
    assert [(e.line, e.code, e.title, e.credits) for e in parsed.entries] == [(2, "MAT;001", title, 4)]
    assert parsed.table.rows == 1


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20)),
    st.sampled_from([*SEPARATORS]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_codes_are_kept_character_by_character(codes: list[str], separator: str, codec: str) -> None:
    codes = [code for code in codes if normalized(code)]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([("student_code", "max_credits"), *((code, 18) for code in codes)])
    parsed = parse_students(out.getvalue().encode(codec))
    expected = list(dict.fromkeys(normalized(code) for code in codes))
    assert [entry.code for entry in parsed.entries] == expected
    assert len(parsed.bad_rows) == len(codes) - len(expected)
    assert all("already" in bad.message for bad in parsed.bad_rows)


@given(st.binary() | st.text().map(lambda text: f"student_code,name,max_credits\n{text}".encode("utf-8", "replace")))
def test_no_content_of_a_file_raises(data: bytes) -> None:
    for parse in (parse_terms, parse_courses, parse_students, parse_groups):
        parsed = parse(data)
        assert parsed.table.rows >= len(parsed.entries)
        assert all(bad.line >= 1 and bad.message for bad in parsed.bad_rows)


def test_columns_may_stand_in_any_order_and_unknown_ones_are_named() -> None:
    table = read_table("x.csv", b"extra;b;a;;\n1;2;3;;\n", ["a", "b"])
    assert [line.cells["a"] for line in table.good_rows] == ["3"]
    assert (table.ignored_columns, table.separator) == (["extra"], ";")


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("", "line 2, column student_code: the first line has to name the columns student_code; student_code missing"),
        ("code,name", "line 1, column student_code: the first line has to name"),
        ("student_code,name,name", "line 1, column name: two columns have this name; leave one"),
    ],
)
def test_a_header_that_cannot_be_used_makes_the_file_unreadable(header: str, problem: str) -> None:
    parsed = parse_students(f"{header}\n1,2,3\n".encode())
    assert not parsed.table.readable
    assert not parsed.entries
    assert str(parsed.bad_rows[0]).startswith(f"students.csv, {problem}")


def test_a_bad_row_is_reported_with_the_line_it_begins_at() -> None:
    data = b'course_code,title,credits\nA,"of two\nlines",4\nB,title\nC,"x",4,one,more\nD,title,4\nE,"stray" quote,4\n'
    parsed = parse_courses(data)
    assert [entry.code for entry in parsed.entries] == ["D"]
    assert messages(parsed.bad_rows) == [
        'courses.csv, line 2, column title: "of two�lines": holds an unprintable character, or a line break; remove it',
        "courses.csv, line 4, column credits: nothing here: the row has 2 cells, the header 3",
        'courses.csv, line 5: "one": one too many: the row has 5 cells, the header 3; quote what holds a separator',
        "courses.csv, line 7: not a row of CSV: ',' expected after '\"'; a quote is not closed, or misplaced",
    ]


# Cells


def test_leading_zeros_survive_and_blanks_do_not() -> None:
    parsed = parse_students("student_code,max_credits\n 0007\u00a0,018\n007,\n".encode())
    assert [(entry.code, entry.max_credits) for entry in parsed.entries] == [("0007", 18), ("007", None)]


@pytest.mark.parametrize("capacity", ["", "-1", "2.5", "30 ", "1e3", "٣", "9" * 5000, str(2**31)])
def test_a_capacity_is_a_whole_number(capacity: str) -> None:
    parsed = parse_groups(f"{GROUP}2031-1,G,C,{capacity},5,,,,,,\n".encode())
    shown = capacity if len(capacity) < 80 else f"{capacity[:80]}…"
    if capacity == "30 ":
        assert [entry.capacity for entry in parsed.entries] == [30]
    else:
        assert messages(parsed.bad_rows) == [
            f'groups.csv, line 2, column capacity: "{shown}": write a whole number from 0 to 2147483647'
        ]


def test_a_group_meets_once_for_each_of_its_days() -> None:
    data = f"{GROUP}2031-1,G,C,30,5,MRU,8:30,09:25:00,2031-03-03,2031-07-04,10 nuevos\n2031-1,H,C,1,,TT,,,,,\n"
    first, second = parse_groups(data.encode()).entries
    assert first.meetings == tuple(
        Meeting(day, "08:30", "09:25", "2031-03-03", "2031-07-04")
        for day in (Weekday.MONDAY, Weekday.THURSDAY, Weekday.SUNDAY)
    )
    assert second.meetings == (Meeting(Weekday.TUESDAY),)


@pytest.mark.parametrize("cells", ["MWF,,", ",,", ",08:00,09:00"])
def test_days_and_times_may_be_empty(cells: str) -> None:
    parsed = parse_groups(f"{GROUP}2031-1,G,C,30,5,{cells},,,\n".encode())
    assert not parsed.bad_rows
    assert len(parsed.entries[0].meetings) == (3 if "MWF" in cells else 0)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("MX,,,,", 'days: "MX": X is not a day; write letters of MTWRFSU, where R is Thursday and U Sunday'),
        ("M,24:00,25:00,,", 'start: "24:00": write a time from 00:00 to 23:59, such as 08:30'),
        ("M,10:00,,,", 'end: "": is empty, and start is not; fill both or neither'),
        ("M,10:00,09:00,,", 'end: "09:00": is not after start, 10:00'),
        ("M,,,03/04/2031,", 'date_start: "03/04/2031": write a date as year-month-day, such as 2024-08-24'),
        ("M,,,2031-02-30,", 'date_start: "2031-02-30": write a date'),
        ("M,,,2031-07-04,2031-03-03", 'date_end: "2031-03-03": is before date_start, 2031-07-04'),
    ],
)
def test_a_meeting_that_makes_no_sense_is_a_bad_row(cells: str, problem: str) -> None:
    parsed = parse_groups(f"{GROUP}2031-1,G,C,30,5,{cells},\n".encode())
    assert messages(parsed.bad_rows)[0].startswith(f"groups.csv, line 2, column {problem}")
    assert not parsed.entries


def test_everything_wrong_with_a_row_is_reported_together() -> None:
    parsed = parse_courses(b"course_code,title,credits\n,,x\n")
    assert [(bad.column, bad.value) for bad in parsed.bad_rows] == [
        ("title", ""),
        ("course_code", ""),
        ("credits", "x"),
    ]


def test_the_same_code_twice_is_a_bad_row_and_the_first_one_stays() -> None:
    parsed = parse_groups(f"{GROUP}a,G,C,1,,,,,,,\nb,G,C,2,,,,,,,\na, G ,C,3,,,,,,,\n".encode())
    assert [(entry.term_code, entry.capacity) for entry in parsed.entries] == [("a", 1), ("b", 2)]
    assert messages(parsed.bad_rows) == [
        'groups.csv, line 4, column group_code: "G ": is on line 2 already; leave one of them'
    ]


def test_a_window_needs_an_offset() -> None:
    data = b"""term_code,opens_at,closes_at,name
2031-1,2031-02-01T08:00-04:00,2031-03-01T00:00Z,
2031-2,2031-08-01 08:00,2031-09-01T00:00Z,
2031-3,2031-08-01T08:00Z,2031-08-01T04:00-04:00,
"""
    parsed = parse_terms(data)
    [term] = parsed.entries
    assert (term.opens_at, term.name) == (datetime(2031, 2, 1, 12, tzinfo=UTC), None)
    assert [(bad.line, bad.column) for bad in parsed.bad_rows] == [(3, "opens_at"), (4, "closes_at")]
