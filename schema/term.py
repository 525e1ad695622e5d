"""Terms."""

from datetime import datetime
from typing import Annotated

import strawberry

from enrollment import catalogue
from enrollment.paging import GroupSearch
from resolvers.node import NodeKind
from resolvers.term import groups_of_term
from schema.connections import After, Connection, First
from schema.group import Group, GroupFilter
from schema.info import Info
from schema.mapping import copy_fields
from schema.node import Node


@strawberry.type(description="A term and its enrollment window.")
class Term(Node[catalogue.Term]):
    node_kind = NodeKind.TERM

    code: str = strawberry.field(description="The code under which people know it, for example `2024-2`.")
    name: str | None = strawberry.field(description="Its name, if it has one.")
    opens_at: datetime = strawberry.field(description="When enrollment opens; that moment included.")
    closes_at: datetime = strawberry.field(description="When enrollment closes; that moment not included.")
    is_open: bool = strawberry.field(description="Whether enrollment is open now, by the database's clock.")

    @strawberry.field(description="Its groups, in the order of their codes.")
    async def groups(
        self,
        info: Info,
        filter: Annotated[GroupFilter | None, strawberry.argument(description="Which of them.")] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Group]:
        search = GroupSearch() if filter is None else copy_fields(GroupSearch, filter)
        page = await groups_of_term(info.context, self.source.id, search, first, after)
        return Connection.from_page(page, after, Group.from_domain)
