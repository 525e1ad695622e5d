"""Keyset cursors: the key of the last row shown, as opaque text."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from enrollment.paging import BadCursor, Page, PageRequest
from models.database import Row

Item = TypeVar("Item")


def paged(
    rows: Sequence[Row], page: PageRequest, make: Callable[[Row], Item], key: Callable[[Row], list[str]]
) -> Page[Item]:
    """A page of `rows`, which are one more than asked for where there are more."""
    shown = rows[: page.first]
    return Page([make(row) for row in shown], [_encode(key(row)) for row in shown], len(rows) > page.first)


def _encode(key: list[str]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode()


def decode_cursor(cursor: str | None, parts: int) -> list[str] | None:
    """The key in a cursor of `parts` parts; None where there is no cursor. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        key = msgspec.json.decode(base64.urlsafe_b64decode(cursor.encode()), type=list[str])
    except (binascii.Error, msgspec.MsgspecError, ValueError) as error:
        raise BadCursor(cursor) from error
    if len(key) != parts:
        raise BadCursor(cursor)
    return key
