"""Detects the encoding of a text file from its bytes, and from whether they spell plausible words.

Valid UTF-8 is almost never anything else. Windows-1252 and Mac Roman differ in all characters that are not ASCII, and
nearly every byte is valid in both. So the text is decoded in both ways, and Mac Roman is chosen only if the other
reading has implausible words and its own has none. Why no library does it: docs/adr/0013-encodings-by-hand.md.
"""

import codecs
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file.

    Attributes:
        text: with lone surrogates (`surrogateescape`) in place of bytes that are invalid in the encoding.
        encoding: utf-8, utf-8-sig (with a byte-order mark), utf-16, windows-1252, latin-1 or mac-roman.
    """

    text: str
    encoding: str


_BROKEN_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
"""An accented letter in UTF-8. In other encodings of Western text these two bytes do not follow each other."""
_NOT_LATIN_1 = re.compile(rb"[\x80-\x9f]")
"""Bytes without a character in Latin-1. Text without them is the same in Latin-1 and Windows-1252."""
_AFTER_A_LETTER = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f]")
_PUNCTUATION_IN_WORDS = frozenset("’‘·–—•…")
"""Characters that may stand between two letters of a word or sentence."""
_OE_AT_AN_END = re.compile(r"(?<=[^\W\d_])œ(?![^\W\d_])")


def decode(data: bytes) -> Decoded:
    """Decode `data` in its most likely encoding. Never raises."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(data.decode("utf-16", "replace"), "utf-16")
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(data.decode("utf-8-sig", "surrogateescape"), "utf-8-sig")
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        if _BROKEN_UTF8.search(data):
            return Decoded(data.decode("utf-8", "surrogateescape"), "utf-8")
        return _single_byte(data)


def _single_byte(data: bytes) -> Decoded:
    mac = data.decode("mac-roman")
    try:
        windows = data.decode("windows-1252")
    except UnicodeDecodeError:  # five bytes are undefined in it; in Mac Roman they are letters
        return Decoded(data.decode("latin-1"), "latin-1") if _count_oddities(mac) else Decoded(mac, "mac-roman")
    if _count_oddities(windows) and not _count_oddities(mac):
        return Decoded(mac, "mac-roman")
    return Decoded(windows, "windows-1252" if _NOT_LATIN_1.search(data) else "latin-1")


def _count_oddities(text: str) -> int:
    """How many implausible places `text` has: a symbol between letters, a capital after a small letter, and the like.

    Mac Roman's á é ñ ú Á Ñ are ‡ Ž – œ ç „ if decoded as Windows-1252. Windows-1252's á é ñ Á Ñ are · È Ò ¡ and a dash
    if decoded as Mac Roman.
    """
    odd = sum(_out_of_place(text, match.start()) for match in _AFTER_A_LETTER.finditer(text))
    odd += len(_OE_AT_AN_END.findall(text))
    odd += max(0, text.count("„") - text.count("“") - text.count("”"))  # a quotation that is not closed
    return odd


def _out_of_place(text: str, at: int) -> bool:
    """Whether the character at `at`, which follows a letter, is implausible: a symbol before a letter, or a capital
    after a small letter."""
    before, here, after = text[at - 1], text[at], text[at + 1 : at + 2]
    if not here.isalpha():
        return here not in _PUNCTUATION_IN_WORDS and after.isalpha()
    if here.isupper():
        return before.islower()
    return before.isupper() and after.isupper()
