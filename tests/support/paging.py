"""Lists that come in pages."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from enrollment.paging import Page, PageRequest

T = TypeVar("T")


async def all_pages(read: Callable[[PageRequest], Awaitable[Page[T]]], first: int = 100) -> list[T]:
    """What stands on all pages of at most `first`, in their order."""
    found: list[T] = []
    after = None
    while True:
        page = await read(PageRequest(first, after))
        found += page.items
        if not page.has_next:
            return found
        after = page.cursors[-1]
