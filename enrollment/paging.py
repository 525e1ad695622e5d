"""Pages of long lists: keyset cursors, so that a page stays true while rows arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item", covariant=True)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The first `first` (1 to 100) items after the cursor `after` (None: from the beginning)."""

    first: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A page of a connection. `cursors` are those of `items`, in order."""

    items: Sequence[Item]
    cursors: Sequence[str]
    has_next: bool


class BadCursor(ValueError):
    """A cursor that this server did not hand out."""


@dataclass(frozen=True, slots=True)
class GroupSearch:
    """Which groups of a term. `search` looks in group codes, course codes and titles, without regard to case."""

    codes: Sequence[str] | None = None
    course_code: str | None = None
    search: str | None = None
    only_available: bool = False


@dataclass(frozen=True, slots=True)
class StudentSearch:
    """Which students; None does not limit. `search` looks in codes and names, without regard to case."""

    search: str | None = None
    active: bool | None = None
    has_holds: bool | None = None
