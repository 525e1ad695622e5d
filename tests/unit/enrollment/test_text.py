"""How codes are read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.text import normalized

BLANKS = st.text("\t\n\r \u00a0\u200b\u200c\u200d\u2060\ufeff\u2003\u3000")
CODES = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("EST001", "EST001"),
        ("  EST001\t\n", "EST001"),
        ("\u00a0EST001\u00a0", "EST001"),
        ("\ufeff\u200bEST001\u200d", "EST001"),
        ("INF/101-N\u0303", "INF/101-Ñ"),
        ("g-elc102-e", "g-elc102-e"),
        ("A  B", "A  B"),
        ("\u00a0 \u200b", ""),
        ("", ""),
    ],
)
def test_what_is_typed_and_what_is_read(typed: str, read: str) -> None:
    assert normalized(typed) == read


@given(CODES)
def test_reading_twice_reads_the_same(code: str) -> None:
    assert normalized(normalized(code)) == normalized(code)


@given(CODES)
def test_composed_and_decomposed_spellings_are_one_code(code: str) -> None:
    assert normalized(unicodedata.normalize("NFD", code)) == normalized(unicodedata.normalize("NFC", code))


@given(BLANKS, CODES, BLANKS)
def test_blanks_at_the_ends_do_not_matter(before: str, code: str, after: str) -> None:
    # Between a letter and its accent a blank is no end: the accent would go to the blank.
    if not unicodedata.combining(unicodedata.normalize("NFD", code)[:1] or "A"):
        assert normalized(before + code + after) == normalized(code)
