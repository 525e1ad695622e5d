"""What the columns of rules say, what is said of cells that cannot be read, and that what is written is read back."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.catalogue_edits import RuleChanges
from enrollment.history import CourseStatus
from enrollment.limits import FIRST_MOMENT, LAST_MOMENT
from enrollment.rule_settings import NO_COURSE_RULES, NO_TERM_RULES, DependentDrops, Refunds
from importing.catalogue_files import parse_courses, parse_history, parse_terms
from importing.group_files import parse_groups
from importing.rule_cells import COURSE_RULES, TERM_RULES, rule_cells

COURSES = "course_code,title,credits"
GROUPS = "term_code,group_code,course_code,capacity"
TERMS = "term_code,opens_at,closes_at"
WINDOW = "T,2031-01-01T00:00Z,2031-02-01T00:00Z"
_PARTS = '{""type"":""course"",""course"":""MAT 101""},{""type"":""course"",""course"":""X""}'
TREE = f'"{{""type"":""and"",""nested"":[{_PARTS}]}}"'


def course(columns: str, cells: str) -> RuleChanges:
    parsed = parse_courses(
        f"{COURSES},{columns}\nA,a,4,{cells}\nMAT-101,b,4{',' * (columns.count(',') + 1)}\n".encode()
    )
    assert not parsed.bad_rows
    return parsed.entries[0].rules


def test_a_course_says_what_it_builds_on() -> None:
    said = course("prerequisites,corequisites,max_attempts", "mat>=51.0 AND (b or c),L1 L2,3")
    assert said == {"prerequisites": "mat>=51 and (b or c)", "corequisites": "L1 and L2", "max_attempts": 3}


def test_an_empty_cell_means_no_rule_and_no_column_says_nothing() -> None:
    assert course("prerequisites,max_attempts", ",") == {"prerequisites": "", "max_attempts": None}
    assert course("note", "") == {}


def test_a_tree_of_another_system_is_read_with_the_codes_of_the_file() -> None:
    assert course("prerequisites", TREE) == {"prerequisites": "MAT-101 and X"}


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("prerequisites", "MAT 101", "character 5: and, or, or the end has to stand here, not 101"),
        ("prerequisites", '"{""type"":""no""}"', "a part has type and, or (with nested parts), or course"),
        ("corequisites", "A>=51", "what is taken in the same term has no grade yet; leave >= out"),
        ("corequisites", "A or", "character 5: a code or ( has to stand here, not the end"),
        ("max_attempts", "101", "write a whole number from 0 to 100"),
    ],
)
def test_what_a_course_cannot_say_is_refused_with_its_place(column: str, cell: str, message: str) -> None:
    [bad] = parse_courses(f"{COURSES},{column}\nA,a,4,{cell}\n".encode()).bad_rows
    assert (bad.line, bad.column) == (2, column)
    assert bad.message.startswith(message)


def test_a_group_says_what_it_is_linked_with_for_whom_it_keeps_seats_and_which_component_it_is() -> None:
    rows = f"{GROUPS},linked,reserved,component\nT,G,C,10,A or B,5  new ;0 old, LAB\nT,H,C,10,,,\n"
    first, second = parse_groups(rows.encode()).entries
    assert first.rules == {"linked": "A or B", "reserved": "5 new", "component": "LAB"}
    assert second.rules == {"linked": "", "reserved": "", "component": ""}


def test_the_rows_of_one_group_agree_in_its_rules() -> None:
    rows = f"{GROUPS},days,start,end,reserved\nT,G,C,10,M,08:00,09:00,5 new\nT,G,C,10,T,08:00,09:00,6 new\n"
    bad = parse_groups(rows.encode()).bad_rows
    assert [(each.line, each.column) for each in bad] == [(2, "group_code"), (3, "reserved")]


def test_reserved_seats_that_cannot_be_read_are_refused() -> None:
    [bad] = parse_groups(f"{GROUPS},reserved\nT,G,C,10,many\n".encode()).bad_rows
    assert (bad.column, bad.message) == (
        "reserved",
        "many: write seats and a cohort, such as 10 first-year; 2 transfer",
    )


def test_a_term_has_its_switches() -> None:
    columns = "prerequisites,in_progress_counts,passed_again,max_attempts,dependent_drops,min_credits"
    [entry] = parse_terms(f"{TERMS},{columns}\n{WINDOW},no,yes,no,3,Dropped_too,12\n".encode()).entries
    assert entry.rules == {
        "prerequisites": False,
        "in_progress_counts": True,
        "passed_again": False,
        "max_attempts": 3,
        "dependent_drops": DependentDrops.DROPPED_TOO,
        "min_credits": 12,
    }
    [bad] = parse_terms(f"{TERMS},dependent_drops\n{WINDOW},perhaps\n".encode()).bad_rows
    assert bad.message == "write refused or dropped too"


def test_a_term_gives_money_back_always_never_or_until_a_moment() -> None:
    def read(cell: str) -> object:
        [entry] = parse_terms(f"{TERMS},refunds\n{WINDOW},{cell}\n".encode()).entries
        return entry.rules["refunds"]

    assert [read(cell) for cell in ("Full", "none", "")] == [Refunds(), None, None]
    assert read("2031-01-15T00:00-04:00") == Refunds(datetime(2031, 1, 15, 4, tzinfo=UTC))
    [bad] = parse_terms(f"{TERMS},refunds\n{WINDOW},half\n".encode()).bad_rows
    assert bad.message.startswith("write full, none, or date, time and offset from UTC")


def test_the_time_between_two_meetings_has_a_limit() -> None:
    assert parse_terms(f"{TERMS},travel_gap_minutes\n{WINDOW},240\n".encode()).entries[0].rules == {
        "travel_gap_minutes": 240
    }
    [bad] = parse_terms(f"{TERMS},travel_gap_minutes\n{WINDOW},241\n".encode()).bad_rows
    assert (bad.line, bad.column, bad.message) == (2, "travel_gap_minutes", "write a whole number from 0 to 240")


def _storable(moment: datetime) -> bool:
    return FIRST_MOMENT <= moment <= LAST_MOMENT


terms = st.fixed_dictionaries(
    {
        "prerequisites": st.booleans(),
        "in_progress_counts": st.booleans(),
        "passed_again": st.booleans(),
        "max_attempts": st.none() | st.integers(0, 100),
        "dependent_drops": st.sampled_from(DependentDrops),
        "min_credits": st.none() | st.integers(0, 100),
        "offer_seconds": st.none() | st.integers(0, 100),
        "refunds": st.none() | st.builds(Refunds, st.none() | st.datetimes(timezones=st.just(UTC)).filter(_storable)),
        "travel_gap_minutes": st.integers(0, 240),
    }
)


@given(terms)
def test_the_rules_of_a_term_are_read_back_as_they_were_written(rules: RuleChanges) -> None:
    cells = rule_cells(rules, TERM_RULES, NO_TERM_RULES)
    [entry] = parse_terms(f"{TERMS},{','.join(TERM_RULES)}\n{WINDOW},{','.join(cells)}\n".encode()).entries
    assert entry.rules == rules


def test_rules_that_are_not_there_are_empty_cells() -> None:
    cells = rule_cells({"corequisites": "A and (B or C)"}, COURSE_RULES, NO_COURSE_RULES)
    assert cells == ["", "A and (B or C)", ""]
    assert course(",".join(COURSE_RULES), ",".join(cells))["corequisites"] == "A and (B or C)"


def test_a_history_is_read() -> None:
    header = "student_code,course_code,term_code,status,grade"
    rows = f'{header}\n1,A,2023-1,Passed,51.5\n1,B,2023-1,in progress,\n1,A,2022-2,FAILED,"30,25"\n'
    entries = parse_history(rows.encode()).entries
    assert [(each.course_code, each.term_code, each.status, each.grade) for each in entries] == [
        ("A", "2023-1", CourseStatus.PASSED, Decimal("51.5")),
        ("B", "2023-1", CourseStatus.IN_PROGRESS, None),
        ("A", "2022-2", CourseStatus.FAILED, Decimal("30.25")),
    ]


def test_what_a_history_cannot_say_is_refused() -> None:
    header = "student_code,course_code,term_code,status,grade"
    rows = f"{header}\n1,A,T,done,\n1,B,T,passed,A+\n1,C,T,passed,1\n1,C,T,failed,2\n"
    bad = parse_history(rows.encode()).bad_rows
    assert [(each.line, each.column, each.message) for each in bad] == [
        (2, "status", "write passed or failed or in progress or withdrawn"),
        (3, "grade", "write a grade from 0 to 1000 with at most two decimals"),
        (5, "course_code", "is on line 4 already; leave one of them"),
    ]
