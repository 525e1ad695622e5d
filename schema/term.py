"""Terms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import strawberry

from enrollment import catalogue, rule_settings
from enrollment.paging import GroupSearch
from enrollment.term_windows import EnrollmentWindow
from resolvers.node import NodeKind
from resolvers.term import groups_of_term, windows_of_viewer
from schema import windows as schema_windows
from schema.catalogue_fields import IN_CATALOGUE, catalogue_field
from schema.connections import After, Connection, First
from schema.enums import DependentDrops, RefundPolicy
from schema.group import Group, GroupFilter
from schema.info import Info
from schema.mapping import computed, copy_fields
from schema.node import ID_DESCRIPTION, Node


@strawberry.type(description="What an institution wants of the enrollments in a term.")
class TermRules:
    prerequisites: bool = catalogue_field("Whether the prerequisites of courses are judged.")
    in_progress_counts: bool = catalogue_field(
        "Whether a course that the student takes in another term, and has not ended, counts for prerequisites."
    )
    passed_again: bool = catalogue_field("Whether a course that was passed may be taken again.")
    max_attempts: int | None = catalogue_field(
        "How often a course may be taken, unless it says so itself; null: as often as one likes."
    )
    dependent_drops: DependentDrops = catalogue_field("Of groups that go together, what a drop of one means.")
    min_credits: int | None = catalogue_field(
        "The fewest credits, below which a drop must not take a student; null: there are none."
    )
    offer_seconds: int | None = catalogue_field(
        "How long a seat is offered to a student of a waitlist; null, or 0: the student is enrolled."
    )
    refund_policy: RefundPolicy = catalogue_field("Whether money is given back after drops; see `saveRefunds`.")
    refunds_until: datetime | None = catalogue_field(
        "With UNTIL: money is given back for what is dropped before this moment."
    )


def _time_zone(root: Any, info: Info) -> str:  # noqa: ARG001 - by which Strawberry knows the source
    return str(info.context.time_zone)


@strawberry.type(description="A term and its enrollment window.")
class Term(Node[catalogue.Term]):
    node_kind = NodeKind.TERM

    id: strawberry.ID = catalogue_field(ID_DESCRIPTION)
    code: str = catalogue_field("The code under which people know it, for example `2024-2`.")
    name: str | None = catalogue_field("Its name, if it has one.")
    opens_at: datetime = catalogue_field(
        "When enrollment opens; that moment included. Students need an override to enroll before."
    )
    closes_at: datetime = catalogue_field(
        "When enrollment closes; that moment not included. Students need an override to enroll after."
    )
    is_open: bool = catalogue_field(
        "Whether enrollment is open now, for some students at least, by the database's clock."
    )

    def _windows(self) -> Sequence[EnrollmentWindow]:
        return self.source.rules.windows

    windows: Sequence[EnrollmentWindow] = computed(
        _windows,
        "Who may enroll, drop and swap when, while the term is open; empty: everyone all the time.",
        list[schema_windows.EnrollmentWindow],
        IN_CATALOGUE,
    )

    def _travel_gap_minutes(self) -> int:
        return self.source.rules.travel_gap_minutes

    travel_gap_minutes: int = computed(
        _travel_gap_minutes, "How many minutes it takes from one meeting to the next.", metadata=IN_CATALOGUE
    )
    time_zone: str = strawberry.field(
        resolver=_time_zone,
        description="The institution's time zone, by its IANA name; moments are shown to people in it.",
        metadata=IN_CATALOGUE,
    )

    @strawberry.field(
        description="The windows that count for the student who the caller is, in the order of their opening; empty "
        "for everyone else.",
        graphql_type=list[schema_windows.EnrollmentWindow],
    )
    async def viewer_windows(self, info: Info) -> Sequence[EnrollmentWindow]:
        return await windows_of_viewer(info.context, self.source)

    rules: rule_settings.TermRules = catalogue_field(
        "What the institution wants of the enrollments in it.", graphql_type=TermRules
    )

    @strawberry.field(description="Its groups, in the order of their codes.", metadata=IN_CATALOGUE)
    async def groups(
        self,
        info: Info,
        filter: Annotated[GroupFilter | None, strawberry.argument(description="Which of them.")] = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Group]:
        search = GroupSearch() if filter is None else copy_fields(GroupSearch, filter)
        page = await groups_of_term(info.context, self.source, search, first, after)
        return Connection.from_page(page, after, Group.from_domain)
