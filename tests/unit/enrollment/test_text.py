"""How codes and other texts are read."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.text import normalized, trimmed, unwritable

BLANKS = " \t\u00a0\u1680\u2003\u2009\u202f\u205f\u2800\u3000"
INVISIBLE = "\u00ad\u034f\u115f\u180e\u200b\u200c\u200d\u200e\u202e\u2060\u2066\u3164\ufe0f\ufeff\U000e0041"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
CODES = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("EST001", "EST001"),
        ("  EST001\t\n", "EST001"),
        ("\u00a0EST001\u00a0", "EST001"),
        ("\ufeff\u200bEST001\u200d", "EST001"),
        ("INF/101-N\u0303", "INF/101-Ñ"),
        ("INF/101-N\u200b\u0303", "INF/101-Ñ"),
        ("g-elc102-e", "g-elc102-e"),
        ("A  B", "A B"),
        ("NINF\u00a0110", "NINF 110"),
        ("NINF \u200b\u2003110", "NINF 110"),
        ("EST\u200b021", "EST021"),
        ("G-ELC102\u2011E", "G-ELC102-E"),
        ("2024\u22122", "2024-2"),
        ("\u00a0 \u200b", ""),
        ("", ""),
    ],
)
def test_what_is_typed_and_what_is_read(typed: str, read: str) -> None:
    assert normalized(typed) == read


@given(CODES)
def test_reading_twice_reads_the_same(code: str) -> None:
    assert normalized(normalized(code)) == normalized(code)
    assert trimmed(trimmed(code)) == trimmed(code)


@given(CODES)
def test_composed_and_decomposed_spellings_are_one_code(code: str) -> None:
    assert normalized(unicodedata.normalize("NFD", code)) == normalized(unicodedata.normalize("NFC", code))


@given(st.text(BLANKS + INVISIBLE), CODES, st.text(BLANKS + INVISIBLE + "\n\r"))
def test_blanks_at_the_ends_do_not_matter(before: str, code: str, after: str) -> None:
    # Between a letter and its accent a blank is no end: the accent would go to the blank.
    if not unicodedata.combining(unicodedata.normalize("NFD", normalized(code))[:1] or "A"):
        assert normalized(before + code + after) == normalized(code)


@given(CODES, st.data())
def test_what_cannot_be_seen_or_told_apart_does_not_matter_anywhere(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code)))
    hidden = data.draw(st.sampled_from(INVISIBLE))
    assert normalized(code[:at] + hidden + code[at:]) == normalized(code)
    dash, blank = data.draw(st.sampled_from(DASHES)), data.draw(st.text(BLANKS, min_size=1))
    assert normalized(f"A{dash}{blank}B") == "A- B"


def test_no_code_holds_a_character_that_unicode_says_to_show_as_nothing() -> None:
    """Python knows format characters by their category; these few of them are visible signs before numbers."""
    visible = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, *range(0xFFF9, 0xFFFC), 0x110BD, 0x110CD}
    visible |= set(range(0x13430, 0x13440))
    format_ = {point for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) == "Cf"} - visible
    assert {hex(point) for point in format_ if normalized(f"A{chr(point)}B") != "AB"} == set()


@pytest.mark.parametrize("character", ["\0", "\n", "\x1b", "\x85", "\u2028", "\u2029", "\ud800"])
def test_what_cannot_be_written_in_a_line_is_named(character: str) -> None:
    assert unwritable(f"A{character}B") == character
    assert unwritable(normalized(f"A{character}B")) == character
    assert unwritable(f"A{character}B", allowed=character) == ""


@pytest.mark.parametrize("text", ["Ñandú – “I”", "नमस्ते", "A\u200dB", ""])
def test_a_name_keeps_what_is_inside(text: str) -> None:
    assert trimmed(f" \u200b{text}\n") == text
    assert unwritable(text) == ""
