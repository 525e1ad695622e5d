"""Connections in the manner of Relay: pages with cursors, without a total, which would cost a scan."""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, Self, TypeVar

import strawberry

from enrollment.paging import Page

Item = TypeVar("Item")
Domain = TypeVar("Domain")

First = Annotated[int, strawberry.argument(description="How many items at most, 1 to 100.")]
After = Annotated[
    str | None,
    strawberry.argument(description="The cursor after which the page begins; without it, at the beginning."),
]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether items follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether the page began after a cursor.")
    start_cursor: str | None = strawberry.field(description="The first item's cursor; null on an empty page.")
    end_cursor: str | None = strawberry.field(
        description="The last item's cursor, to ask for the next page with; null on an empty page."
    )


@strawberry.type(description="An item of a page, with its cursor.")
class Edge(Generic[Item]):
    cursor: str = strawberry.field(description="Marks the item's position, for `after`.")
    node: Item = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[Item]):
    edges: Sequence[Edge[Item]] = strawberry.field(description="The items with their cursors.")
    nodes: Sequence[Item] = strawberry.field(description="The items.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")

    @classmethod
    def from_page(cls, page: Page[Domain], after: str | None, from_domain: Callable[[Domain], Item]) -> Self:
        nodes = [from_domain(item) for item in page.items]
        return cls(
            edges=[Edge(cursor=cursor, node=node) for cursor, node in zip(page.cursors, nodes, strict=True)],
            nodes=nodes,
            page_info=PageInfo(
                has_next_page=page.has_next,
                has_previous_page=after is not None,
                start_cursor=page.cursors[0] if page.cursors else None,
                end_cursor=page.cursors[-1] if page.cursors else None,
            ),
        )
