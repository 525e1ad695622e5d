"""How codes are read: what people type, paste and scan comes down to one spelling."""

import unicodedata

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
"""Zero-width and other unseen characters that copying from pages and spreadsheets leaves at the ends of codes."""


def normalized(code: str) -> str:
    """`code` in NFC, without white space, NBSP or zero-width characters at its ends; its case is kept."""
    text = unicodedata.normalize("NFC", code)
    start, end = 0, len(text)
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    return text[start:end]


def _blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE or unicodedata.category(character) == "Cc"
