"""Term."""

from datetime import datetime
from typing import Annotated, Self

import strawberry

from enrollment import catalogue
from enrollment.paging import GroupSearch
from resolvers.node import NodeKind
from resolvers.term import groups_of_term
from schema.connections import After, Connection, First, connection
from schema.group_filter import GroupFilter
from schema.ids import encode
from schema.info import Info
from schema.node import Node


@strawberry.type(description="A term and its enrollment window.")
class Term(Node):
    """Of `enrollment.catalogue.Term`."""

    term_id: strawberry.Private[int]
    code: str = strawberry.field(description="The code under which people know it, for example `2024-2`.")
    name: str | None = strawberry.field(description="Its name, if it has one.")
    opens_at: datetime = strawberry.field(description="When enrollment opens; that moment included.")
    closes_at: datetime = strawberry.field(description="When enrollment closes; that moment not included.")
    is_open: bool = strawberry.field(description="Whether enrollment is open now, by the database's clock.")

    @classmethod
    def of(cls, term: catalogue.Term) -> Self:
        """The term as clients see it."""
        return cls(
            id=encode(NodeKind.TERM, term.id),
            term_id=term.id,
            code=term.code,
            name=term.name,
            opens_at=term.opens_at,
            closes_at=term.closes_at,
            is_open=term.is_open,
        )

    @strawberry.field(description="Its groups, in the order of their codes.")
    async def groups(
        self,
        info: Info,
        filter: Annotated[GroupFilter | None, strawberry.argument(description="Which of them.")] = None,
        first: First = 50,
        after: After = None,
    ) -> "Connection[Group]":
        """A page of them."""
        search = GroupSearch() if filter is None else filter.search_for()
        page = await groups_of_term(info.context, self.term_id, search, first, after)
        return connection(page, after, Group.of)


# Types that point at each other: imported once the ones above exist (docs/adr/0003-relations-by-loader.md).
from schema.group import Group  # noqa: E402
