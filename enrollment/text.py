"""How texts that people type, paste and scan are read. Codes that look the same come down to one spelling."""

import re
import unicodedata

_BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode says to show as nothing (Default_Ignorable_Code_Point): copying from pages leaves it in codes."""
_DASHES = "\u02d7\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"

_RUN_OF_BLANKS = re.compile(f"[{_BLANKS}]+")
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_ANY_DASH = re.compile(f"[{_DASHES}]")
_UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, half surrogate pairs, and separators of lines and paragraphs."""


def normalized(code: str) -> str:
    """A code as it is stored and compared: two codes that cannot be told apart are one.

    In NFC, without characters that cannot be seen, without blanks and control characters at its ends; inside, a run of
    blanks is one space and any dash is `-`. Its case is kept. What is `unwritable` stays, for the caller to refuse.
    """
    if code.isascii() and code.isprintable() and "  " not in code:
        return code.strip(" ")  # as nearly all are; the same as below
    text = _ANY_DASH.sub("-", _RUN_OF_BLANKS.sub(" ", _ANY_INVISIBLE.sub("", code)))
    return _without_blank_ends(unicodedata.normalize("NFC", text))


def trimmed(text: str) -> str:
    """A name, title, reason or the like: in NFC, without blanks, control and invisible characters at its ends."""
    return _without_blank_ends(unicodedata.normalize("NFC", text))


def unwritable(text: str, allowed: str = "") -> str:
    """The characters that no single line of text may have, but for those `allowed`; none of these can be a code's.

    NUL and half surrogate pairs are among them, which PostgreSQL cannot store.
    """
    if text.isprintable():
        return ""
    return "".join(c for c in text if unicodedata.category(c) in _UNWRITABLE and c not in allowed)


def _without_blank_ends(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_blank(character: str) -> bool:
    return (
        character.isspace()
        or _RUN_OF_BLANKS.match(character) is not None
        or _ANY_INVISIBLE.match(character) is not None
        or unicodedata.category(character) == "Cc"
    )
