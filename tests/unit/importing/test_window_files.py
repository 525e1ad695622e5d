"""What windows.csv says, and what is said of rows that cannot be read."""

from datetime import UTC, datetime

import pytest

from enrollment.limits import MAX_WINDOWS
from enrollment.term_windows import EnrollmentWindow
from importing.window_files import parse_windows

HEADER = "term_code,cohort,opens_at,closes_at,drops_close_at,swaps_close_at"
OPENS, CLOSES = datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 2, 1, tzinfo=UTC)
WINDOW = "2031-01-01T00:00Z,2031-02-01T00:00Z"


def test_the_rows_of_a_term_are_its_windows_in_their_order() -> None:
    rows = f"{HEADER}\nT, 2023 ,{WINDOW},2031-03-01T00:00Z,\nU,,{WINDOW},,\nT,,{WINDOW},,2031-01-15T00:00-04:00\n"
    first, second = parse_windows(rows.encode()).entries
    assert (first.key, first.lines) == (("T",), (2, 4))
    assert first.windows == (
        EnrollmentWindow(OPENS, CLOSES, "2023", drops_close_at=datetime(2031, 3, 1, tzinfo=UTC)),
        EnrollmentWindow(OPENS, CLOSES, swaps_close_at=datetime(2031, 1, 15, 4, tzinfo=UTC)),
    )
    assert second.windows == (EnrollmentWindow(OPENS, CLOSES),)


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        (f",{WINDOW},2031-01-01T00:00Z,", "drops_close_at", "is not after opens_at, 2031-01-01T00:00:00+00:00"),
        (f",{WINDOW},,2030-01-01T00:00Z", "swaps_close_at", "is not after opens_at, 2031-01-01T00:00:00+00:00"),
        (",2031-01-01T00:00Z,2031-01-01T00:00Z,,", "closes_at", "is not after opens_at, 2031-01-01T00:00:00+00:00"),
        (",2031-01-01T00:00,2031-02-01T00:00Z,,", "opens_at", "write date, time and offset from UTC"),
        (f"#N/A,{WINDOW},,", "cohort", "is an error of the spreadsheet"),
    ],
)
def test_a_bad_row_is_named_and_no_window_of_its_term_is_read(cells: str, column: str, message: str) -> None:
    parsed = parse_windows(f"{HEADER}\nT,,{WINDOW},,\nT,{cells}\nU,,{WINDOW},,\n".encode())
    left_out, bad = parsed.bad_rows
    assert (left_out.line, left_out.message) == (2, "is left out, because line 3 is of the same term")
    assert (bad.line, bad.column) == (3, column)
    assert bad.message.startswith(message)
    assert [entry.term_code for entry in parsed.entries] == ["U"]


def test_a_term_has_as_many_windows_as_the_api_allows() -> None:
    def of(count: int) -> str:
        return "term_code,opens_at,closes_at\n" + f"T,{WINDOW}\n" * count

    assert not parse_windows(of(MAX_WINDOWS).encode()).bad_rows
    parsed = parse_windows(of(MAX_WINDOWS + 1).encode())
    assert not parsed.entries
    assert parsed.bad_rows[0].message == f"has {MAX_WINDOWS + 1} windows; at most {MAX_WINDOWS} are allowed"
