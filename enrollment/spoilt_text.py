"""What spreadsheets, and files read in the wrong encoding, make of codes and texts."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|N/D|¡.+!|¿.+\?|#+)", re.IGNORECASE)
"""In English and Spanish: #N/A, #N/D, #¡REF!, #¿NOMBRE?, and the #### of a column that is too narrow."""
_SCIENTIFIC = re.compile(r"\d([.,]\d+E[+-]|E\+)\d+", re.IGNORECASE)
_DECIMAL = re.compile(r"\d{2,}[.,]0")
_MONTHS = "jan|ene|feb|mar|apr|abr|may|jun|jul|aug|ago|sep|oct|nov|dec|dic"
_DATE = re.compile(rf"(\d{{1,2}}-({_MONTHS})|({_MONTHS})-\d\d)\.?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}", re.IGNORECASE)


def spoilt_text(text: str) -> str | None:
    """What is wrong with a text that is a spreadsheet's error; None if it is none."""
    return "is an error of the spreadsheet; write what belongs here" if _ERROR.fullmatch(text) else None


def spoilt_code(code: str) -> str | None:
    """Why this is no code any more; None if it may be one."""
    if _SCIENTIFIC.fullmatch(code):
        return "is a number as a spreadsheet shortens it; format the column as text and write the code out"
    if _DECIMAL.fullmatch(code):
        return "is a number as a spreadsheet writes it; format the column as text and write the code without decimals"
    return doubtful_text(code) or spoilt_text(code)


def doubtful_code(code: str) -> str | None:
    """Why this may be no code; None if nothing speaks against it."""
    # Spreadsheets write months in small letters; `MAR-10` may well be a code.
    is_date = _DATE.fullmatch(code) and not code.isupper()
    return "looks like a date that a spreadsheet made of a code" if is_date else None


def doubtful_text(text: str) -> str | None:
    """Why a text may have been read in the wrong encoding before it came here; None if nothing speaks for it."""
    if REPLACEMENT in text:
        return f"has {REPLACEMENT} in place of a character that was lost; save the file anew from where it came from"
    return f"was read in the wrong encoding once; {meant} is meant" if (meant := _repaired(text)) else None


def _repaired(text: str) -> str | None:
    """The text whose UTF-8 was taken for Windows-1252 or Latin-1; None if it is not such a text."""
    for encoding in ("windows-1252", "latin-1"):
        try:
            meant = text.encode(encoding).decode()
        except UnicodeError:
            continue
        return meant if meant != text else None
    return None
