"""CSV files as spreadsheets export them: encodings, separators, and bad rows."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.catalogue import Meeting, Weekday
from enrollment.limits import MAX_CAPACITY
from enrollment.meeting_patterns import meetings_of
from enrollment.spoilt_text import spoilt_code
from enrollment.text import normalized
from importing.catalogue_files import parse_courses, parse_students, parse_terms
from importing.csv_files import SEPARATORS, read_table
from importing.encodings import decode
from importing.group_files import parse_groups

GROUP = "term_code,group_code,course_code,capacity,enrolled,days,start,end,date_start,date_end,reserved\n"


def messages(bad: Sequence[object]) -> list[str]:
    return [str(row) for row in bad]


def meetings(text: str) -> list[tuple[Meeting, ...]]:
    """Those of each group of a file that is good."""
    parsed = parse_groups(text.encode())
    assert not parsed.bad_rows
    return [meetings_of(entry.patterns, ()) for entry in parsed.entries]


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
    max_size=22,  # more than 200 characters are no name
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
    assert [(e.lines, e.code, e.title, e.credits) for e in parsed.entries] == [((2,), "MAT;001", title, 4)]
    assert parsed.table.rows == 1


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20)),
    st.sampled_from([*SEPARATORS]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_codes_are_kept_character_by_character(codes: list[str], separator: str, codec: str) -> None:
    codes = [code for code in codes if normalized(code) and not spoilt_code(normalized(code))]
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
        (
            'courses.csv, line 2, column title: "of two<U+000A>lines": '
            "holds an unprintable character, or a line break; remove it"
        ),
        "courses.csv, line 4, column credits: nothing here: the row has 2 cells, the header 3",
        'courses.csv, line 5: "one": one too many: the row has 5 cells, the header 3; quote what holds a separator',
        "courses.csv, line 7: not a row of CSV: ',' expected after '\"'; a quote is not closed, or misplaced",
    ]


# Cells


def test_leading_zeros_survive_and_blanks_do_not() -> None:
    parsed = parse_students("student_code,max_credits\n 0007\u00a0,018\n007,\n".encode())
    assert [(entry.code, entry.max_credits) for entry in parsed.entries] == [("0007", 18), ("007", None)]


def test_an_empty_cell_of_the_fewest_credits_says_that_a_student_has_none_of_their_own() -> None:
    parsed = parse_students(b"student_code,min_credits\nA,12\nB,0\nC,\nD,many\n")
    assert [entry.min_credits for entry in parsed.entries] == [12, 0, None]
    assert [(bad.line, bad.column) for bad in parsed.bad_rows] == [(5, "min_credits")]
    [without] = parse_students(b"student_code\nA\n").entries
    assert without.min_credits is msgspec.UNSET


@pytest.mark.parametrize("capacity", ["", "-1", "2.5", "30 ", "1e3", "٣", "9" * 5000, str(MAX_CAPACITY + 1)])
def test_a_capacity_is_a_whole_number(capacity: str) -> None:
    parsed = parse_groups(f"{GROUP}2031-1,G,C,{capacity},5,,,,,,\n".encode())
    shown = capacity if len(capacity) < 80 else f"{capacity[:80]}…"
    if capacity == "30 ":
        assert [entry.capacity for entry in parsed.entries] == [30]
    else:
        assert messages(parsed.bad_rows) == [
            f'groups.csv, line 2, column capacity: "{shown}": write a whole number from 0 to 1000000'
        ]


def test_a_group_meets_once_for_each_of_its_days() -> None:
    data = f"{GROUP}2031-1,G,C,30,5,MRU,8:30,09:25:00,2031-03-03,2031-07-04,10 nuevos\n2031-1,H,C,1,,TT,,,,,\n"
    first, second = meetings(data)
    assert first == tuple(
        Meeting(day, "08:30", "09:25", "2031-03-03", "2031-07-04")
        for day in (Weekday.MONDAY, Weekday.THURSDAY, Weekday.SUNDAY)
    )
    assert second == (Meeting(Weekday.TUESDAY),)


@pytest.mark.parametrize("cells", ["MWF,,", ",,", ",08:00,09:00"])
def test_days_and_times_may_be_empty(cells: str) -> None:
    [found] = meetings(f"{GROUP}2031-1,G,C,30,5,{cells},,,\n")
    assert len(found) == (3 if "MWF" in cells else 0)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("MX,,,,", 'days: "MX": X is not a day; write letters of MTWRFSU, where R is Thursday and U Sunday'),
        ("M,24:00,25:00,,", 'start: "24:00": write a time from 00:00 to 23:59, such as 08:30'),
        ("M,10:00,,,", 'end: "": is empty, and start is not; fill both or neither'),
        ("M,10:00,09:00,,", 'end: "09:00": is before start, 10:00; if it is on the next day, write 09:00+1'),
        ("M,10:00,11:00+1,,", 'end: "11:00+1": is more than a day after start, 10:00; write 11:00'),
        ("M,10:00,10:00,,", 'end: "10:00": is the same as start'),
        ("M,22:00,02:00+2,,", 'end: "02:00+2": write a time from 00:00 to 23:59, such as 09:45, or 02:00+1'),
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
    parsed = parse_students(b"student_code,max_credits\nA,1\nB,2\n A ,3\n")
    assert [(entry.code, entry.max_credits) for entry in parsed.entries] == [("A", 1), ("B", 2)]
    assert messages(parsed.bad_rows) == [
        'students.csv, line 4, column student_code: "A ": is on line 2 already; leave one of them'
    ]


@pytest.mark.parametrize(
    ("days", "read"),
    [
        ("Tu", [2]),
        ("Su", [7]),
        ("Fr", [5]),
        ("TuF", [2, 5]),
        ("MTu", [1, 2]),
        ("TTh", [2, 4]),
        ("MoWeFr", [1, 3, 5]),
        ("SaSu", [6, 7]),
        ("TU", [2, 7]),
        ("SU", [6, 7]),
        ("MWF", [1, 3, 5]),
        ("mw", [1, 3]),
        ("R", [4]),
        ("MTWRFSU", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_days_of_two_letters_are_one_day_and_not_two(days: str, read: list[int]) -> None:
    [found] = meetings(f"{GROUP}2031-1,G,C,1,,{days},,,,,\n")
    assert [meeting.weekday for meeting in found] == read


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        ("tu", "tu may be one day or two"),
        ("su", "su may be one day or two"),
        ("mfr", "fr may be one day or two"),
        ("TH", "H is not a day"),
        ("Mon", "Mon is not a day"),
        ("Mw", "Mw is not a day"),
        ("MxTu", "Mx is not a day"),
        ("M W", "  is not a day"),
        ("Tu,Th", ", is not a day"),
        ("LMV", "L is not a day"),
        ("135", "1 is not a day"),
    ],
)
def test_days_that_could_be_read_in_two_ways_or_in_none_are_refused(days: str, problem: str) -> None:
    parsed = parse_groups(f'{GROUP}2031-1,G,C,1,,"{days}",,,,,\n'.encode())
    assert not parsed.entries
    assert [(bad.column, bad.message.partition(";")[0]) for bad in parsed.bad_rows] == [("days", problem)]


@pytest.mark.parametrize(("end", "ends_at"), [("02:00+1", "02:00"), ("2:00 +1", "02:00"), ("00:00", "00:00")])
def test_a_meeting_may_end_on_the_next_day_if_the_file_says_so(end: str, ends_at: str) -> None:
    [[meeting]] = meetings(f"{GROUP}2031-1,G,C,1,,F,22:00,{end},,,\n")
    assert (meeting.starts_at, meeting.ends_at, meeting.ends_next_day) == ("22:00", ends_at, True)


ROWS = "term_code,group_code,course_code,capacity,days,start,end\n"


def test_several_rows_of_a_group_are_one_group_with_all_its_meetings() -> None:
    text = (
        f"{ROWS}N,P,HIS,30,MW,09:00,10:20\nN,Q,BIO,30,F,09:00,09:50\nN,P,HIS,30,F,09:00,09:50\nN,P,HIS,30,F,9:00,9:50\n"
    )
    parsed = parse_groups(text.encode())
    assert [(entry.code, entry.lines) for entry in parsed.entries] == [("P", (2, 4, 5)), ("Q", (3,))]
    assert [(m.weekday, m.starts_at) for m in meetings(text)[0]] == [(1, "09:00"), (3, "09:00"), (5, "09:00")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("N,P,HIS,31,F,09:00,09:50", "is 30 on line 2; the rows of one group have to agree in it"),
        ("N,P,BIO,30,F,09:00,09:50", "is HIS on line 2; the rows of one group have to agree in it"),
        (
            "N,P,HIS,30,F,09:00,9:5",
            "write a time from 00:00 to 23:59, such as 09:45, or 02:00+1 if that is on the next day",
        ),
        ("N,P,HIS,30,F,09:00", "nothing here: the row has 6 cells, the header 7"),
        ("N,P,HIS,30,F,09:00,09:50,x", "one too many: the row has 8 cells, the header 7; quote what holds a separator"),
    ],
)
def test_a_bad_row_leaves_out_its_whole_group_and_says_so(row: str, problem: str) -> None:
    parsed = parse_groups(f"{ROWS}N,P,HIS,30,MW,09:00,10:20\nN,Q,BIO,30,F,09:00,09:50\n{row}\n".encode())
    assert [entry.code for entry in parsed.entries] == ["Q"]
    assert [(bad.line, bad.message) for bad in parsed.bad_rows] == [
        (2, "is left out, because line 4 is of the same group"),
        (4, problem),
    ]


@pytest.mark.parametrize("columns", ["start", "end", "date_start", "date_end"])
def test_half_of_a_pair_of_columns_makes_the_file_unreadable(columns: str) -> None:
    parsed = parse_groups(f"term_code,group_code,course_code,capacity,{columns}\nN,P,HIS,30,\n".encode())
    assert not parsed.table.readable
    assert not parsed.entries
    assert "are needed together" in parsed.bad_rows[0].message


@pytest.mark.parametrize(
    ("header", "column", "meant"), [("dias", "dias", "days"), ("Day", "day", "days"), ("stat,end", "stat", "start")]
)
def test_a_column_with_a_misspelt_name_is_named_with_the_one_that_may_be_meant(
    header: str, column: str, meant: str
) -> None:
    parsed = parse_groups(f"term_code,group_code,course_code,capacity,{header}\nN,P,HIS,30,,\n".encode())
    assert (column, f"is not imported; is {meant} meant?") in [(w.column, w.message) for w in parsed.warnings]


# What spreadsheets and other programs leave in texts


@pytest.mark.parametrize("between", ["\u00a0", "\u2003", "  ", " \u200b"])
def test_blanks_in_a_code_are_one_space_and_what_cannot_be_seen_is_nothing(between: str) -> None:
    [entry] = parse_students(f"student_code\nNINF{between}110\n".encode()).entries
    assert entry.code == "NINF 110"


@pytest.mark.parametrize("code", ["ZW\u200b-001", "ZW-\u00ad001", "ZW\u2010001", "ZW\u2011001", "\ufeffZW\u2212001"])
def test_codes_that_look_the_same_are_the_same(code: str) -> None:
    parsed = parse_students(f"student_code\nZW-001\n{code}\n".encode())
    assert [entry.code for entry in parsed.entries] == ["ZW-001"]
    assert [bad.message for bad in parsed.bad_rows] == ["is on line 2 already; leave one of them"]


@pytest.mark.parametrize(
    "code",
    [
        "2.02411E+11",
        "2,02411e+11",
        "2E+11",
        "#N/A",
        "#REF!",
        "#¡REF!",
        "#¿NOMBRE?",
        "#N/D",
        "####",
        "45292.0",
        "Mu\ufffd",
        "MuÃ±oz",
    ],
)
def test_a_code_that_a_spreadsheet_has_spoilt_is_a_bad_row(code: str) -> None:
    parsed = parse_students(f'student_code\n"{code}"\n'.encode())
    assert not parsed.entries
    assert [bad.value for bad in parsed.bad_rows] == [code]


@pytest.mark.parametrize(
    "code", ["101E1", "12E3", "6.00", "101.01", "MAR-10", "#1", "2024-2", "1-2025", "INF/101-Ñ", "Ñ"]
)
def test_a_code_that_only_resembles_what_spreadsheets_spoil_is_a_code(code: str) -> None:
    parsed = parse_students(f'student_code\n"{code}"\n'.encode())
    assert [entry.code for entry in parsed.entries] == [code]
    assert not parsed.warnings


@pytest.mark.parametrize("code", ["2-Jan", "ene-25", "1/2/2024"])
def test_a_code_that_looks_like_a_date_is_doubted(code: str) -> None:
    parsed = parse_students(f"student_code\n{code}\n".encode())
    assert [entry.code for entry in parsed.entries] == [code]
    assert [(doubt.column, doubt.value) for doubt in parsed.warnings] == [("student_code", code)]


@pytest.mark.parametrize(("name", "word"), [("Mu\ufffdoz", "lost"), ("MuÃ±oz", "Muñoz is meant")])
def test_a_name_that_was_read_in_the_wrong_encoding_is_doubted(name: str, word: str) -> None:
    parsed = parse_students(f"student_code,name\nA,{name}\n".encode())
    assert [entry.name for entry in parsed.entries] == [name]
    assert word in parsed.warnings[0].message


@given(WORDS)
def test_no_spanish_name_is_doubted(words: list[str]) -> None:
    parsed = parse_students(f"student_code,name\nA,{' '.join(words)}\n".encode())
    assert not parsed.warnings
    assert not parsed.bad_rows


def test_a_spreadsheets_error_is_no_name() -> None:
    parsed = parse_courses(b"course_code,title,credits\nA,#N/A,4\n")
    assert [(bad.column, bad.value) for bad in parsed.bad_rows] == [("title", "#N/A")]


def test_a_window_needs_an_offset() -> None:
    data = b"""term_code,opens_at,closes_at,name
2031-1,2031-02-01T08:00-04:00,2031-03-01T00:00Z,
2031-2,2031-08-01 08:00,2031-09-01T00:00Z,
2031-3,2031-08-01T08:00Z,2031-08-01T04:00-04:00,
2031-4,0001-01-01T00:00Z,2031-09-01T00:00Z,
2031-5,0001-01-01T00:00+05:00,9999-12-31T23:59:59.999999-05:00,
"""
    parsed = parse_terms(data)
    [term] = parsed.entries
    assert (term.opens_at, term.name) == (datetime(2031, 2, 1, 12, tzinfo=UTC), None)
    assert [(bad.line, bad.column) for bad in parsed.bad_rows] == [
        (3, "opens_at"),
        (4, "closes_at"),
        (5, "opens_at"),
        (6, "opens_at"),
        (6, "closes_at"),
    ]


@pytest.mark.parametrize(
    ("cell", "cohorts"),
    [
        ("2024; 2023 ;;2024", ("2023", "2024")),
        ("", ()),
        ('"first year;""a;b"";""c """"d"""""""', ("a;b", 'c "d"', "first year")),
    ],
)
def test_codes_stand_in_one_cell_with_semicolons_between_them(cell: str, cohorts: tuple[str, ...]) -> None:
    [entry] = parse_students(f"student_code,cohorts\nA,{cell}\n".encode()).entries
    assert entry.cohorts == cohorts


def test_students_stay_in_their_cohorts_without_a_column() -> None:
    assert parse_students(b"student_code\nA\n").entries[0].cohorts is None


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('"""a;b"', "write codes with semicolons between them; a quote is not closed, or misplaced"),
        (";".join(map(str, range(51))), "has 51 codes; at most 50 are allowed"),
        ("a" * 101, "has 101 characters; at most 100 are allowed"),
    ],
)
def test_codes_that_cannot_be_read_are_refused(cell: str, message: str) -> None:
    [bad] = parse_students(f"student_code,cohorts\nA,{cell}\n".encode()).bad_rows
    assert (bad.line, bad.column, bad.message) == (2, "cohorts", message)
