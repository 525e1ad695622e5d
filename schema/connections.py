"""Connections in the manner of Relay: pages with cursors, without a total, which would cost a scan."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Generic, Self, TypeVar

import strawberry

from enrollment.paging import Page
from schema.catalogue_fields import IN_CATALOGUE, catalogue_field
from schema.info import Info
from schema.mapping import computed

Item = TypeVar("Item")
Domain = TypeVar("Domain")

First = Annotated[int, strawberry.argument(description="How many items at most, 1 to 100.")]
After = Annotated[
    str | None,
    strawberry.argument(description="The cursor after which the page begins; without it, at the beginning."),
]


At = Annotated[
    datetime | None,
    strawberry.argument(
        description="Those that held a seat at this instant, whatever has become of it; one to come is answered as "
        "now. It is known of every instant from `archivedBefore` on."
    ),
]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = catalogue_field("Whether items follow this page.")
    has_previous_page: bool = catalogue_field("Whether the page began after a cursor.")
    start_cursor: str | None = catalogue_field("The first item's cursor; null on an empty page.")
    end_cursor: str | None = catalogue_field(
        "The last item's cursor, to ask for the next page with; null on an empty page."
    )


@strawberry.type(description="An item of a page, with its cursor.")
class Edge(Generic[Item]):
    cursor: str = catalogue_field("Marks the item's position, for `after`.")
    node: Item = catalogue_field("The item.")


def _edges(page: "Connection[Item]") -> Sequence[Edge[Item]]:
    return [Edge(cursor=cursor, node=node) for cursor, node in zip(page.cursors, page.nodes, strict=True)]


@strawberry.type(description="A page of a list.")
class Connection(Generic[Item]):
    cursors: strawberry.Private[Sequence[str]]
    edges: Sequence[Edge[Item]] = computed(_edges, "The items with their cursors.", metadata=IN_CATALOGUE)
    nodes: Sequence[Item] = catalogue_field("The items.")
    page_info: PageInfo = catalogue_field("Where the page lies.")

    @classmethod
    def from_page(cls, page: Page[Domain], after: str | None, from_domain: Callable[[Domain], Item]) -> Self:
        return cls(
            cursors=page.cursors,
            nodes=[from_domain(item) for item in page.items],
            page_info=PageInfo(
                has_next_page=page.has_next,
                has_previous_page=after is not None,
                start_cursor=page.cursors[0] if page.cursors else None,
                end_cursor=page.cursors[-1] if page.cursors else None,
            ),
        )


@strawberry.type(description="A list of what has happened.")
class History:
    @strawberry.field(
        description="The list is complete from this moment on. Of what belongs to tasks that ended before, a part is "
        "archived. Null: it is all there."
    )
    async def archived_before(self, info: Info) -> datetime | None:
        return await info.context.loaders.history_begins()
