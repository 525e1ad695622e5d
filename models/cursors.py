"""Keyset cursors: the key of the last row shown, as opaque text.

Clients can make up any text: what the database could not compare with its columns is no cursor of ours.
"""

import base64
import binascii
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from enrollment.paging import BadCursor, Page, PageRequest
from enrollment.text import unwritable
from models.database import Row

Item = TypeVar("Item")
Parent = TypeVar("Parent", bound=Hashable)


def by_parent(parents: Sequence[Parent], rows: Sequence[Row], column: str) -> Mapping[Parent, list[Row]]:
    """The rows of each parent, which is named by a column, in their order; for one without rows, none."""
    found: dict[Parent, list[Row]] = {parent: [] for parent in parents}
    for row in rows:
        found[row[column]].append(row)
    return found


def paged(
    rows: Sequence[Row], page: PageRequest, make: Callable[[Row], Item], key: Callable[[Row], list[str]]
) -> Page[Item]:
    """A page of `rows`, which are one more than asked for where there are more."""
    shown = rows[: page.first]
    return Page([make(row) for row in shown], [_encode(key(row)) for row in shown], len(rows) > page.first)


def _encode(key: list[str]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode()


def decode_cursor(cursor: str | None, *read: Callable[[str], Any]) -> tuple[Any, ...] | None:
    """The key in a cursor, each part read by its function, which raises ValueError; None where there is no cursor.

    Raises BadCursor.
    """
    if cursor is None:
        return None
    try:
        key = msgspec.json.decode(base64.urlsafe_b64decode(cursor.encode()), type=list[str])
        return tuple(part(text) for part, text in zip(read, key, strict=True))
    except (binascii.Error, msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise BadCursor(cursor) from error


def code_part(text: str) -> str:
    """A code."""
    if unwritable(text):
        raise ValueError(text)
    return text


def moment_part(text: str) -> datetime:
    """A moment, UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def number_part(text: str) -> int:
    """A number of acceptance or the id of an entry, which are `bigint`."""
    number = int(text)
    if not 0 <= number < 2**63:
        raise ValueError(text)
    return number
