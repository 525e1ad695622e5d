"""Which encoding somebody else's file is in: told by its bytes, and by what they spell.

Nothing in a text file says how it was written. UTF-8 proves itself, since other text is hardly ever valid UTF-8.
Windows-1252 and Mac Roman differ in all that is not ASCII, and either can read nearly everything the other has
written; so both readings are made, and Mac Roman wins only where the other one is odd and its own is not.
"""

import codecs
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file.

    Attributes:
        text: bytes that do not belong into the encoding stand in it as lone surrogates (`surrogateescape`).
        encoding: utf-8, utf-8-sig (with a byte-order mark), utf-16, windows-1252, latin-1 or mac-roman.
    """

    text: str
    encoding: str


_BROKEN_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
"""An accented letter in UTF-8. In any other encoding of Western text the two do not meet."""
_NOT_LATIN_1 = re.compile(rb"[\x80-\x9f]")
"""What Latin-1 has no characters for. Without these it reads the same as Windows-1252."""
_AFTER_A_LETTER = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f]")
_PUNCTUATION_IN_WORDS = frozenset("’‘·–—•…")
"""What may stand between two letters without being one."""
_OE_AT_AN_END = re.compile(r"(?<=[^\W\d_])œ(?![^\W\d_])")


def decode(data: bytes) -> Decoded:
    """Read `data` as what it is most likely to be; never fails."""
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
    except UnicodeDecodeError:  # five of its bytes stand for nothing; in Mac Roman they are letters
        return Decoded(data.decode("latin-1"), "latin-1") if _count_oddities(mac) else Decoded(mac, "mac-roman")
    if _count_oddities(windows) and not _count_oddities(mac):
        return Decoded(mac, "mac-roman")
    return Decoded(windows, "windows-1252" if _NOT_LATIN_1.search(data) else "latin-1")


def _count_oddities(text: str) -> int:
    """How often `text` has what no language puts there: a sign amid letters, a capital amid small ones, ...

    Mac Roman's á é ñ ú are ‡ Ž – œ when taken for Windows-1252, and its Á and Ñ ç and „; the other way about,
    á é ñ Á Ñ are · È Ò ¡ and a dash.
    """
    odd = sum(_out_of_place(text, match.start()) for match in _AFTER_A_LETTER.finditer(text))
    odd += len(_OE_AT_AN_END.findall(text))
    odd += max(0, text.count("„") - text.count("“") - text.count("”"))  # a quotation that never ends
    return odd


def _out_of_place(text: str, at: int) -> bool:
    """Whether what follows a letter there belongs to no word: a sign before a letter, a capital after a small one."""
    before, here, after = text[at - 1], text[at], text[at + 1 : at + 2]
    if not here.isalpha():
        return here not in _PUNCTUATION_IN_WORDS and after.isalpha()
    if here.isupper():
        return before.islower()
    return before.isupper() and after.isupper()
